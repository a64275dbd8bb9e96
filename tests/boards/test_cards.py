"""Seating somebody without an account, and the card with which they come in."""

import re

import pytest
from django.test import Client

from community.people import actions as people
from community.people.models import Card, Place
from community.record.models import Entry, EntryDetail
from community.record.verdict import Refused
from governance.boards import actions as boards
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    """A board with two members and a clerk."""
    rosa, noi, sam = make.people("rosa noi sam")
    return make.board(seated=[rosa, noi], clerk=sam), sam


def applied(board, sam, by=None, **fields):
    """Somebody has applied on a phone, without an account."""
    words = {"name": "Yesenia Morales", "why": "I rent here.", "language": "es"}
    return boards.apply(make.call(board, clerk=sam), by=by, **words | fields)


def seated(board, sam, **fields):
    return boards.seat(applied(board, sam, **fields), by=sam, why="She knows the street.").person


def address(board, person):
    return f"/boards/{board.slug}/people/{person.public_id}/card/"


def test_who_applied_without_an_account_has_one_when_seated(table):
    board, sam = table
    place = Place.objects.create(name="Mill Street")
    application = applied(board, sam, place=place, proof="bill")

    term = boards.seat(application, by=sam, why="She knows the street.")

    application.refresh_from_db()
    assert application.person == term.person
    assert (term.person.name, term.person.email, term.person.language) == ("Yesenia Morales", None, "es")
    assert term.person.residencies.get().place == place
    assert Entry.objects.about(term.person).filter(verb="person.enrolled", is_public=False).exists()


def test_the_clerk_is_led_to_the_card_and_the_code_opens_the_account(client, table):
    board, sam = table
    application = applied(board, sam)
    client.force_login(sam)

    seat = client.post(f"/boards/{board.slug}/applications/{application.pk}/seat/", {"why": "She knows the street."})
    asked = client.get(seat["Location"])
    assert seat["Location"].endswith("/card/") and "Make the card" in asked.text
    made = client.post(seat["Location"])
    page = client.get(made["Location"])

    code = re.search(r"([A-Z]{4}-){2}[A-Z]{4}", page.text).group()
    phone = Client()
    assert phone.post("/accounts/card/", {"code": code}).status_code == 302
    assert "Eastbank" in phone.get(board.get_absolute_url()).text


def test_the_code_is_shown_once_and_is_in_no_address(client, table):
    board, sam = table
    yesi = seated(board, sam)
    client.force_login(sam)

    made = client.post(address(board, yesi))
    shown, again = client.get(made["Location"]), client.get(made["Location"])

    code = re.search(r"([A-Z]{4}-){2}[A-Z]{4}", shown.text).group()
    assert code not in made["Location"] and code not in made.text and code not in again.text
    assert "no-store" in shown["Cache-Control"] and "no-store" in made["Cache-Control"]
    cookie = made.cookies["card"]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["path"] == address(board, yesi)
    assert "Make a new card" in again.text
    assert code not in "".join(EntryDetail.objects.values_list("text", flat=True))


def test_the_card_speaks_its_holders_language(client, table):
    board, sam = table
    yesi = seated(board, sam)
    client.force_login(sam)
    client.post(address(board, yesi))

    page = client.get(address(board, yesi)).text

    assert "http://testserver/es/accounts/card/" in page
    assert '<section class="pass" lang="es"' in page


def test_the_code_meant_for_one_person_is_not_shown_on_anothers_page(client, table):
    board, sam = table
    yesi, bo = seated(board, sam), seated(board, sam, name="Bo")
    client.force_login(sam)
    client.post(address(board, yesi))

    assert not re.search(r"([A-Z]{4}-){2}[A-Z]{4}", client.get(address(board, bo)).text)


def test_only_the_clerk_of_the_board_comes_to_the_card(client, table):
    board, sam = table
    yesi = seated(board, sam)
    other = make.board("Westside", clerk=make.person("carl"))
    for who in (None, yesi, board.members_at(make.now())[0], make.person("ana"), make.staff(), make.administrator()):
        if who:
            client.force_login(who)
        assert client.get(address(board, yesi)).status_code == 403
        assert client.post(address(board, yesi)).status_code == 403
    client.force_login(other.people_in("clerk", make.now())[0])
    assert client.get(address(board, yesi)).status_code == 403
    assert client.get(address(other, yesi)).status_code == 404
    assert not Card.objects.exists()


def refused(board, person, by):
    with pytest.raises(Refused) as no:
        boards.give_card(board, person, by=by)
    return str(no.value)


def test_a_card_is_for_members_who_need_one(table):
    board, sam = table
    yesi = seated(board, sam)
    stranger = people.enrol(name="Stranger", language="en", by=sam)
    rosa = board.members_at(make.now())[0]
    rosa.emailaddress_set.update(verified=True)

    assert "hold a seat on this board" in refused(board, stranger, sam)
    assert "Only this board’s clerk" in refused(board, yesi, rosa)
    assert "confirmed e-mail" in refused(board, rosa, sam)
    boards.give_role(board, yesi, "officer")
    assert "never with a card" in refused(board, yesi, sam)


def test_who_was_chosen_gets_a_card_before_the_seat(table):
    board, sam = table
    ana = people.enrol(name="Ana", language="en", by=sam)
    application = applied(board, sam, by=ana)
    assert "hold a seat" in refused(board, ana, sam)

    boards.carry(application, vote_id=1)

    assert boards.give_card(board, ana, by=sam)[0].person == ana


def test_whose_term_is_over_gets_none(table):
    board, sam = table
    yesi = seated(board, sam)
    boards.end_term(board.terms_at(make.now()).get(person=yesi), by=yesi, why="")

    assert "hold a seat" in refused(board, yesi, sam)
