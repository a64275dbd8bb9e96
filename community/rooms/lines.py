"""Messages as readers see them: the same for everybody, so each is rendered once per language."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import translation

from .models import Message, Room

PAGE = 200  # messages in one answer
FIELDS = ("room", "by", "seq", "text", "language", "at", "hidden_at", "hidden_why")
AUTHOR = ("by__name", "by__title", "by__public_id", "by__is_staff")


@dataclass(frozen=True)
class Line:
    """What anybody may see of a message. Of a hidden one that is its author, its number and the reason."""

    seq: int
    text: str
    language: str
    at: datetime
    is_hidden: bool
    why: str
    name: str
    title: str
    public_id: str
    initials: str
    is_staff: bool

    @classmethod
    def of(cls, message: Message) -> "Line":
        is_hidden = message.hidden_at is not None
        return cls(
            seq=message.seq,
            text="" if is_hidden else message.text,
            language=message.language,
            at=message.at,
            is_hidden=is_hidden,
            why=message.hidden_why,
            name=message.by.name,
            title=message.by.title,
            public_id=str(message.by.public_id),
            initials=message.by.initials,
            is_staff=message.by.is_staff,
        )

    def html(self, language: str | None = None) -> str:
        """The message in the language of the page around it; nobody's own view of it."""
        return rendered(self, language or translation.get_language())


@lru_cache(maxsize=2000)
def rendered(line: Line, language: str) -> str:
    """One message as HTML, kept: the next reader, the next poll and the hub get the same text."""
    with translation.override(language):
        return render_to_string("rooms/message.html", {"line": line})


def lines(messages) -> list[Line]:
    """These messages as lines, in one query."""
    return [Line.of(message) for message in messages.select_related("by").only(*FIELDS, *AUTHOR)]


def after(room: Room, seq: int, up_to: int) -> list[Line]:
    """The next page of what was said after one number and up to another, oldest first."""
    if seq >= up_to:
        return []
    return lines(room.messages.filter(seq__gt=seq, seq__lte=up_to).order_by("seq")[:PAGE])


def before(room: Room, seq: int, count: int) -> list[Line]:
    """The last messages before a number, oldest first."""
    return lines(room.messages.filter(seq__lt=seq).order_by("-seq")[:count])[::-1]


def hidden(room: Room, seq: int) -> list[Line]:
    """The latest hidden messages up to a number: a reader who was away may still show their words."""
    if not room.hides:
        return []
    return lines(room.messages.filter(seq__lte=seq, hidden_at__isnull=False).order_by("-seq")[:PAGE])


def answer(said: list[Line], hid: list[Line], up_to: int, language: str) -> dict:
    """What a page is told, over the socket and by polling alike: what was said, and what was hidden."""
    return {
        "messages": [{"seq": line.seq, "html": line.html(language)} for line in said],
        "hidden": [{"seq": line.seq, "html": line.html(language)} for line in hid],
        "last_seq": up_to,
        "more": bool(said) and said[-1].seq < up_to,
    }


def frame(*args) -> str:
    """The same answer as the text of one frame."""
    return json.dumps(answer(*args), ensure_ascii=False, separators=(",", ":"))
