"""Votes as open data. Nothing about choices or counts leaves before certification."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Query, Router, Schema

from . import files
from .closeness import answers
from .models import Vote

router = Router()


class VoteOut(Schema):
    """A vote: what is asked, of which board, when. The outcome appears with certification.

    files: where everything to count it again is, soon after that; fingerprint: what the record knows it by.
    """

    id: int
    uuid: str
    board: str
    question: str
    language: str
    right: str
    mode: str
    method: str
    rules_hash: str
    state: str
    subject: dict
    subject_hash: str
    called_at: datetime | None
    opens_at: datetime | None
    closes_at: datetime | None
    ends_when_all_voted: bool
    passed: bool | None
    url: str
    files: str | None
    fingerprint: str | None


class MarkOut(Schema):
    """Somebody on the roll. Whether and how they voted is told after certification; who stepped back, at once.

    A called alternate has no seat.
    """

    name: str | None
    seat: int | None
    kind: str
    stepped_back: bool
    alternate: bool
    voted: bool | None
    choice: str | list | dict | None


class DisclosureOut(Schema):
    """How close somebody is to the thing: 0 not, 1 says so and votes, 2 does not vote, 3 leaves the item."""

    name: str
    grade: int
    why: str
    source: str
    at: datetime


class VoteWhole(VoteOut):
    """A vote with its roll, who said how close they are and, once it is decided, its tally."""

    charter_version: int | None
    level: str | None
    roll: list[MarkOut]
    disclosures: list[DisclosureOut]
    tally: dict | None


def as_data(vote: Vote, head: str | None) -> dict:
    """A vote's public facts. head: the fingerprint of its files, where they are published."""
    plain = ("question", "right", "language", "mode", "method", "rules_hash", "state", "subject_hash")
    moments = ("called_at", "opens_at", "closes_at")
    return {
        "id": vote.pk,
        "uuid": str(vote.uuid),
        "board": vote.board.slug,
        "subject": vote.pinned,
        "ends_when_all_voted": vote.ends_when_all_voted,
        "passed": vote.passed,
        "url": vote.get_absolute_url(),
        "files": reverse("vote_count", args=[vote.pk]) if head else None,
        "fingerprint": head,
        **{field: getattr(vote, field) for field in plain + moments},
    }


@router.get("", response=list[VoteOut], url_name="votes")
def votes(request, limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0, le=10**9)):
    """Every vote, newest first."""
    found = Vote.objects.visible_to(request.user).select_related("board")[offset : offset + limit]
    heads = files.heads(found)
    return [as_data(vote, heads.get(vote.pk)) for vote in found]


@router.get("{int:pk}/", response=VoteWhole, url_name="vote")
def vote(request, pk: int):
    """One vote with its roll and, once it is decided, every choice and the arithmetic."""
    found = get_object_or_404(Vote.objects.visible_to(request.user).select_related("board", "charter"), pk=pk)
    is_decided = found.state == Vote.State.CERTIFIED
    marks = found.roll.select_related("person")
    told = {one.roll_id: one.answer for one in found.box} if is_decided and not found.is_secret else {}

    def as_mark(mark):
        return {
            "name": mark.person.name if mark.person else None,
            "seat": mark.seat_number,
            "kind": mark.seat_kind,
            "stepped_back": mark.recused,
            "alternate": mark.alternate_id is not None,
            "voted": mark.voted if is_decided else None,
            "choice": told.get(mark.pk),
        }

    return as_data(found, files.heads([found]).get(found.pk)) | {
        "charter_version": found.charter.version if found.charter else None,
        "level": found.level if is_decided else None,
        "roll": [as_mark(mark) for mark in marks],
        "disclosures": [
            {"name": one.person.name, **{field: getattr(one, field) for field in ("grade", "why", "source", "at")}}
            for one in answers(found.subject_type, found.subject_id)
        ],
        "tally": found.tally.facts if is_decided else None,
    }
