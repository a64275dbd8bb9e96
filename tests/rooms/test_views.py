"""A room on the page: read, paged, polled and embedded, without a single script."""

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation

from community.rooms import actions as rooms
from community.rooms import lines
from community.rooms.models import Message, Room
from tests import make
from tests.rooms import world
from tests.rooms.world import messages, page, send, signed_in

pytestmark = pytest.mark.django_db


# --- Reading --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("access", "words"),
    [
        ({}, "Everybody may read this discussion. Anyone signed in may write."),
        ({"writable_by": "members"}, "Everybody may read this discussion. Only members of this room may write."),
    ],
)
def test_a_room_says_who_may_read_and_who_may_write(access, words):
    html = page(world.room(**access)).content.decode()

    assert words in html


def test_a_face_tells_staff_from_residents():
    room = world.room()
    for person in (make.person("ada"), make.staff()):
        rooms.say(room, by=person, text="Hello", language="en")

    html = page(room).content.decode()

    assert html.count('class="face"') == 1 and html.count('class="face face--staff"') == 1


def test_a_closed_room_says_so():
    room = rooms.close(world.room())

    html = page(room, signed_in(make.person("ada"))).content.decode()

    assert "Everybody may read this discussion. It is closed." in html
    assert "Anyone signed in may write." not in html
    assert "<form" not in html.split("<live-room")[1]


def test_a_visitor_reads_and_is_told_how_to_write():
    ada, room = make.person("ada"), world.room()
    rooms.say(room, by=ada, text="Rents rise.")

    html = page(room).content.decode()

    assert "Rents rise." in html
    assert "Sign in to write here." in html
    assert "<form" not in html.split("<live-room")[1]
    assert "csrfmiddlewaretoken" not in html


@pytest.mark.parametrize("who", ["visitor", "stranger", "former member"])
def test_a_members_room_is_not_there_for_anybody_else(who):
    ada, room = make.person("ada"), world.members_room()
    rooms.join(room, ada, since=make.now() - make.DAY, until=make.now() - make.HOUR)
    client = {
        "visitor": Client(),
        "stranger": signed_in(make.person("bo")),
        "former member": signed_in(ada),
    }[who]

    assert page(room, client).status_code == 404
    assert messages(room, client=client).status_code == 404
    assert send(room, client, "Hello").status_code == 404
    assert not room.messages.exists()


def test_a_member_reads_and_writes_in_a_members_room():
    ada = make.person("ada")
    room = world.members_room(members=[ada])
    client = signed_in(ada)

    assert page(room, client).status_code == 200
    assert send(room, client, "Hello").status_code == 302
    assert messages(room, client=client).json()["last_seq"] == 1


def test_unknown_rooms_and_messages_are_not_found():
    stella = signed_in(make.staff())
    room = world.room()

    for url in ("/rooms/999/", "/rooms/999/messages/", f"/rooms/{room.pk}/messages/7/hiding/"):
        assert stella.get(url).status_code == 404


def test_the_newest_page_comes_first_and_leads_back_to_the_beginning():
    ada, room = make.person("ada"), world.room()
    world.talk(room, ada, 120)
    seen, query = [], ""

    for _page in range(3):
        discussion = page(room, query=query).context["discussion"]
        seen = [line.seq for line in discussion.lines] + seen
        query = discussion.earlier.removeprefix(room.get_absolute_url()).split("#")[0]

    assert seen == list(range(1, 121))
    assert query == ""


@pytest.mark.parametrize("before", ["", "0", "-3", "many", "99999999999999999999", "1"])
def test_a_strange_page_number_breaks_nothing(before):
    ada, room = make.person("ada"), world.room()
    world.talk(room, ada, 3)

    assert page(room, query=f"?before={before}").status_code == 200


def test_the_page_links_back_to_what_is_discussed_in_the_readers_language():
    ada = make.person("ada")
    room = rooms.open_for(ada, "Ada")

    assert f'href="/people/{ada.public_id}/"' in page(room).content.decode()
    with translation.override("es"):
        assert f'href="/es/people/{ada.public_id}/"' in page(room).content.decode()


