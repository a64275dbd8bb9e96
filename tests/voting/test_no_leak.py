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


# Hashes and salts; and the number of an answer, which PostgreSQL does not give twice even when all is taken back.
HASH = re.compile(rb"[0-9a-f]{32,64}|accountability\.answer[\\\"]*,\s*\d+")

# What is asked, openly or in secret, and two different boxes of ballots.
HARM = {"answer": "object", "words": "A canary of a harm."}
FINE = {"answer": "consent"}
ASKED = {
    "a motion": ({}, ["yes", "yes", "no", "abstain"], ["no", "abstain", "abstain", "no"]),
    "a secret motion": ({"mode": "secret"}, ["yes", "yes", "no", "abstain"], ["no", "abstain", "abstain", "no"]),
    "consent": ({"method": "consent"}, [FINE, HARM, FINE, FINE], [FINE, FINE, HARM, HARM]),
    "a secret ranking": (
        {"method": "irv", "mode": "secret"},
        [["a"], ["b", "a"], [], ["c"]],
        [["b"], [], ["c"], ["a"]],
    ),
}


@pytest.fixture(params=ASKED)
def town(request):
    """A board of six with its clerk, staff, an administrator and somebody from elsewhere; a vote is open."""
    members = make.people("rosa noi earl hodan luis grace")
    clerk, officer = make.person("sam"), make.staff("andre")
    # Turnout of a secret vote would be told from the second ballot on, were it told now and not by the clock.
    board = make.board(seated=members, clerk=clerk, officer=officer, clauses={"k_min.ballots": 2})
    how, some, others = ASKED[request.param]
    ask = make.question if how.get("method") == "irv" else make.vote
    vote = ask(board, by=members[0], seconded_by=members[1], **how)
    make.vote(board, by=members[0], seconded_by=members[1], text="Another one")
    return {
        "vote": vote,
        "some": some,
        "others": others,
        "board": board,
        "members": members,
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
        voting.cast(town["vote"], by=voter, choice=choice, receipt=f"code of {voter.pk}")
    said = read_all(client, town)
    transaction.savepoint_rollback(saved)
    return said


def test_no_page_depends_on_the_ballots_while_the_vote_is_open(client, town):
    vote = town["vote"]
    some = with_ballots(client, town, town["some"])
    others = with_ballots(client, town, town["others"])
    none = with_ballots(client, town, [])
    assert some.keys() == others.keys() and len(some) > 100
    assert not any(b"canary" in page for page in [*some.values(), *others.values()])

    # Only one's own choice is told, to oneself, on one page; in a secret vote nothing ties it to oneself either.
    mine = ("voter", reverse("ballot", args=[vote.pk]))
    told = [door for door in some if some[door] != others[door]]
    assert told == ([] if vote.is_secret or town["some"][0] == town["others"][0] else [mine])
    # Who is not on the roll cannot tell whether anybody voted, and in a secret vote nobody but the voters can.
    knows = {"voter"} if vote.is_secret else {"voter", "member"}
    assert [door for door in some if door[0] not in knows and some[door] != none[door]] == []


@pytest.mark.parametrize("town", ["a motion", "a secret motion"], indirect=True)
def test_nobody_sees_in_a_secret_vote_who_else_has_voted(client, town):
    """One's own ballot is recorded, and that is all that changes on any page one can open."""
    voter, others, is_secret = town["roles"]["voter"], town["voters"][1:], town["vote"].is_secret
    voting.cast(town["vote"], by=voter, choice="yes")
    town["roles"] = {"voter": voter}
    alone = read_all(client, town)
    for other in others:
        voting.cast(town["vote"], by=other, choice="no")
    along = read_all(client, town)

    page = reverse("vote", args=[town["vote"].pk])
    told = set() if is_secret else {("voter", page), ("voter", f"/es{page}")}
    assert {door for door in alone if alone[door] != along[door]} == told


@pytest.mark.parametrize("town", ["a secret motion", "a secret ranking"], indirect=True)
def test_after_a_secret_count_no_page_tells_who_voted(client, town):
    """Whether these four or another four sent the same ballots, everybody but themselves reads the same."""
    vote, members, told = town["vote"], town["members"], []
    for voters in (members[:4], members[1:5]):
        saved = transaction.savepoint()
        for number, (person, choice) in enumerate(zip(voters, town["some"], strict=True)):
            voting.cast(vote, by=person, choice=choice, receipt=f"code {number}")
        voting.finish(vote, at=vote.closes_at)
        # The record holds salts, and fingerprints of them: new each time.
        told.append({door: HASH.sub(b"", page) for door, page in read_all(client, town).items()})
        transaction.savepoint_rollback(saved)
    these, those = told
    assert any(b"The board said yes" in page or b"The board chose" in page for page in these.values())
    assert [door for door in these if door[0] != "voter" and these[door] != those[door]] == []


@pytest.mark.parametrize("town", ["a motion"], indirect=True)
def test_after_the_count_everybody_reads_the_same_choices(client, town):
    vote, (rosa, noi, earl, hodan) = town["vote"], town["voters"]
    make.decided(vote, yes=[rosa, noi], no=[earl], abstain=[hodan])
    pages = {client.get(reverse("result", args=[vote.pk])).content}
    html = pages.pop().decode()
    rows = re.findall(r"<bdi>(\w+)</bdi></a></th><td>[\w ]+</td><td>(?:<bdi>|<span[^>]*>)([\w ]+)", html)
    assert rows == [
        ("Rosa", "Yes"),
        ("Noi", "Yes"),
        ("Earl", "No"),
        ("Hodan", "Abstain"),
        ("Luis", "Did not vote"),
        ("Grace", "Did not vote"),
    ]
