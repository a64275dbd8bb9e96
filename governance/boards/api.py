"""Boards as open data: charter, seats, who holds them, balance."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from community.record import clock

from .models import Board
from .table import Chair, Table, table_of, tables

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
    vacant_since: datetime | None
    fill_by: datetime | None
    days_late: int | None


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


def as_data(table: Table) -> dict:
    """A board's public figures at a moment."""
    board, balance = table.board, table.balance
    return {
        **{f: getattr(board, f) for f in ("slug", "name", "purpose", "language", "founded_at")},
        "time_zone": board.zone,
        "is_founding": board.is_founding(table.at),
        "filled": balance.filled,
        "residents": balance.residents,
        "seats_total": balance.total,
        "floor_percent": balance.floor,
        "in_balance": balance.is_kept,
        "url": board.get_absolute_url(),
    }


def as_seat(chair: Chair, at: datetime) -> dict:
    """A seat and who holds it, if somebody does; else since when it is empty."""
    seat, term, vacancy = chair.seat, chair.term, chair.vacancy
    return {
        "number": seat.number,
        "kind": seat.kind,
        "name": seat.name,
        "holder": term.person.name if term else None,
        "holder_id": str(term.person.public_id) if term else None,
        "since": term.since if term else None,
        "until": term.until if term else None,
        "chosen": term.chosen if term else None,
        "vacant_since": vacancy.since if vacancy else None,
        "fill_by": vacancy.due if vacancy else None,
        "days_late": vacancy.days_late(at) if vacancy else None,
    }


@router.get("", response=list[BoardOut], url_name="boards")
def boards(request, limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0, le=10**9)):
    """Every board, by name."""
    found = Board.objects.visible_to(request.user)[offset : offset + limit]
    return [as_data(table) for table in tables(found, clock.now())]


@router.get("{slug:slug}/", response=BoardWhole, url_name="board")
def board(request, slug: str):
    """One board with its charter and its seats."""
    found = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    table = table_of(found, clock.now())
    return as_data(table) | {
        "charter_version": table.charter.version,
        "clauses": table.charter.clauses,
        "seats": [as_seat(chair, table.at) for chair in table.chairs],
    }
