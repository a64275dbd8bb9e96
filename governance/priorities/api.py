"""Priorities and suggestions as open data."""

import json
from datetime import datetime

from django.db.models import Count
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from community.record import clock

from .models import Priority, Suggestion

router = Router()
suggestions = Router()


class PriorityOut(Schema):
    """A priority as published, and where it stands."""

    slug: str
    title: str
    language: str
    board: str
    stage: str
    origin: str
    area: str
    instrument: str
    amount: int | None
    currency: str
    opens_at: datetime | None
    closes_at: datetime | None
    url: str


class PriorityWhole(PriorityOut):
    """A priority with its words and, if the board adopted it, the words in force."""

    need: str
    burdened: str
    benefits: str
    history: str
    success: str
    bound: str
    communities: list[str]
    in_force: dict | None
    in_force_hash: str | None


class SuggestionOut(Schema):
    """What somebody asks for."""

    id: int
    board: str
    need: str
    who: str
    what: str
    source: str
    language: str
    by: str
    at: datetime
    tabled_at: datetime | None
    members: int
    url: str


def as_data(priority: Priority, at) -> dict:
    """A priority's public facts. Amounts are in the currency's smallest unit."""
    plain = ("slug", "title", "language", "origin", "area", "instrument", "amount", "currency", "opens_at", "closes_at")
    return {field: getattr(priority, field) for field in plain} | {
        "board": priority.board.slug,
        "stage": priority.stage(at),
        "url": priority.get_absolute_url(),
    }


@router.get("", response=list[PriorityOut], url_name="priorities")
def priorities(request, limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0, le=10**9)):
    """Every published priority, newest first."""
    found = (
        Priority.objects.originals().filter(live=True).select_related("board", "locale").prefetch_related("adoptions")
    )
    at = clock.now()
    return [as_data(priority, at) for priority in found[offset : offset + limit]]


@router.get("{slug:slug}/", response=PriorityWhole, url_name="priority")
def priority(request, slug: str):
    """One priority with its words."""
    live = Priority.objects.originals().filter(live=True).select_related("board", "locale")
    found = get_object_or_404(live, slug=slug)
    adoption = found.in_force
    words = ("need", "burdened", "benefits", "history", "success", "bound")
    return as_data(found, clock.now()) | {
        **{field: getattr(found, field) for field in words},
        "communities": [community.name for community in found.communities.all()],
        "in_force": json.loads(adoption.text) if adoption else None,
        "in_force_hash": adoption.hash if adoption else None,
    }


@suggestions.get("", response=list[SuggestionOut], url_name="suggestions")
def suggestion_list(request, limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0, le=10**9)):
    """Every suggestion, newest first, with how many members have put it forward."""
    found = Suggestion.objects.visible_to(request.user).select_related("board", "by")
    found = found.annotate(members=Count("backings")).order_by("-at", "-pk")  # counting takes the model's order away
    plain = ("need", "who", "what", "source", "language", "at", "tabled_at", "members")
    return [
        {field: getattr(one, field) for field in plain}
        | {"id": one.pk, "board": one.board.slug, "by": one.by.name, "url": one.get_absolute_url()}
        for one in found[offset : offset + limit]
    ]
