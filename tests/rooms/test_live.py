"""Live rooms over real sockets: everything said, once, in order, and only to those who may hear it."""

import time
from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.test import Client
from websockets.exceptions import InvalidStatus

from community.rooms import actions as rooms
from community.rooms import hub, lines, reader
from tests import make
from tests.rooms import world

WITHIN = 1.5  # a second, and what a busy machine needs to say so


@pytest.fixture
def without_nudges(monkeypatch):
    """As when another process wrote and the channel layer lost what it said."""
    monkeypatch.setattr(hub, "nudge", lambda *room_and_person: None)


# --- Hearing -----------------------------------------------------------------------------------------------


def test_a_message_is_heard_at_once_by_everybody_in_their_language(ears):
    ada, room = make.person("ada"), world.room()
    english, spanish = ears.listen(room).after(0), ears.listen(room, ada, lang="es").after(0)

    began = time.monotonic()
    rooms.say(room, by=ada, text="Hello", language="en")
    english.hear_until(1), spanish.hear_until(1)

    assert time.monotonic() - began < 1
    assert (english.numbers, spanish.numbers) == ([1], [1])
    assert f'href="/people/{ada.public_id}/"' in english.frames[-1]["messages"][0]["html"]
    assert f'href="/es/people/{ada.public_id}/"' in spanish.frames[-1]["messages"][0]["html"]


@pytest.mark.parametrize(("after", "numbers"), [(0, [1, 2, 3, 4, 5]), (3, [4, 5]), (5, []), (99, [])])
def test_whoever_comes_back_hears_exactly_what_they_missed_and_then_what_comes(ears, after, numbers):
    ada, room = make.person("ada"), world.room()
    world.talk(room, ada, 5)

    ear = ears.listen(room).after(after)
    assert ear.numbers == numbers

    rooms.say(room, by=ada, text="Sixth")
    assert ear.hear_until(6).numbers == [*numbers, 6]


def test_a_long_absence_is_told_in_pages_without_a_gap(ears):
    ada, room = make.person("ada"), world.room()
    world.talk(room, ada, 2 * lines.PAGE + 30)

    ear = ears.listen(room).after(0).hear_until(2 * lines.PAGE + 30)

    assert ear.numbers == list(range(1, 2 * lines.PAGE + 31))


@pytest.mark.parametrize(
    "said", ['{"after": -1}', '{"after": "5"}', '{"after": true}', "{}", "[]", "after", b"\x00", "[" * 60_000]
)
def test_nonsense_closes_the_socket(ears, said):
    ear = ears.listen(world.room())

    ear.socket.send(said)

    assert ear.closed_with() == 4400


def test_one_room_never_hears_another(ears):
    ada, here, there = make.person("ada"), world.room("Here"), world.room("There")
    ear = ears.listen(here).after(0)

    rooms.say(there, by=ada, text="Over there")
    rooms.say(here, by=ada, text="Here")

    assert ear.hear_until(1).numbers == [1]
    assert "Over there" not in str(ear.frames)


def test_talk_that_is_taken_back_is_not_heard(ears):
    ada, room = make.person("ada"), world.room()
    ear = ears.listen(room).after(0)

    with suppress(RuntimeError), transaction.atomic():
        rooms.say(room, by=ada, text="Never said")
        raise RuntimeError
    rooms.say(room, by=ada, text="Said")

    assert ear.hear_until(1).numbers == [1]
    assert "Never said" not in str(ear.frames)


def test_a_hidden_message_disappears_from_open_pages_and_from_those_who_come_back(ears):
    ada, stella, room = make.person("ada"), make.staff(), world.room()
    message = rooms.say(room, by=ada, text="Rosa lives in")
    ear = ears.listen(room).after(0)

    rooms.hide(message, by=stella, why="It tells where somebody lives.", moderates=True)

    ear.hear(5)
    back = ears.listen(room).after(1)
    for frame in (ear.frames[-1], back.frames[-1]):
        assert [h["seq"] for h in frame["hidden"]] == [1]
        assert "It tells where somebody lives." in frame["hidden"][0]["html"]
        assert "Rosa lives in" not in str(frame)


# --- Away -----------------------------------------------------------------------------------------------------


def test_a_socket_cut_while_50_messages_arrive_misses_nothing_and_hears_nothing_twice(ears):
    ada, room = make.person("ada"), world.room()
    ear = ears.listen(room).after(0)
    heard, spoken = [], make.now() - make.DAY

    for n in range(1, 51):
        rooms.say(room, by=ada, text=f"Message {n}", at=spoken + n * make.MINUTE)
        if n % 10 == 0:  # the line drops, wherever in the middle that is
            ear.socket.socket.close()
            heard += ear.numbers
            ear = ears.listen(room).after(max(heard, default=0))
        elif n % 3 == 0:
            with suppress(TimeoutError):
                ear.hear(0.05)
    heard += ear.hear_until(50).numbers

    stored = list(room.messages.order_by("seq").values_list("seq", flat=True))
    assert heard == stored == list(range(1, 51))


@pytest.mark.usefixtures("without_nudges")
def test_a_lost_nudge_costs_a_second_and_no_message(ears):
    ada, room = make.person("ada"), world.room()
    ear = ears.listen(room).after(0)

    began = time.monotonic()
    rooms.say(room, by=ada, text="Hello")

    assert ear.hear_until(1).numbers == [1]
    assert time.monotonic() - began < hub.LOOK + 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server to lose")
