"""The table as one sees it: each seat of a board with who holds it at a moment, and who that makes the majority."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .models import Board, Charter, Seat, Term
from .rules import Balance


@dataclass(frozen=True)
class Chair:
    """One seat, and the term that fills it, if one does."""

    seat: Seat
    term: Term | None

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
    for seat in Seat.objects.at(at).filter(board__in=boards).order_by("number"):
        seats[seat.board_id].append(seat)
    for term in Term.objects.at(at).filter(seat__board__in=boards).select_related("person"):
        terms[term.seat_id] = term
    for charter in Charter.objects.filter(board__in=boards).order_by("version"):
        if charter.in_force_from <= at or charter.board_id not in charters:
            charters[charter.board_id] = charter
    return [
        Table(board, at, charters[board.pk], [Chair(seat, terms.get(seat.pk)) for seat in seats[board.pk]])
        for board in boards
    ]


def table_of(board: Board, at: datetime) -> Table:
    """The table of one board."""
    return tables([board], at)[0]
