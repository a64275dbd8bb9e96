"""A ballot as its voter meets it: choose, review, send; every method, open and secret."""

import pytest
from django.urls import reverse

from governance.voting import receipts
from tests import make
from tests.read import code_of, hidden, page, review, text_of

from .filled import FILLED, filled_in, kept

pytestmark = pytest.mark.django_db

METHODS = list(FILLED)


# --- every method -----------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["open", "secret"])
@pytest.mark.parametrize("method", METHODS)
def test_a_ballot_is_chosen_looked_at_and_sent(client, members, ask, method, mode):
    vote, (filled, answer, said, _abstain) = ask(method, mode), FILLED[method]
    assert "Your ballot is not sent yet" in page(client, "ballot", vote, members[2])

    looked_at = review(client, vote, **filled)

    words = text_of(looked_at)
    assert looked_at.status_code == 200 and "You have not voted yet" in words
    assert [one for one in said if one not in words] == []
    assert kept(vote) == [] and receipts.tidy(code_of(looked_at))
    sent = client.post(reverse("ballot", args=[vote.pk]), hidden(looked_at))
    assert sent.status_code == 201 and "Your ballot is recorded" in text_of(sent)
    assert kept(vote) == [answer] and code_of(sent) == code_of(looked_at) == vote.box.get().receipt
    assert vote.roll.filter(voted=True).get().person == members[2]


@pytest.mark.parametrize("method", METHODS)
def test_everybody_can_abstain_and_is_told_so(client, members, ask, method):
    vote, abstain = ask(method), FILLED[method][3]
    assert "bstain" in page(client, "ballot", vote, members[2])
    looked_at = review(client, vote, **abstain)
    words = text_of(looked_at)
    assert "You abstain." in words or "Abstain" in words or "I stand aside" in words
    assert client.post(reverse("ballot", args=[vote.pk]), hidden(looked_at)).status_code == 201


@pytest.mark.parametrize("method", METHODS)
def test_whoever_goes_back_finds_everything_as_it_was(client, members, ask, method):
    vote, (filled, answer, said, _abstain) = ask(method), FILLED[method]
    client.force_login(members[2])
    carried = hidden(review(client, vote, **filled))
    back = client.post(reverse("ballot", args=[vote.pk]), carried | {"back": "1"})
    assert back.status_code == 200 and "Step 1 of 2" in text_of(back) and kept(vote) == []
    again = client.post(reverse("ballot", args=[vote.pk]), filled_in(back))
    assert [one for one in said if one not in text_of(again)] == []
    client.post(reverse("ballot", args=[vote.pk]), hidden(again))
    assert kept(vote) == [answer]


@pytest.mark.parametrize("method", METHODS)
def test_the_ballot_is_there_in_spanish(client, members, ask, method):
    vote = ask(method)
    client.force_login(members[2])
    there = f"/es/votes/{vote.pk}/ballot/"
    looked_at = client.post(there, FILLED[method][0])
    assert client.get(there).status_code == looked_at.status_code == 200
    assert client.post(there, hidden(looked_at)).status_code == 201


WRONG = {
    "motion": ({}, "Choose yes, no or abstain."),
    "consent": ({"choice": "object", "words": "  "}, "Say which harm you see."),
    "gradients": ({"choice": "maybe"}, "Choose one of the eight answers."),
    "approval": ({"choice": ["a", "z"]}, "does not stand on it"),
    "score": ({"points-a": "11", "points-b": "3"}, "Points go from 0 to 10."),
    "irv": ({"choice": ["a", "z"]}, "does not stand on it"),
    "stv": ({"choice": ["a", "z"]}, "does not stand on it"),
    "pot": ({"choice": ["z"]}, "does not stand on it"),
    "ranking": ({"choice": ["z"]}, "does not stand on it"),
    "division": ({"amount-a": "4000", "amount-b": "4000"}, "$2,000 is left. Give all of it away."),
}


@pytest.mark.parametrize("method", METHODS)
def test_what_cannot_be_taken_comes_back_with_the_reason_and_nothing_lost(client, members, ask, method):
    vote, (sent, reason) = ask(method), WRONG[method]
    client.force_login(members[2])
    response = review(client, vote, **sent)
    assert response.status_code == 422 and reason in text_of(response)
    assert kept(vote) == []
    if method == "score":
        assert filled_in(response)["points-b"] == "3"
    if method == "division":
        assert filled_in(response)["amount-b"] == "4000"


