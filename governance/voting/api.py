"""Votes as open data. Nothing about choices or counts leaves before certification."""

import json
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
    """Somebody on the roll. Whether and how they voted is told after certification, and of a secret vote never.

    Who stepped back is told at once.

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


class OptionOut(Schema):
    """Something that can be chosen: its words and cost as they were put."""

    key: str
    title: str
    language: str
    words: dict
    hash: str
    cost: int | None


class TurnoutOut(Schema):
    """How many had voted in a secret vote: in steps, told now and then."""

    at: datetime
    at_least: int


class ExtensionOut(Schema):
    """Somebody asked for more time, and somebody else agreed, or nobody has yet."""

    closes_at: datetime
    why: str
    asked_by: str
    agreed_by: str | None
    at: datetime


class QueryOut(Schema):
    """A question about the result, and the clerk's answer."""

    text: str
    language: str
    name: str
    at: datetime
    due: datetime
    answer: str | None
    answered_at: datetime | None


class VoteWhole(VoteOut):
    """A vote with its options, frozen rules and roll, who said how close they are and, once decided, its tally.

    rules: what was frozen when it opened; the bytes with the fingerprint `rules_hash` are at `rules_url`.
    result: what the method's own count says, where it is not a motion; it stands in the tally too.
    """

    charter_version: int | None
    level: str | None
    parameters: dict
    options: list[OptionOut]
    rules: dict | None
    rules_url: str | None
    turnout: list[TurnoutOut]
    extensions: list[ExtensionOut]
    queries: list[QueryOut]
    result: dict | None
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


def around(vote) -> dict:
    """What stands around the ballots of a vote: its options, rules, turnout, more time, questions."""
    plain = ("key", "title", "language", "hash", "cost")
    return {
        "parameters": json.loads(vote.parameters),
        "options": [
            {field: getattr(one, field) for field in plain} | {"words": json.loads(one.text)}
            for one in vote.options.all()
        ],
        "rules": vote.locked or None,
        "rules_url": reverse("vote_rules", args=[vote.pk]) if vote.rules_text else None,
        "turnout": [{"at": one.at, "at_least": one.ballots} for one in vote.turnout.all()],
        "extensions": [
            {
                "closes_at": one.closes_at,
                "why": one.why,
                "asked_by": one.asked_by.name,
                "agreed_by": one.agreed_by.name if one.agreed_by else None,
                "at": one.at,
            }
            for one in vote.extensions.select_related("asked_by", "agreed_by")
        ],
        "queries": [
            {
                "text": one.text,
                "language": one.language,
                "name": one.by.name,
                "at": one.at,
                "due": one.due,
                "answer": one.answer or None,
                "answered_at": one.answered_at,
            }
            for one in vote.queries.select_related("by", "vote__charter")
        ],
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
            "voted": mark.voted if is_decided and not found.is_secret else None,
            "choice": told.get(mark.pk),
        }

    tally = found.tally.facts if is_decided else None
    return (
        as_data(found, files.heads([found]).get(found.pk))
        | around(found)
        | {
            "charter_version": found.charter.version if found.charter else None,
            "level": found.level if is_decided else None,
            "result": tally.get("result") if tally else None,
            "roll": [as_mark(mark) for mark in marks],
            "disclosures": [
                {"name": one.person.name, **{field: getattr(one, field) for field in ("grade", "why", "source", "at")}}
                for one in answers(found.subject_type, found.subject_id)
            ],
            "tally": tally,
        }
    )
