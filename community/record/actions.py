"""The only hand that writes in the record."""

from datetime import UTC

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal
from django.utils import translation

from . import clock, locks
from .models import Entry, EntryAbout, EntryDetail, address_of, canonical, digest_of, new_salt, type_of
from .verbs import Verb

# Fired inside the act's transaction: receivers in rooms above write their rows with it, and a
# receiver that fails takes the whole act back. Arguments: entry, verb, subject.
entered = Signal()

BEGINNING = "0" * 64


@transaction.atomic
def enter(verb: Verb, subject, *, by=None, why: str = "", about=(), at=None, **facts) -> Entry:
    """Enter one act in the record, in the act's own transaction.

    subject: what it was done to. by: who did it, or nobody for what the clock did.
    about: other things concerned, whose timelines show the entry too.
    facts: public, permanent facts, hashed into the chain: numbers, hashes, ids, never names.
    """
    locks.hold("record")
    at = (at or clock.now()).astimezone(UTC)
    last = Entry.objects.order_by("-seq").values("seq", "hash").first()
    with translation.override(settings.LANGUAGE_CODE):  # what a thing is called does not depend on who acts
        told = {"title": str(subject), "path": address_of(subject, is_public=verb.is_public)}
    if by is not None:
        told["by"] = by.name
    if why:
        told["why"] = why
    detail, salt = canonical(told), new_salt()
    things = {(type_of(t), t.pk) for t in (subject, *about) if t is not None}
    entry = Entry(
        seq=last["seq"] + 1 if last else 1,
        at=at,
        by=by,
        verb=verb.key,
        subject_type=type_of(subject),
        subject_id=subject.pk,
        prev=last["hash"] if last else BEGINNING,
        is_public=verb.is_public,
    )
    entry.text = canonical(
        {
            "seq": entry.seq,
            "at": at.isoformat(timespec="microseconds"),
            "by": str(by.public_id) if by else None,
            "verb": verb.key,
            "subject": [entry.subject_type, entry.subject_id],
            "about": sorted(map(list, things)),
            "facts": facts,
            "detail": EntryDetail.digest(salt, detail),
            "public": entry.is_public,
            "prev": entry.prev,
        }
    )
    entry.hash = digest_of(entry.text)
    entry.save(force_insert=True)
    EntryDetail.objects.create(entry=entry, salt=salt, text=detail)
    EntryAbout.objects.bulk_create(EntryAbout(entry=entry, thing_type=kind, thing_id=pk) for kind, pk in sorted(things))
    entered.send(sender=Entry, entry=entry, verb=verb, subject=subject)
    return entry


@transaction.atomic
def erase(entry: Entry) -> None:
    """Erase the names and the reason of one entry. Its hash stays, so the chain still verifies."""
    locks.hold("record")
    EntryDetail.objects.filter(entry=entry).update(text="", salt="")


def head() -> dict:
    """The newest entry's number and hash: publish it, and a cut-off tail can be seen."""
    last = Entry.objects.order_by("-seq").values("seq", "hash").first()
    return last or {"seq": 0, "hash": BEGINNING}