@pytest.mark.parametrize(
    ("amounts", "reason"),
    [
        (("9,500", "500", ""), "Give it at most $8,000."),
        (("6000", "4000", "1"), "This is $1 too much."),
        (("6000", "3999.50", ""), "Write a whole number, without cents."),
        (("-1", "", ""), "Write a whole number, without cents."),
        (("6000", "4000 x", ""), "Write a whole number, without cents."),
        (("9" * 30, "", ""), "This sum is too large."),
        (("500", "8000", "1500"), "Give it at least $1,000."),
    ],
)
def test_a_division_says_at_its_field_what_does_not_add_up(client, members, ask, amounts, reason):
    vote = ask("division")
    client.force_login(members[2])
    response = review(client, vote, **dict(zip(("amount-a", "amount-b", "amount-c"), amounts, strict=True)))
    assert response.status_code == 422 and reason in text_of(response)


# --- options in another order for everybody ---------------------------------------------------------


def test_each_voter_gets_the_options_in_an_order_of_their_own_that_stays(client, members, board):
    many = [f"Option {n}" for n in range(9)]
    vote = make.question(board, by=members[0], seconded_by=members[1], choices=many)

    def order(person):
        found = page(client, "ballot", vote, person)
        return sorted(many, key=found.index)

    assert order(members[0]) == order(members[0])
    assert order(members[0]) != order(members[1])
    assert "Each voter gets the options in another order" in page(client, "ballot", vote, members[2])


# --- an order by buttons, without script ------------------------------------------------------------


def test_buttons_put_options_in_order_and_say_each_move(client, members, ask):
    vote = ask("irv")
    client.force_login(members[2])
    where = reverse("ballot", args=[vote.pk])

    def press(response, **button):
        answer = client.post(where, hidden(response) | button)
        assert answer.status_code == 200
        return answer

    step = press(client.get(where), add="a")
    assert "ada is now number 1." in text_of(step)
    step = press(press(step, add="b"), up="b")
    assert "bo is now number 1." in text_of(step) and hidden(step)["choice"] == ["b", "a"]
    step = press(press(step, down="b"), add="c")
    assert hidden(step)["choice"] == ["a", "b", "c"]
    step = press(step, off="a")
    assert "ada is not in your order any more." in text_of(step) and hidden(step)["choice"] == ["b", "c"]
    assert press(step, up="z").status_code == 200 and kept(vote) == []


@pytest.mark.parametrize("button", [{"up": "a"}, {"down": "b"}, {"off": "c"}, {"add": "a"}])
def test_a_button_that_has_nothing_to_do_loses_nothing(client, members, ask, button):
    vote = ask("irv")
    client.force_login(members[2])
    response = review(client, vote, choice=["a", "b"], **button)
    assert sorted(hidden(response)["choice"]) == ["a", "b"]


# --- what is said before ----------------------------------------------------------------------------


def test_before_the_choice_a_ballot_says_what_is_published(client, members, ask):
    found = page(client, "ballot", ask("motion"), members[2])
    for words in ("This vote is open", "your name and your choice are published", "change your ballot until"):
        assert words in found, words
    found = page(client, "ballot", ask("approval", "secret"), members[2])
    for words in ("secret, and final", "Fewer than 10 people vote here", "With 20 ballots or more", "runs this site"):
        assert words in found, words


def test_before_a_secret_choice_it_is_said_who_may_read_the_ballots_of_few(client, members, ask):
    found = page(client, "ballot", ask("motion", "secret"), members[2])
    assert "Never who voted, and never who chose what." in found and "and who voted" not in found
    assert "may read every ballot, with its receipt code" in found and "check the count: Rosa , Noi ." in found
    assert "may read every ballot" not in page(client, "ballot", ask("motion"), members[2])


def test_where_many_can_vote_in_secret_nobody_is_named_who_reads_ballots(client):
    members = make.people("ada bo cy dee eve fay gus hal ida jan")
    board = make.board(seated=members[:8], partners=members[8:], clauses={"k_min.ballots": 5})
    vote = make.vote(board, by=members[0], seconded_by=members[1], mode="secret")
    found = page(client, "ballot", vote, members[2])
    assert "may read every ballot" not in found
    assert "With fewer, only the two members who asked for this vote may read them." in found


@pytest.mark.parametrize("method", ["approval", "score", "stv"])
def test_a_ballot_says_how_many_can_win(client, board, members, method):
    how = {"by": members[0], "seconded_by": members[1], "method": method}
    for seats in (1, 2):
        vote = make.question(board, seats=seats, **how)
        assert f"{seats} of these can win." in page(client, "ballot", vote, members[2])


def test_a_ballot_on_one_thing_or_on_money_says_nothing_of_winners(client, members, ask):
    for method in ("motion", "irv", "pot", "division"):
        assert "can win" not in page(client, "ballot", ask(method), members[2])
