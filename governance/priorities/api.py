"""Priorities and suggestions as open data."""

import json
from datetime import date, datetime

from django.db.models import Count
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from community.record import clock

from .models import Plan, Priority, Purse, Suggestion

router = Router()
suggestions = Router()
purses = Router()
plans = Router()


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


class PurseOut(Schema):
    """What the fund said about a board's money. The newest of a board and cycle counts. In the smallest coin."""

    board: str
    cycle: str
    starts_on: date
    ends_on: date
    amount: int
    currency: str
    decided_by: str
    why: str
    language: str
    by: str
    at: datetime
    url: str


class PlanPartOut(Schema):
    """A priority in a plan: its place, both counts, and what it gets. Empty until the board has voted on them."""

    priority: str
    rank: int | None
    average: int | None
    median: int | None
    amount: int | None


class PlanOut(Schema):
    """A plan: begun, counted, adopted, rejected or overtaken. Sums are in the currency's smallest coin."""

    id: int
    board: str
    cycle: str
    starts_on: date
    ends_on: date
    sum: int
    currency: str
    counted_by: str
    state: str
    at: datetime
    decided_at: datetime | None
    parts: list[PlanPartOut]
    url: str


@purses.get("", response=list[PurseOut], url_name="purses")
def purse_list(request, limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0, le=10**9)):
    """Everything that was said about the money of boards, newest first."""
    found = Purse.objects.visible_to(request.user).select_related("board", "cycle", "by")
    plain = ("amount", "currency", "decided_by", "why", "language", "at")
    return [
        {field: getattr(one, field) for field in plain}
        | _cycle(one)
        | {"board": one.board.slug, "by": one.by.name, "url": one.get_absolute_url()}
        for one in found[offset : offset + limit]
    ]


@plans.get("", response=list[PlanOut], url_name="plans")
def plan_list(request, limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0, le=10**9)):
    """Every plan, newest first, with its parts."""
    found = Plan.objects.visible_to(request.user).select_related("board", "cycle", "purse", "charter")
    found = found.prefetch_related("parts__priority")
    plain = ("currency", "counted_by", "state", "at", "decided_at")
    parts = ("rank", "average", "median", "amount")
    return [
        {field: getattr(one, field) for field in plain}
        | _cycle(one)
        | {"id": one.pk, "board": one.board.slug, "sum": one.purse.amount, "url": one.get_absolute_url()}
        | {
            "parts": [
                {field: getattr(part, field) for field in parts} | {"priority": part.priority.slug}
                for part in one.parts.all()
            ]
        }
        for one in found[offset : offset + limit]
    ]


def _cycle(one) -> dict:
    """The period that something is for."""
    return {"cycle": one.cycle.name, "starts_on": one.cycle.starts_on, "ends_on": one.cycle.ends_on}
