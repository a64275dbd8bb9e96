"""Rooms for tests, in one line."""

from community.rooms import actions as rooms
from tests import make


def room(title="Renters", *, members=(), at=None, **access):
    """A room about a community of focus; everybody reads and anyone signed in writes unless told otherwise."""
    made = rooms.open_for(make.community(title), title, at=at, **access)
    for person in members:
        rooms.join(made, person, since=at or make.now())
    return made


def members_room(title="Eastbank board", *, members=(), **kwargs):
    """A room in which only members read and write."""
    return room(title, members=members, readable_by="members", writable_by="members", **kwargs)


def talk(room, by, count, *, since=None, text="Message"):
    """Many messages in the past, slow enough for the room's pace."""
    start = since or make.now() - make.DAY
    for n in range(count):
        rooms.say(room, by=by, text=f"{text} {n + 1}", language="en", at=start + n * make.MINUTE)
