"""Somebody is seated, and a term ends."""

from django.db import transaction

from community.people import actions as people
from community.people.models import Residency
from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist
from community.rooms import actions as rooms

from .. import rules, verbs
from ..models import Application, BoardRole, Call, Term
from .answers import answer_all
from .founding import room_of


def seat_verdict(application, *, by, why, at, nominated_by=""):
    """Whether this person may seat this applicant now, and if not, why."""
    seat, board, person = _seat_for(application, at), application.board, application.person
    call = application.call
    others = call.applications.exclude(pk=application.pk).filter(state=Application.State.CARRIED)
    return rules.may_seat(
        **_free(seat, person, at, _end_of_term(board, at, at)),
        is_clerk=board.has_role(by, BoardRole.Role.CLERK, at),
        is_carried=application.state == Application.State.CARRIED,
        is_founding=board.is_founding(at),
        why=why,
        chose_another=others.count() >= max(1, len(call.seats_at(at))),
        is_own=by == person,
        works_for_fund=person is not None and person.is_staff,
        is_waiting=application.state in Application.UNDECIDED,
        way=str(call.way),
        kind=str(seat.kind),
        nominated_by=nominated_by,
    )


def _end_of_term(board, since, at):
    """When a term that begins then ends, by the charter in force."""
    return since + board.charter_at(at)["term.months"] * rules.MONTH


def _free(seat, person, since, until) -> dict:
    """Whether nobody holds the seat, and the person no seat beside it, at any moment of a term."""
    meanwhile = Term.objects.during(since, until).filter(seat__board=seat.board)
    return {
        "seat_is_vacant": not meanwhile.filter(seat=seat).exists(),
        "holds_seat": person is not None and meanwhile.filter(person=person).exists(),
    }


def _seat_for(application, at):
    """The seat this applicant would get: the first one the call still fills."""
    return next(iter(application.call.seats_at(at)), application.call.seat)


# How somebody was chosen whom a vote or a draw chose, or whom the clerk seats.
CARRIED_BY = {Call.Way.LOTTERY: Term.Chosen.LOT, Call.Way.ELECTION: Term.Chosen.ELECTED}
SEATED_BY = {Call.Way.APPOINTMENT: Term.Chosen.APPOINTED, Call.Way.NOMINATION: Term.Chosen.NOMINATED}


@transaction.atomic
def seat(application, *, by, why="", nominated_by="", at=None) -> Term:
    """Seat an applicant who was chosen in the way the call named, or whom a founding board's clerk chose.

    nominated_by: the organization that named this person; it stands in public before the reason.
    Who applied without an account gets one now; the clerk hands them a card to sign in with.
    """
    board = application.board
    locks.hold(board)
    application = locks.fresh(application)
    at = at or clock.now()
    insist(seat_verdict(application, by=by, why=why, nominated_by=nominated_by, at=at))
    way, application.person = application.call.way, application.person or _newcomer(application, by, at)
    if application.state == Application.State.CARRIED:
        chosen = CARRIED_BY.get(way, Term.Chosen.MOTION)
    else:
        chosen = SEATED_BY.get(way, Term.Chosen.FOUNDING)
    term = _fill(
        _seat_for(application, at),
        application.person,
        chosen=chosen,
        why=f"{nominated_by}: {why}" if nominated_by else why,
        by=by,
        at=at,
        vote=application.carried_by,
    )
    application.state, application.nominated_by = Application.State.SEATED, nominated_by
    application.save(update_fields=["state", "person", "nominated_by"])
    if not application.call.seats_at(at):
        answer_all(application.call, by=by, at=at)
    return term


def _newcomer(application, by, at):
    """The account of somebody who applied without one."""
    person = people.enrol(name=application.name, language=application.language, by=by, at=at)
    if application.place:
        people.declare_residency(
            person, place=application.place, proof=application.proof or Residency.Proof.OWN_WORD, by=by, at=at
        )
    return person


@transaction.atomic
def seat_founder(seat, person, *, by, why, since=None, until=None, at=None) -> Term:
    """Fill a seat of a board that is being founded, with a public reason (also from a members' file)."""
    board = seat.board
    locks.hold(board)
    at = at or clock.now()
    since = since or at
    until = until or _end_of_term(board, since, at)
    insist(
        rules.may_seat(
            **_free(seat, person, since, until),
            is_clerk=by is None or board.has_role(by, BoardRole.Role.CLERK, at),
            is_carried=False,
            is_founding=board.is_founding(at),
            why=why,
            chose_another=False,
            is_own=by is not None and by.pk == person.pk,
            works_for_fund=person.is_staff,
            is_waiting=True,
        )
    )
    return _fill(seat, person, chosen=Term.Chosen.FOUNDING, why=why, by=by, since=since, until=until, at=at)


def _fill(seat, person, *, chosen, why, by, at, since=None, until=None, vote=None) -> Term:
    """Write the term, its entry and the membership of the room. The caller holds the board's lock."""
    since, why = since or at, clean(why)
    until = until or _end_of_term(seat.board, since, at)
    term = Term.objects.create(seat=seat, person=person, since=since, until=until, chosen=chosen, why=why, seated_by=by)
    rooms.join(room_of(seat.board), person, since=since, until=until, at=at)
    enter(
        verbs.SEATED,
        term,
        by=by,
        why=why,
        about=[seat.board, seat, person],
        at=at,
        seat=seat.number,
        kind=seat.kind,
        person=str(person.public_id),
        chosen=str(chosen),
        vote=vote,
        since=since.isoformat(),
        until=until.isoformat(),
    )
    return term


def end_verdict(term, *, by, why, at):
    """Whether this person may end this term now, and if not, why."""
    is_own = by.is_authenticated and term.person_id == by.pk
    return rules.may_end_term(
        is_clerk=term.seat.board.has_role(by, BoardRole.Role.CLERK, at),
        is_own=is_own,
        has_ended=term.until <= at,
        ends_anyway=_ends_at(term, is_own, at) >= term.until,
        why=why,
    )


def _ends_at(term, is_own, at):
    """When this term ends if it is ended now."""
    notice_days = term.seat.board.charter_at(at)["vote.notice_days"]
    return rules.ends_at(at=at, until=term.until, is_own=is_own, notice_days=notice_days)


@transaction.atomic
def end_term(term, *, by, why, at=None) -> Term:
    """End a term before its date: the member gives up the seat, or the clerk enters why it ended."""
    board = term.seat.board
    locks.hold(board)
    term = Term.objects.get(pk=term.pk)
    at = at or clock.now()
    insist(end_verdict(term, by=by, why=why, at=at))
    ends = _ends_at(term, term.person_id == by.pk, at)
    term.until, term.ended_why = ends, clean(why)
    term.save(update_fields=["until", "ended_why"])
    rooms.leave(room_of(board), term.person, at=ends)
    for role in board.roles.at(ends).filter(person=term.person):
        # A clerk or chair who gives up a seat still works for the board, and so stays in its room.
        rooms.join(room_of(board), term.person, since=ends, until=role.until, at=at)
    enter(
        verbs.TERM_ENDED,
        term,
        by=by,
        why=term.ended_why,
        about=[board, term.seat, term.person],
        at=at,
        seat=term.seat.number,
        ends=ends.isoformat(),
    )
    return term
