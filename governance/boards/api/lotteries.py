"""Lotteries as open data: the rule, the chances' sum, and who committed. Never who somebody is."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from ..models import Lottery

lotteries = Router()


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
