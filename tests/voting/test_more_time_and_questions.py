"""More time for an open vote, turnout of a secret one, and questions about a result, as people meet them."""

from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from cms.waiting import owed_to, waits_for
from governance.accountability import actions as accountability
from governance.boards.duties import duties_of
from governance.voting import actions as voting
from tests import make
from tests.read import page, text_of

pytestmark = pytest.mark.django_db


def typed(moment, board) -> str:
    return moment.astimezone(ZoneInfo(board.zone)).strftime("%Y-%m-%dT%H:%M")


# --- more time -------------------------------------------------------------------------------------------


def test_two_people_give_a_vote_more_time_through_its_page(client, vote, members, clerk, board):
    asks, until = reverse("extensions", args=[vote.pk]), vote.closes_at + make.DAY
    assert "Ask for more time" not in page(client, "vote", vote)
    assert "Ask for more time" in page(client, "vote", vote, clerk)
    assert client.post(asks, {"until": typed(until, board), "why": "The bridge is closed."}).url.endswith(
        f"/{vote.pk}/"
    )

    found = page(client, "vote", vote, clerk)
    assert "The bridge is closed." in found and "Nobody has agreed yet" in found
    assert "Somebody else, who is on the roll" in found, "who asked reads why they cannot agree"
    agree = reverse("extension_agreement", args=[vote.pk, vote.extensions.get().pk])
    assert client.post(agree).status_code == 409
    assert "I agree to more time" in page(client, "vote", vote, members[0])
    assert client.post(agree).status_code == 302
    vote.refresh_from_db()
    assert typed(vote.closes_at, board) == typed(until, board)
    assert "Agreed Rosa" in page(client, "vote", vote)


@pytest.mark.parametrize(
    ("days", "why", "said"),
    [(-1, "Snow.", "never closes earlier"), (40, "Snow.", "at most 30 days"), (1, " ", "Say in a sentence why.")],
)
def test_what_cannot_be_is_said_at_its_field(client, vote, members, board, days, why, said):
    client.force_login(members[0])
    sent = {"until": typed(vote.closes_at + days * make.DAY, board), "why": why}
    response = client.post(reverse("extensions", args=[vote.pk]), sent)
    assert response.status_code == 422 and said in text_of(response)
    assert not vote.extensions.exists()


def test_strangers_and_decided_votes_get_no_more_time(client, vote, members):
    asks = reverse("extensions", args=[vote.pk])
    client.force_login(make.person("ana"))
    assert client.post(asks, {}).status_code == 409
    make.decided(vote, yes=members)
    client.force_login(members[0])
    assert client.post(asks, {}).status_code == 409
    assert client.post(reverse("extension_agreement", args=[vote.pk, 999])).status_code == 404


def test_what_was_asked_for_another_vote_cannot_be_agreed_to_through_this_one(client, vote, board, members):
    other = make.vote(board, by=members[0], seconded_by=members[1], text="Another one")
    asked = voting.ask_for_time(other, by=members[0], until=other.closes_at + make.DAY, why="Snow.")
    client.force_login(members[1])
    assert client.post(reverse("extension_agreement", args=[vote.pk, asked.pk])).status_code == 404


# --- turnout ------------------------------------------------------------------------------------------------


def test_how_many_voted_in_secret_is_told_in_steps_and_never_who(client, db):
    people = make.people(" ".join(f"hall{n}" for n in range(7)))
    board = make.board("Hall", seated=people[:6], partners=people[6:], clauses={"k_min.ballots": 3})
    vote = make.vote(board, by=people[0], seconded_by=people[1], mode="secret")
    for person in people[:4]:
        voting.cast(vote, by=person, choice="yes")
    assert "At least" not in page(client, "vote", vote)
    voting.tell_turnout(vote)
    for person in (None, people[5], people[0], make.administrator()):
        found = page(client, "vote", vote, person)
        assert "At least 3 people have voted." in found and "told in steps of 3" in found
        assert "Has not voted yet" not in found and "nobody sees who has voted" in found
    assert client.get(f"/api/v1/votes/{vote.pk}/").json()["turnout"][0]["at_least"] == 3


