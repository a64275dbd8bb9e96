"""Open data says what the pages say, to everybody, and nothing more."""

import hashlib
import json

import pytest

from governance.accountability import actions as accountability
from governance.accountability.models import Answer
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """A board with an adopted priority, a sent proposal, a draft, an open vote and a decided one."""
    rosa, noi, earl = make.people("rosa noi earl")
    andre = make.staff("andre")
    eastbank = make.board(seated=[rosa, noi, earl], officer=andre)
    stay_put = make.adopted(eastbank, members=[rosa, noi, earl])
    corps = make.proposal(stay_put, by=make.person("yesenia"))
    make.proposal(stay_put, by=noi, title="A secret plan", sent=False)
    make.suggestion(eastbank, by=earl)
    decided = make.decided(make.vote(eastbank, by=rosa, seconded_by=noi, subject=corps), yes=[rosa, noi], no=[earl])
    opened = make.vote(eastbank, by=rosa, seconded_by=noi, text="Meet on Mondays")
    make.voting.cast(opened, by=rosa, choice="yes")
    return {
        "board": eastbank,
        "priority": stay_put,
        "proposal": corps,
        "decided": decided,
        "opened": opened,
        "andre": andre,
    }


def read(client, path):
    response = client.get(f"/api/v1{path}")
    assert response.status_code == 200, (path, response.content)
    return response.json()


def test_every_list_and_thing_can_be_read_without_an_account(client, world):
    for path in ("/boards/", "/priorities/", "/suggestions/", "/proposals/", "/votes/", "/answers/", "/record/"):
        assert read(client, path), path
    assert read(client, f"/boards/{world['board'].slug}/")["residents"] == 3
    assert read(client, f"/priorities/{world['priority'].slug}/")["stage"] == "open"
    assert read(client, f"/proposals/{world['proposal'].pk}/")["state"] == "passed"


def test_the_description_names_every_address(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert {"/api/v1/votes/{pk}/", "/api/v1/record/"} <= set(paths)


def test_a_draft_is_not_open_data(client, world):
    assert [one["title"] for one in read(client, "/proposals/")] == ["Interpreter Corps"]


def test_an_open_vote_tells_nothing_about_who_voted_or_how(client, world):
    vote = read(client, f"/votes/{world['opened'].pk}/")
    assert vote["tally"] is None
    assert {(mark["voted"], mark["choice"]) for mark in vote["roll"]} == {(None, None)}


def test_a_decided_vote_can_be_counted_again_from_its_roll(client, world):
    vote = read(client, f"/votes/{world['decided'].pk}/")
    choices = [mark["choice"] for mark in vote["roll"]]
    assert {choice: choices.count(choice) for choice in ("yes", "no", "abstain")} == vote["tally"]["by_choice"]
    assert vote["passed"]


def test_every_public_entry_can_be_hashed_again_at_home(client, world):
    accountability.give(Answer.objects.get(vote=world["decided"]), by=world["andre"], kind="not", reason="No licence.")
    after, seen = 0, 0
    while entries := read(client, f"/record/?after={after}&limit=7"):
        for entry in entries:
            assert hashlib.sha256(entry["text"].encode()).hexdigest() == entry["hash"]
            facts = json.loads(entry["text"])
            assert facts["detail"] == hashlib.sha256((entry["salt"] + entry["detail"]).encode()).hexdigest()
            seen += 1
        after = entries[-1]["seq"]
    assert seen > 20


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "offset=-1"])
def test_a_page_that_makes_no_sense_is_refused_with_a_reason(client, query):
    assert client.get(f"/api/v1/votes/?{query}").status_code == 422


def test_lists_take_the_same_number_of_queries_however_long(client, world, django_assert_max_num_queries):
    for number in range(12):
        make.suggestion(world["board"], by=world["andre"], need=f"Need {number}")
        make.priority(world["board"], title=f"Priority {number}")
    for path, most in (("/suggestions/", 3), ("/priorities/", 6), ("/votes/", 3), ("/proposals/", 3), ("/answers/", 4)):
        with django_assert_max_num_queries(most):
            read(client, path)