def test_a_database_that_went_away_and_came_back_costs_no_message(ears):
    ada, room = make.person("ada"), world.room()
    ear = ears.listen(room).after(0)
    rooms.say(room, by=ada, text="Before")
    ear.hear_until(1)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.rowcount > 0
    rooms.say(room, by=ada, text="After")

    assert ear.hear_until(2).numbers == [1, 2]


def test_a_reader_who_does_not_read_is_let_go_and_holds_up_nobody(ears):
    ada, room, spoken = make.person("ada"), world.room(), make.now() - make.DAY
    stuck, quick = ears.listen(room, is_narrow=True).after(0), ears.listen(room).after(0)
    listeners = hub._board.hubs[room.pk].listeners

    n = 0
    while len(listeners) == 2 and n < 1000:  # until every buffer on the way is full
        n += 1
        rooms.say(room, by=ada, text="語" * 4000, at=spoken + n * make.MINUTE)
        quick.hear_until(n)
    rooms.say(room, by=ada, text="And on it goes", at=spoken + 2000 * make.MINUTE)

    assert quick.hear_until(n + 1).numbers == list(range(1, n + 2))
    assert stuck.closed_with() == hub.TOO_SLOW


# --- Rights ------------------------------------------------------------------------------------------------------


def test_a_members_room_lets_only_members_listen(ears):
    ada, bo, room = make.person("ada"), make.person("bo"), world.members_room()
    rooms.join(room, ada, since=make.now())

    for person in (None, bo):
        with pytest.raises(InvalidStatus) as refused:
            ears.listen(room, person)
        assert refused.value.response.status_code == 403

    rooms.say(room, by=ada, text="Between us")
    assert ears.listen(room, ada).after(0).numbers == [1]


def test_an_unknown_room_is_refused(ears):
    room = world.room()
    room.pk = 999

    with pytest.raises(InvalidStatus):
        ears.listen(room)


@pytest.mark.parametrize("nudged", [True, False])
@pytest.mark.parametrize("how", ["leaves", "is deactivated", "time is over", "signs out", "new password"])
def test_whoever_loses_the_right_to_listen_hears_nothing_more(ears, how, nudged, monkeypatch):
    ada, bo = make.person("ada"), make.person("bo")
    room = world.members_room(members=[bo])
    at = make.now()
    rooms.join(room, ada, since=at, until=at + make.HOUR)
    ear = ears.listen(room, ada).after(0)
    rooms.say(room, by=bo, text="Ada may hear this")
    ear.hear_until(1)
    if not nudged:
        monkeypatch.setattr(hub, "nudge", lambda *room_and_person: None)

    if how == "leaves":
        rooms.leave(room, ada)
    elif how == "is deactivated":
        ada.is_active = False
        ada.save()
    elif how == "time is over":
        room.members.filter(person=ada).update(until=make.now())
    elif how == "signs out":
        ear.client.logout()
    elif how == "new password":
        ada.set_password("another one entirely")
        ada.save()
    rooms.say(room, by=bo, text="Ada may not hear this")

    assert ear.closed_with(WITHIN) == hub.NO_RIGHT
    assert ear.numbers == [1]


def test_signing_out_elsewhere_leaves_this_socket_open(ears):
    ada = make.person("ada")
    room = world.members_room(members=[ada])
    ear, elsewhere = ears.listen(room, ada).after(0), Client()
    elsewhere.force_login(ada)

    elsewhere.logout()
    rooms.say(room, by=ada, text="Still here")

    assert ear.hear_until(1).numbers == [1]


def test_in_a_public_room_whoever_signs_out_goes_on_listening(ears):
    ada, room = make.person("ada"), world.room()
    ear = ears.listen(room, ada).after(0)

    ear.client.logout()
    rooms.say(room, by=ada, text="Hello")

    assert ear.hear_until(1).numbers == [1]


@pytest.mark.parametrize(
    "origin",
    [None, "null", "http://evil.example", "https://testserver", "http://testserver:81", "http://a.testserver"],
)
def test_a_page_of_another_origin_is_refused(ears, origin):
    with pytest.raises(InvalidStatus) as refused:
        ears.listen(world.room(), origin=origin)

    assert refused.value.response.status_code == 403


# --- Cost ----------------------------------------------------------------------------------------------------------


def test_a_message_is_read_once_however_many_listen(ears, monkeypatch):
    ada, room, looks, look = make.person("ada"), world.room(), [], reader.look
    everybody = [ears.listen(room).after(0) for _n in range(30)]
    monkeypatch.setattr(reader, "look", lambda *args: looks.append(args) or look(*args))

    rooms.say(room, by=ada, text="Hello")

    assert all(ear.hear_until(1).numbers == [1] for ear in everybody)
    assert len(looks) == 1


def test_a_hub_ends_with_its_last_listener(ears):
    ear = ears.listen(world.room()).after(0)
    assert len(hub._board.hubs) == 1

    ear.socket.close()
    deadline = time.monotonic() + 5
    while hub._board.hubs and time.monotonic() < deadline:
        time.sleep(0.01)

    assert (hub._board.hubs, hub._board.tasks) == ({}, [])
