"""Proposals as open data."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from community.record.models import type_of
from governance.voting.models import Vote

from .models import Pot, Proposal

router = Router()
pots = Router()


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


class PotOut(Schema):
    """A vote on many proposals under one sum, in the currency's smallest coin. `won` is told once it is decided."""

    id: int
    priority: str
    board: str
    plan: int
    amount: int
    currency: str
    rule: str
    utility: str
    completion: str
    proposals: list[int]
    vote: int | None
    won: list[int] | None
    at: datetime
    url: str


@pots.get("", response=list[PotOut], url_name="pots")
def pot_list(request, limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0, le=10**9)):
    """Every vote on many proposals at once, newest first."""
    found = Pot.objects.visible_to(request.user).select_related("priority__board", "plan__purse")
    shown = list(found.prefetch_related("proposals")[offset : offset + limit])
    votes = Vote.objects.filter(subject_type=type_of(Pot), subject_id__in=[one.pk for one in shown])
    votes = {vote.subject_id: vote for vote in votes.select_related("tally").prefetch_related("options").order_by("pk")}

    def won(vote):
        return [one.subject_id for one in vote.winners] if vote and vote.state == Vote.State.CERTIFIED else None

    plain = ("amount", "currency", "rule", "utility", "completion", "at")
    return [
        {field: getattr(one, field) for field in plain}
        | {
            "id": one.pk,
            "priority": one.priority.slug,
            "board": one.priority.board.slug,
            "plan": one.plan_id,
            "proposals": [proposal.pk for proposal in one.proposals.all()],
            "vote": votes[one.pk].pk if one.pk in votes else None,
            "won": won(votes.get(one.pk)),
            "url": one.get_absolute_url(),
        }
        for one in shown
    ]
