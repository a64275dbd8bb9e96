"""While a vote is open, no page tells a choice or a count, whoever asks; in a secret one not even who has voted.

The pages are read three times: with one set of ballots, with another, and with none. What does not
depend on the ballots cannot tell anything about them.
"""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from governance.voting import actions as voting
from tests import make

pytestmark = pytest.mark.django_db

# What is different on every request: tokens of forms.
CHANGING = re.compile(rb'name="(csrfmiddlewaretoken|key)" value="[^"]*"|"CSRF_TOKEN": "[^"]*"')


@pytest.fixture(params=["open", "secret"])
def mode(request):
    return request.param


@pytest.fixture
def town(mode):
    """A board of six with its clerk, staff, an administrator and somebody from elsewhere; a vote is open."""
    members = make.people("rosa noi earl hodan luis grace")
    clerk, officer = make.person("sam"), make.staff("andre")
    board = make.board(seated=members, clerk=clerk, officer=officer)
    vote = make.vote(board, by=members[0], seconded_by=members[1], text="Meet on Tuesdays", mode=mode)
    make.vote(board, by=members[0], seconded_by=members[1], text="Another one")
    return {
        "vote": vote,
        "board": board,
        "voters": members[:4],
        "roles": {
            "visitor": None,
            "resident": make.person("ana"),
            "voter": members[0],
            "member": members[5],
            "clerk": clerk,
            "staff": officer,
            "administrator": make.administrator(),
        },
    }


def doors(town) -> list[str]:
    """Every page that shows something of a vote, of its board or of its people."""
    vote, board, rosa = town["vote"], town["board"], town["voters"][0]
    pages = [
        "/",
        "/votes/",
        reverse("vote", args=[vote.pk]),
        reverse("result", args=[vote.pk]),
        reverse("board", args=[board.slug]),
        reverse("person", args=[rosa.public_id]),
        "/answers/",
        "/record/",
        f"/record/?thing=voting.vote:{vote.pk}",
    ]
    return [
        *pages,
        *(f"/es{page}" for page in pages[1:4]),
        reverse("ballot", args=[vote.pk]),
        "/me/",
        "/api/v1/votes/",
        f"/api/v1/votes/{vote.pk}/",
        "/api/v1/record/",
    ]


def desk(client) -> list[str]:
    """The pages of the staff's desk that its first page leads to."""
    html = client.get("/staff/").content.decode()
    return ["/staff/", *sorted(set(re.findall(r'(?:href|"url")[=:] ?"(/staff/[^"?#]*)"', html)))]


def read_all(client, town) -> dict:
    """What each person reads on each page, without what changes with every request."""
    said = {}
    for role, person in town["roles"].items():
        client.logout()
        if person:
            client.force_login(person)
        paths = doors(town)
        if role == "administrator":
            # The list of accounts tells how long ago each signed in, which is different every minute.
            paths += [path for path in desk(client) if "logout" not in path and "users" not in path]
        for path in paths:
            response = client.get(path)
            assert response.status_code < 500, path
            said[role, path] = CHANGING.sub(b"", response.content)
    return said


def with_ballots(client, town, choices) -> dict:
    """What everybody reads after these ballots, which are taken back afterwards."""
    saved = transaction.savepoint()
    for voter, choice in zip(town["voters"], choices, strict=False):
        voting.cast(town["vote"], by=voter, choice=choice)
    said = read_all(client, town)
    transaction.savepoint_rollback(saved)
    return said


def test_no_page_depends_on_the_ballots_while_the_vote_is_open(client, town, mode):
    some = with_ballots(client, town, ["yes", "yes", "no", "abstain"])
    others = with_ballots(client, town, ["no", "abstain", "abstain", "no"])
    none = with_ballots(client, town, [])
    assert some.keys() == others.keys() and len(some) > 100

    # Only one's own choice is told, to oneself, on one page of an open vote.
    mine = ("voter", reverse("ballot", args=[town["vote"].pk]))
    told = [mine] if mode == "open" else []
    assert [door for door in some if some[door] != others[door]] == told
    # And who is not on the roll cannot tell whether anybody voted; in a secret vote nobody can but oneself.
    on_the_roll = {"voter", "member"} if mode == "open" else {"voter"}
    assert [door for door in some if door[0] not in on_the_roll and some[door] != none[door]] == []
    assert some[mine] != none[mine]


def test_nobody_sees_in_a_secret_vote_who_else_has_voted(client, town, mode):
    """One's own ballot is recorded, and that is all that changes on any page one can open."""
    voter, others = town["roles"]["voter"], town["voters"][1:]
    voting.cast(town["vote"], by=voter, choice="yes")
    town["roles"] = {"voter": voter}
    alone = read_all(client, town)
    for other in others:
        voting.cast(town["vote"], by=other, choice="no")
    along = read_all(client, town)

    page = reverse("vote", args=[town["vote"].pk])
    told = {("voter", page), ("voter", f"/es{page}")} if mode == "open" else set()
    assert {door for door in alone if alone[door] != along[door]} == told


@pytest.mark.parametrize("mode", ["open"], indirect=True)
def test_after_the_count_everybody_reads_the_same_choices(client, town):
    vote, (rosa, noi, earl, hodan) = town["vote"], town["voters"]
    make.decided(vote, yes=[rosa, noi], no=[earl], abstain=[hodan])
    pages = {client.get(reverse("result", args=[vote.pk])).content}
    html = pages.pop().decode()
    rows = re.findall(r"<bdi>(\w+)</bdi></a></th><td>[\w ]+</td><td>(?:<span[^>]*>)?([\w ]+)", html)
    assert rows == [
        ("Rosa", "Yes"),
        ("Noi", "Yes"),
        ("Earl", "No"),
        ("Hodan", "Abstain"),
        ("Luis", "Did not vote"),
        ("Grace", "Did not vote"),
    ]
