"""Live talk as people have it: two windows, a bad line, a phone that is turned off, no script at all."""

import time

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from community.rooms import actions as rooms
from governance.boards import actions as boards
from governance.voting import actions as voting
from tests import make
from tests.rooms import world
from tests.rooms.test_live import WITHIN
from tests.tools.inside import Inside

from .conftest import beside, launched
from .windows import LAPTOP, PHONE, Window

pytestmark = pytest.mark.browser


@pytest.fixture
def site(transactional_db):
    """The site in a thread, so that a test can cut it off and let it come back."""
    with Inside() as inside:
        settings.LIVE_ORIGINS.append(inside.url)
        yield inside
        settings.LIVE_ORIGINS.remove(inside.url)


@pytest.fixture
def ask(site):
    with beside(30) as act:
        yield act


@pytest.fixture
def window(site, ask):
    """Opens windows: window() for a visitor, window(ada) for Ada."""
    with launched() as browser:

        def new(person=None, **options):
            made = Window(browser, site.url, **options)
            if person:
                client = Client()
                ask(client.force_login, person)
                value = client.cookies[settings.SESSION_COOKIE_NAME].value
                made.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site.url}])
            return made

        yield new


@pytest.fixture
def ada(ask, site):
    return ask(make.person, "ada")


@pytest.fixture
def bo(ask, site):
    return ask(make.person, "bo")


@pytest.fixture
def room(ask, site):
    return ask(world.room, "Renters")


def numbers(window) -> list[int]:
    """The numbers of the messages on the page, from top to bottom."""
    return window.page.eval_on_selector_all("[role=log] article", "all => all.map(one => +one.id.slice(1))")


def is_live(window) -> None:
    """Wait until the page has its socket. (Its policy forbids the browser's own way to wait for a condition.)"""
    for _look in range(100):
        if window.page.evaluate("document.querySelector('live-room').socket?.readyState === 1"):
            return
        window.page.wait_for_timeout(50)
    raise AssertionError("The page has no socket.")


def cut(window) -> None:
    """The line drops, as in a lift."""
    window.page.evaluate("document.querySelector('live-room').socket?.close()")


def say(window, text) -> None:
    window.write("Add to the discussion", text).press("Send message")


def talk(room, by, first, last) -> None:
    """Messages that somebody wrote yesterday, slow enough for the room's pace."""
    began = make.now() - make.DAY
    for n in range(first, last + 1):
        rooms.say(room, by=by, text=f"Message {n}", at=began + n * make.MINUTE)


def test_a_message_shows_in_the_other_window_within_a_second(window, room, ada, bo):
    here, there = window(ada).go(f"/rooms/{room.pk}/"), window(bo).go(f"/rooms/{room.pk}/")
    is_live(there)

    say(here, "Rents rise faster than wages.")
    began = time.monotonic()
    expect(there.page.locator("#m1")).to_contain_text("Rents rise faster than wages.", timeout=1000)
    assert time.monotonic() - began < 1

    say(there, "Here too.")
    expect(here.page.locator("#m2")).to_contain_text("Here too.", timeout=1000)
    assert numbers(here) == numbers(there) == [1, 2]
    expect(here.page.get_by_label("Add to the discussion")).to_have_value("")
    assert not here.faults and not there.faults


def test_a_window_that_was_cut_off_shows_everything_once_and_in_order(window, ask, room, ada, bo):
    here = window(ada).go(f"/rooms/{room.pk}/")
    is_live(here)

    for n in range(1, 51, 5):
        cut(here)
        ask(talk, room, bo, n, n + 4)
    here.page.locator("#m50").wait_for()

    stored = ask(lambda: list(room.messages.order_by("seq").values_list("seq", flat=True)))
    assert numbers(here) == stored == list(range(1, 51))


def test_when_the_server_was_away_the_page_says_so_and_comes_back_with_all(window, site, ask, room, ada, bo):
    here = window(ada).go(f"/rooms/{room.pk}/")
    is_live(here)

    site.stop()
    here.sees("Not live since")
    here.write("Add to the discussion", "Typed in the dark").press("Send message")
    here.sees("Your message was not sent.")
    ask(talk, room, bo, 1, 50)
    site.start()
    here.page.locator("#m50").wait_for(timeout=20_000)
    assert numbers(here) == list(range(1, 51))

    expect(here.page.get_by_label("Add to the discussion")).to_have_value("Typed in the dark")
    here.press("Send message")
    expect(here.page.locator("#m51")).to_contain_text("Typed in the dark")
    assert ask(room.messages.count) == 51


