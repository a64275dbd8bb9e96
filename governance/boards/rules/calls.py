"""Who may open a call for a seat, and who may apply."""

from datetime import datetime, timedelta

from community.record.verdict import YES, Verdict, _, ngettext_


def may_keep_board(*, is_clerk: bool) -> Verdict:
    """The board's clerk opens calls, seats people and sets the times of votes."""
    if is_clerk:
        return YES
    return Verdict(_("Only this board’s clerk can do this."), clause="clerk.role")


CALL_DAYS = ngettext_(
    "A call stays open for at least %(count)s day, so that everybody can see it.",
    "A call stays open for at least %(count)s days, so that everybody can see it.",
)


def may_open_call(
    *,
    is_clerk: bool,
    seat_is_vacant: bool,
    has_open_call: bool,
    opens: datetime,
    closes: datetime,
    least_days: int,
) -> Verdict:
    """The clerk opens a call for a vacant seat, one at a time, for at least as long as the charter says."""
    if not seat_is_vacant:
        return Verdict(_("This seat is taken. A call is opened for a vacant seat."), clause="seat.vacant")
    if has_open_call:
        return Verdict(_("A call for this seat is open already."), clause="call.open")
    if closes < opens + timedelta(days=least_days):
        return Verdict(CALL_DAYS[0], plural=CALL_DAYS[1], count=least_days, clause="call.days")
    return may_keep_board(is_clerk=is_clerk)


def may_apply(
    *,
    opens: datetime,
    closes: datetime,
    at: datetime,
    seat_is_vacant: bool,
    has_applied: bool,
    holds_seat: bool,
    works_for_fund: bool,
) -> Verdict:
    """Anyone may apply once while the call is open and the seat empty, unless they sit here or work for the fund."""
    if at < opens:
        return Verdict(_("This call is not open yet."), clause="call.open")
    if at >= closes:
        return Verdict(
            _("This call is closed. Applications were taken until its closing time."),
            clause="call.open",
            remedy=_("Look at the board’s page: when a seat is empty, a new call is opened there."),
        )
    if holds_seat:
        return Verdict(_("You hold a seat on this board already."), clause="seat.vacant")
    if not seat_is_vacant:
        return Verdict(_("This seat is taken. A call is opened for a vacant seat."), clause="seat.vacant")
    if works_for_fund:
        return Verdict(_("People who work for the fund hold no voting seat."), clause="seat.motion")
    if has_applied:
        return Verdict(_("You have applied for this seat already."), clause="call.open")
    return YES


def may_put_application(*, is_waiting: bool) -> Verdict:
    """An application is put to the vote while it waits for the board."""
    if is_waiting:
        return YES
    return Verdict(_("This application has been decided already."), clause="seat.motion")