def test_where_very_few_vote_in_secret_nothing_about_it_is_told(client, board, members):
    vote = make.vote(board, by=members[0], seconded_by=members[1], mode="secret")
    assert "nothing about who has voted is told before the count" in page(client, "vote", vote)


# --- questions about a result ---------------------------------------------------------------------------------


def counted(board, members, days):
    """A vote that was counted so many days ago: after its notice it was open for three."""
    at = make.now() - (7 + 3 + days) * make.DAY
    return make.decided(make.vote(board, by=members[0], seconded_by=members[1], at=at), yes=members)


@pytest.fixture
def result(board, members):
    return counted(board, members, days=0)


def test_anybody_signed_in_questions_a_result_and_the_clerk_answers_in_public(client, result, clerk):
    yesenia, asks = make.person("yesenia"), reverse("queries", args=[result.pk])
    assert "Sign in to question the result" in page(client, "result", result)
    assert client.post(asks, {"text": "Why?"}).url.startswith(reverse("account_login"))
    assert "Question the result" in page(client, "result", result, yesenia)
    assert client.post(asks, {"text": " ", "language": "en"}).status_code == 422
    there = client.post(asks, {"text": "¿Quién contó?", "language": "es"}).url
    assert there.endswith(f"/result/#question-{result.queries.get().pk}")
    found = page(client, "result", result)
    assert "¿Quién contó?" in found and "Waits for an answer" in found and "Answer it in public" not in found

    answers = reverse("query_answer", args=[result.pk, result.queries.get().pk])
    assert client.post(answers, {"answer": "x"}).status_code == 302  # to the way to sign in
    client.force_login(yesenia)
    assert client.post(answers, {"answer": "I did.", "language": "en"}).status_code == 409
    assert "Answer it in public" in page(client, "result", result, clerk)
    assert client.post(answers, {"answer": "", "language": "en"}).status_code == 422
    assert client.post(answers, {"answer": "The clock did.", "language": "en"}).status_code == 302
    found = page(client, "result", result)
    assert "The clock did." in found and "Waits for an answer" not in found


def test_after_its_days_a_result_is_not_questioned_any_more(client, board, members):
    vote = counted(board, members, days=8)
    found = page(client, "result", vote, members[0])
    assert "within 7 days" in found and "Nobody questioned this result in time." in found
    assert client.post(reverse("queries", args=[vote.pk]), {"text": "And now?"}).status_code == 409


def test_an_answer_that_is_late_says_so_by_itself(client, board, members):
    vote = counted(board, members, days=12)
    asked = voting.question(vote, by=make.person("yesenia"), text="Why?", at=make.now() - 10 * make.DAY)
    assert asked.due == asked.at + 7 * make.DAY
    assert "The answer is 3 days late" in page(client, "result", vote)


def test_a_question_waits_for_the_clerk_until_it_is_answered_and_goes_with_the_role(client, result, clerk, board):
    yesenia, lu = make.people("yesenia lu")
    asked = voting.question(result, by=yesenia, text="Who counted?")
    about = "Somebody questions this result of Eastbank. Answer in public."

    assert [(item.about, item.due) for item in waits_for(clerk, make.now())] == [(about, asked.due)]
    assert any("owes an answer" in item.about for item in owed_to(yesenia, make.now()))
    duty = next(duty for duty in duties_of(clerk, board) if duty.key == f"query:{asked.pk}")
    assert (duty.due, duty.people) == (asked.due, (yesenia,)) and "Who counted" not in duty.title

    role = board.roles.get(person=clerk)
    accountability.hand_over(role, to=lu, notes={duty.key: "Call her on Monday."}, by=clerk)
    assert waits_for(clerk, make.now()) == [] and len(waits_for(lu, make.now())) == 1
    voting.answer_query(asked, by=lu, answer="The clock did.")
    assert waits_for(lu, make.now()) == []
    assert not [item for item in owed_to(yesenia, make.now()) if "questioned" in item.about]


def test_a_question_about_another_result_is_not_answered_through_this_one(client, result, board, members, clerk):
    other = counted(board, members, days=1)
    asked = voting.question(other, by=members[0], text="Why?")
    client.force_login(clerk)
    assert client.post(reverse("query_answer", args=[result.pk, asked.pk]), {"answer": "x"}).status_code == 404
