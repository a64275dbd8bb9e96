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
    is_secret: bool = False,
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
    if has_cast and is_secret:
        return Verdict(
            _("Your ballot is recorded already. In a secret vote it is final: nobody knows which one is yours."),
            clause="vote.once",
        )
    if has_cast:
        return Verdict(
            _("Your ballot is recorded already."),
            clause="vote.once",
            remedy=_("You can change it on its page until the vote closes."),
        )
    if is_away:
        return Verdict(_("You stepped back from this item, so you do not vote on it."), clause="recusal.said")
    if not still_sits:
        return Verdict(_("Your place on this board has ended, so you no longer vote here."), clause="vote.roll")
    return YES


def may_replace(*, standing: dict, version: int | None = None, newest: int = 1) -> Verdict:
    """Whoever sent a ballot in an open vote puts another in its place until the close, naming the one it replaces.

    standing: the facts that `may_cast` asks for. version: the ballot that is replaced; nothing asks whether any
    can be. newest: the version that counts now. In a secret vote nobody knows which ballot is whose.
    """
    if standing["is_secret"]:
        return Verdict(_("In a secret vote a ballot is final: nobody knows which one is yours."), clause="vote.once")
    may = may_cast(**standing | {"has_cast": False})
    if not may:
        return may
    if not standing["has_cast"]:
        return Verdict(_("No ballot of yours is recorded in this vote."), clause="vote.once")
    if version not in (None, newest):
        return Verdict(
            _("You changed your ballot in another window meanwhile. Read what is recorded now."), clause="vote.once"
        )
    return YES


def may_count_once(*, is_known: bool) -> Verdict:
    """A receipt code stands for one ballot."""
    if is_known:
        return Verdict(
            _("This receipt code stands for a ballot already. Yours was not recorded; send it again."),
            clause="vote.receipt",
        )
    return YES
