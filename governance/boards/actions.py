"""What happens to boards: found, call, apply, seat, end. One function per act.

Locks are taken in the order subject, room, record: the room is told before the entry is made.
"""

from datetime import timedelta

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.models import canonical, digest_of
from community.record.verdict import insist
from community.rooms import actions as rooms

from . import rules, verbs
from .charters import CLAUSES, TEMPLATES
from .models import Application, Board, BoardRole, Call, Charter, Seat, Term

MONTH = timedelta(days=30)


@transaction.atomic
def found(*, name, slug, purpose, template, by=None, language="en", time_zone="", clauses=None, at=None) -> Board:
    """Found a board from a template: its charter, its seats and its room.

    template: a key of charters.TEMPLATES. clauses: numbers that differ from the template's.
    """
    at = at or clock.now()
    start = TEMPLATES[template]
    numbers = CLAUSES | start.clauses | (clauses or {})
    board = Board.objects.create(
        name=name,
        slug=slug,
        purpose=purpose,
        language=language,
        time_zone=time_zone,
        founded_at=at,
        founding_until=at + numbers["term.months"] * MONTH,
    )
    charter = Charter.objects.create(board=board, version=1, in_force_from=at, clauses=numbers)
    kinds = [kind for kind, count in start.seats.items() for _n in range(count)]
    Seat.objects.bulk_create(Seat(board=board, number=n, kind=kind) for n, kind in enumerate(kinds, start=1))
    rooms.open_for(board, name, readable_by="everyone", writable_by="members", at=at)
    enter(verbs.FOUNDED, board, by=by, at=at, template=template, seats=start.seats)
    enter(
        verbs.CHARTERED,
        charter,
        by=by,
        about=[board],
        at=at,
        version=1,
        charter=digest_of(canonical(numbers)),
    )
    return board


@transaction.atomic
def give_role(board, person, role, *, by=None, until=None, at=None) -> BoardRole:
    """Give somebody a duty for a board, such as clerk. It carries no vote."""
    at = at or clock.now()
    locks.hold(board)
    given = BoardRole.objects.create(board=board, person=person, role=role, since=at, until=until)
    rooms.join(room_of(board), person, since=at, until=until, at=at)
    enter(verbs.ROLE_GIVEN, board, by=by, about=[person], at=at, role=role, person=str(person.public_id))
    return given


def call_verdict(seat, *, by, closes_at, at):
    """Whether this person may open a call for this seat until then, and if not, why."""
    return rules.may_open_call(
        is_clerk=seat.board.has_role(by, BoardRole.Role.CLERK, at),
        seat_is_vacant=seat.holder_at(at) is None,
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
    return since + board.charter_at(at)["term.months"] * MONTH


def _free(seat, person, since, until) -> dict:
    """Whether nobody holds the seat, and the person no seat beside it, at any moment of a term."""
    meanwhile = Term.objects.during(since, until).filter(seat__board=seat.board)
    return {
        "seat_is_vacant": not meanwhile.filter(seat=seat).exists(),
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


def room_of(board):
    """The board's own room."""
    return rooms.room_for(board)


def moderates(room, person) -> bool:
    """The clerk and the chair of a board may hide a message in its room, with a reason everybody reads."""
    if room.subject_type != Board._meta.label_lower or person.is_staff:
        return False
    roles = BoardRole.objects.at(clock.now()).filter(person=person, board=room.subject_id)
    return roles.filter(role__in=[BoardRole.Role.CLERK, BoardRole.Role.CHAIR]).exists()
