"""Votes as open data. Nothing about choices or counts leaves before certification."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from .models import Vote

router = Router()


class VoteOut(Schema):
    """A vote: what is asked, of which board, when. The outcome appears with certification."""

    id: int
    uuid: str
    board: str
    question: str
    language: str
    right: str
    mode: str
    state: str
    subject: dict
    subject_hash: str
    called_at: datetime | None
    opens_at: datetime | None
    closes_at: datetime | None
    ends_when_all_voted: bool
    passed: bool | None
    url: str


class MarkOut(Schema):
    """Somebody on the roll. Whether and how they voted is told after certification."""

    name: str | None
    seat: int
    kind: str
    voted: bool | None
    choice: str | None


class VoteWhole(VoteOut):
    """A vote with its roll and, once it is decided, its tally."""

    charter_version: int | None
    level: str | None
    roll: list[MarkOut]
    tally: dict | None


def as_data(vote: Vote) -> dict:
    """A vote's public facts."""
    plain = ("question", "right", "language", "mode", "state", "subject_hash", "called_at", "opens_at", "closes_at")
    return {
        "id": vote.pk,
        "uuid": str(vote.uuid),
        "board": vote.board.slug,
        "subject": vote.pinned,
        "ends_when_all_voted": vote.ends_when_all_voted,
        "passed": vote.passed,
        "url": vote.get_absolute_url(),
        **{field: getattr(vote, field) for field in plain},
    }


@router.get("", response=list[VoteOut], url_name="votes")
def votes(request, limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0, le=10**9)):
    """Every vote, newest first."""
    found = Vote.objects.visible_to(request.user).select_related("board")
    return [as_data(vote) for vote in found[offset : offset + limit]]


@router.get("{int:pk}/", response=VoteWhole, url_name="vote")
def vote(request, pk: int):
    """One vote with its roll and, once it is decided, every choice and the arithmetic."""
    found = get_object_or_404(Vote.objects.visible_to(request.user).select_related("board", "charter"), pk=pk)
    is_decided = found.state == Vote.State.CERTIFIED
    marks = found.roll.select_related("person", "ballot")

    def as_mark(mark):
        ballot = getattr(mark, "ballot", None) if is_decided else None
        return {
            "name": mark.person.name if mark.person else None,
            "seat": mark.seat_number,
            "kind": mark.seat_kind,
            "voted": mark.voted if is_decided else None,
            "choice": ballot.choice if ballot else None,
        }

    return as_data(found) | {
        "charter_version": found.charter.version if found.charter else None,
        "level": found.level if is_decided else None,
        "roll": [as_mark(mark) for mark in marks],
        "tally": found.tally.facts if is_decided else None,
    }
