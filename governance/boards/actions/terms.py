"""Somebody is seated, and a term ends."""

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist
from community.rooms import actions as rooms

from .. import rules, verbs
from ..models import Application, BoardRole, Term
from .founding import room_of


def seat_verdict(application, *, by, why, at):
    """Whether this person may seat this applicant now, and if not, why."""
    seat, board, person = application.call.seat, application.board, application.person
    others = application.call.applications.exclude(pk=application.pk)
    return rules.may_seat(
        **_free(seat, person, at, _end_of_term(board, at, at)),
        is_clerk=board.has_role(by, BoardRole.Role.CLERK, at),
        is_carried=application.state == Application.State.CARRIED,
        is_founding=board.is_founding(at),
        why=why,
        chose_another=others.filter(state=Application.State.CARRIED).exists(),
        is_own=by.is_authenticated and by.pk == person.pk,
        works_for_fund=person.is_staff,
        is_waiting=application.state in Application.UNDECIDED,
    )


def _end_of_term(board, since, at):
    """When a term that begins then ends, by the charter in force."""
    return since + board.charter_at(at)["term.months"] * rules.MONTH


def _free(seat, person, since, until) -> dict:
    """Whether nobody holds the seat, and the person no seat beside it, at any moment of a term."""
    meanwhile = Term.objects.during(since, until).filter(seat__board=seat.board)
    return {
        "seat_is_vacant": seat.until is None and not meanwhile.filter(seat=seat).exists(),
        "holds_seat": meanwhile.filter(person=person).exists(),
    }


@transaction.atomic
def seat(application, *, by, why="", at=None) -> Term:
    """Seat an applicant: the board chose them by motion, or a founding board's clerk says why."""
    board = application.board
    locks.hold(board)
    application = locks.fresh(application)
    at = at or clock.now()
    insist(seat_verdict(application, by=by, why=why, at=at))
    carried = application.state == Application.State.CARRIED
    term = _fill(
        application.call.seat,
        application.person,
        chosen=Term.Chosen.MOTION if carried else Term.Chosen.FOUNDING,
        why=why,
        by=by,
        at=at,
        vote=application.carried_by,
    )
    application.state = Application.State.SEATED
    application.save(update_fields=["state"])
    for other in application.call.applications.undecided().exclude(pk=application.pk):
        other.state = Application.State.NOT_CHOSEN
        other.save(update_fields=["state"])
        enter(verbs.NOT_CHOSEN, other, by=by, about=[board], at=at)
    return term


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
