"""Somebody leaves a role."""

from collections.abc import Collection

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist
from community.rooms import actions as rooms

from .. import rules, verbs
from ..duties import duties_of_role
from ..models import BoardRole
from .founding import room_of


def end_role_verdict(role, *, by, at, handed: Collection[str] = ()):
    """Whether this person may end this role now, and if not, why. handed: keys of what is handed over."""
    return rules.may_end_role(
        is_own=by.pk == role.person_id,
        is_administrator=by.is_superuser,
        has_ended=role.until is not None and role.until <= at,
        open=[duty.title for duty in duties_of_role(role, at) if duty.key not in handed],
    )


@transaction.atomic
def end_role(role, *, by, why="", handed: Collection[str] = (), at=None) -> BoardRole:
    """Leave a role. What is open must have been handed over."""
    board = role.board
    locks.hold(board)
    role = BoardRole.objects.select_related("board", "person").get(pk=role.pk)
    at = at or clock.now()
    insist(end_role_verdict(role, by=by, at=at, handed=handed))
    role.until = at
    role.save(update_fields=["until"])
    rooms.leave(room_of(board), role.person, at=at)
    # Whoever has another role, or holds a seat, stays in the room for that.
    roles, terms = board.roles.at(at), board.terms_at(at)
    for other in (*roles.filter(person=role.person), *terms.filter(person=role.person)):
        rooms.join(room_of(board), role.person, since=at, until=other.until, at=at)
    facts = {"role": role.role, "person": str(role.person.public_id)}
    enter(verbs.ROLE_ENDED, board, by=by, why=clean(why), about=[role.person], at=at, **facts)
    return role
