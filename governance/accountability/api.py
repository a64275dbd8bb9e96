"""What the fund owes and has answered, as open data."""

from datetime import datetime

from ninja import Query, Router, Schema

from community.record import clock

from .models import Answer

router = Router()


class AnswerOut(Schema):
    """The fund's answer to a decision, or the place where it is missing."""

    vote: int
    option: str | None
    question: str
    board: str
    due_at: datetime
    answered_at: datetime | None
    days_late: int
    kind: str
    reason: str
    language: str
    by: str | None
    url: str


@router.get("", response=list[AnswerOut], url_name="answers")
def answers(request, limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0, le=10**9)):
    """Every answer, given or owed, by its due date."""
    at = clock.now()
    found = Answer.objects.visible_to(request.user).select_related("vote__board", "option", "by")
    found = found.order_by("due_at", "pk")
    return [
        {
            "vote": one.vote_id,
            "option": one.key or None,
            "question": one.question,
            "board": one.vote.board.slug,
            "days_late": one.days_late(at),
            "by": one.by.name if one.by else None,
            "url": one.get_absolute_url(),
            **{field: getattr(one, field) for field in ("due_at", "answered_at", "kind", "reason", "language")},
        }
        for one in found[offset : offset + limit]
    ]
