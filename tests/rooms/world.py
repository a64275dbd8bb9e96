"""Rooms for tests, in one line, and a browser without a window to read and write in them."""

from django.test import Client
from django.urls import reverse

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


def signed_in(person):
    """This person's browser."""
    client = Client()
    client.force_login(person)
    return client


def page(room, client=None, query=""):
    """The room's page, as a visitor sees it unless told otherwise."""
    return (client or Client()).get(reverse("room", args=[room.pk]) + query)


def messages(room, query="", client=None):
    """What an open page is told when it asks."""
    return (client or Client()).get(reverse("room_messages", args=[room.pk]) + query)


def send(room, client, text, *, script=False, **fields):
    """Send the form, plainly or as the script on the page does."""
    headers = {"Accept": "application/json"} if script else {}
    return client.post(reverse("room_messages", args=[room.pk]), {"text": text, **fields}, headers=headers)
