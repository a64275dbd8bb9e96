"""Letters: everybody who applied hears at the same moment, with the reason and other ways in, and no other name."""

import re
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import translation

from community.notifications.tasks import send_due
from community.record.models import Entry
from governance.boards import actions as boards
from governance.boards.letters import letter_of
from governance.boards.models import Application, Call
from tests import make

from . import draws

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    """A board with two members and a clerk, and a call with three who applied."""
    rosa, noi, sam = make.people("rosa noi sam")
    board = make.board(seated=[rosa, noi], clerk=sam)
    call = make.call(board, clerk=sam)
    applied = [boards.apply(call, by=make.person(name), why="I rent here.") for name in ("ana", "bo", "cy")]
    return board, call, applied, (rosa, noi, sam)


def fresh(*applications):
    return [Application.objects.get(pk=one.pk) for one in applications]


def text_of(letter) -> str:
    links = [letter.read, *letter.ways]
    return " ".join([letter.title, *letter.lines, letter.why, *letter.following, *(link.text for link in links)])


def put_to_the_vote(table):
    board, _call, (ana, *_others), (rosa, noi, sam) = table
    vote = make.decided(make.vote(board, by=rosa, seconded_by=noi, subject=ana), yes=[rosa, noi])
    boards.seat(fresh(ana)[0], by=sam)
    return vote


def test_while_it_waits_there_is_no_letter(table):
    assert letter_of(table[2][0]) is None


def test_everybody_hears_in_the_act_that_filled_the_seat(table):
    vote = put_to_the_vote(table)
    ana, bo, cy = fresh(*table[2])

    heard = list(Entry.objects.filter(verb__in=["seat.filled", "application.answered"]).order_by("seq")[2:])
    assert len({entry.at for entry in heard}) == 1
    assert [one.state for one in (ana, bo, cy)] == ["seated", "not_chosen", "not_chosen"]
    assert letter_of(bo).read.href == f"/votes/{vote.pk}/result/"


def test_the_letter_to_the_one_who_was_chosen(table):
    put_to_the_vote(table)
    said = text_of(letter_of(fresh(table[2][0])[0]))

    assert "You have a seat on Eastbank. It is Seat 3: Resident." in said
    assert "The members of the board chose you by a vote." in said
    assert "3 people applied for 1 seat." in said


def test_the_letter_to_the_others_says_why_and_what_else_there_is(table):
    board, *_rest = table
    other = make.board("Westside", clerk=make.person("carl"))
    make.call(other, clerk=other.people_in("clerk", make.now())[0])
    put_to_the_vote(table)
    letter = letter_of(fresh(table[2][1])[0])
    said = text_of(letter)

    assert letter.title == "Not chosen this time"
    assert "It was a choice for somebody, not against you." in said and "3 people applied for 1 seat." in said
    assert "you can apply again" in said
    hrefs = [way.href for way in letter.ways]
    assert "/boards/westside/application/" in hrefs and board.get_absolute_url() in hrefs
    assert f"/priorities/suggestion/?board={board.slug}" in hrefs


def test_no_letter_names_another_applicant(table):
    put_to_the_vote(table)
    ana, bo, cy = fresh(*table[2])

    for one, others in ((ana, "Bo Cy"), (bo, "Ana Cy"), (cy, "Ana Bo")):
        said = text_of(letter_of(one))
        assert not [name for name in others.split() if re.search(rf"\b{name}\b", said)]


def test_a_clerks_reason_is_read_by_the_chosen_and_not_sent_to_the_others(table):
    board, _call, (ana, bo, _cy), (_rosa, _noi, sam) = table
    boards.seat(ana, by=sam, why="Ana has lived on Mill Street for years.")
    ana, bo = fresh(ana, bo)

    assert "Mill Street" in text_of(letter_of(ana))
    assert "Mill Street" not in text_of(letter_of(bo)) and "reason that everybody can read" in text_of(letter_of(bo))
    assert letter_of(bo).read.href == board.get_absolute_url()


