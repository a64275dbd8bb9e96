"""Boards in rules: who holds the majority, who may open a call, apply, be seated and leave."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from community.record.verdict import YES, Verdict, _, all_of, ngettext_


@dataclass(frozen=True)
class Share:
    """A required share, such as ">1/2" (more than half) or ">=2/3" (at least two thirds)."""

    least: Fraction
    is_more_than: bool

    @classmethod
    def read(cls, text: str) -> "Share":
        """Read a clause. Raises ValueError when it is neither ">a/b" nor ">=a/b"."""
        if text.startswith(">="):
            return cls(Fraction(text[2:]), False)
        if text.startswith(">"):
            return cls(Fraction(text[1:]), True)
        raise ValueError(f"A share begins with > or >=, not {text!r}.")

    def holds(self, part: int, whole: int) -> bool:
        """Whether `part` of `whole` is enough. Integers only; nothing is ever rounded."""
        least, have = self.least.numerator * whole, self.least.denominator * part
        return have > least if self.is_more_than else whole > 0 and have >= least

    def needed(self, whole: int) -> int:
        """The smallest part of `whole` that is enough."""
        if self.is_more_than:
            return self.least.numerator * whole // self.least.denominator + 1
        return max(1, -(-self.least.numerator * whole // self.least.denominator))


@dataclass(frozen=True)
class Balance:
    """Who holds the table: filled seats, those held by residents, and the floor in percent."""

    residents: int
    filled: int
    total: int
    floor: int

    @property
    def is_kept(self) -> bool:
        """Residents hold at least the floor of the filled voting seats (an empty board holds none)."""
        return self.filled > 0 and self.residents * 100 >= self.floor * self.filled

    @property
    def needed(self) -> int:
        """How many of the filled seats residents must hold."""
        return -(-self.floor * self.filled // 100)


def may_decide(*, balance: Balance) -> Verdict:
    """A board decides only while residents hold the floor of its filled seats."""
    if balance.is_kept:
        return YES
    return Verdict(
        _(
            "This board is out of balance: residents hold %(residents)s of %(filled)s filled seats"
            " and must hold %(needed)s. It may talk, not decide."
        ),
        clause="seats.floor",
        params={"residents": balance.residents, "filled": balance.filled, "needed": balance.needed},
        remedy=_("Fill the empty resident seats first."),
    )


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
) -> Verdict:
    """The clerk seats a person whom the board chose by motion or, on a founding board, with a reason.

    Where the board chose somebody, no reason of the clerk's goes before it. Nobody who works for the
    fund votes on what the fund's money is for.
    """
    if not is_waiting:
        return Verdict(_("This application has been decided already."), clause="seat.motion")
    if works_for_fund:
        return Verdict(_("People who work for the fund hold no voting seat."), clause="seat.motion")
    chosen = may_choose(
        is_carried=is_carried, chose_another=chose_another, is_founding=is_founding, is_own=is_own, why=why
    )
    free = YES
    if not seat_is_vacant or holds_seat:
        free = Verdict(
            _("The seat is taken, or this person holds a seat here already."),
            clause="seat.vacant",
            remedy=_("Look at the board’s page for the seats that are empty."),
        )
    return all_of(may_keep_board(is_clerk=is_clerk), free, chosen)


def may_put_application(*, is_waiting: bool) -> Verdict:
    """An application is put to the vote while it waits for the board."""
    if is_waiting:
        return YES
    return Verdict(_("This application has been decided already."), clause="seat.motion")


def may_choose(*, is_carried: bool, chose_another: bool, is_founding: bool, is_own: bool, why: str) -> Verdict:
    """A motion of the board fills a seat. While the board is being founded, a public reason does."""
    if is_carried:
        return YES
    if chose_another:
        return Verdict(_("The board chose another person for this seat."), clause="seat.motion")
    if not is_founding:
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
