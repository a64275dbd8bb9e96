"""Writing in a room and hiding what was written, by plain forms and from an open page."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from community.rooms import actions as rooms
from community.rooms import moderation
from tests import make
from tests.rooms import world
from tests.rooms.world import messages, page, send, signed_in

pytestmark = pytest.mark.django_db


# --- Writing ----------------------------------------------------------------------------------------------------


def test_a_plain_form_leads_to_the_message_it_sent():
    ada, room = make.person("ada"), world.room()

    answer = send(room, signed_in(ada), "Rents rise.")

    assert (answer.status_code, answer["Location"]) == (302, f"{room.get_absolute_url()}#m1")
    assert room.messages.get().text == "Rents rise."


def test_a_form_on_another_page_leads_back_there_but_never_to_another_site():
    client, room = signed_in(make.person("ada")), world.room()

    assert send(room, client, "One", next="/boards/eastbank/")["Location"] == "/boards/eastbank/#m1"
    for evil in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert send(room, client, f"To {evil}", next=evil)["Location"].startswith(room.get_absolute_url())


def test_an_open_page_gets_its_message_and_the_next_key_as_json():
    room = world.room()

    answer = send(room, signed_in(make.person("ada")), "Rents rise.", script=True)

    assert answer.status_code == 201
    assert [m["seq"] for m in answer.json()["messages"]] == [1]
    assert "Rents rise." in answer.json()["messages"][0]["html"]
    assert uuid.UUID(answer.json()["key"])


def test_a_double_tap_stores_one_message():
    client, room, key = signed_in(make.person("ada")), world.room(), uuid.uuid4()

    answers = [send(room, client, "Hello", key=key) for _tap in range(2)]

    assert {a["Location"] for a in answers} == {f"{room.get_absolute_url()}#m1"}
    assert room.messages.count() == 1


@pytest.mark.parametrize(("text", "says"), [("", "Write something first."), ("x" * 4001, "4001 characters")])
def test_a_bad_message_comes_back_with_the_reason_beside_its_field(text, says):
    client, room = signed_in(make.person("ada")), world.room()

    answer = send(room, client, text)
    told = send(room, client, text, script=True)

    html = answer.content.decode()
    assert answer.status_code == told.status_code == 422
    assert says in html
    assert says in told.json()["errors"]["text"][0]
    assert 'aria-invalid="true"' in html
    assert text in html
    assert not room.messages.exists()


def test_a_refused_message_comes_back_in_the_form_with_the_reason():
    ada, room = make.person("ada"), world.room("Eastbank", writable_by="members")
    client = signed_in(ada)

    answer = send(room, client, "My long considered words", next="/boards/eastbank/")
    told = send(room, client, "My long considered words", script=True)

    html = answer.content.decode()
    assert answer.status_code == told.status_code == 409
    assert "Only members of this room may write here." in html
    assert "My long considered words" in html
    assert 'value="/boards/eastbank/"' in html
    assert told.json() == {"reason": "Only members of this room may write here.", "clause": "room.open"}
    assert not room.messages.exists()


def test_somebody_signed_out_meanwhile_keeps_their_words():
    room = world.room()

    answer = send(room, Client(), "Typed for an hour")

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Sign in to write here." in html
    assert "Typed for an hour" in html


def test_words_are_shown_as_words():
    ada, room = make.person("Ada <b>"), world.room()
    rooms.say(room, by=ada, text='<img src=x onerror=alert(1)>Tom & "Ana"')

    html = page(room).content.decode().split("<live-room")[1]

    assert "onerror" not in html
    assert "Tom &amp; &quot;Ana&quot;" in html
    assert "Ada &lt;b&gt;" in html


def test_a_message_without_token_is_not_taken():
    client, room = Client(enforce_csrf_checks=True), world.room()
    client.force_login(make.person("ada"))

    assert send(room, client, "Hello").status_code == 403
    assert not room.messages.exists()


# --- Moderating -----------------------------------------------------------------------------------------------------


def hiding(room, seq=1):
    return reverse("room_message_hidden", args=[room.pk, seq])


@pytest.mark.parametrize(
    ("who", "access", "may"),
    [
        ("staff", {}, True),
        ("staff", {"writable_by": "members"}, False),
        ("author", {}, False),
        ("clerk", {"writable_by": "members"}, True),
    ],
)
def test_staff_moderate_open_talk_and_members_rooms_name_their_own(who, access, may, monkeypatch):
    ada, stella, clara = make.person("ada"), make.staff(), make.person("clara")
    monkeypatch.setattr(moderation, "MODERATORS", [lambda room, person: person == clara])
    room = world.room("Eastbank", members=[ada], **access)
    rooms.say(room, by=ada, text="A child's name")
    client = signed_in({"staff": stella, "author": ada, "clerk": clara}[who])

    shown, sent = client.get(hiding(room)), client.post(hiding(room), {"why": "It names a child."})

    assert (shown.status_code, sent.status_code) == ((200, 302) if may else (403, 403))
    assert (room.messages.get().hidden_at is not None) is may
    assert (hiding(room) in page(room, client).content.decode()) is False
    assert Client().get(hiding(room)).status_code == 403


def test_a_hidden_message_is_hidden_everywhere_and_says_why():
    ada, stella, room = make.person("ada"), make.staff(), world.room()
    rooms.say(room, by=ada, text="Rosa lives in")
    rooms.say(room, by=ada, text="Good evening")
    page(room), messages(room)  # both are rendered and kept by now

    signed_in(stella).post(hiding(room), {"why": "It tells where somebody lives."})

    for shown in (page(room).content.decode(), str(messages(room).json()), str(messages(room, "?after=2").json())):
        assert "Rosa lives in" not in shown
        assert "It tells where somebody lives." in shown
    assert [m["seq"] for m in messages(room, "?after=2").json()["hidden"]] == [1]
    assert [m["seq"] for m in messages(room, "?after=0").json()["messages"]] == [1, 2]


def test_hiding_needs_a_reason_and_happens_once():
    ada, room, stella = make.person("ada"), world.room(), signed_in(make.staff())
    rooms.say(room, by=ada, text="Hello")

    assert stella.post(hiding(room), {"why": " "}).status_code == 422
    assert room.messages.get().hidden_at is None
    assert stella.post(hiding(room), {"why": "It names a child."}).status_code == 302
    assert stella.post(hiding(room), {"why": "Again."}).status_code == 409
