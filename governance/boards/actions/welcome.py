"""A new member takes the first steps, and says how they want to be paid."""

from django.db import transaction

from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist

from .. import rules, verbs
from ..models import BoardRole, FirstStep, PayChoice, Term


def tick_verdict(term, step, *, by, at):
    """Whether this person may tick this first step of a member now, and if not, why."""
    return rules.may_tick(
        step=str(step),
        is_own=term.person_id == by.pk,
        is_clerk=term.seat.board.has_role(by, BoardRole.Role.CLERK, at),
        is_done=term.first_steps.filter(step=step).exists(),
        has_ended=term.until <= at,
    )


@transaction.atomic
def tick(term, step, *, by, at=None) -> FirstStep:
    """A first step is taken. What was said there is nobody else's business."""
    locks.hold(term)
    term, at = Term.objects.get(pk=term.pk), at or clock.now()
    insist(tick_verdict(term, step, by=by, at=at))
    done = FirstStep.objects.create(term=term, step=step, done_at=at, done_by=by)
    enter(verbs.STEP_TAKEN, term, by=by, about=[term.person], at=at, step=str(step))
    return done


def pay_verdict(board, person, way, *, at):
    """Whether this person may choose to be paid by this board in this way, and if not, why."""
    allowed = board.charter_at(at)["pay.ways"]
    return rules.may_choose_pay(holds_seat=board.seats_person(person, at), way=str(way), allowed=allowed)


@transaction.atomic
def choose_pay(board, way, *, by, at=None) -> PayChoice:
    """Say how one wants to be paid. The record tells that one chose, not what."""
    locks.hold(by)
    at = at or clock.now()
    insist(pay_verdict(board, by, way, at=at))
    choice = PayChoice.objects.create(person=by, board=board, way=way, at=at)
    enter(verbs.PAY_CHOSEN, choice, by=by, about=[board, by], at=at)
    return choice
