"""What people say about themselves: where they live and, privately, to which communities they belong."""

from django.db import transaction

from community.record import clock, locks
from community.record.actions import enter

from . import verbs
from .models import Draft, Place, Residency, SelfDescription


@transaction.atomic
def declare_residency(person, *, place: Place, proof=Residency.Proof.OWN_WORD, by=None, at=None) -> Residency:
    """Say where one lives. The home before it is ended, not overwritten."""
    locks.hold(person)
    at = at or clock.now()
    person.residencies.filter(until=None).update(until=at)
    residency = Residency.objects.create(person=person, place=place, proof=proof, since=at)
    enter(verbs.MOVED_IN, person, by=by or person, at=at, proof=str(proof))
    return residency


@transaction.atomic
def describe(person, *, communities, words="") -> SelfDescription:
    """Keep what somebody tells about themself. It is theirs: no entry, no page, no export shows it."""
    description, _made = SelfDescription.objects.update_or_create(person=person, defaults={"words": words})
    description.communities.set(communities)
    return description


@transaction.atomic
def keep_draft(person, *, form: str, fields: dict, at=None) -> Draft:
    """Keep what somebody has typed and not sent, so that nothing typed is ever lost."""
    draft, _made = Draft.objects.update_or_create(
        person=person, form=form, defaults={"fields": fields, "saved_at": at or clock.now()}
    )
    return draft


def drop_draft(person, form: str) -> None:
    """What was typed has been sent; its draft is no longer needed."""
    Draft.objects.filter(person=person, form=form).delete()
