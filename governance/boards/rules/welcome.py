"""First steps of a new member, and how they are paid."""

from collections.abc import Collection

from community.record.verdict import YES, Verdict, _


def may_tick(*, step: str, is_own: bool, is_clerk: bool, is_done: bool, has_ended: bool) -> Verdict:
    """Members tick their own first steps. That somebody had their orientation is for the clerk to say."""
    if has_ended:
        return Verdict(_("This term has ended already."), clause="seat.vacant")
    if is_done:
        return Verdict(_("This is ticked already."), clause="seat.welcome")
    if step == "orientation":
        if is_clerk and not is_own:
            return YES
        return Verdict(
            _("The clerk ticks this, after your orientation."),
            clause="seat.welcome",
            remedy=_("Ask the clerk when it can be."),
        )
    if is_own:
        return YES
    return Verdict(_("Only the member ticks this."), clause="seat.welcome")


def may_choose_pay(*, holds_seat: bool, way: str, allowed: Collection[str]) -> Verdict:
    """A member chooses how to be paid, among the ways of the charter, and may change it at any time."""
    if not holds_seat:
        return Verdict(_("Only people who hold a seat here choose how they are paid."), clause="pay.ways")
    if way not in allowed:
        return Verdict(_("The charter of this board does not name this way."), clause="pay.ways")
    return YES
