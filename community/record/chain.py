"""Read the chain from the database and hold it against its rule."""

from collections.abc import Iterator
from datetime import UTC

from .actions import BEGINNING
from .models import Entry
from .rules import Link, first_fault


def links() -> Iterator[Link]:
    """Every entry in order, with its columns, detail and concerns; memory stays flat."""
    entries = Entry.objects.select_related("detail", "by").prefetch_related("concerns").order_by("seq")
    for entry in entries.iterator(chunk_size=500):
        detail = getattr(entry, "detail", None)
        yield Link(
            seq=entry.seq,
            text=entry.text,
            prev=entry.prev,
            hash=entry.hash,
            columns={
                "seq": entry.seq,
                "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "by": str(entry.by.public_id) if entry.by else None,
                "verb": entry.verb,
                "subject": [entry.subject_type, entry.subject_id],
                "public": entry.is_public,
            },
            detail=detail.text if detail else None,
            salt=detail.salt if detail else "",
            about=tuple(sorted((c.thing_type, c.thing_id) for c in entry.concerns.all())),
        )


def verify() -> tuple[int, str] | None:
    """The first entry that is wrong and why, or None when the whole chain holds."""
    return first_fault(links(), BEGINNING)
