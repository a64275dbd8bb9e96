"""Alternates are named, and end."""

from django.db import transaction
from django.db.models import Max

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist

from .. import rules, verbs
from ..models import Alternate, BoardRole, Naming


def alternate_verdict(board, person, *, by, why, chosen=Alternate.Chosen.FOUNDING, at):
    """Whether this person may be named an alternate now, and if not, why."""
    return rules.may_name_alternate(
        is_clerk=by is None or board.has_role(by, BoardRole.Role.CLERK, at),
        is_founding=board.is_founding(at),
        chosen=chosen,
        holds_seat=board.seats_person(person, at),
        is_alternate=board.alternates.at(at).filter(person=person).exists(),
        works_for_fund=person.is_staff,
        is_own=by is not None and by.pk == person.pk,
        why=why,
    )


@transaction.atomic
def name_alternate(board, person, *, kind, by=None, why="", chosen=Alternate.Chosen.FOUNDING, at=None) -> Alternate:
    """Name somebody who stands in when members step back. They come after those of their kind named before.

    by: the clerk of a board that is being founded; nobody, where a motion chose.
    """
    locks.hold(board)
    at = at or clock.now()
    insist(alternate_verdict(board, person, by=by, why=why, chosen=chosen, at=at))
    last = board.alternates.filter(kind=kind).aggregate(last=Max("rank"))["last"] or 0
    alternate = Alternate.objects.create(
        board=board,
        person=person,
        kind=kind,
        rank=last + 1,
        since=at,
        until=at + board.charter_at(at)["term.months"] * rules.MONTH,
        chosen=chosen,
        why=clean(why),
    )
    enter(
        verbs.ALTERNATE_NAMED,
        alternate,
        by=by,
        why=alternate.why,
        about=[board, person],
        at=at,
        person=str(person.public_id),
        kind=str(kind),
        rank=alternate.rank,
        chosen=str(chosen),
    )
    return alternate


def naming_verdict(board, person, *, by, why, at):
    """Whether this person may ask the board to name somebody an alternate now, and if not, why."""
    return rules.may_ask_naming(
        is_clerk=board.has_role(by, BoardRole.Role.CLERK, at),
        is_founding=board.is_founding(at),
        is_own=by.pk == person.pk,
        why=why,
        named=alternate_verdict(board, person, by=None, why=why, chosen=Alternate.Chosen.MOTION, at=at),
    )


@transaction.atomic
def ask_naming(board, person, *, kind, by, why, language="en", at=None) -> Naming:
    """The clerk asks the board to name somebody an alternate. Two members put it to the vote."""
    locks.hold(board)
    at, why = at or clock.now(), clean(why)
    insist(naming_verdict(board, person, by=by, why=why, at=at))
    naming = Naming.objects.create(board=board, person=person, kind=kind, why=why, language=language, by=by, at=at)
    enter(verbs.NAMING_ASKED, naming, by=by, why=why, about=[board, person], at=at, kind=str(kind))
    return naming


@transaction.atomic
def name_chosen(naming, *, at=None) -> Alternate | None:
    """The board decided by a vote that somebody is an alternate. Nobody, where they cannot be one any more."""
    locks.hold(naming.board)
    if not naming.may_be_put(at or clock.now()):
        return None
    chosen = Alternate.Chosen.MOTION
    return name_alternate(naming.board, naming.person, kind=naming.kind, why=naming.why, chosen=chosen, at=at)


def end_alternate_verdict(alternate, *, by, why, at):
    """Whether this person may end this alternate's place now, and if not, why."""
    return rules.may_end_alternate(
        is_clerk=alternate.board.has_role(by, BoardRole.Role.CLERK, at),
        is_own=by.is_authenticated and alternate.person_id == by.pk,
        has_ended=alternate.until <= at,
        why=why,
    )


@transaction.atomic
def end_alternate(alternate, *, by, why="", at=None) -> Alternate:
    """An alternate gives the place up, or the clerk enters why it ended."""
    locks.hold(alternate.board)
    alternate = Alternate.objects.get(pk=alternate.pk)
    at = at or clock.now()
    insist(end_alternate_verdict(alternate, by=by, why=why, at=at))
    alternate.until, alternate.ended_why = max(alternate.since, at), clean(why)
    alternate.save(update_fields=["until", "ended_why"])
    about = [alternate.board, alternate.person]
    enter(verbs.ALTERNATE_ENDED, alternate, by=by, why=alternate.ended_why, about=about, at=at)
    return alternate
