"""What people say about themselves, and how somebody without e-mail gets in."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.crypto import constant_time_compare

from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import Verdict, all_of, insist

from . import cards, doors, rules, verbs
from .models import Card, Draft, Person, Place, Residency, SelfDescription

DRAFTS_KEPT = 40  # a person's newest drafts; older ones make room
CARD_DAYS = timedelta(days=30)  # how long an unused card lets its holder in


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


@transaction.atomic
def enrol(*, name: str, language: str, by, at=None) -> Person:
    """Open an account for somebody without e-mail. A card lets them in."""
    person = Person.objects.create_user(name=name, language=language)
    enter(verbs.ENROLLED, person, by=by, at=at)
    return person


def card_verdict(person, *, by):
    """Whether this person may be given a card by that one, as far as accounts go, and if not, why."""
    return rules.may_hold_card(
        works_for_fund=person.is_staff or person.is_superuser or person.groups.exists(),
        has_email=EmailAddress.objects.filter(user=person, verified=True).exists(),
        is_active=person.is_active,
        is_own=by.pk == person.pk,
    )


@transaction.atomic
def give_card(person, *, by, may: Verdict, at=None) -> tuple[Card, str]:
    """Give somebody without e-mail a card with a code that lets them in once.

    may: the verdict of the room that knows the giver's duty. The code is told here and never again.
    The card before it is worthless from now on, and whoever came in with it is out.
    """
    person = locks.fresh(person)
    at = at or clock.now()
    insist(all_of(may, card_verdict(person, by=by)))
    for old in person.cards.filter(revoked_at=None):
        old.revoked_at = at
        old.save(update_fields=["revoked_at"])
        doors.close(old)
        enter(verbs.CARD_REVOKED, old, by=by, about=[person], at=at, used=old.used_at is not None)
    code = cards.new_code()
    card = Card.objects.create(
        person=person, digest=cards.digest_of(code), issued_by=by, issued_at=at, until=at + CARD_DAYS
    )
    enter(verbs.CARD_GIVEN, card, by=by, about=[person], at=at, until=card.until.isoformat())
    return card, code


@transaction.atomic
def use_card(code: str, *, at=None) -> Card:
    """Let in whoever holds the card with this code. From then on it opens nothing."""
    digest, asked_at = cards.digest_of(code), at or clock.now()
    found = Card.objects.live(asked_at).filter(digest=digest).select_related("person").first()
    person = found and locks.fresh(found.person)
    at = at or clock.now()
    card = found and Card.objects.live(at).filter(pk=found.pk).first()
    is_right = card is not None and constant_time_compare(card.digest, digest)
    insist(rules.may_use_card(opens=is_right and bool(card_verdict(person, by=card.issued_by))))
    card.used_at = at
    card.save(update_fields=["used_at"])
    enter(verbs.CARD_USED, card, by=person, about=[person], at=at)
    card.person = person
    return card
