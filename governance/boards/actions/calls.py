"""A seat is called for, and the board chooses."""

from datetime import timedelta

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist

from .. import rules, verbs
from ..models import Application, BoardRole, Call, Term


def call_verdict(seat, *, by, closes_at, at, way=Call.Way.MOTION, places=1, quotas=()):
    """Whether this person may open such a call for this seat until then, and if not, why."""
    board, charter = seat.board, seat.board.charter_at(at)
    running = Call.objects.open_at(at).of(board).filter(seat__kind=seat.kind)
    taken = Term.objects.at(at).values("seat")
    return rules.may_open_call(
        is_clerk=board.has_role(by, BoardRole.Role.CLERK, at),
        seat_is_vacant=seat.holder_at(at) is None,
        has_open_call=any(seat in call.seats_at(at) for call in running),
        opens=at,
        closes=closes_at,
        least_days=charter["call.days"],
        kind=seat.kind,
        way=str(way),
        allowed=charter[f"choose.{seat.kind}"],
        places=places,
        vacant=board.seats.filter(kind=seat.kind).exclude(pk__in=taken).count(),
        quotas=quotas,
    )


@transaction.atomic
def open_call(
    seat, *, by, words, language="en", closes_at=None, way=Call.Way.MOTION, places=1, quotas=(), at=None
) -> Call:
    """Invite everybody to apply for a vacant seat, or for several of its kind, and say how they are filled."""
    locks.hold(seat.board)
    at = at or clock.now()
    closes_at = closes_at or at + timedelta(days=seat.board.charter_at(at)["call.days"])
    insist(call_verdict(seat, by=by, closes_at=closes_at, at=at, way=way, places=places, quotas=quotas))
    call = Call.objects.create(
        seat=seat,
        way=way,
        places=places,
        quotas=list(quotas),
        words=clean(words),
        language=language,
        opens_at=at,
        closes_at=closes_at,
        opened_by=by,
    )
    enter(
        verbs.CALL_OPENED,
        call,
        by=by,
        about=[seat.board, seat],
        at=at,
        seat=seat.number,
        way=str(way),
        places=places,
        quotas=list(quotas),
    )
    return call


@transaction.atomic
def carry(application, *, vote_id, at=None) -> None:
    """The board chose this applicant by a motion that passed; the clerk seats them now."""
    application = locks.fresh(application)
    if application.state != Application.State.WAITING:
        return
    application.state, application.carried_by = Application.State.CARRIED, vote_id
    application.save(update_fields=["state", "carried_by"])
    enter(verbs.CARRIED, application, about=[application.board], at=at, vote=vote_id)
