"""The result page of each way to ask, and of secret votes: what it says, and what it never says."""

import pytest
from django.urls import reverse

from community.record.models import digest_of
from governance.voting import actions as voting
from tests import make
from tests.read import page, queries

pytestmark = pytest.mark.django_db


def ended(vote, members, answers):
    for person, answer in zip(members, answers, strict=False):
        voting.cast(vote, by=person, choice=answer)
    voting.finish(vote, at=vote.closes_at)
    vote.refresh_from_db()
    return vote


def choice(board, members, answers, **how):
    return ended(make.question(board, by=members[0], seconded_by=members[1], **how), members, answers)


def motion(board, members, answers, **how):
    return ended(make.vote(board, by=members[0], seconded_by=members[1], **how), members, answers)


# --- the sentence at the top --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "answers", "sentence"),
    [
        ("approval", (["a", "b"], ["a"], []), "The board chose: ada."),
        ("score", ({"a": 3}, {"b": 5}, {"b": 1}), "The board chose: bo."),
        ("irv", (["c", "b"], ["c"], ["a"]), "The board chose: cy."),
        ("stv", (["c", "b"], ["c"], ["a"]), "The board chose: cy."),
        ("approval", ([], [], []), "Nothing was chosen: nobody named an option."),
        ("irv", (["a"],), "Not passed: too few people on the roll voted. 1 of 3 voted."),
    ],
)
def test_a_choice_says_what_was_chosen(client, board, members, method, answers, sentence):
    found = page(client, "result", choice(board, members, answers, method=method))
    assert sentence in found.replace(" .", "."), found[:400]
    assert "Binding. The board decides this." in found


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (("consent", "consent", "concern"), "Nobody sees harm in it that stops it: the board consents."),
        (("consent", "object", "object"), "Not passed: 2 people see harm in it."),
        (("aside", "aside", "aside"), "Not passed: nobody consents."),
    ],
)
def test_consent_says_whether_somebody_sees_harm(client, board, members, answers, sentence):
    said = [{"answer": answer, "words": "It shuts nights out."} for answer in answers]
    found = page(client, "result", motion(board, members, said, method="consent"))
    assert sentence in found
    assert ("“ It shuts nights out. ”" in found) is (answers != ("aside",) * 3)


def test_a_sounding_says_that_it_decides_nothing(client, board, members):
    vote = motion(board, members, ("endorse", "block", "abstain"), method="gradients")
    found = page(client, "result", vote)
    for words in (
        "Counted",
        "The middle of those who answered: “Abstain”.",
        "This was a sounding. Nothing is decided by it",
        "Advisory: it decides nothing by itself.",
    ):
        assert words in found, words
    for words in ("Not passed", "The fund must answer", "the board did not say yes"):
        assert words not in found
    assert "Counted" in page(client, "vote", vote)


def test_a_sounding_with_too_few_answers_does_not_count(client, board, members):
    found = page(client, "result", motion(board, members, ("endorse",), method="gradients"))
    assert "too few people on the roll voted" in found and "It does not count" in found


def test_where_residents_need_a_majority_of_their_own_the_result_shows_both(client, members, clerk):
    petra, paul = make.people("petra paul")
    board = make.board("Twice", seated=members, partners=[petra, paul], clerk=clerk, clauses={"vote.residents_too": 1})
    vote = make.vote(board, by=members[0], seconded_by=members[1])
    said = "Among the residents, counted alone, more than half of the yes and no ballots say yes too."
    assert said in page(client, "vote", vote)
    make.decided(vote, yes=[members[0], petra, paul], no=members[1:])
    found = page(client, "result", vote)
    for words in (
        "Not passed: not enough of the residents said yes.",
        "Majority of the residents",
        "1 of the residents’ 3 yes and no ballots said yes. 2 or more were needed.",
        "3 of 5 yes and no ballots said yes. 3 or more were needed.",
    ):
        assert words in found, words


def test_an_absolute_majority_is_said_on_the_page_of_the_vote_and_in_its_result(client, members):
    board = make.board("All", seated=members, clauses={"vote.majority": ">1/2 of all", "vote.residents_too": 1})
    vote = make.vote(board, by=members[0], seconded_by=members[1])
    assert "More than half of all who may vote say yes. A tie does not pass." in page(client, "vote", vote)
    found = page(client, "result", ended(vote, members, ["yes", "abstain"]))
    for words in (
        "1 of the 3 people who may vote said yes. 2 or more were needed.",
        "1 of the 3 residents who may vote said yes. 2 or more were needed.",
        "A motion passes when more than half of all who may vote say yes.",
        "of 3 who may vote; 2 needed",
    ):
        assert words in found, words


