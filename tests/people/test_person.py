"""A person's public page: there once they acted in public, and never more than that."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.rooms import actions as rooms
from governance.boards import actions as boards
from tests import make

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_of_somebody_who_only_signed_up_nobody_learns_that_they_are_here(client):
    ana = make.person("ana")
    assert client.get(ana.get_absolute_url()).status_code == 404
    for who in (make.person("bo"), make.staff(), make.administrator()):
        client.force_login(who)
        assert client.get(ana.get_absolute_url()).status_code == 404


def test_everybody_sees_their_own_page_as_others_would(client):
    ana = make.person("ana")
    client.force_login(ana)
    page = text_of(client.get(ana.get_absolute_url()))
    assert "This is what others see of you" in page


def test_an_address_nobody_has_is_not_found(client):
    assert client.get("/people/00000000-0000-4000-8000-000000000000/").status_code == 404


def holds_a_seat(ana, board, sam):
    empty = next(seat for seat in board.seats.all() if seat.holder_at(make.now()) is None)
    boards.seat_founder(empty, ana, by=None, why="She lives here.")


def keeps_the_board(ana, board, sam):
    boards.give_role(board, ana, "clerk")


def suggests(ana, board, sam):
    make.suggestion(board, by=ana)


def speaks(ana, board, sam):
    suggestion = make.suggestion(board, by=sam)
    rooms.say(rooms.room_for(suggestion), by=ana, text="A bench would help.")


@pytest.mark.parametrize("act", [holds_a_seat, keeps_the_board, suggests, speaks])
def test_whoever_acts_in_public_has_a_page(client, act):
    sam, ana = make.people("sam ana")
    act(ana, make.board(clerk=sam), sam)
    page = client.get(ana.get_absolute_url())
    assert page.status_code == 200
    assert "Ana" in text_of(page) and ana.email not in page.content.decode()


def applies(ana, board, sam):
    boards.apply(make.call(board, clerk=sam), by=ana, why="I rent here.")


def lives_here(ana, board, sam):
    from community.people import actions as people
    from community.people.models import Place

    people.declare_residency(ana, place=Place.objects.create(name="Mill Street"))


@pytest.mark.parametrize("act", [applies, lives_here])
def test_what_is_not_public_makes_no_page(client, act):
    sam, ana = make.people("sam ana")
    act(ana, make.board(clerk=sam), sam)
    assert client.get(ana.get_absolute_url()).status_code == 404


def test_the_page_shows_seats_roles_ballots_proposals_and_suggestions(client):
    rosa, noi, sam = make.people("rosa noi sam")
    board = make.board(seated=[rosa, noi], clerk=sam)
    priority = make.adopted(board, members=[rosa, noi])
    make.proposal(priority, by=rosa, title="Interpreter Corps")
    make.proposal(priority, by=rosa, title="Still a draft", sent=False, amount=1_00)
    make.suggestion(board, by=rosa, need="A bench at the stop.")
    client.force_login(rosa)
    for _who in range(2):
        page = text_of(client.get(rosa.get_absolute_url()))
        assert "Resident" in page and "Sits there now" in page
        assert "Stay-put housing" in page and "Yes" in page
        assert "Interpreter Corps" in page and "Still a draft" not in page
        assert "A bench at the stop." in page
        client.logout()
    assert "Clerk" in text_of(client.get(sam.get_absolute_url()))


def test_a_ballot_shows_only_once_the_result_is_certified(client):
    rosa, noi = make.people("rosa noi")
    board = make.board(seated=[rosa, noi])
    vote = make.vote(board, by=rosa, seconded_by=noi, text="Meet in the library")
    from governance.voting import actions as voting

    voting.cast(vote, by=rosa, choice="no")
    assert "Meet in the library" not in text_of(client.get(rosa.get_absolute_url()))
    voting.cast(vote, by=noi, choice="yes")
    make.decided(vote)
    page = text_of(client.get(rosa.get_absolute_url()))
    assert "Meet in the library" in page and " No " in page


def test_the_page_asks_as_much_of_the_database_however_much_somebody_did(client):
    rosa, noi = make.people("rosa noi")
    board = make.board(seated=[rosa, noi])
    client.get(rosa.get_absolute_url())

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(rosa.get_absolute_url())
        return len(queries)

    def act(number):
        make.suggestion(board, by=rosa, need=f"A bench, number {number}.")
        make.decided(make.vote(board, by=rosa, seconded_by=noi, text=f"Motion {number}"), yes=[rosa, noi])

    act(0)
    few = asked()
    for number in range(1, 4):
        act(number)
    assert asked() == few
