"""A person declares a tie to an organization, and says when it has ended."""

from django.db import transaction

from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist

from .. import rules, verbs
from ..models import Tie


@transaction.atomic
def declare_tie(person, *, kind, organization, until=None, at=None) -> Tie:
    """Declare how one is tied to an organization. Said once; asked about only where it matters."""
    locks.hold(person)
    at = at or clock.now()
    organization = " ".join(organization.split())
    insist(declare_verdict(person, kind=kind, organization=organization))
    tie = Tie.objects.create(
        person=person,
        kind=kind,
        organization=organization,
        key=rules.name_key(organization),
        since=at,
        until=until,
    )
    enter(verbs.TIE_DECLARED, tie, by=person, about=[person], at=at, grade=tie.grade)
    return tie


def declare_verdict(person, *, kind, organization):
    """Whether this tie can be declared, and if not, why."""
    same = person.ties.filter(kind=kind, until=None).to([organization])
    return rules.may_declare(organization=organization, is_declared=same.exists())


@transaction.atomic
def end_tie(tie, *, by, until, at=None) -> Tie:
    """Say on which day a tie has ended."""
    locks.hold(by)
    tie = Tie.objects.get(pk=tie.pk)
    insist(rules.may_end_tie(is_own=tie.person_id == by.pk, has_ended=tie.until is not None))
    tie.until = until
    tie.save(update_fields=["until"])
    enter(verbs.TIE_ENDED, tie, by=by, about=[by], at=at)
    return tie
