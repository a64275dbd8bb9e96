"""The table as one sees it: each seat of a board with who holds it at a moment, and who that makes the majority."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from community.record.verdict import Verdict

from .models import Board, Charter, Seat, Term
from .rules import MONTH, YEAR, Balance, Row, Vacancy, may_serve, row_of, vacancy_of


@dataclass(frozen=True)
class Chair:
    """One seat, and the term that fills it; or, when it is empty, since when and by when it is to be filled."""

    seat: Seat
    term: Term | None
    vacancy: Vacancy | None = None

    def drawn(self, me=None) -> dict:
        """What the picture of the table shows of it."""
        if self.term is None:
            return {"kind": self.seat.kind, "state": "open"}
        person = self.term.person
        return {"kind": self.seat.kind, "name": person.name, "initials": person.initials, "me": person == me}


@dataclass(frozen=True)
class Table:
    """A board's seats in order, and its charter in force, at a moment."""

    board: Board
    at: datetime
    charter: Charter
    chairs: list[Chair]

    @property
    def terms(self) -> list[Term]:
        """The terms that run, in the order of their seats."""
        return [chair.term for chair in self.chairs if chair.term]

    @property
    def vacant(self) -> list[Seat]:
        """The seats nobody holds."""
        return [chair.seat for chair in self.chairs if chair.term is None]

    @property
    def empty(self) -> list[Chair]:
        """The chairs nobody sits on, the one that is due first before the others."""
        return sorted((chair for chair in self.chairs if chair.term is None), key=lambda chair: chair.vacancy.due)

    @property
    def balance(self) -> Balance:
        """Who holds the table, in figures."""
        kinds = Counter(chair.seat.kind for chair in self.chairs if chair.term)
        return Balance(
            residents=kinds[Seat.Kind.RESIDENT],
            filled=kinds.total(),
            total=len(self.chairs),
            floor=self.charter["seats.floor"],
            promised_on=self.charter["seats.promise_on"],
        )

    @property
    def organizations(self) -> int:
        """Filled seats that are not held by residents."""
        return self.balance.filled - self.balance.residents

    def term_of(self, person) -> Term | None:
        """The term by which this person sits here."""
        return next((term for term in self.terms if term.person == person), None)

    def picture(self, me=None) -> list[dict]:
        """The chairs, drawn."""
        return [chair.drawn(me) for chair in self.chairs]


def tables(boards: Iterable[Board], at: datetime) -> list[Table]:
    """The tables of several boards, in three queries however many they are."""
    boards = list(boards)
    seats, terms, charters = defaultdict(list), {}, {}
    for seat in Seat.objects.at(at).filter(board__in=boards).with_last_end(at).order_by("number", "pk"):
        seats[seat.board_id].append(seat)
    for term in Term.objects.at(at).filter(seat__board__in=boards).select_related("person"):
        terms[term.seat_id] = term
    for charter in Charter.objects.filter(board__in=boards).order_by("version", "pk"):
        if charter.in_force_from <= at or charter.board_id not in charters:
            charters[charter.board_id] = charter
    return [
        Table(
            board, at, charters[board.pk], [seated(seat, board, charters[board.pk], terms) for seat in seats[board.pk]]
        )
        for board in boards
    ]


def seated(seat: Seat, board: Board, charter: Charter, terms: dict[int, Term]) -> Chair:
    """A seat with its term, or with the clock that has run since it is empty."""
    if term := terms.get(seat.pk):
        return Chair(seat, term)
    return Chair(
        seat, None, vacancy_of(since=seat.last_end or seat.since or board.founded_at, days=charter["vacancy.days"])
    )


def terms_in_a_row(table: Table) -> dict[Term, Row]:
    """For each running term: how many in a row it is for the person who holds it, and since when."""
    held = defaultdict(list)
    earlier = Term.objects.filter(
        seat__board=table.board, person__in=[term.person_id for term in table.terms], until__gt=F("since")
    )
    for person, since, until in earlier.values_list("person", "since", "until"):
        held[person].append((since, until))
    return {
        term: row_of(
            since=term.since,
            earlier=[period for period in held[term.person_id] if period[0] < term.since],
            months_off=table.charter["term.break"],
        )
        for term in table.terms
    }


def table_of(board: Board, at: datetime) -> Table:
    """The table of one board."""
    return tables([board], at)[0]


@dataclass(frozen=True)
class Ending:
    """A term that ends soon: when, and whether the same person may hold a seat here once more after it."""

    term: Term
    may_stay: Verdict


def ending_soon(table: Table, rows: dict[Term, Row]) -> list[Ending]:
    """The terms that end within a year, the nearest first."""
    charter, ending = table.charter, [term for term in table.terms if term.until <= table.at + YEAR]
    return [
        Ending(
            term,
            may_serve(
                row=Row(rows[term].terms + 1, rows[term].since),
                until=term.until + charter["term.months"] * MONTH,
                limit=charter["term.limit"],
                years=charter["term.years"],
            ),
        )
        for term in sorted(ending, key=lambda term: (term.until, term.seat_id))
    ]
