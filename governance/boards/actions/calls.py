"""A seat is called for, people apply, the board chooses."""

from datetime import timedelta

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist

from .. import rules, verbs
from ..models import Application, BoardRole, Call


def call_verdict(seat, *, by, closes_at, at):
    """Whether this person may open a call for this seat until then, and if not, why."""
    return rules.may_open_call(
        is_clerk=seat.board.has_role(by, BoardRole.Role.CLERK, at),
        seat_is_vacant=seat.until is None and seat.holder_at(at) is None,
        has_open_call=seat.calls.open_at(at).exists(),
        opens=at,
        closes=closes_at,
        least_days=seat.board.charter_at(at)["call.days"],
    )


@transaction.atomic
def open_call(seat, *, by, words, language="en", closes_at=None, at=None) -> Call:
    """Invite everybody to apply for a vacant seat."""
    locks.hold(seat.board)
    at = at or clock.now()
    closes_at = closes_at or at + timedelta(days=seat.board.charter_at(at)["call.days"])
    insist(call_verdict(seat, by=by, closes_at=closes_at, at=at))
    call = Call.objects.create(
        seat=seat, words=clean(words), language=language, opens_at=at, closes_at=closes_at, opened_by=by
    )
    enter(verbs.CALL_OPENED, call, by=by, about=[seat.board, seat], at=at, seat=seat.number)
    return call


@transaction.atomic
def apply(call, *, by, why, name="", contact="", language="en", at=None) -> Application:
    """Apply for a seat, once, while its call is open."""
    locks.hold(call)
    at = at or clock.now()
    insist(apply_verdict(call, by, at))
    application = Application.objects.create(
        call=call, person=by, name=name or by.name, contact=contact, why=clean(why), language=language, sent_at=at
    )
    enter(verbs.APPLIED, application, by=by, about=[call.seat.board], at=at)
    return application


def apply_verdict(call, person, at):
    """Whether this person may apply now, and if not, why. The page and the action ask the same."""
    return rules.may_apply(
        opens=call.opens_at,
        closes=call.closes_at,
        at=at,
        seat_is_vacant=call.seat.holder_at(at) is None,
        has_applied=person.is_authenticated and call.applications.filter(person=person).exists(),
        holds_seat=call.seat.board.seats_person(person, at),
        works_for_fund=person.is_authenticated and person.is_staff,
    )


@transaction.atomic
def carry(application, *, vote_id, at=None) -> None:
    """The board chose this applicant by a motion that passed; the clerk seats them now."""
    application = locks.fresh(application)
    if application.state != Application.State.WAITING:
        return
    application.state, application.carried_by = Application.State.CARRIED, vote_id
    application.save(update_fields=["state", "carried_by"])
    enter(verbs.CARRIED, application, about=[application.board], at=at, vote=vote_id)
