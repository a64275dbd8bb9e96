"""Who is seated, by whose choice, and how a term ends."""

from datetime import datetime, timedelta

from community.record.verdict import YES, Verdict, _, all_of

from .calls import may_keep_board

MONTH = timedelta(days=30)  # a month of a term


def may_seat(
    *,
    is_clerk: bool,
    seat_is_vacant: bool,
    holds_seat: bool,
    is_carried: bool,
    is_founding: bool,
    why: str,
    chose_another: bool,
    is_own: bool,
    works_for_fund: bool,
    is_waiting: bool,
    way: str = "motion",
    kind: str = "resident",
    nominated_by: str = "",
) -> Verdict:
    """The clerk seats a person who was chosen in the call's way: by a motion, an appointment, a nomination or a draw.

    On a founding board a public reason stands in for the motion.

    Where the board chose somebody, no reason of the clerk's goes before it. Nobody who works for the
    fund votes on what the fund's money is for.
    """
    if not is_waiting:
        return Verdict(_("This application has been decided already."), clause="seat.motion")
    if works_for_fund:
        return Verdict(_("People who work for the fund hold no voting seat."), clause="seat.motion")
    chosen = may_choose(
        is_carried=is_carried,
        chose_another=chose_another,
        is_founding=is_founding,
        is_own=is_own,
        why=why,
        way=way,
        kind=kind,
        nominated_by=nominated_by,
    )
    free = YES
    if not seat_is_vacant or holds_seat:
        free = Verdict(
            _("The seat is taken, or this person holds a seat here already."),
            clause="seat.vacant",
            remedy=_("Look at the board’s page for the seats that are empty."),
        )
    return all_of(may_keep_board(is_clerk=is_clerk), free, chosen)


def may_choose(
    *,
    is_carried: bool,
    chose_another: bool,
    is_founding: bool,
    is_own: bool,
    why: str,
    way: str = "motion",
    kind: str = "resident",
    nominated_by: str = "",
) -> Verdict:
    """A seat is filled in the way its call named: a motion, a draw, an appointment or a nomination.

    An appointment needs a public reason; a nomination also the organization that named the person. While
    the board is being founded, a public reason stands in for the motion.
    """
    if is_carried:
        return YES
    if chose_another:
        return Verdict(_("The board chose another person for this seat."), clause="seat.motion")
    if way == "lottery":
        return Verdict(_("A draw fills this seat. Nobody chooses."), clause=f"choose.{kind}")
    if way == "nomination" and not nominated_by.strip():
        return Verdict(_("Say which organization named this person."), clause=f"choose.{kind}")
    if not is_founding and way not in ("appointment", "nomination"):
        return Verdict(
            _("This board is no longer being founded, so a motion of the board fills this seat."),
            clause="seat.motion",
            remedy=_("Two members put the application to the vote. When it passes, the clerk can seat this person."),
        )
    if is_own:
        return Verdict(_("Nobody seats themself. The board can choose you by a motion."), clause="seat.motion")
    if not why.strip():
        return Verdict(_("Say in public why this person is chosen."), clause="seat.motion")
    return YES


def ends_at(*, at: datetime, until: datetime, is_own: bool, notice_days: int) -> datetime:
    """When a term ends: at once when its holder gives it up; after the board's notice when the clerk enters it.

    So nobody can take a seat away on the day of a vote, and everybody has time to object.
    """
    return at if is_own else min(until, at + timedelta(days=notice_days))


def may_end_term(*, is_clerk: bool, is_own: bool, has_ended: bool, ends_anyway: bool, why: str) -> Verdict:
    """A member may give up their own seat; the clerk enters, with a public reason, an end that came about."""
    if has_ended:
        return Verdict(_("This term has ended already."), clause="seat.vacant")
    if not (is_own or is_clerk):
        return Verdict(_("Only the person who holds the seat can give it up."), clause="seat.vacant")
    if not is_own and ends_anyway:
        return Verdict(_("This term ends by itself before the board’s notice is over."), clause="clerk.role")
    if not is_own and not why.strip():
        return Verdict(_("Say in public why this term ended."), clause="clerk.role")
    return YES
