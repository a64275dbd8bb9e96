"""What happens in rooms. Joining, leaving, hiding and opening are entered in the record; talk is not.

A room is its own log: what is said gets the next number under the room's lock, so that live talk
never queues for the record's single writer (docs/decisions/0005).
"""

import uuid
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.models import address_of, type_of
from community.record.verdict import all_of, insist

from . import hub, rules, verbs
from .models import Message, Room, RoomMember
from .moderation import objection


def announce(room: Room) -> None:
    """After the commit, open pages of this room look again: for messages, for what was hidden, for rights."""
    transaction.on_commit(partial(hub.nudge, room.pk))


def _silence(room, person) -> None:
    """After the commit, the form goes from this person's open pages, if they may really not write any more."""

    def tell():
        if not may_write(room, person):
            hub.nudge(room.pk, person.pk)

    transaction.on_commit(tell)


@transaction.atomic
def open_for(
    subject,
    title,
    readable_by=Room.Readers.EVERYONE,
    writable_by=Room.Writers.SIGNED_IN,
    *,
    by=None,
    at=None,
) -> Room:
    """Open the room in which a thing is discussed, or give the one it has already."""
    locks.hold(subject)
    if room := room_for(subject):
        return room
    room = Room.objects.create(
        title=title,
        subject_type=type_of(subject),
        subject_id=subject.pk,
        subject_path=address_of(subject),
        readable_by=readable_by,
        writable_by=writable_by,
    )
    facts = {"readers": str(room.readable_by), "writers": str(room.writable_by)}
    enter(verbs.OPENED, room, by=by, about=[subject], at=at, **facts)
    return room


def room_for(subject) -> Room | None:
    """The room in which a thing is discussed, if it has one."""
    return Room.objects.about(subject).first()


@transaction.atomic
def close(room, *, by=None, why="", at=None) -> Room:
    """Close a discussion: everybody who could read still can, nobody writes any more."""
    room = locks.fresh(room)
    insist(rules.may_close(is_open=room.is_open))
    room.is_open = False
    room.save(update_fields=["is_open"])
    enter(verbs.CLOSED, room, by=by, why=why, at=at)
    announce(room)
    return room


@transaction.atomic
def join(room, person, since, until=None, *, by=None, at=None) -> list[RoomMember]:
    """Give a person a place in the room for a time. What they hold of it already stays as it is."""
    room = locks.fresh(room)
    held = list(room.members.filter(person=person).values_list("since", "until"))
    places = [
        RoomMember.objects.create(room=room, person=person, since=begins, until=ends)
        for begins, ends in rules.gaps(held, since, until)
    ]
    for place in places:
        facts = {"since": place.since.isoformat(), "until": place.until and place.until.isoformat()}
        enter(verbs.JOINED, room, by=by, about=[person], at=at, person=str(person.public_id), **facts)
    announce(room)
    return places


@transaction.atomic
def leave(room, person, at=None, *, by=None, why="") -> None:
    """End a person's place in the room. Open pages of theirs hear nothing more."""
    room = locks.fresh(room)
    moment = at or clock.now()
    places = room.members.filter(Q(until=None) | Q(until__gt=moment), person=person)
    for place in places:
        place.until = max(place.since, moment)
        place.save(update_fields=["until"])
        enter(verbs.LEFT, room, by=by, why=why, about=[person], at=at, person=str(person.public_id))
    announce(room)
    _silence(room, person)


def step_out(room, person, *, at=None) -> None:
    """Somebody may no longer write here: their place ends if they hold one, and their open pages look again."""
    if room.members.filter(person=person).present(at).exists():
        leave(room, person, at=at)
    _silence(room, person)


@transaction.atomic
def say(room, *, by, text, language="", key=None, at=None) -> Message:
    """Write a message in the room. It gets the next number; the same one sent twice is stored once."""
    room, text = locks.fresh(room), clean(text)
    sent = room.messages.filter(by=by, key=key).first() if key else None
    if sent and sent.text == text:
        return sent
    moment = at or clock.now()
    lately = room.messages.filter(by=by, at__gt=moment - timedelta(minutes=1), at__lte=moment).count()
    insist(all_of(may_write(room, by, moment), rules.may_say(length=len(text), lately=lately)))
    room.last_seq += 1
    room.save(update_fields=["last_seq"])
    message = room.messages.create(
        seq=room.last_seq,
        by=by,
        text=text,
        language=language,
        at=moment,
        # A form brought back by the browser and sent with other words is another message.
        key=uuid.uuid4() if sent or not key else key,
    )
    announce(room)
    return message


def may_write(room, person, at=None):
    """The verdict on writing here now: the page shows the form or the reason, the action insists on it."""
    signed_in = person is not None and person.is_authenticated
    for_members = room.writable_by == Room.Writers.MEMBERS
    is_member = signed_in and for_members and room.holds(person, at)
    may = rules.may_write(is_open=room.is_open, for_members=for_members, signed_in=signed_in, is_member=is_member)
    return may and objection(room, person, at)


@transaction.atomic
def hide(message, *, by, why, moderates: bool, at=None) -> Message:
    """Hide a message from everybody, with a reason everybody can read. Its number and its author stay."""
    room = locks.fresh(message.room)
    message = room.messages.select_related("by").get(pk=message.pk)
    insist(rules.may_hide(moderates=moderates, is_hidden=message.hidden_at is not None, why=why))
    message.hidden_at, message.hidden_by, message.hidden_why = at or clock.now(), by, why.strip()
    message.save(update_fields=["hidden_at", "hidden_by", "hidden_why"])
    room.hides += 1
    room.save(update_fields=["hides"])
    enter(verbs.HIDDEN, message, by=by, why=why, about=[room, message.by], at=at, seq=message.seq)
    announce(room)
    return message