def test_without_a_socket_the_page_asks_every_few_seconds(window, ask, room, ada, bo):
    here = window(ada)
    here.page.route_web_socket("**/live/**", lambda socket: socket.close())
    here.go(f"/rooms/{room.pk}/").sees("New messages come every few seconds")

    ask(rooms.say, room, by=bo, text="Heard without a socket")

    expect(here.page.locator("#m1")).to_contain_text("Heard without a socket", timeout=8000)


def test_nothing_moves_under_a_reader_and_new_messages_wait(window, ask, room, ada, bo):
    ask(talk, room, bo, 1, 40)
    here = window(ada).go(f"/rooms/{room.pk}/")
    is_live(here)
    here.page.locator("#m20").scroll_into_view_if_needed()
    before = here.page.locator("#m20").bounding_box()

    ask(talk, room, bo, 41, 42)
    here.page.get_by_role("button", name="Show 2 new").click()

    expect(here.page.locator("#m41")).to_be_focused()
    assert numbers(here) == list(range(1, 43))
    assert before["y"] > 0


def test_a_field_somebody_types_in_stays_where_it_is(window, ask, room, ada, bo):
    ask(talk, room, bo, 1, 30)
    here = window(ada).go(f"/rooms/{room.pk}/")
    is_live(here)
    field = here.page.get_by_label("Add to the discussion")
    field.click()
    field.press_sequentially("Half a sen")
    before = field.bounding_box()

    ask(talk, room, bo, 31, 33)
    here.page.locator("#m33").wait_for()
    field.press_sequentially("tence")

    assert abs(field.bounding_box()["y"] - before["y"]) < 2
    expect(field).to_have_value("Half a sentence")
    expect(field).to_be_focused()


def test_updates_can_be_paused(window, ask, room, ada, bo):
    here = window(ada).go(f"/rooms/{room.pk}/")
    is_live(here)
    here.press("Pause updates")

    ask(rooms.say, room, by=bo, text="While paused")
    here.page.get_by_role("button", name="Show 1 new").wait_for()
    assert numbers(here) == []

    here.press("Pause updates")
    expect(here.page.locator("#m1")).to_contain_text("While paused")


def test_a_member_who_is_removed_is_told_and_hears_nothing_more(window, ask, ada, bo):
    room = ask(world.members_room, "Eastbank board", members=[ada, bo])
    here = window(ada).go(f"/rooms/{room.pk}/")
    is_live(here)

    ask(rooms.leave, room, ada)
    ask(rooms.say, room, by=bo, text="Between us")

    here.sees("You can no longer read this discussion")
    assert numbers(here) == []


def test_a_hidden_message_changes_on_open_pages(window, ask, room, ada, bo):
    message = ask(rooms.say, room, by=bo, text="Rosa lives in")
    here = window(ada).go(f"/rooms/{room.pk}/").sees("Rosa lives in")
    is_live(here)

    ask(rooms.hide, message, by=ask(make.staff), why="It tells where somebody lives.", moderates=True)

    here.sees("It tells where somebody lives.")
    expect(here.main).not_to_contain_text("Rosa lives in")


def test_a_message_that_cannot_be_taken_stays_in_the_field_with_the_reason(window, room, ada):
    here = window(ada).go(f"/rooms/{room.pk}/")
    is_live(here)

    say(here, "x" * 4001)

    here.sees("It has 4001 characters")
    expect(here.page.get_by_label("Add to the discussion")).to_have_value("x" * 4001)


@pytest.mark.parametrize("script", [True, False])
def test_talk_works_with_and_without_script(window, ask, room, ada, bo, script):
    ask(talk, room, bo, 1, 60)
    here = window(ada, script=script).go(f"/rooms/{room.pk}/")

    say(here, "Rents rise faster than wages.")
    here.sees("Rents rise faster than wages.")
    here.follow("Earlier messages").sees("Message 1")
    here.follow("The newest messages").sees("Rents rise faster than wages.")

    assert here.path == f"/rooms/{room.pk}/"
    assert not here.faults


