"""How long somebody holds a seat: staggered first terms, limits, reminders, and the clock of an empty seat."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from community.record.verdict import YES, Verdict, _, ngettext_

MONTH = timedelta(days=30)  # a month of a term
YEAR = 12 * MONTH

REMINDED = (60, 14)  # days before the end of a term on which its holder hears of it


def length_of_term(*, months: int, is_first_of_seat: bool, is_founding: bool, place: int) -> timedelta:
    """How long a term is: of the seats of each kind, the first term of every second one is half as long.

    So the seats of a new board never fall empty all at once. place: 1 for the first seat of its kind.
    """
    whole = months * MONTH
    return whole / 2 if is_founding and is_first_of_seat and place % 2 == 0 else whole


@dataclass(frozen=True)
class Row:
    """Terms of one person on one board, one after another: how many, and since when."""

    terms: int
    since: datetime


def row_of(*, since: datetime, earlier: Iterable[tuple[datetime, datetime]], months_off: int) -> Row:
    """The terms in a row that end with the one that begins then. A long enough break starts the count again.

    earlier: from when until when this person held a seat on the board before.
    """
    first, count = since, 1
    for began, ended in sorted(earlier, reverse=True):
        if first - ended >= months_off * MONTH:
            break
        first, count = began, count + 1
    return Row(count, first)


TERMS = ngettext_(
    "This would be more than %(limit)s term in a row on this board.",
    "This would be more than %(limit)s terms in a row on this board.",
)
YEARS = ngettext_(
    "This would be more than %(years)s year in a row on this board.",
    "This would be more than %(years)s years in a row on this board.",
)
LATER = _("After a break they can hold a seat again. The charter says how long.")


def may_serve(*, row: Row, until: datetime, limit: int, years: int) -> Verdict:
    """Nobody holds a seat on one board for more terms, or for more years, in a row than the charter allows."""
    if row.terms > limit:
        return Verdict(
            TERMS[0], plural=TERMS[1], count=limit, params={"limit": limit}, clause="term.limit", remedy=LATER
        )
    if until - row.since > years * YEAR:
        return Verdict(
            YEARS[0], plural=YEARS[1], count=years, params={"years": years}, clause="term.years", remedy=LATER
        )
    return YES


def due_reminders(*, until: datetime, at: datetime, told: Iterable[int]) -> list[int]:
    """Of which reminders it is time now, the nearest first. Only the nearest is told when several were missed."""
    left, told = until - at, set(told)
    if left <= timedelta(0):
        return []
    due = sorted(days for days in REMINDED if left <= timedelta(days=days))
    return due if due and due[0] not in told else []


def may_ask_removal(*, is_own: bool, has_ended: bool, why: str) -> Verdict:
    """The board takes a seat from a member by a vote, with a public reason. No clerk takes it."""
    if has_ended:
        return Verdict(_("This term has ended already."), clause="seat.vacant")
    if is_own:
        return Verdict(_("You can give up your own seat. It needs no vote."), clause="seat.removal")
    if not why.strip():
        return Verdict(_("Say in public why this term should end."), clause="seat.removal")
    return YES


@dataclass(frozen=True)
class Vacancy:
    """An empty seat: since when, and by when it is to be filled."""

    since: datetime
    due: datetime

    def days_late(self, at: datetime) -> int:
        """How many whole days it is late: 0 until a day has passed since it was due."""
        return max(0, (at - self.due).days)


def vacancy_of(*, since: datetime, days: int) -> Vacancy:
    """The clock of an empty seat: the charter says in how many days it is filled."""
    return Vacancy(since, since + timedelta(days=days))
