"""A charter is changed: by its board's vote or, where it only becomes stricter, by the clerk."""

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.models import canonical, digest_of
from community.record.verdict import insist

from .. import rules, verbs
from ..charters import CLAUSES
from ..models import Amendment, BoardRole, Charter, Seat, change_verdict, free_seats


def tighten_verdict(board, *, by, changes, why, at):
    """Whether this person alone may make the charter say this, and if not, why."""
    charter = board.charter_at(at)
    return rules.may_tighten(
        is_clerk=board.has_role(by, BoardRole.Role.CLERK, at),
        changes=changes,
        charter=charter,
        balance=board.balance(at),
        change=change_verdict(board, charter, changes, why, at),
    )


@transaction.atomic
def tighten(board, *, by, changes, why, language="en", at=None) -> Charter:
    """The clerk makes the charter stricter, with a public reason. It is in force at once, and members are told."""
    locks.hold(board)
    at = at or clock.now()
    insist(tighten_verdict(board, by=by, changes=changes, why=why, at=at))
    return _put_in_force(_written(board, by, changes, why, language, at), by=by, at=at)


def propose_verdict(board, *, by, changes, why, at):
    """Whether this person may propose that the charter says this, and if not, why."""
    return rules.may_propose(
        is_member=board.seats_person(by, at),
        is_clerk=board.has_role(by, BoardRole.Role.CLERK, at),
        change=change_verdict(board, board.charter_at(at), changes, why, at),
    )


@transaction.atomic
def propose_amendment(board, *, by, changes, why, language="en", at=None) -> Amendment:
    """A member or the clerk proposes to change the charter. Two members put it to the vote."""
    locks.hold(board)
    at = at or clock.now()
    insist(propose_verdict(board, by=by, changes=changes, why=why, at=at))
    amendment = _written(board, by, changes, why, language, at)
    enter(
        verbs.AMENDMENT_PROPOSED,
        amendment,
        by=by,
        why=amendment.why,
        about=[board],
        at=at,
        base=amendment.base.version,
        changes=_from_to(amendment),
    )
    return amendment


@transaction.atomic
def decide_amendment(amendment, *, passed, at=None) -> Amendment:
    """Write down what the board decided on a change: it is in force now, or the charter stays as it is.

    A yes that comes too late, because a newer version or a taken seat stands against it, changes nothing,
    and the record says so.
    """
    board = amendment.board
    locks.hold(board)
    amendment = locks.fresh(amendment)
    at = at or clock.now()
    if not passed:
        return _end(amendment, Amendment.State.NOT_PASSED, verbs.AMENDMENT_REJECTED, at)
    if not (may := amendment.may_be_put(at)):
        return _end(amendment, Amendment.State.OVERTAKEN, verbs.AMENDMENT_OVERTAKEN, at, clause=may.clause)
    _put_in_force(amendment, by=None, at=at)
    return amendment


def _written(board, by, changes, why, language, at) -> Amendment:
    """The change as it was written, for the version in force."""
    charter = board.charter_at(at)
    new = {key: value for key, value in changes.items() if charter[key] != value}
    return Amendment.objects.create(
        board=board, base=charter, changes=new, why=clean(why), language=language, by=by, at=at
    )


def _from_to(amendment) -> dict:
    """Each clause before and after, for the record."""
    return {key: [amendment.base[key], value] for key, value in amendment.in_order().items()}


def _end(amendment, state, verb, at, **facts) -> Amendment:
    """The change is decided, and nothing is changed by it."""
    amendment.state = state
    amendment.save(update_fields=["state"])
    enter(verb, amendment, about=[amendment.board], at=at, **facts)
    return amendment


def _put_in_force(amendment, *, by, at) -> Charter:
    """Make the next version of the charter, and let the seats follow it. The caller holds the board's lock."""
    board, base = amendment.board, amendment.base
    amendment.state = Amendment.State.IN_FORCE
    amendment.save(update_fields=["state"])
    clauses = {key: base[key] for key in CLAUSES} | base.clauses | amendment.changes
    charter = Charter.objects.create(
        board=board, version=base.version + 1, in_force_from=at, clauses=clauses, amendment=amendment
    )
    _lay_seats(board, amendment.changes, at)
    enter(
        verbs.AMENDED,
        charter,
        by=by,
        why=amendment.why,
        about=[board, amendment],
        at=at,
        version=charter.version,
        charter=digest_of(canonical(clauses)),
        changes=_from_to(amendment),
    )
    return charter


def _lay_seats(board, changes, at) -> None:
    """Bring in the seats a version adds, and end those it takes away: the newest of the free ones."""
    last = max(board.seats.values_list("number", flat=True), default=0)
    for kind in Seat.Kind.values:
        there = board.seats.at(at).filter(kind=kind).count()
        more = changes.get(f"seats.{kind}", there) - there
        for _n in range(more):
            last += 1
            Seat.objects.create(board=board, number=last, kind=kind)
        if more < 0:
            for seat in free_seats(board, kind, at).order_by("-number")[:-more]:
                seat.until = at
                seat.save(update_fields=["until"])
