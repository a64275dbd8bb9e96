"""After applying: nobody applies twice or too late, and who applied may change their mind."""

import pytest
from django.test import Client
from django.urls import reverse

from governance.boards import actions as boards
from governance.boards.models import Application, Call, Portrait
from tests import make

from .applicants import ANSWERS, DOOR, application_page, applied, drawn, to, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam():
    return make.person("sam")


@pytest.fixture
def eastbank(sam):
    return make.board(seated=make.people("rosa darnell noi"), clerk=sam)


@pytest.fixture
def call(eastbank, sam):
    return make.call(eastbank, clerk=sam)


# --- twice, and too late ---------------------------------------------------------------------------


def test_the_same_application_is_sent_once(client, eastbank, call):
    applied(client, call)
    again = client.post(to("check"))
    assert again.status_code == 409 and "You have sent this application already" in again.content.decode()
    assert Application.objects.count() == 1


def test_the_same_name_and_number_is_one_person(client, eastbank, call):
    applied(client, call)
    other = Client()
    walk(other, call, name={"name": "yesenia morales"})
    answer = other.post(to("check"))
    assert answer.status_code == 409 and "You have applied for this seat already" in answer.content.decode()
    assert Application.objects.sent().count() == 1


def test_nobody_with_an_account_applies_twice_for_one_seat(client, eastbank, call):
    client.force_login(make.person("ana"))
    applied(client, call)
    assert "You have applied for this seat already" in client.get(DOOR).content.decode()
    assert client.post(to("place"), ANSWERS["place"] | {"call": call.pk}).status_code == 409
    assert Application.objects.count() == 1


def test_a_call_that_closes_midway_keeps_what_was_typed_and_takes_nothing(client, eastbank, call):
    walk(client, call)
    Call.objects.filter(pk=call.pk).update(opens_at=make.now() - 30 * make.DAY, closes_at=make.now() - make.DAY)
    answer = client.post(to("why"), {"why": "Typed too late."})
    assert answer.status_code == 302 and Application.objects.get().why == "Typed too late."
    page = client.get(to("check")).content.decode()
    assert "This call is closed" in page and "Typed too late." in page and "Send my application" not in page
    assert client.post(to("check")).status_code == 409
    assert Application.objects.get().state == "started"


def test_a_call_that_is_over_begins_nothing_and_loses_no_word(client, eastbank, sam):
    over = make.call(eastbank, clerk=sam, at=make.now() - 30 * make.DAY)
    answer = client.post(to("place"), ANSWERS["place"] | {"call": over.pk})
    assert answer.status_code == 409 and "This call is closed" in answer.content.decode()
    assert not Application.objects.exists()


# --- afterwards ------------------------------------------------------------------------------------


def test_who_applied_takes_it_back_and_may_apply_again(client, eastbank, call):
    application = applied(client, call)
    client.post(reverse("board_application_back", args=["eastbank", application.pk]))
    assert "You took it back" in client.get(application_page(application)).content.decode()
    again = applied(client, call)
    assert (again.state, Application.objects.get(pk=application.pk).state) == ("waiting", "withdrawn")


def test_for_a_draw_one_may_be_put_off_to_the_next_one(client, eastbank, sam):
    application = applied(client, drawn(eastbank, sam))
    page = client.get(application_page(application)).content.decode()
    assert "In the pool for the draw" in page and "Put me off to the next draw" in page
    client.post(reverse("board_application_deferral", args=["eastbank", application.pk]))
    assert Application.objects.get().is_deferred
    assert "Put off to the next draw, as you asked" in client.get(application_page(application)).content.decode()


def test_where_the_board_votes_there_is_no_next_draw(client, eastbank, call):
    application = applied(client, call)
    assert "Put me off" not in client.get(application_page(application)).content.decode()
    refused = client.post(reverse("board_application_deferral", args=["eastbank", application.pk]))
    assert refused.status_code == 409 and "not drawn by lot" in refused.content.decode()


@pytest.mark.parametrize("act", ["back", "deferral", "leaving"])
def test_nobody_else_does_anything_to_an_application(client, eastbank, sam, call, act):
    application = applied(client, call)
    for who in (None, sam, make.person("omar"), make.staff(), eastbank.terms_at(make.now()).first().person):
        other = Client()
        if who:
            other.force_login(who)
        assert other.post(reverse(f"board_application_{act}", args=["eastbank", application.pk])).status_code == 404
    application.refresh_from_db()
    assert (application.state, application.is_deferred) == ("waiting", False)


def test_what_was_begun_and_never_sent_is_dropped_after_30_days(client, eastbank, call):
    client.post(to("place"), ANSWERS["place"] | {"call": call.pk})
    sent = applied(Client(), call)
    boards.drop_unsent(at=make.now() + 29 * make.DAY)
    assert Application.objects.count() == 2
    boards.drop_unsent(at=make.now() + 31 * make.DAY)
    assert list(Application.objects.all()) == [sent]
    assert list(Portrait.objects.all()) == [sent.portrait]
