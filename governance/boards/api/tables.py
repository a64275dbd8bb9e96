"""Boards as open data: charter, seats, who holds them, balance."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from community.record import clock

from ..charters import CLAUSES, rights
from ..models import Board, Charter
from ..table import Chair, Table, table_of, tables

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
    minority_voice: bool
    promised_on: str | None
    url: str


class RightOut(Schema):
    """What a board's vote on one kind of thing is: it decides, recommends, or is only asked."""

    key: str
    level: str
    what: str
    bound: str
    grounds: str


class BoardWhole(BoardOut):
    """A board with its charter, its decision rights and its seats."""

    charter_version: int
    clauses: dict
    rights: list[RightOut]
    seats: list[SeatOut]


class CharterOut(Schema):
    """One version of a board's charter: since when, and what made it."""

    version: int
    in_force_from: datetime
    clauses: dict
    changed: dict
    changed_by: str | None
    why: str | None
    by_vote: bool | None
    url: str


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
        "minority_voice": balance.is_minority_voice,
        "promised_on": balance.promised_on or None,
        "url": board.get_absolute_url(),
    }


def clauses_of(charter: Charter) -> dict:
    """Every clause of a charter, in order, those that are younger than it too."""
    return {key: charter[key] for key in CLAUSES}


def as_charter(charter: Charter) -> dict:
    """A version with the clauses it changed, each from what to what, and why."""
    change = charter.amendment
    return {
        "version": charter.version,
        "in_force_from": charter.in_force_from,
        "clauses": clauses_of(charter),
        "changed": {key: [change.base[key], charter[key]] for key in change.in_order()} if change else {},
        "changed_by": change.by.name if change else None,
        "why": change.why if change else None,
        "by_vote": change.is_loosening if change else None,
        "url": charter.get_absolute_url(),
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
        "clauses": clauses_of(table.charter),
        "rights": rights(table.charter, table.balance),
        "seats": [as_seat(chair, table.at) for chair in table.chairs],
    }


@router.get("{slug:slug}/charters/", response=list[CharterOut], url_name="charters")
def charters(request, slug: str, limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0, le=10**9)):
    """Every version of a board's charter, the newest first, with what each changed and why."""
    found = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    made = found.charters.filter(in_force_from__lte=clock.now()).order_by("-version")
    made = made.select_related("board", "amendment__by", "amendment__base__board")
    return [as_charter(one) for one in made[offset : offset + limit]]
