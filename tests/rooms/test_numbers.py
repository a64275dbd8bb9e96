"""Many write at once: numbers have no gap, no double, and no reader ever jumps over one."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection, transaction

from community.record.models import Entry
from community.rooms import actions as rooms
from community.rooms.models import Message, Room
from tests import make
from tests.rooms import world

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, EACH = 8, 9


def speak(room, person):
    """Nine messages, each third of them taken back with everything around it."""
    try:
        for n in range(EACH):
            with suppress(RuntimeError), transaction.atomic():
                rooms.say(room, by=person, text=f"{person} {n}")
                if n % 3 == 2:
                    raise RuntimeError
    finally:
        connection.close()


def listen(room_id, done):
    """Read as a page does that polls, and never go back; the numbers in the order in which they came."""
    heard = []
    try:
        while True:
            is_last_look = done.is_set()
            last = heard[-1] if heard else 0
            heard += Message.objects.filter(room=room_id, seq__gt=last).order_by("seq").values_list("seq", flat=True)
            if is_last_look:
                return heard
    finally:
        connection.close()


def test_whatever_is_said_at_once_is_numbered_without_gap_or_double():
    room, done = world.room(), threading.Event()
    people = make.people(" ".join(f"writer{n}" for n in range(WRITERS)))
    kept = WRITERS * EACH * 2 // 3

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reader = pool.submit(listen, room.pk, done)
        writers = [pool.submit(speak, room, person) for person in people]
        for writer in writers:
            writer.result(60)
        done.set()
        heard = reader.result(60)

    assert list(room.messages.order_by("seq").values_list("seq", flat=True)) == list(range(1, kept + 1))
    assert heard == list(range(1, kept + 1))
    assert Room.objects.get(pk=room.pk).last_seq == kept


def test_a_thing_opened_from_many_hands_at_once_has_one_room():
    renters = make.community()

    def open_for(_n):
        try:
            return rooms.open_for(renters, "Renters").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(open_for, range(6)))) == 1
    assert Entry.objects.filter(verb="room.opened").count() == 1


def test_the_same_form_sent_from_many_hands_at_once_is_one_message():
    room, ada, key = world.room(), make.person("ada"), "2f1f3d4e-0000-4000-8000-000000000001"

    def tap(_n):
        try:
            return rooms.say(room, by=ada, text="Hello", key=key).seq
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(tap, range(6))) == [1] * 6
    assert room.messages.count() == 1
