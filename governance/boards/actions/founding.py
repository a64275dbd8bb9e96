"""A board is founded, and people get duties for it."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from community.record import clock, locks
from community.record.actions import enter
from community.record.models import canonical, digest_of
from community.rooms import actions as rooms

from .. import verbs
from ..charters import CLAUSES, TEMPLATES
from ..models import Board, BoardRole, Charter, Seat
from ..rules import MONTH


@transaction.atomic
def found(*, name, slug, purpose, template, by=None, language="en", time_zone="", clauses=None, at=None) -> Board:
    """Found a board from a template: its charter, its seats and its room.

    template: a key of charters.TEMPLATES. clauses: what differs from the template's.
    """
    at = at or clock.now()
    start = TEMPLATES[template]
    promise = {}
    if start.promise_months:
        promise["seats.promise_on"] = (at + start.promise_months * MONTH).date().isoformat()
    numbers = CLAUSES | start.clauses | promise | (clauses or {})
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
    seats = {kind: numbers[f"seats.{kind}"] for kind in Seat.Kind.values}
    with translation.override(language):
        names = {kind: [gettext(name) for name in start.seat_names.get(kind, ())] for kind in seats}
    named = [(kind, name) for kind, n in seats.items() for name in (names[kind] + [""] * n)[:n]]
    Seat.objects.bulk_create(
        Seat(board=board, number=n, kind=kind, name=name) for n, (kind, name) in enumerate(named, start=1)
    )
    rooms.open_for(board, name, readable_by="everyone", writable_by="members", at=at)
    enter(verbs.FOUNDED, board, by=by, at=at, template=template, seats=seats)
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


def room_of(board):
    """The board's own room."""
    return rooms.room_for(board)


def moderates(room, person) -> bool:
    """The clerk and the chair of a board may hide a message in its room, with a reason everybody reads."""
    if room.subject_type != Board._meta.label_lower or person.is_staff:
        return False
    roles = BoardRole.objects.at(clock.Present()).filter(person=person, board=room.subject_id)
    return roles.filter(role__in=[BoardRole.Role.CLERK, BoardRole.Role.CHAIR]).exists()
