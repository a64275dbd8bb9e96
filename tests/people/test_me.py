"""My own page: what waits for me, what others owe me, each with its date."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.waiting import owed_to, waits_for
from governance.accountability import actions as accountability
from governance.accountability.models import Answer
from governance.boards import actions as boards
from governance.priorities import actions as priorities
from governance.voting import actions as voting
from tests import make, town

pytestmark = pytest.mark.django_db


def titles(items):
    return [item.title for item in items]


def told(items):
    """What waits, and until when."""
    return [(item.title, item.due) for item in items]


@pytest.fixture
def table():
    """A board with two members, a clerk and an officer."""
    rosa, noi, sam = make.people("rosa noi sam")
    andre = make.staff("andre")
    return make.board(seated=[rosa, noi], clerk=sam, officer=andre), rosa, noi, sam, andre


def test_an_open_vote_waits_until_my_ballot_is_in(table):
    board, rosa, noi, sam, _andre = table
    vote = make.vote(board, by=rosa, seconded_by=noi, text="Meet in the library")
    item = next(item for item in waits_for(rosa, make.now()) if item.title == "Meet in the library")
    assert (item.due, item.act) == (vote.closes_at, "Vote")
    voting.cast(vote, by=rosa, choice="yes")
    assert "Meet in the library" not in titles(waits_for(rosa, make.now()))
    assert "Meet in the library" in titles(waits_for(noi, make.now()))
    assert "Meet in the library" not in titles(waits_for(sam, make.now()))


def test_a_vote_that_needs_another_member_waits_for_the_others_and_is_owed_to_its_mover(table):
    board, rosa, noi, sam, _andre = table
    asked_at = make.now() - make.HOUR
    vote = voting.propose_motion(board, by=rosa, text="Meet in the library", at=asked_at)
    assert [(i.title, i.since) for i in waits_for(noi, make.now())] == [("Meet in the library", asked_at)]
    assert [(i.title, i.since) for i in owed_to(rosa, make.now())] == [("Meet in the library", asked_at)]
    assert waits_for(rosa, make.now()) == waits_for(sam, make.now()) == []
    vote = voting.second(vote, by=noi)
    assert [(i.title, i.due) for i in waits_for(sam, make.now())] == [("Meet in the library", vote.opens_at)]


def test_an_application_waits_for_the_board_and_the_chosen_for_the_clerk(table):
    board, rosa, noi, sam, _andre = table
    ana = make.person("ana")
    application = boards.apply(make.call(board, clerk=sam), by=ana, why="I rent here.")
    hears = application.call.closes_at + board.charter_at(make.now())["vacancy.days"] * make.DAY
    for who in (rosa, sam):
        assert told(waits_for(who, make.now())) == [("Applications for a seat", hears)]
    assert told(owed_to(ana, make.now())) == [("Eastbank", hears)]
    put = make.vote(board, by=rosa, seconded_by=noi, subject=application)
    make.decided(put, yes=[rosa, noi])
    assert told(waits_for(sam, make.now())) == [("Ana", hears)]
    assert waits_for(sam, hears)[0].is_late(hears), "a clerk who leaves the chosen without their seat is late"
    application.refresh_from_db()
    boards.seat(application, by=sam)
    assert waits_for(sam, make.now()) == [] == owed_to(ana, make.now())


def test_an_answer_waits_for_the_officer_and_is_owed_to_whoever_decided(table):
    board, rosa, noi, _sam, andre = table
    vote = make.decided(make.vote(board, by=rosa, seconded_by=noi, text="Open the hall"), yes=[rosa, noi])
    answer = Answer.objects.get(vote=vote)
    stella = make.staff("stella")
    for item in (*waits_for(andre, make.now()), *owed_to(rosa, make.now())):
        assert (item.title, item.due) == ("Open the hall", answer.due_at)
        assert not item.is_late(make.now()) and item.is_late(answer.due_at)
    assert len(owed_to(rosa, make.now())) == 1  # she moved it and was on its roll
    assert waits_for(stella, make.now()) == []  # the board has an officer of its own
    accountability.give(answer, by=andre, kind="carried_out", reason="Done.")
    assert waits_for(andre, make.now()) == [] == owed_to(rosa, make.now())


def test_where_a_board_has_no_officer_everybody_of_the_fund_owes_the_answer():
    rosa, noi = make.people("rosa noi")
    board, stella = make.board(seated=[rosa, noi]), make.staff("stella")
    make.decided(make.vote(board, by=rosa, seconded_by=noi, text="Open the hall"), yes=[rosa, noi])
    assert titles(waits_for(stella, make.now())) == ["Open the hall"]


def test_a_suggestion_waits_for_members_then_for_those_who_draft(table):
    board, rosa, noi, _sam, andre = table
    ana, lee = make.people("ana lee")
    boards.seat_founder(board.seats.get(number=3), lee, by=None, why="He lives here.")
    suggestion = make.suggestion(board, by=ana, need="A bench at the stop.")
    assert titles(waits_for(rosa, make.now())) == ["Suggestions"]
    assert "0 members" in owed_to(ana, make.now())[0].about
    priorities.back(suggestion, by=rosa)
    assert waits_for(rosa, make.now()) == []
    for member in (noi, lee):
        priorities.back(suggestion, by=member)
    assert titles(waits_for(andre, make.now())) == ["A bench at the stop."]
    assert owed_to(ana, make.now()) == []


def test_a_proposal_waits_to_be_sent_and_then_for_the_board(table):
    board, rosa, noi, _sam, _andre = table
    ana = make.person("ana")
    priority = make.adopted(board, members=[rosa, noi])
    make.proposal(priority, by=ana, title="Not sent", sent=False, amount=1_00)
    make.proposal(priority, by=ana, title="Interpreter Corps")
    assert titles(waits_for(ana, make.now())) == ["Not sent"]
    assert titles(owed_to(ana, make.now())) == ["Interpreter Corps"]


def test_what_is_due_first_comes_first(table):
    board, rosa, noi, _sam, _andre = table
    later = make.vote(board, by=rosa, seconded_by=noi, text="Later")
    make.vote(board, by=rosa, seconded_by=noi, text="Sooner", at=later.called_at - make.DAY)
    make.suggestion(board, by=rosa)
    assert titles(waits_for(noi, make.now())) == ["Sooner", "Later", "Suggestions"]


def test_the_page_says_what_is_late_and_since_when(client, table):
    board, rosa, noi, _sam, _andre = table
    vote = make.vote(board, by=rosa, seconded_by=noi, text="Open the hall", at=make.now() - 29 * make.DAY)
    make.decided(vote, yes=[rosa, noi])
    client.force_login(rosa)
    page = " ".join(re.sub(r"<[^>]+>", " ", client.get("/me/").content.decode()).split())
    assert "days late It was due" in page or "hours late It was due" in page
    assert "Nothing waits for you" in page and "What others owe you" in page


def test_with_nothing_to_do_the_page_says_so(client):
    client.force_login(make.person("ana"))
    page = client.get("/me/").content.decode()
    assert "Nothing waits for you" in page and "Nobody owes you anything now" in page and "No news yet" in page


def test_everybody_in_town_reads_their_page_in_both_languages(client):
    there = town.build()
    people = (there.resident, there.applicant, there.member, there.clerk, there.staff, there.administrator)
    for who in (*people, there.reviewer):
        client.force_login(who)
        for path in ("/me/", "/es/me/"):
            page = client.get(path)
            assert page.status_code == 200 and who.name in page.content.decode()
            assert town.CANARY not in page.content.decode()


def test_the_page_asks_as_much_of_the_database_however_much_waits(client, table):
    board, rosa, noi, sam, andre = table
    client.force_login(rosa)
    client.get("/me/")

    def asked(who):
        client.force_login(who)
        with CaptureQueriesContext(connection) as queries:
            client.get("/me/")
        return len(queries)

    def more(number):
        make.vote(board, by=noi, seconded_by=rosa, text=f"Open {number}")
        make.decided(make.vote(board, by=rosa, seconded_by=noi, text=f"Decided {number}"), yes=[rosa, noi])
        voting.propose_motion(board, by=noi, text=f"Asked {number}")
        make.suggestion(board, by=rosa, need=f"A bench, number {number}.")

    more(0)
    few = {who: asked(who) for who in (rosa, noi, sam, andre)}
    for number in range(1, 4):
        more(number)
    assert {who: asked(who) for who in few} == few
