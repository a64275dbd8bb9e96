"""What the hub asks the database. It runs in the hub's own reading thread, one question at a time."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from community.record import clock

from . import lines
from .models import Room, RoomMember

BEFORE = timedelta(seconds=2)


class Claim(NamedTuple):
    """By what right somebody listens: who, signed in by which session, with which password."""

    person_id: int | None
    session_key: str | None
    password: str


class News(NamedTuple):
    """What one look at a room found."""

    room: Room
    said: list[lines.Line]
    hid: list[lines.Line]
    frames: dict[str, str]
    kept: set[Claim] | None  # the claims that still hold, or None where everybody may read

    def frame(self, language: str) -> str:
        """The news in a language, rendered once."""
        if language not in self.frames:
            self.frames[language] = lines.frame(self.said, self.hid, self.room.last_seq, language)
        return self.frames[language]


def numbers(room_ids: list[int]) -> dict[int, tuple]:
    """What each of these rooms counts to now, in one query."""
    rooms = Room.objects.filter(pk__in=room_ids).values_list("pk", "last_seq", "hides", "readable_by")
    return {pk: (seq, hides, readers == Room.Readers.EVERYONE) for pk, seq, hides, readers in rooms}


def left(room_ids: list[int], since: datetime | None) -> tuple[datetime, list[tuple[int, int]]]:
    """Who lost their place in these rooms after a moment, also by the clock; and the moment it is now.

    Only where members alone write: elsewhere a place that ends takes nothing away. The first look goes back a little.
    """
    at = clock.now()
    if not room_ids:
        return at, []
    ended = RoomMember.objects.filter(room__in=room_ids, until__gt=since or at - BEFORE, until__lte=at)
    still = RoomMember.objects.filter(room=OuterRef("room"), person=OuterRef("person")).present(at)
    gone = ended.filter(~Exists(still), room__writable_by=Room.Writers.MEMBERS)
    return at, list(gone.values_list("room", "person"))


def entrance(room_id: int, person) -> Room | None:
    """The room, if this person may read it."""
    return Room.objects.open_to(person).filter(pk=room_id).first()


def look(room_id: int, seq: int, hides: int, languages: set[str], claims: set[Claim]) -> News:
    """What happened in a room since a number, and whose claims still hold."""
    room = Room.objects.get(pk=room_id)
    said = lines.after(room, seq, room.last_seq)
    hid = lines.hidden(room, seq) if room.hides != hides else []
    # Rights are read after the messages: who was removed before something was said doesn't hear it.
    news = News(room, said, hid, {}, None if room.is_public else holding(room, claims))
    if said or hid:
        for language in languages:
            news.frame(language)
    return news


def holding(room: Room, claims: set[Claim]) -> set[Claim]:
    """The claims that hold at this moment: a member, active, the session alive, the password the same."""
    members = room.members.filter(person__in={c.person_id for c in claims if c.person_id}).present()
    passwords = dict(members.values_list("person_id", "person__password"))
    keys = {c.session_key for c in claims if c.session_key}
    alive = Session.objects.filter(session_key__in=keys, expire_date__gt=Now())
    alive = set(alive.values_list("session_key", flat=True))
    return {c for c in claims if c.session_key in alive and passwords.get(c.person_id) == c.password}


def missed(room_id: int, seq: int, up_to: int, language: str) -> tuple[str, int]:
    """A page of what a returning socket missed, as a frame, and the number it reaches."""
    room = Room.objects.get(pk=room_id)
    said = lines.after(room, seq, up_to)
    text = lines.frame(said, lines.hidden(room, seq), up_to, language)
    return text, said[-1].seq if said else up_to
