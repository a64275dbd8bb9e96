"""The record as open data: enough to check every hash at home."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from .models import Entry

router = Router()


class EntryOut(Schema):
    """One entry. `hash` is SHA-256 of `text`; `text` holds `prev`, the hash of the entry before it."""

    seq: int
    at: datetime
    verb: str
    text: str
    prev: str
    hash: str
    salt: str
    detail: str


def as_data(entry: Entry) -> dict:
    """An entry with its detail, so that anyone can hash both again."""
    detail = getattr(entry, "detail", None)
    fields = {f: getattr(entry, f) for f in ("seq", "at", "verb", "text", "prev", "hash")}
    return fields | {"salt": detail.salt if detail else "", "detail": detail.text if detail else ""}


@router.get("", response=list[EntryOut], url_name="entries")
def entries(request, after: int = Query(0, ge=0), limit: int = Query(100, ge=1, le=200)):
    """Public entries in order, after a number. Ask again with the last number until the list is empty.

    Entries that are not public keep their number and their place in the chain, but are not listed.
    """
    found = Entry.objects.filter(is_public=True, seq__gt=after).select_related("detail").order_by("seq")
    return [as_data(entry) for entry in found[:limit]]


@router.get("{int:seq}/", response=EntryOut, url_name="entry")
def entry(request, seq: int):
    """One public entry by its number."""
    return as_data(get_object_or_404(Entry.objects.filter(is_public=True).select_related("detail"), seq=seq))