def test_whoever_was_not_drawn_stays_in_the_pool_as_long_as_the_terms_run(table):
    board, call, (ana, bo, cy), (_rosa, _noi, sam) = table
    Call.objects.filter(pk=call.pk).update(way=Call.Way.LOTTERY)
    Application.objects.filter(pk=cy.pk).update(is_deferred=True)
    Application.objects.filter(pk=ana.pk).update(state="carried")
    boards.answer_all(call)
    boards.seat(fresh(ana)[0], by=sam)
    term = board.terms_at(make.now()).get(person=ana.person)
    bo, cy = fresh(bo, cy)

    said = text_of(letter_of(bo))
    assert "drawn by lot. Nobody judged you" in said
    assert f"You stay in the pool until {term.until.astimezone(ZoneInfo(board.zone)):%A}" in said
    assert "put off to the next draw" in text_of(letter_of(cy))
    assert "drawn by lot" in text_of(letter_of(fresh(ana)[0]))


def test_the_letter_after_a_draw_leads_to_the_lottery_in_which_everybody_can_repeat_it():
    lottery = draws.drawn(draws.table(people=8))
    letters = [letter_of(one) for one in lottery.call.applications.all()]

    assert {letter.read.href for letter in letters} == {lottery.get_absolute_url()}
    assert not any(letter.why for letter in letters)


def test_those_who_were_drawn_hear_with_the_others_before_they_are_seated(table):
    _board, call, (ana, bo, _cy), _people = table
    boards.carry(ana, vote_id=1)
    boards.answer_all(call)
    ana, bo = fresh(ana, bo)

    assert [ana.state, bo.state] == ["carried", "not_chosen"]
    assert "You were chosen for Eastbank" in text_of(letter_of(ana))
    assert Entry.objects.filter(verb="application.answered").count() == 3


def test_while_a_call_has_seats_left_nobody_is_answered(table):
    _board, call, (ana, bo, cy), (_rosa, _noi, sam) = table
    Call.objects.filter(pk=call.pk).update(places=2)
    boards.seat(fresh(ana)[0], by=sam, why="She knows the street.")
    assert [one.state for one in fresh(bo, cy)] == ["waiting", "waiting"]


@pytest.mark.parametrize(("language", "seat"), [("en", "Seat 3: Resident"), ("es", "Residente")])
def test_the_letter_comes_by_mail_in_the_readers_language(table, language, seat):
    for one in table[2]:
        one.person.language = language
        one.person.save()
    put_to_the_vote(table)
    send_due()

    to = {message.to[0]: message for message in mail.outbox}
    assert seat in to["ana@example.org"].body
    prefix = "" if language == "en" else "/es"
    assert f"http://testserver{prefix}/boards/eastbank/" in to["bo@example.org"].body
    assert "Ana" not in to["bo@example.org"].body and "Bo" in to["bo@example.org"].body
    assert "&" not in to["bo@example.org"].body.replace("&board", "")


def test_the_letter_stands_on_the_page_of_the_application(client, table):
    put_to_the_vote(table)
    bo = fresh(table[2][1])[0]
    client.force_login(bo.person)
    page = client.get(bo.get_absolute_url(), follow=True).text

    assert "Not chosen this time" in page and "3 people applied for 1 seat." in page
    assert "Other ways in" in page


def test_who_reads_it_in_spanish_is_led_to_spanish_pages(table):
    put_to_the_vote(table)
    with translation.override("es"):
        letter = letter_of(fresh(table[2][1])[0])

    assert all(link.href.startswith("/es/") for link in [letter.read, *letter.ways])


def test_whoever_has_no_email_reads_of_the_card(table):
    _board, call, _applied, (_rosa, _noi, sam) = table
    yesi = boards.apply(call, name="Yesenia", why="I rent here.")
    boards.seat(yesi, by=sam, why="She knows the street.")

    assert "you get a card from the clerk" in text_of(letter_of(fresh(yesi)[0]))
