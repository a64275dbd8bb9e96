"""Who casts a ballot, and what it can say."""

from datetime import datetime

from community.record.verdict import YES, Verdict, _

from .stages import OPENED

FOR, AGAINST, ABSTAIN = "yes", "no", "abstain"
CHOICES = (FOR, AGAINST, ABSTAIN)


def may_cast(
    *,
    state: str,
    opens: datetime,
    closes: datetime,
    at: datetime,
    is_on_roll: bool,
    has_cast: bool,
    is_away: bool = False,
    still_sits: bool = True,
) -> Verdict:
    """A person on the roll casts one ballot while the vote is open, unless they stepped back or left the board."""
    if not is_on_roll:
        return Verdict(
            _("You are not on the roll of this vote. The roll is the people who held a seat when it opened."),
            clause="vote.roll",
        )
    if state != OPENED or not opens <= at < closes:
        return Verdict(
            _("This vote is not open, so no ballot is taken."),
            clause="vote.open",
            remedy=_("Look at the vote’s page for its times and, later, its result."),
        )
    if has_cast:
        return Verdict(_("Your ballot is recorded already. Each ballot is final."), clause="vote.once")
    if is_away:
        return Verdict(_("You stepped back from this item, so you do not vote on it."), clause="recusal.said")
    if not still_sits:
        return Verdict(_("Your place on this board has ended, so you no longer vote here."), clause="vote.roll")
    return YES


def may_choose(*, choice: str) -> Verdict:
    """A ballot says yes, no or abstain."""
    if choice in CHOICES:
        return YES
    return Verdict(_("Choose yes, no or abstain."), clause="vote.once")
