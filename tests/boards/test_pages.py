"""The pages of boards: what everybody reads, and what members and the clerk see besides."""

import re

import pytest
from django.urls import reverse

from governance.boards import actions as boards
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam():
    return make.person("sam")


@pytest.fixture
def rosa():
    return make.person("rosa delgado")


@pytest.fixture
def eastbank(sam, rosa):
    return make.board(seated=[rosa, *make.people("darnell noi")], partners=[make.person("abara")], clerk=sam)


def text_of(answer) -> str:
    """A page as its words."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_list_says_how_full_each_table_is_and_whether_one_can_apply(client, eastbank, sam):
    make.board("Westside")
    make.call(eastbank, clerk=sam)
    page = text_of(client.get("/boards/"))
    assert "3 of 4 are residents" in page and "7 seats are empty" in page
    assert "You can apply for a seat" in page
    assert "Nobody sits here yet" in page and "Out of balance" in page


def test_without_any_board_the_list_says_so(client):
    assert "No boards yet" in text_of(client.get("/boards/"))


def test_the_page_of_a_board_shows_who_holds_the_table(client, eastbank, rosa):
    page = text_of(client.get("/boards/eastbank/"))
    assert "3 residents, 1 organization" in page and "7 seats are empty" in page
    assert "Residents hold 3 of 4 filled seats" in page
    assert "Rosa Delgado" in page and rosa.email not in page
    assert "Sam" in page and "Clerk" in page


def test_seats_filled_by_staff_are_marked_while_the_board_is_being_founded(client, eastbank):
    page = text_of(client.get("/boards/eastbank/"))
    assert page.count("Chosen by staff") == 4
    assert "Why staff chose them" in page and "A founding member." in page
    eastbank.founding_until = make.now() - make.DAY
    eastbank.save()
    assert "Chosen by staff" not in text_of(client.get("/boards/eastbank/"))


def test_a_board_out_of_balance_says_what_it_may_not_do(client):
    abara, marcus, rosa = make.people("abara marcus rosa")
    make.board(seated=[rosa], partners=[abara, marcus])
    page = text_of(client.get("/boards/eastbank/"))
    assert "Out of balance: may talk, not decide" in page
    assert "residents hold 1 of 3 filled seats and must hold 2" in page
    assert "No vote opens" in page and "Fill the empty resident seats first" in page


def test_an_open_call_leads_to_the_application(client, eastbank, sam):
    make.call(eastbank, clerk=sam, words="One evening a month, $48 an hour.")
    page = client.get("/boards/eastbank/")
    assert "One evening a month, $48 an hour." in text_of(page)
    assert reverse("board_applying", args=["eastbank"]) in page.content.decode()
    assert "Applications close in 2" in text_of(page)


def test_the_charter_stands_there_clause_by_clause_with_an_anchor_each(client, eastbank):
    page = client.get("/boards/eastbank/").content.decode()
    for key in ("seats.floor", "vote.movers", "vote.roll", "seat.motion"):
        assert page.count(f'id="clause-{key}"') == 1
    assert "Residents hold at least 51% of the filled seats" in page
    assert "Quorum, first part: more than half of the people on the roll" in page


def test_the_clerks_links_are_the_clerks(client, eastbank, sam, rosa):
    calls, applications = reverse("board_calls", args=["eastbank"]), reverse("board_applications", args=["eastbank"])

    def links():
        page = client.get("/boards/eastbank/").content.decode()
        return calls in page, applications in page

    assert links() == (False, False)
    client.force_login(rosa)
    assert links() == (False, True)
    client.force_login(sam)
    assert links() == (True, True)


def test_a_member_finds_the_way_to_give_up_the_seat(client, eastbank, rosa):
    client.force_login(rosa)
    page = client.get("/boards/eastbank/")
    term = eastbank.terms_at(make.now()).get(person=rosa)
    assert reverse("board_term_end", args=["eastbank", term.pk]) in page.content.decode()
    assert "your seat" in text_of(page)


def test_the_room_and_the_history_are_on_the_page(client, eastbank):
    page = text_of(client.get("/boards/eastbank/"))
    assert "Only members of this room may write" in page
    assert "founded the board" in page


def test_a_board_that_is_not_there_is_not_found(client):
    assert client.get("/boards/nowhere/").status_code == 404


def test_the_page_reads_in_spanish_and_marks_what_is_in_english(client, eastbank):
    page = client.get("/es/boards/eastbank/")
    assert page.status_code == 200
    assert '<html lang="es"' in page.content.decode()


def test_a_visitor_gets_a_page_that_can_be_kept(client, eastbank):
    page = client.get("/boards/eastbank/")
    assert "public" in page["Cache-Control"]
    assert "csrfmiddlewaretoken" not in page.content.decode() and not page.cookies


def test_the_pages_ask_as_much_of_the_database_with_ten_times_the_seats_and_history(
    client, eastbank, sam, django_assert_max_num_queries
):
    def asked(path):
        with django_assert_max_num_queries(60) as few:
            assert client.get(path).status_code == 200
        return len(few)

    for path in ("/boards/", "/boards/eastbank/"):
        client.get(path)
    before = {path: asked(path) for path in ("/boards/", "/boards/eastbank/")}
    for name in range(6):
        make.board(f"Board {name}", seated=make.people(f"a{name} b{name}"))
    vacant = [seat for seat in eastbank.seats.all() if seat.holder_at(make.now()) is None]
    for seat in vacant[:4]:
        boards.seat_founder(seat, make.person(f"new {seat.number}"), by=None, why="She lives here.")
    for seat in vacant[4:]:
        boards.open_call(seat, by=sam, words="One evening a month.")
    assert {path: asked(path) for path in before} == before
