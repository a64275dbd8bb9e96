"""Votes in the middle of something: more time is asked for, a result is questioned, a mind is changed."""

from governance.voting import actions as voting
from tests import make


def more_time(t):
    """One member asked for a day more; another one agrees."""
    vote = t.east.things.open
    asked = voting.ask_for_time(vote, by=t.member, until=vote.closes_at + make.DAY, why="Snow.")
    return lambda: voting.agree_to_time(asked, by=t.east.members[1])


def queried(t):
    """Somebody questioned a result; the clerk answers."""
    asked = voting.question(t.east.things.certified, by=t.resident, text="Why so few?")
    return lambda: voting.answer_query(asked, by=t.clerk, answer="Two were ill.")


def changed_their_mind(t):
    """A member puts another ballot in the place of theirs."""
    voting.cast(t.east.things.open, by=t.member, choice="yes")
    voting.replace(t.east.things.open, by=t.member, choice="no", version=1)
