"""How close members are, as people read it and say it."""

import pytest
from django.urls import reverse
from django.utils import translation

from governance.boards import actions as boards
from governance.voting import actions as voting
from tests import make
from tests.read import send_ballot

pytestmark = pytest.mark.django_db

CLINIC = "Puente Community Health"
LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])


@pytest.fixture
def members():
    return make.people("rosa noi earl hodan luis")


@pytest.fixture
def clerk():
    return make.person("sam")


@pytest.fixture
def item(members, clerk):
    board = make.board(seated=members, clerk=clerk)
    priority = make.adopted(board, members=members)
    return make.proposal(priority, by=make.person("helen"), organization=CLINIC)


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(name, args=args)


def close(item, language="en"):
    return address("closeness", "proposals.proposal", item.pk, language=language)


def read(client, who, path):
    client.logout()
    if who:
        client.force_login(who)
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def asks(html):
    """Whether a page asks how close it is to the reader."""
    return "You declared a tie" in html


def test_only_whom_the_item_touches_is_asked_and_only_the_board_sees_the_tie(client, members, item, clerk):
    rosa, noi, *_others = members
    boards.declare_tie(rosa, kind="employer", organization="puente community health")
    page = address("proposal", item.pk)
    assert asks(read(client, rosa, page))
    assert "I work there" in read(client, noi, page) and not asks(read(client, noi, page))
    assert "I work there" in read(client, clerk, page)
    for who in (None, make.person("ana"), make.staff("andre"), make.administrator()):
        assert "I work there" not in read(client, who, page)
        assert "Who is close to this" not in read(client, who, page)
    for path in (address("board", "eastbank"), address("person", rosa.public_id), "/record/", "/api/v1/record/"):
        assert "I work there" not in read(client, noi, path)


@LANGUAGES
def test_a_member_says_how_close_and_everybody_reads_it(client, members, item, language):
    rosa = members[0]
    boards.declare_tie(rosa, kind="employer", organization=CLINIC)
    assert CLINIC in read(client, rosa, close(item, language))
    missing = client.post(close(item, language), {"grade": "3", "why": " "})
    assert missing.status_code == 422
    sent = client.post(close(item, language), {"grade": "3", "why": "I am a nurse there."})
    assert (sent.status_code, sent["Location"]) == (302, address("proposal", item.pk, language=language))
    html = read(client, None, address("proposal", item.pk, language=language))
    assert "I am a nurse there." in html and "Rosa" in html
    assert "I am a nurse there." in read(client, None, address("record", language=language))
    assert 'id="write"' not in read(client, rosa, address("proposal", item.pk, language=language))


@LANGUAGES
def test_the_pages_of_a_vote_say_who_stepped_back_and_do_the_sums(client, members, item, language):
    rosa, noi, earl, hodan, _luis = members
    voting.disclose(item, by=rosa, grade=2, why="My cousin runs it.")
    vote = make.vote(item.board, by=noi, seconded_by=earl, subject=item)
    page, result = (address(name, vote.pk, language=language) for name in ("vote", "result"))
    assert "My cousin runs it." in read(client, None, page)
    assert "My cousin runs it." in read(client, noi, page)
    assert send_ballot(client, vote, choice="yes").status_code == 201
    for who in (None, rosa, noi):
        read(client, who, page)
    make.decided(vote, yes=[earl, hodan])
    html = read(client, None, result)
    assert "My cousin runs it." in html
    if language == "en":
        assert "1 member stepped back" in html and "Enough people without a conflict" in html
        assert "4 people could vote without a conflict, called alternates included, for 5 filled seats" in html
        assert "1 member who stepped back is not counted." in html
    told = client.get(f"/api/v1/votes/{vote.pk}/").json()
    assert [one["name"] for one in told["roll"] if one["stepped_back"]] == ["Rosa"]
    assert told["disclosures"][0] | {"at": ""} == {
        "name": "Rosa", "grade": 2, "why": "My cousin runs it.", "source": "said", "at": ""
    }  # fmt: skip


def test_who_stepped_back_does_not_see_who_has_not_voted(client, members, item):
    rosa, noi, earl, *_others = members
    voting.disclose(item, by=rosa, grade=2, why="My cousin runs it.")
    vote = make.vote(item.board, by=noi, seconded_by=earl, subject=item)
    page = address("vote", vote.pk)
    assert "Has not voted yet" in read(client, noi, page)
    assert "Has not voted yet" not in read(client, rosa, page)
    assert "Has not voted yet" not in read(client, None, page)
    assert "You stepped back from this item" in read(client, rosa, address("ballot", vote.pk))
    assert vote.question not in read(client, rosa, "/me/").split('id="news"')[0]


def test_the_ballot_asks_whoever_a_smaller_tie_touches(client, members, item):
    rosa, noi, earl, *_others = members
    boards.declare_tie(rosa, kind="user", organization=CLINIC)
    vote = make.vote(item.board, by=noi, seconded_by=earl, subject=item)
    assert asks(read(client, rosa, address("ballot", vote.pk)))
    assert not asks(read(client, noi, address("ballot", vote.pk)))
    html = read(client, rosa, close(item))
    assert 'value="0"' not in html and 'value="1"' in html and 'value="3"' in html  # the vote is open
    assert client.post(close(item), {"grade": "0", "why": "No."}).status_code == 422
    assert client.post(close(item), {"grade": "1", "why": "My doctor is there."}).status_code == 302
    assert not asks(read(client, rosa, address("ballot", vote.pk)))


@LANGUAGES
def test_a_vote_that_cannot_open_says_why(client, members, item, language):
    rosa, noi, earl, hodan, luis = members
    at = make.now() - 9 * make.DAY
    vote = make.vote(item.board, by=noi, seconded_by=earl, subject=item, opened=False, at=at)
    for one in (rosa, hodan, luis):
        voting.disclose(item, by=one, grade=3, why="Ours.")
    html = read(client, None, address("vote", vote.pk, language=language))
    if language == "en":
        assert "Too few can vote on this without a conflict: 2, alternates included, and it takes 3 of 5." in html


def test_a_motion_has_its_question_on_the_page_of_its_vote(client, members, item):
    rosa = members[0]
    vote = voting.propose_motion(item.board, by=members[1], text="Rent the hall of the clinic")
    path = address("closeness", "voting.motion", vote.subject_id)
    assert path in read(client, rosa, vote.get_absolute_url())
    client.force_login(rosa)
    sent = client.post(path, {"grade": "2", "why": "I clean there."})
    assert (sent.status_code, sent["Location"]) == (302, vote.get_absolute_url())
    assert "I clean there." in read(client, None, vote.get_absolute_url())


@pytest.mark.parametrize("path", ["/closeness/people.person/1/", "/closeness/x/1/", "/closeness/voting.motion/99/"])
def test_what_no_board_decides_has_no_such_page(client, members, path):
    client.force_login(members[0])
    assert client.get(path).status_code == 404


def test_nothing_about_an_item_one_left_waits_on_ones_page(client, members, item):
    rosa, noi, earl, *_others = members
    vote = voting.move(item.board, item, by=noi)
    for who in (rosa, earl):
        assert vote.get_absolute_url() in read(client, who, "/me/").split('id="news"')[0]
    voting.disclose(item, by=rosa, grade=3, why="My sister runs it.")
    boards.declare_tie(earl, kind="employer", organization=CLINIC)
    for who in (rosa, earl):
        assert vote.get_absolute_url() not in read(client, who, "/me/").split('id="news"')[0]
