"""What happens in rooms: opened once, entered and left in time, written in order, hidden with a reason."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from community.record.models import Entry
from community.record.verdict import Refused
from community.rooms import actions as rooms
from community.rooms.models import Message, Room, RoomMember
from tests import make
from tests.rooms import world

pytestmark = pytest.mark.django_db


def verbs(thing):
    return list(Entry.objects.about(thing).order_by("seq").values_list("verb", flat=True))


# --- Opening and closing ------------------------------------------------------------------------------


def test_a_thing_has_one_room_however_often_it_is_opened():
    renters = make.community()

    first = rooms.open_for(renters, "Renters")
    again = rooms.open_for(renters, "Another title", readable_by="members", writable_by="members")

    assert (first, again.title, again.readable_by) == (again, "Renters", "everyone")
    assert rooms.room_for(renters) == first
    assert verbs(first) == ["room.opened"]


def test_a_thing_without_a_room_has_none():
    assert rooms.room_for(make.community()) is None


def test_a_closed_discussion_takes_no_message_and_stays_readable():
    ada, room = make.person("ada"), world.room()
    rooms.say(room, by=ada, text="First")
    rooms.close(room, by=ada, why="The proposal was withdrawn.")

    with pytest.raises(Refused, match="closed"):
        rooms.say(room, by=ada, text="Second")

    assert [m.text for m in Message.objects.visible_to(make.VISITOR)] == ["First"]
    assert verbs(room) == ["room.opened", "room.closed"]


# --- Coming and going -----------------------------------------------------------------------------------


def test_a_membership_counts_from_its_first_moment_to_just_before_its_last():
    ada, at = make.person("ada"), make.now()
    room = world.members_room()
    rooms.join(room, ada, since=at, until=at + make.HOUR)

    moments = [at - timedelta(seconds=1), at, at + make.HOUR - timedelta(seconds=1), at + make.HOUR]

    assert [room.holds(ada, moment) for moment in moments] == [False, True, True, False]
    assert [Room.objects.open_to(ada, moment).exists() for moment in moments] == [False, True, True, False]


def test_a_member_is_one_from_the_very_moment_on():
    ada, room = make.person("ada"), world.members_room()

    for n in range(20):  # the clock counts in thousandths, the database stores millionths or none
        rooms.join(room, ada, since=make.now())
        assert Room.objects.open_to(ada).exists(), n
        rooms.leave(room, ada)
        assert not Room.objects.open_to(ada).exists(), n


def test_joining_twice_adds_only_the_time_not_held_yet():
    ada, at = make.person("ada"), make.now()
    room = world.members_room()
    rooms.join(room, ada, since=at, until=at + make.DAY)

    assert rooms.join(room, ada, since=at, until=at + make.HOUR) == []
    rooms.join(room, ada, since=at, until=None)

    assert sorted(room.members.values_list("since", "until"), key=lambda p: p[0]) == [
        (at, at + make.DAY),
        (at + make.DAY, None),
    ]
    assert verbs(ada).count("room.joined") == 2


def test_leaving_ends_what_runs_and_what_was_to_come():
    ada, at = make.person("ada"), make.now()
    room = world.members_room()
    rooms.join(room, ada, since=at - make.DAY, until=at + make.DAY)
    rooms.join(room, ada, since=at + make.DAY, until=None)

    rooms.leave(room, ada, at)

    assert not room.holds(ada, at)
    assert not room.holds(ada, at + 2 * make.DAY)
    assert room.holds(ada, at - make.HOUR)


def test_somebody_who_left_can_come_back():
    ada, at = make.person("ada"), make.now()
    room = world.members_room()
    rooms.join(room, ada, since=at - make.DAY)
    rooms.leave(room, ada, at)
    rooms.join(room, ada, since=at)

    assert room.holds(ada, at)


def test_leaving_a_room_one_is_not_in_changes_and_enters_nothing():
    ada, room = make.person("ada"), world.members_room()

    rooms.leave(room, ada)

    assert verbs(ada) == []


def test_a_deactivated_member_is_no_member():
    ada = make.person("ada")
    world.members_room(members=[ada])
    ada.is_active = False
    ada.save()

    assert not Room.objects.open_to(ada).exists()


def test_the_database_refuses_overlapping_memberships():
    ada, at = make.person("ada"), make.now()
    room = world.members_room()
    place = RoomMember.objects.create(room=room, person=ada, since=at, until=at + make.DAY)
    later = RoomMember.objects.create(room=room, person=ada, since=at + make.DAY, until=at + 2 * make.DAY)

    with pytest.raises(DatabaseError, match="overlap"), transaction.atomic():
        RoomMember.objects.create(room=room, person=ada, since=at + make.HOUR, until=at + 2 * make.HOUR)
    with pytest.raises(DatabaseError, match="overlap"), transaction.atomic():
        RoomMember.objects.filter(pk=later.pk).update(since=at + make.HOUR)

    assert room.members.count() == 2
    assert place.until == later.since


# --- Writing ------------------------------------------------------------------------------------------------


def test_messages_are_numbered_from_one_in_each_room():
    ada = make.person("ada")
    renters, elders = world.room("Renters"), world.room("Elders")

    numbers = [rooms.say(r, by=ada, text="Hello").seq for r in (renters, renters, elders, renters)]

    assert numbers == [1, 2, 1, 3]


def test_what_is_said_is_not_an_act_of_record():
    ada, room = make.person("ada"), world.room()
    before = Entry.objects.count()

    rooms.say(room, by=ada, text="Hello")

    assert Entry.objects.count() == before


def test_a_message_is_cleaned_before_it_is_stored():
    ada, room = make.person("ada"), world.room()

    message = rooms.say(room, by=ada, text="  Tom & Ana <script>alert(1)</script>\r\nagree\x00  ")

    assert message.text == "Tom & Ana \nagree"


def test_the_same_message_sent_twice_is_stored_once():
    ada, room, key = make.person("ada"), world.room(), uuid.uuid4()

    first = rooms.say(room, by=ada, text="Hello", key=key)
    again = rooms.say(room, by=ada, text="Hello", key=key)

    assert first == again
    assert room.messages.count() == 1


def test_other_words_with_an_old_key_are_another_message():
    ada, room, key = make.person("ada"), world.room(), uuid.uuid4()
    rooms.say(room, by=ada, text="Hello", key=key)
    rooms.say(room, by=ada, text="Good evening", key=key)

    assert [m.text for m in room.messages.all()] == ["Hello", "Good evening"]


def test_two_people_may_happen_on_the_same_key():
    ada, bo, room, key = make.person("ada"), make.person("bo"), world.room(), uuid.uuid4()
    rooms.say(room, by=ada, text="Hello", key=key)
    rooms.say(room, by=bo, text="Hello", key=key)

    assert room.messages.count() == 2


def test_a_resend_is_answered_even_after_the_room_closed():
    ada, room, key = make.person("ada"), world.room(), uuid.uuid4()
    first = rooms.say(room, by=ada, text="Hello", key=key)
    rooms.close(room)

    assert rooms.say(room, by=ada, text="Hello", key=key) == first


def test_the_eleventh_message_in_a_minute_waits_and_leaves_no_trace():
    ada, bo, room, at = make.person("ada"), make.person("bo"), world.room(), make.now()
    for n in range(10):
        rooms.say(room, by=ada, text=f"Message {n}", at=at + timedelta(seconds=n))

    with pytest.raises(Refused, match="10 messages in one minute"):
        rooms.say(room, by=ada, text="One more", at=at + timedelta(seconds=59))
    rooms.say(room, by=bo, text="My turn", at=at + timedelta(seconds=59))
    rooms.say(room, by=ada, text="Later", at=at + timedelta(seconds=61))

    assert [m.seq for m in room.messages.all()] == list(range(1, 13))


@pytest.mark.parametrize(
    ("who", "may"), [("member", True), ("former member", False), ("other member", False), ("stranger", False)]
)
def test_in_a_members_room_members_write_while_they_are_members(who, may):
    ada, at = make.person("ada"), make.now()
    room, other = world.members_room("Eastbank"), world.members_room("Westbank")
    if who == "member":
        rooms.join(room, ada, since=at - make.HOUR)
    if who == "former member":
        rooms.join(room, ada, since=at - make.DAY, until=at - make.HOUR)
    if who == "other member":
        rooms.join(other, ada, since=at - make.HOUR)

    if may:
        assert rooms.say(room, by=ada, text="Hello", at=at).seq == 1
    else:
        with pytest.raises(Refused, match="Only members"):
            rooms.say(room, by=ada, text="Hello", at=at)
        assert not room.messages.exists()
    assert Message.objects.visible_to(ada, at).exists() is may


def test_a_board_room_is_read_by_all_and_written_by_members():
    ada, bo = make.person("ada"), make.person("bo")
    room = world.room("Eastbank", members=[ada], writable_by="members")
    rooms.say(room, by=ada, text="Hello")

    with pytest.raises(Refused, match="Only members"):
        rooms.say(room, by=bo, text="Hello")

    assert Message.objects.visible_to(make.VISITOR).count() == 1


# --- Hiding ---------------------------------------------------------------------------------------------------


def test_a_hidden_message_keeps_its_number_and_its_reason_is_in_the_public_record():
    ada, stella, room = make.person("ada"), make.staff(), world.room()
    message = rooms.say(room, by=ada, text="A child's name")

    rooms.hide(message, by=stella, why="It names a child.", moderates=True)

    message.refresh_from_db()
    room.refresh_from_db()
    entry = Entry.objects.about(message).get()
    assert (message.hidden_by, message.hidden_why, room.hides) == (stella, "It names a child.", 1)
    assert (entry.verb, entry.by, entry.is_public, entry.told["why"]) == (
        "message.hidden",
        stella,
        True,
        "It names a child.",
    )
    assert "child's name" not in entry.detail.text


def test_a_message_is_hidden_only_by_a_moderator_and_only_once():
    ada, stella, room = make.person("ada"), make.staff(), world.room()
    message = rooms.say(room, by=ada, text="Hello")

    with pytest.raises(Refused, match="Only moderators"):
        rooms.hide(message, by=ada, why="I don't like it.", moderates=False)
    rooms.hide(message, by=stella, why="It names a child.", moderates=True)
    with pytest.raises(Refused, match="already"):
        rooms.hide(message, by=stella, why="Again.", moderates=True)

    assert verbs(message) == ["message.hidden"]


def test_the_database_refuses_to_change_or_remove_what_was_said():
    ada, room = make.person("ada"), world.room()
    message = rooms.say(room, by=ada, text="Hello")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(text="Good-bye")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Message.objects.filter(pk=message.pk)._raw_delete("default")

    assert room.messages.get().text == "Hello"


def test_the_database_refuses_a_number_twice_and_a_hiding_without_reason():
    ada, room = make.person("ada"), world.room()
    message = rooms.say(room, by=ada, text="Hello")

    with pytest.raises(IntegrityError), transaction.atomic():
        room.messages.create(seq=1, by=ada, text="Me too", at=make.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(hidden_at=make.now(), hidden_by=ada)


# --- All or nothing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["open_for", "close", "join", "leave", "hide"])
def test_when_the_entry_cannot_be_made_nothing_changes(act, monkeypatch):
    ada, at = make.person("ada"), make.now()
    room = world.members_room(members=[ada])
    message = rooms.say(room, by=ada, text="Hello")

    def fails(*args, **kwargs):
        raise RuntimeError("The record is full.")

    def state():
        models = (Room, RoomMember, Message, Entry)
        return [list(model.objects.order_by("pk").values()) for model in models]

    before = state()
    monkeypatch.setattr(rooms, "enter", fails)
    acts = {
        "open_for": lambda: rooms.open_for(make.community("Elders"), "Elders"),
        "close": lambda: rooms.close(room),
        "join": lambda: rooms.join(room, make.person("bo"), since=at),
        "leave": lambda: rooms.leave(room, ada),
        "hide": lambda: rooms.hide(message, by=ada, why="Because.", moderates=True),
    }
    with pytest.raises(RuntimeError, match="full"):
        acts[act]()

    assert state() == before