def test_an_open_choice_tells_every_ballot_by_name_in_words(client, board, members):
    found = page(client, "result", choice(board, members, (["b", "a"], ["c"], []), method="irv"))
    for words in ("1. bo, 2. ada", "1. cy", "Abstain", "The roll by kind of seat"):
        assert words in found, words


# --- secret votes ----------------------------------------------------------------------------------------


def test_a_secret_result_never_says_who_voted_or_how_and_counts_nothing_by_kind(client, board, members):
    vote = motion(board, members, ("yes", "no"), mode="secret")
    for person in (None, members[0], make.administrator()):
        found = page(client, "result", vote, person)
        for words in ("1 yes, 1 no, 0 abstained, 1 did not vote", "Who could vote", "never who", "Earl"):
            assert words in found, words
        for words in ("Who voted, and how", "Ballots by kind of seat", "Every ballot, by name", "1 resident,"):
            assert words not in found, words
    marks = client.get(f"/api/v1/votes/{vote.pk}/").json()["roll"]
    assert {mark["voted"] for mark in marks} == {None} and {mark["choice"] for mark in marks} == {None}


@pytest.mark.parametrize(
    ("how", "answers", "alike"),
    [
        ({"mode": "secret"}, ("yes", "yes", "yes"), True),
        ({"mode": "secret"}, ("yes", "yes", "no"), False),
        ({"mode": "open"}, ("yes", "yes", "yes"), False),
        ({"mode": "secret", "method": "gradients"}, ("block", "block"), True),
    ],
)
def test_where_everybody_answered_the_same_the_page_says_the_secret_could_not_hold(
    client, board, members, how, answers, alike
):
    found = page(client, "result", motion(board, members, answers, **how))
    assert ("Everybody answered the same" in found) is alike


def test_rankings_that_are_all_the_same_give_everything_away_too(client, board, members):
    vote = choice(board, members, (["b", "a"],) * 3, method="irv", mode="secret")
    assert "Everybody answered the same" in page(client, "result", vote)
    vote = choice(board, members, (["b", "a"], ["b", "a"], ["b"]), method="irv", mode="secret")
    assert "Everybody answered the same" not in page(client, "result", vote)


# --- what anybody can check ---------------------------------------------------------------------------------


def test_the_frozen_rules_can_be_had_byte_for_byte(client, board, members):
    called = make.vote(board, by=members[0], seconded_by=members[1], opened=False, at=make.now())
    assert client.get(reverse("vote_rules", args=[called.pk])).status_code == 404
    vote = make.question(board, by=members[0], seconded_by=members[1], method="irv")
    response = client.get(reverse("vote_rules", args=[vote.pk]))
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert digest_of(response.content.decode()) == vote.rules_hash
    assert vote.rules_hash in page(client, "vote", vote) and vote.locked["seed"] in page(client, "vote", vote)


def test_the_open_data_of_a_vote_hold_its_options_rules_and_result(client, board, members):
    vote = make.question(board, by=members[0], seconded_by=members[1], method="irv")
    data = client.get(f"/api/v1/votes/{vote.pk}/").json()
    assert [(one["key"], one["title"]) for one in data["options"]] == [("a", "ada"), ("b", "bo"), ("c", "cy")]
    assert data["rules"] == vote.locked and data["rules_url"] == f"/votes/{vote.pk}/rules/"
    assert data["parameters"] == {"seats": 1} and data["tally"] is data["result"] is None
    ended(vote, members, (["a"], ["a"], ["b", "a"]))
    voting.question(vote, by=make.person("yesenia"), text="Why so few?")
    data = client.get(f"/api/v1/votes/{vote.pk}/").json()
    assert data["result"]["winners"] == ["a"] and data["tally"]["compared"]["winners"] == ["a"]
    assert [(one["text"], one["answer"]) for one in data["queries"]] == [("Why so few?", None)]


def test_a_result_takes_as_many_queries_for_three_options_as_for_thirty(client, board, members):
    few = choice(board, members, (["a"], ["b", "a"], ["a"]), method="irv")
    many = choice(board, members, (["a"], ["b", "a"], ["a"]), method="irv", choices=[f"Option {n}" for n in range(30)])
    for name in ("result", "vote"):
        page(client, name, few)
        assert queries(page, client, name, few) == queries(page, client, name, many)