# --- Polling -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("after", "numbers"), [(0, [1, 2, 3, 4, 5]), (2, [3, 4, 5]), (5, []), (6, []), (10**15, [])])
def test_an_open_page_is_told_exactly_what_it_missed(after, numbers):
    ada, room = make.person("ada"), world.room()
    world.talk(room, ada, 5)

    told = messages(room, f"?after={after}").json()

    assert [m["seq"] for m in told["messages"]] == numbers
    assert (told["last_seq"], told["more"]) == (5, False)
    assert all(f'id="m{m["seq"]}"' in m["html"] for m in told["messages"])


@pytest.mark.parametrize("after", ["-1", "x", "", "1.5", "٣", "1" * 30, "1" * 5000])
def test_a_number_that_is_none_is_answered_with_a_sentence(after):
    answer = messages(world.room(), f"?after={after}")

    assert answer.status_code == 400
    assert "whole number" in answer.json()["error"]


def test_another_rooms_messages_never_come_along():
    ada, here, there = make.person("ada"), world.room("Here"), world.room("There")
    rooms.say(there, by=ada, text="Over there")
    rooms.say(here, by=ada, text="Here")

    told = messages(here).json()

    assert [m["seq"] for m in told["messages"]] == [1]
    assert "Over there" not in told["messages"][0]["html"]


def test_a_long_absence_is_told_in_pages():
    ada, room = make.person("ada"), world.room()
    world.talk(room, ada, lines.PAGE + 50)

    first = messages(room).json()
    second = messages(room, f"?after={first['messages'][-1]['seq']}").json()

    assert (len(first["messages"]), first["more"]) == (lines.PAGE, True)
    assert (len(second["messages"]), second["more"]) == (50, False)


def test_what_is_polled_is_never_cached():
    assert "no-store" in messages(world.room())["Cache-Control"]


# --- The discussion on the page of a thing, and what it costs ------------------------------------------------


def embedded(subject, person):
    request = RequestFactory().get("/boards/eastbank/")
    request.user = person
    return Template("{% load rooms %}{% room_of subject %}").render(Context({"subject": subject, "request": request}))


def test_a_thing_shows_its_last_20_messages_and_the_form_that_comes_back_to_it():
    ada, renters = make.person("ada"), make.community("Renters")
    room = world.room("Renters")
    world.talk(room, ada, 30)

    html = embedded(renters, ada)

    assert 'id="m11"' in html and 'id="m30"' in html and 'id="m10"' not in html
    assert f'href="/rooms/{room.pk}/?before=11#end"' in html
    assert 'name="next" value="/boards/eastbank/"' in html
    assert embedded(make.community("Elders"), ada).strip() == ""


def test_a_members_room_shows_others_only_who_may_read_it():
    ada, bo = make.person("ada"), make.person("bo")
    room = world.members_room("Renters", members=[ada])
    rooms.say(room, by=ada, text="Between us")

    html = embedded(make.community("Renters"), bo)

    assert "Between us" not in html
    assert "Only members of this room may read here." in html
    assert "Between us" in embedded(make.community("Renters"), ada)


def test_a_message_costs_twelve_queries_however_long_the_talk(django_assert_max_num_queries):
    ada = make.person("ada")
    room, client = world.room("Renters", writable_by="members"), signed_in(ada)
    rooms.join(room, ada, since=make.now() - 2 * make.DAY)
    world.talk(room, ada, 60)

    with django_assert_max_num_queries(12):
        send(room, client, "Hello")


@pytest.mark.parametrize("who", ["visitor", "member"])
def test_a_page_of_200_messages_by_40_people_costs_no_more_queries_than_one(
    who, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("community.rooms.views.SHOWN", 200)
    speakers = [make.person(f"speaker {n}") for n in range(40)]
    room = world.room("Renters", writable_by="members", members=speakers[:1])
    Message.objects.bulk_create(
        Message(room=room, seq=n, by=speakers[n % 40], text=f"Message {n}", at=make.now()) for n in range(1, 201)
    )
    Room.objects.filter(pk=room.pk).update(last_seq=200)
    client = signed_in(speakers[0]) if who == "member" else Client()
    lines.rendered.cache_clear()

    with django_assert_max_num_queries(8):
        html = page(room, client).content.decode()

    assert html.count('<article class="msg"') == 200
