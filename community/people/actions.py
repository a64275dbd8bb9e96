"""What people say about themselves: where they live and, privately, to which communities they belong."""

from django.db import transaction

from community.record import clock, locks
from community.record.actions import enter

from . import verbs
from .models import Draft, Place, Residency, SelfDescription

DRAFTS_KEPT = 40  # a person's newest drafts; older ones make room


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
def introduce(person, *, name: str, language: str, time_zone: str = "", at=None):
    """Change one's name, the language one is written to in, or the zone one reads times in.

    What was entered under the old name stays as it was entered.
    """
    person = locks.fresh(person)
    is_renamed = name != person.name
    person.name, person.language, person.time_zone = name, language, time_zone
    person.save(update_fields=["name", "language", "time_zone"])
    if is_renamed:
        enter(verbs.RENAMED, person, by=person, at=at)
    return person


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
    kept = person.drafts.order_by("-saved_at", "-pk").values("pk")[:DRAFTS_KEPT]
    person.drafts.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
    return draft


def drop_draft(person, form: str) -> None:
    """What was typed has been sent; its draft is no longer needed."""
    Draft.objects.filter(person=person, form=form).delete()
