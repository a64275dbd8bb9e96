"""Proposals as open data."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from .models import Proposal

router = Router()


class ProposalOut(Schema):
    """A proposal that was sent to its board. Amounts are in the currency's smallest unit."""

    id: int
    title: str
    priority: str
    board: str
    author: str
    organization: str
    amount: int
    currency: str
    language: str
    state: str
    sent_at: datetime
    url: str


class VersionOut(Schema):
    """One version, with the text that was hashed."""

    number: int
    text: str
    hash: str
    at: datetime


class ProposalWhole(ProposalOut):
    """A proposal with its words and versions."""

    what: str
    why: str
    adoption_hash: str
    versions: list[VersionOut]


def as_data(proposal: Proposal) -> dict:
    """A proposal's public facts."""
    plain = ("title", "organization", "amount", "currency", "language", "state", "sent_at")
    return {field: getattr(proposal, field) for field in plain} | {
        "id": proposal.pk,
        "priority": proposal.priority.slug,
        "board": proposal.priority.board.slug,
        "author": proposal.author.name,
        "url": proposal.get_absolute_url(),
    }


def sent():
    """Proposals everybody may read: those that left their author's desk."""
    return Proposal.objects.filter(sent_at__isnull=False).select_related("priority__board", "author", "adoption")


@router.get("", response=list[ProposalOut], url_name="proposals")
def proposals(request, limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0, le=10**9)):
    """Every proposal that was sent, newest first."""
    return [as_data(proposal) for proposal in sent()[offset : offset + limit]]


@router.get("{int:pk}/", response=ProposalWhole, url_name="proposal")
def proposal(request, pk: int):
    """One proposal with its words and versions."""
    found = get_object_or_404(sent(), pk=pk)
    return as_data(found) | {
        "what": found.what,
        "why": found.why,
        "adoption_hash": found.adoption.hash,
        "versions": list(found.versions.all().values("number", "text", "hash", "at")),
    }
