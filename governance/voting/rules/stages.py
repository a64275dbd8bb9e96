"""The stages of a vote, and how it goes on from one to the next."""

from community.record.verdict import YES, Verdict, _

MOVED, CALLED, OPENED, CLOSED, CERTIFIED = "moved", "called", "opened", "closed", "certified"

# The only ways a vote goes on. Nothing leads back.
MOVES = {MOVED: {CALLED}, CALLED: {OPENED}, OPENED: {CLOSED}, CLOSED: {CERTIFIED}, CERTIFIED: set()}

# What a vote of the board is, by the charter: a decision, a recommendation, or a question it was asked.
DECIDES, RECOMMENDS, ASKED = "decides", "recommends", "asked"


def may_become(*, now: str, then: str) -> Verdict:
    """A vote goes from moved to called, opened, closed and certified, one step at a time."""
    if then in MOVES[now]:
        return YES
    return Verdict(_("This vote is not at a stage where this can happen."), clause="vote.times")
