"""What the fund owes: ask for the answer, give it, say when it is late."""

from datetime import timedelta

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist
from governance.voting import actions as voting

from . import rules, verbs
from .models import Answer


@transaction.atomic
def ask(vote, *, at=None) -> Answer:
    """A decision passed: the fund owes an answer by the charter's date."""
    at = at or clock.now()
    answer = Answer.objects.create(vote=vote, due_at=at + timedelta(days=vote.charter["answer.days"]))
    enter(
        verbs.OWED,
        answer,
        about=[vote, vote.board, vote.subject],
        at=at,
        due=answer.due_at.isoformat(),
        vote=vote.pk,
    )
    return answer


def answer_verdict(answer, person, *, kind="carried_out", reason=""):
    """Whether this person may answer for the fund now, and if not, why."""
    return rules.may_answer(
        is_staff=person.is_authenticated and person.is_staff,
        is_answered=answer.answered_at is not None,
        kind=kind,
        reason=reason,
    )


@transaction.atomic
def give(answer, *, by, kind, reason="", language="en", at=None) -> Answer:
    """Answer for the fund: carried out, partly or not, and why. Given once, in public.

    What the board only recommended comes into effect when the fund carries it out.
    """
    locks.hold(answer.vote.board)
    locks.hold(answer.vote.subject)
    answer = locks.fresh(answer)
    at = at or clock.now()
    insist(answer_verdict(answer, by, kind=kind, reason=reason))
    answer.kind, answer.reason, answer.language = kind, clean(reason), language
    answer.by, answer.answered_at = by, at
    answer.save()
    vote = answer.vote
    enter(
        verbs.GIVEN,
        answer,
        by=by,
        why=answer.reason,
        about=[vote, vote.board, vote.subject],
        at=at,
        kind=kind,
        days_late=answer.days_late(at),
    )
    if kind == Answer.Kind.CARRIED_OUT and not vote.binds:
        voting.follow(vote, by=by, at=at)
    return answer


@transaction.atomic
def note_late(answer, *, at=None) -> bool:
    """Tell everybody concerned, once, that the answer is late. Whether there was anything to tell."""
    answer = locks.fresh(answer)
    at = at or clock.now()
    if answer.answered_at or answer.late_told or at < answer.due_at:
        return False
    answer.late_told = True
    answer.save(update_fields=["late_told"])
    enter(verbs.LATE, answer, about=[answer.vote, answer.vote.board], at=at)
    return True
