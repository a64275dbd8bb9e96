"""Boards as open data: charter, seats, who holds them, balance."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from community.record import clock

from .models import Board, Term

router = Router()


class SeatOut(Schema):
    """A seat, and who holds it now."""

    number: int
    kind: str
    name: str
    holder: str | None
    holder_id: str | None
    since: datetime | None
    until: datetime | None
    chosen: str | None


class BoardOut(Schema):
    """A board with its figures."""

    slug: str
    name: str
    purpose: str
    language: str
    time_zone: str
    founded_at: datetime
    is_founding: bool
    filled: int
    residents: int
    seats_total: int
    floor_percent: int
    in_balance: bool
    url: str


class BoardWhole(BoardOut):
    """A board with its charter and its seats."""

    charter_version: int
    clauses: dict
    seats: list[SeatOut]


def as_data(board: Board, at) -> dict:
    """A board's public figures at a moment."""
    balance = board.balance(at)
    return {
        **{f: getattr(board, f) for f in ("slug", "name", "purpose", "language", "founded_at")},
        "time_zone": board.zone,
        "is_founding": board.is_founding(at),
        "filled": balance.filled,
        "residents": balance.residents,
        "seats_total": balance.total,
        "floor_percent": balance.floor,
        "in_balance": balance.is_kept,
        "url": board.get_absolute_url(),
    }


@router.get("", response=list[BoardOut], url_name="boards")
def boards(request, limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0)):
    """Every board, by name."""
    at = clock.now()
    return [as_data(board, at) for board in Board.objects.visible_to(request.user)[offset : offset + limit]]


@router.get("{slug:slug}/", response=BoardWhole, url_name="board")
def board(request, slug: str):
    """One board with its charter and its seats."""
    at = clock.now()
    found = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    held = {term.seat_id: term for term in Term.objects.at(at).filter(seat__board=found).select_related("person")}
    charter = found.charter_at(at)

    def as_seat(seat):
        term = held.get(seat.pk)
        return {
            "number": seat.number,
            "kind": seat.kind,
            "name": seat.name,
            "holder": term.person.name if term else None,
            "holder_id": str(term.person.public_id) if term else None,
            "since": term.since if term else None,
            "until": term.until if term else None,
            "chosen": term.chosen if term else None,
        }

    seats = [as_seat(seat) for seat in found.seats.all()]
    return as_data(found, at) | {"charter_version": charter.version, "clauses": charter.clauses, "seats": seats}
