"""What the fund owes: ask for the answer, give it, say when it is late; and who answers after whom."""

from datetime import timedelta

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import all_of, insist
from governance.boards import actions as boards
from governance.boards.duties import duties_of_role
from governance.boards.models import BoardRole
from governance.voting import actions as voting

from . import rules, verbs
from .models import Answer, Handover


@transaction.atomic
def ask(vote, *, option=None, at=None) -> Answer:
    """A decision passed: the fund owes an answer by the charter's date. option: one of several things that won."""
    at = at or clock.now()
    due = at + timedelta(days=vote.charter["answer.days"])
    answer = Answer.objects.create(vote=vote, option=option, key=option.key if option else "", due_at=due)
    enter(
        verbs.OWED,
        answer,
        about=[vote, vote.board, vote.subject, option.thing if option else None],
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
        about=[vote, vote.board, vote.subject, answer.thing],
        at=at,
        kind=kind,
        days_late=answer.days_late(at),
    )
    if kind == Answer.Kind.CARRIED_OUT and not vote.binds:
        voting.follow(vote, by=by, option=answer.option, at=at)
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


def hand_over_verdict(role, *, to, notes, by, at):
    """Whether this role may be handed over so now, and if not, why. notes: a text for each duty's key."""
    duties = duties_of_role(role, at)
    return all_of(
        boards.end_role_verdict(role, by=by, at=at, handed=[duty.key for duty in duties]),
        rules.may_hand_over(
            is_same=to.pk == role.person_id,
            is_active=to.is_active,
            fits={
                BoardRole.Role.OFFICER: to.is_staff,
                BoardRole.Role.CHAIR: role.board.seats_person(to, at),
            }.get(role.role, True),
            unsaid=[duty.title for duty in duties if not notes.get(duty.key, "").strip()],
            strange=len(notes.keys() - {duty.key for duty in duties}),
        ),
    )


@transaction.atomic
def hand_over(role, *, to, notes, by, at=None) -> Handover:
    """Leave a role to somebody else, with a note for each thing that is open. Everybody concerned gets a letter."""
    board = role.board
    locks.hold(board)
    role = BoardRole.objects.select_related("board", "person").get(pk=role.pk)
    at = at or clock.now()
    insist(hand_over_verdict(role, to=to, notes=notes, by=by, at=at))
    duties = duties_of_role(role, at)
    handover = Handover.objects.create(role=role, to=to, by=by, at=at)
    for duty in duties:
        handover.notes.create(
            key=duty.key,
            kind=duty.kind,
            title=duty.title,
            path=duty.path,
            due_at=duty.due,
            note=clean(notes[duty.key]),
        )
    handover.waiting = {person for duty in duties for person in duty.people}  # for those who are told
    boards.end_role(role, by=by, handed=list(notes), at=at)
    if not board.has_role(to, role.role, at):
        boards.give_role(board, to, role.role, by=by, at=at)
    facts = {"role": role.role, "duties": [duty.key for duty in duties]}
    enter(verbs.HANDED_OVER, handover, by=by, about=[board, role.person, to], at=at, **facts)
    return handover
