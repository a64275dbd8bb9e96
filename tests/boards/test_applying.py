"""Applying for a seat: what is asked, what is kept, who reads it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.people.models import Draft
from governance.boards import actions as boards
from governance.boards.models import Application
from governance.voting import actions as voting
from tests import make

pytestmark = pytest.mark.django_db

DOOR = "/boards/eastbank/application/"


@pytest.fixture
def sam():
    return make.person("sam")


@pytest.fixture
def eastbank(sam):
    return make.board(seated=make.people("rosa darnell noi"), clerk=sam)


@pytest.fixture
def ana(client):
    person = make.person("ana")
    client.force_login(person)
    return person


def send(client, call, why="I rent here.", **fields):
    return client.post(DOOR, {"call": call.pk, "why": why} | fields)


def test_a_visitor_is_asked_to_sign_in_first(client, eastbank):
    assert client.get(DOOR).headers["Location"] == f"/accounts/login/?next={DOOR}"


def test_somebody_applies_and_gets_a_code_and_a_page(client, eastbank, sam, ana):
    call = make.call(eastbank, clerk=sam)
    answer = send(client, call, contact="555-0199, evenings")
    application = Application.objects.get()
    assert answer.headers["Location"] == reverse("board_application", args=["eastbank", application.code])
    page = client.get(answer.headers["Location"]).content.decode()
    assert application.code in page and "Waits for the board" in page and "Your application is sent." in page
    assert (application.person, application.contact) == (ana, "555-0199, evenings")


def test_who_applies_is_told_before_when_their_name_becomes_public(client, eastbank, sam, ana):
    call = make.call(eastbank, clerk=sam)
    assert "not public until a member asks for a vote" in client.get(DOOR).content.decode()
    send(client, call)
    client.logout()
    assert "Ana" not in client.get("/record/").content.decode()
    member = eastbank.terms_at(make.now()).first().person
    vote = voting.move(eastbank, Application.objects.get(), by=member)
    assert "Ana" in client.get(vote.get_absolute_url()).content.decode()
    assert "Ana" in client.get("/record/").content.decode()


def test_with_one_call_there_is_nothing_to_choose(client, eastbank, sam, ana):
    make.call(eastbank, clerk=sam)
    page = client.get(DOOR).content.decode()
    assert 'type="radio"' not in page and 'name="call"' in page


def test_with_several_calls_one_chooses(client, eastbank, sam, ana):
    first = make.call(eastbank, clerk=sam)
    second = make.call(eastbank, clerk=sam, kind="partner")
    page = client.get(DOOR).content.decode()
    assert page.count('type="radio" name="call"') == 2
    assert "Choose a seat" in client.post(DOOR, {"why": "I rent here."}).content.decode()
    send(client, second)
    assert Application.objects.get().call == second
    # Having applied for one seat, the other is what remains.
    assert f'name="call" value="{first.pk}"' in client.get(DOOR).content.decode()


def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(client, eastbank, sam, ana):
    call = make.call(eastbank, clerk=sam)
    answer = send(client, call, why="  ", contact="555-0199")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tell the board why you want this seat" in page and "555-0199" in page
    assert "<title>Error:" in page
    assert not Application.objects.exists()


def test_a_text_that_is_too_long_comes_back_whole(client, eastbank, sam, ana):
    call = make.call(eastbank, clerk=sam)
    answer = send(client, call, why="a" * 4001)
    assert "It has 4001 characters. Use 4000 or fewer" in answer.content.decode()
    assert "a" * 4001 in answer.content.decode()


def test_a_call_that_closed_meanwhile_refuses_and_keeps_the_words(client, eastbank, sam, ana):
    call = make.call(eastbank, clerk=sam, at=make.now() - 30 * make.DAY)
    answer = send(client, call, why="I wrote this for an hour.")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This call is closed" in page and "I wrote this for an hour." in page
    assert Draft.objects.typed(ana, "application-eastbank")["why"] == "I wrote this for an hour."
    assert not Application.objects.exists()


def test_nobody_applies_twice_for_one_seat(client, eastbank, sam, ana):
    call = make.call(eastbank, clerk=sam)
    send(client, call)
    assert "You have applied for this seat already" in client.get(DOOR).content.decode()
    assert send(client, call).status_code == 409
    assert Application.objects.count() == 1


def test_a_member_is_told_that_they_sit_there_already(client, eastbank, sam):
    client.force_login(eastbank.terms_at(make.now()).first().person)
    make.call(eastbank, clerk=sam)
    assert "You hold a seat on this board already" in client.get(DOOR).content.decode()


def test_without_a_call_the_page_says_that_no_seat_is_open(client, eastbank, ana):
    page = client.get(DOOR)
    assert page.status_code == 200 and "No seat is open now" in page.content.decode()


def test_a_call_of_another_board_is_no_choice_here(client, eastbank, sam, ana):
    make.call(eastbank, clerk=sam)
    carl = make.person("carl")
    elsewhere = make.call(make.board("Westside", clerk=carl), clerk=carl)
    answer = send(client, elsewhere)
    assert answer.status_code == 422 and not Application.objects.exists()


def test_words_that_were_not_sent_are_there_again_and_gone_once_sent(client, eastbank, sam, ana):
    call = make.call(eastbank, clerk=sam)
    client.post(reverse("draft", args=["application-eastbank"]), {"why": "I began here", "contact": ""})
    assert "I began here" in client.get(DOOR).content.decode()
    send(client, call)
    assert not Draft.objects.exists()


# --- who reads it ----------------------------------------------------------------------------------


@pytest.fixture
def application(eastbank, sam):
    call = make.call(eastbank, clerk=sam)
    return boards.apply(call, by=make.person("yesenia"), why="Night clinics.", contact="555-0177")


def test_its_author_the_members_and_the_clerk_read_it_and_for_others_it_is_not_there(
    client, eastbank, sam, application
):
    members = [term.person for term in eastbank.terms_at(make.now())]
    neighbour = make.person("omar")
    make.board("Westside", seated=[neighbour])
    for who, status in [
        (None, 404),
        (make.person("visitor"), 404),
        (neighbour, 404),
        (make.staff(), 404),
        (make.administrator(), 404),
        (application.person, 200),
        (members[0], 200),
        (sam, 200),
    ]:
        if who:
            client.force_login(who)
        assert client.get(application.get_absolute_url()).status_code == status, who


def test_only_its_author_and_the_clerk_see_how_to_reach_the_person(client, eastbank, sam, application):
    member = eastbank.terms_at(make.now()).first().person
    for who, seen in ((application.person, True), (sam, True), (member, False)):
        client.force_login(who)
        assert ("555-0177" in client.get(application.get_absolute_url()).content.decode()) is seen


def test_an_application_is_found_under_its_own_board_only(client, eastbank, application):
    make.board("Westside")
    client.force_login(application.person)
    assert client.get(f"/boards/westside/application/{application.code}/").status_code == 404


def test_a_member_can_put_it_to_the_vote_from_its_page(client, eastbank, application):
    client.force_login(eastbank.terms_at(make.now()).first().person)
    assert "Ask for a vote" in client.get(application.get_absolute_url()).content.decode()
    client.force_login(application.person)
    assert "Ask for a vote" not in client.get(application.get_absolute_url()).content.decode()


def test_the_list_is_for_members_and_the_clerk(client, eastbank, sam, application):
    door = reverse("board_applications", args=["eastbank"])
    assert client.get(door).status_code == 403
    for who, status in ((application.person, 403), (make.administrator(), 403), (sam, 200)):
        client.force_login(who)
        assert client.get(door).status_code == status
    assert "Yesenia" in client.get(door).content.decode()


def test_the_list_shows_what_waits_first_and_asks_no_more_when_it_is_long(client, eastbank, sam, application):
    client.force_login(sam)
    door = reverse("board_applications", args=["eastbank"])
    client.get(door)
    with CaptureQueriesContext(connection) as few:
        client.get(door)
    for name in range(5):
        boards.apply(application.call, by=make.person(f"late {name}"), why="Me too.")
    with CaptureQueriesContext(connection) as many:
        page = client.get(door).content.decode()
    assert len(few) == len(many)
    assert page.index("Yesenia") < page.index("Late 0") < page.index("Late 4")