@pytest.mark.parametrize("who", ["visitor", "member"])
def test_the_room_is_open_to_everybodys_senses(window, ask, room, ada, bo, who):
    ask(talk, room, bo, 1, 3)
    ask(rooms.hide, ask(room.messages.get, seq=2), by=ask(make.staff), why="It names a child.", moderates=True)
    here = window(ada if who == "member" else None).go(f"/rooms/{room.pk}/")
    is_live(here)

    for size in (PHONE, LAPTOP):
        for scheme in ("light", "dark"):
            with here.seen_as(size=size, scheme=scheme):
                assert here.violations() == []
                assert here.overflow() == 0


# --- Who loses the seat ------------------------------------------------------------------------------


def resigned(vote, term):
    boards.end_term(term, by=term.person, why="")


def removed(vote, term):
    """Two thirds of the others took the seat: what the vote on it brings about when it is counted."""
    others = [one for one in term.seat.board.members_at(make.now()) if one != term.person]
    at = make.now() - 11 * make.DAY
    asked = voting.second(voting.propose_removal(term, by=others[0], why="Never here.", at=at), by=others[1], at=at)
    make.decided(voting.open_vote(asked, at=asked.opens_at), yes=others)


def expired(vote, term):
    """The clock alone ends it."""
    for place in (term, boards.room_of(term.seat.board).members.get(person=term.person)):
        place.until = make.now()
        place.save(update_fields=["until"])


@pytest.mark.parametrize("lost", [resigned, removed, expired])
def test_who_loses_the_seat_loses_vote_queue_and_room_within_a_second_in_open_pages_too(window, ask, lost):
    rosa, *others = ask(make.people, "rosa noi earl hodan")
    board = ask(make.board, seated=[rosa, *others])
    vote = ask(make.vote, board, by=others[0], seconded_by=others[1], text="Meet on Tuesdays")
    term = ask(rosa.terms.select_related("seat__board", "person").get)
    mine, ballot, room = window(rosa), window(rosa), window(rosa)
    mine.go("/me/").sees("You have not voted yet")
    ballot.go(f"/votes/{vote.pk}/ballot/").choose("Yes")
    is_live(room.go("/boards/eastbank/"))
    room.write("Add to the discussion", "Half a sentence")

    ask(lost, vote, term)
    expect(room.main).to_contain_text("but no longer write in it", timeout=WITHIN * 1000)

    expect(room.page.get_by_role("button", name="Send message")).to_have_count(0)
    expect(room.page.get_by_label("Add to the discussion")).to_have_value("Half a sentence")
    ballot.page.locator("main form button").first.click()
    ballot.sees("Your place on this board has ended")
    assert "You have not voted yet" not in mine.go("/me/").main.inner_text()
    assert ask(vote.ballots.count) == 0
    room.page.reload()
    expect(room.page.get_by_label("Add to the discussion")).to_have_count(0)


def test_who_leaves_an_item_loses_its_vote_queue_and_room_within_a_second_in_open_pages_too(window, ask):
    rosa, *others = members = ask(make.people, "rosa noi earl hodan")
    item = ask(lambda: make.proposal(make.adopted(make.board(seated=members), members=members), by=make.person("ana")))
    vote = ask(make.vote, item.board, by=others[0], seconded_by=others[1], subject=item)
    mine, ballot, room = window(rosa), window(rosa), window(rosa)
    mine.go("/me/").sees("You have not voted yet")
    ballot.go(f"/votes/{vote.pk}/ballot/").choose("Yes")
    is_live(room.go(f"/proposals/{item.pk}/"))

    ask(voting.disclose, item, by=rosa, grade=3, why="My sister runs it.")
    expect(room.main).to_contain_text("but no longer write in it", timeout=WITHIN * 1000)

    ballot.page.locator("main form button").first.click()
    ballot.sees("You stepped back")
    assert "You have not voted yet" not in mine.go("/me/").main.inner_text()
    assert ask(vote.ballots.count) == 0
