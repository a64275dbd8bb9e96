"""Boards as open data: charter, seats, who holds them, balance."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from community.record import clock

from .models import Board, Lottery
from .table import Chair, Table, table_of, tables

router = Router()
lotteries = Router()


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


def as_seat(chair: Chair) -> dict:
    """A seat and who holds it, if somebody does."""
    seat, term = chair.seat, chair.term
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
        "seats": [as_seat(chair) for chair in table.chairs],
    }


class CommitmentOut(Schema):
    """Who committed, as what, to which hash; the secret once it is revealed."""

    name: str
    kind: str
    digest: str
    secret: str | None


class LotteryOut(Schema):
    """A lottery: its rule and how far it is. Of people it says how many, and nothing else."""

    id: int
    board: str
    state: str
    seats: int
    quotas: list[dict]
    replaces: int | None
    prepared_at: datetime
    published_at: datetime | None
    drawn_at: datetime | None
    pool: int | None
    smallest_of_1000: int | None
    file_sha256: str | None
    source: str | None
    source_at: datetime | None
    source_said: str | None
    seed: str | None
    number: int | None
    url: str


class LotteryWhole(LotteryOut):
    """A lottery with those who committed to it."""

    commitments: list[CommitmentOut]


def as_lottery(one: Lottery) -> dict:
    """A lottery's public facts."""
    plain = ("state", "seats", "quotas", "prepared_at", "published_at", "drawn_at", "pool", "source_at", "number")
    return {
        **{field: getattr(one, field) for field in plain},
        **{field: getattr(one, field) or None for field in ("source", "source_said", "seed")},
        "id": one.pk,
        "board": one.board.slug,
        "replaces": one.after_id,
        "smallest_of_1000": one.smallest,
        "file_sha256": one.digest or None,
        "url": one.get_absolute_url(),
    }


@lotteries.get("", response=list[LotteryOut], url_name="lotteries")
def every_lottery(request, limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0, le=10**9)):
    """Every lottery for seats, newest first."""
    found = Lottery.objects.visible_to(request.user).select_related("call__seat__board")
    return [as_lottery(one) for one in found[offset : offset + limit]]


@lotteries.get("{int:pk}/", response=LotteryWhole, url_name="lottery")
def lottery(request, pk: int):
    """One lottery with those who committed to it. Its file is at its page."""
    found = get_object_or_404(Lottery.objects.visible_to(request.user).select_related("call__seat__board"), pk=pk)
    committed = found.commitments.select_related("person")
    return as_lottery(found) | {
        "commitments": [
            {"name": one.person.name, "kind": one.kind, "digest": one.digest, "secret": one.secret or None}
            for one in committed
        ]
    }
