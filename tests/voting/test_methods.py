"""Every way to ask, from the question to the result, and secret votes beside open ones."""

import json

import pytest

from community.record import chain
from community.record.models import Entry, digest_of
from community.record.verdict import Refused
from governance.boards import actions as boards
from governance.voting import actions as voting
from governance.voting import rules
from governance.voting.models import Ballot, SecretBallot
from tests import make

pytestmark = pytest.mark.django_db

# What the three members answer, and who wins.
ANSWERS = {
    "approval": (["a", "b"], ["a"], []),
    "score": ({"a": 3, "b": 1}, {"a": 5}, {"c": 2}),
    "irv": (["a", "b"], ["a"], ["b", "a"]),
    "stv": (["a", "b"], ["a"], ["b", "a"]),
}


def end(vote):
    voting.finish(vote, at=vote.closes_at)
    vote.refresh_from_db()
    return vote.tally.facts


@pytest.mark.parametrize("mode", ["open", "secret"])
@pytest.mark.parametrize("method", ANSWERS)
def test_a_board_chooses_from_several(board, members, method, mode):
    vote = make.question(board, by=members[0], seconded_by=members[1], method=method, mode=mode)
    for person, answer in zip(members, ANSWERS[method], strict=True):
        voting.cast(vote, by=person, choice=answer)

    facts = end(vote)

    assert (vote.passed, facts["method"], facts["result"]["winners"]) == (True, method, ["a"])
    assert (facts["quorum"]["have"], facts["resident_quorum"]["have"]) == (3, None if mode == "secret" else 3)
    assert chain.verify() is None


@pytest.mark.parametrize(("answers", "passed"), [("consent consent aside", True), ("consent object consent", False)])
def test_consent_holds_until_somebody_names_a_harm(board, members, answers, passed):
    vote = make.vote(board, by=members[0], seconded_by=members[1], method="consent")
    for person, answer in zip(members, answers.split(), strict=True):
        voting.cast(vote, by=person, choice={"answer": answer, "words": "It shuts the night shift out."})

    facts = end(vote)

    assert vote.passed is passed
    assert facts["result"]["objections"] == ([] if passed else ["It shuts the night shift out."])


def test_gradients_are_advice_and_decide_nothing(board, members):
    vote = make.vote(board, by=members[0], seconded_by=members[1], method="gradients")
    for person in members:
        voting.cast(vote, by=person, choice="endorse")

    facts = end(vote)

    assert (vote.passed, vote.binds, vote.stage(make.now())) == (True, False, "counted")
    assert facts["level"] == "asked" and facts["result"]["middle"] == ["endorse"]
    assert not vote.answers.exists(), "nobody owes an answer to a sounding"


def test_nothing_is_chosen_where_everybody_abstains(board, members):
    vote = make.question(board, by=members[0], seconded_by=members[1])
    for person in members:
        voting.cast(vote, by=person, choice=[])

    assert end(vote)["reason"] == "vote.method" and vote.passed is False


def test_what_counts_is_frozen_and_published_when_a_vote_opens(board, members):
    vote = make.question(board, by=members[0], seconded_by=members[1], method="stv", seats=2)
    opened = Entry.objects.get(verb="vote.opened")

    assert opened.facts["facts"]["rules"] == vote.rules_hash == digest_of(vote.rules_text)
    locked = json.loads(vote.rules_text)
    assert (locked["method"], locked["parameters"], locked["mode"]) == ("stv", {"seats": 2}, "open")
    assert [option["title"] for option in locked["options"]] == ["ada", "bo", "cy"]
    assert vote.paper.order == tuple(locked["order"])


def test_nobody_can_choose_the_order_of_ties(board, members):
    """Whoever knows the seed is bound to it before the record goes on; whoever writes in the record doesn't know it."""
    vote = make.question(board, by=members[0], seconded_by=members[1], method="irv")
    asked, opened = (Entry.objects.get(verb=verb) for verb in ("vote.moved", "vote.opened"))

    assert asked.facts["facts"]["seed"] == rules.commitment(vote.locked["seed"]) == digest_of(vote.seed)
    assert opened.prev == vote.locked["head"] and opened.seq > asked.seq + 1
    assert vote.locked["order"] == list(rules.tie_order("abc", vote.seed, opened.prev))


def test_a_seed_is_told_when_the_vote_opens_and_not_before(board, members, client):
    client.force_login(members[0])
    at = make.now() - board.charter_at(make.now())["vote.notice_days"] * make.DAY
    asks = {"text": "Which?", "choices": ["ada", "bo"], "method": "irv"}
    vote = voting.second(voting.propose_question(board, by=members[0], at=at, **asks), by=members[1], at=at)
    places = [vote.get_absolute_url(), f"/api/v1/votes/{vote.pk}/", "/record/", "/api/v1/record/"]

    assert not any(vote.seed in client.get(place).text for place in places)
    assert client.get(f"/votes/{vote.pk}/rules/").status_code == 404
    voting.open_vote(vote, at=vote.opens_at)
    assert vote.seed in client.get(f"/votes/{vote.pk}/rules/").text


@pytest.mark.parametrize(
    ("method", "sent", "said"),
    [
        ("approval", ["z"], "does not stand on it"),
        ("irv", ["a", "a"], "twice"),
        ("score", {"a": 11}, "0 to 10"),
        ("score", {"a": -1}, "0 to 10"),
    ],
)
def test_a_ballot_that_the_paper_does_not_offer_is_refused_and_leaves_no_trace(board, members, method, sent, said):
    vote = make.question(board, by=members[0], seconded_by=members[1], method=method)

    with pytest.raises(Refused, match=said):
        voting.cast(vote, by=members[0], choice=sent)

    assert not vote.roll.filter(voted=True).exists() and not Ballot.objects.exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"choices": ["One"]}, "between 2 and"),
        ({"seats": 3}, "Fewer options can win"),
        ({"method": "pot"}, "cannot be asked in this way"),
        ({"method": "motion"}, "cannot be asked in this way"),
    ],
)
def test_a_question_has_to_fit_its_method(board, members, asked, said):
    words = {"text": "Who?", "choices": ["One", "Two", "Three"], "method": "stv", "seats": 1} | asked
    with pytest.raises(Refused, match=said):
        voting.propose_question(board, by=members[0], **words)


# --- secret votes ---------------------------------------------------------------------------------------


def test_in_a_secret_vote_nothing_ties_a_ballot_to_its_voter_and_the_box_is_emptied(board, members):
    vote = make.vote(board, by=members[0], seconded_by=members[1], mode="secret")
    codes = [
        voting.cast(vote, by=person, choice=choice)
        for person, choice in zip(members, ("yes", "yes", "no"), strict=True)
    ]
    fields = {field.name for field in SecretBallot._meta.fields}
    assert fields == {"id", "vote", "choice", "receipt", "channel"}

    facts = end(vote)

    assert not SecretBallot.objects.exists() and not Ballot.objects.exists()
    assert [line.facts.keys() for line in vote.counted.all()] == [{"receipt", "choice"}] * 3
    assert {line.receipt for line in vote.counted.all()} == set(codes)
    assert facts["by_choice"] == {"yes": 2, "no": 1, "abstain": 0} and "by_kind" not in facts


def test_a_secret_ballot_is_final(board, members):
    vote = make.vote(board, by=members[0], seconded_by=members[1], mode="secret")
    voting.cast(vote, by=members[0], choice="yes")
    for act in (
        lambda: voting.cast(vote, by=members[0], choice="no"),
        lambda: voting.replace(vote, by=members[0], choice="no", version=1),
    ):
        with pytest.raises(Refused, match="final"):
            act()


def test_where_residents_need_a_majority_of_their_own_the_vote_cannot_be_secret(members, clerk):
    board = make.board("Twice", seated=members, clerk=clerk, clauses={"vote.residents_too": 1})
    with pytest.raises(Refused, match="cannot tell whose ballot"):
        voting.propose_motion(board, by=members[0], text="Paint the hall", mode="secret")
    assert voting.propose_motion(board, by=members[0], text="Paint the hall").residents_too


def test_a_secret_vote_does_not_open_when_the_charter_asks_for_a_majority_of_residents_meanwhile(members, clerk):
    board = make.board("Thrice", seated=members, clerk=clerk)
    vote = make.vote(board, by=members[0], seconded_by=members[1], mode="secret", opened=False)
    boards.tighten(board, by=clerk, changes={"vote.residents_too": 1}, why="They asked for it.")
    with pytest.raises(Refused, match="cannot tell whose ballot"):
        voting.open_vote(vote, at=make.now())


# --- changing a ballot ----------------------------------------------------------------------------------


def test_an_open_ballot_is_replaced_until_the_close_and_the_newest_counts(vote, members):
    rosa, noi, earl = members
    for person in members:
        voting.cast(vote, by=person, choice="no")
    first = Ballot.objects.get(roll__person=rosa).receipt

    second = voting.replace(vote, by=rosa, choice="yes", version=1)
    voting.replace(vote, by=noi, choice="yes", version=1)

    assert second != first and Ballot.objects.filter(roll__person=rosa).count() == 2
    assert end(vote)["by_choice"] == {"yes": 2, "no": 1, "abstain": 0}
    with pytest.raises(Refused, match="not open"):
        voting.replace(vote, by=earl, choice="yes", version=1)


def test_of_two_windows_that_change_the_same_ballot_the_second_is_told(vote, members):
    voting.cast(vote, by=members[0], choice="no")
    voting.replace(vote, by=members[0], choice="yes", version=1)
    with pytest.raises(Refused, match="another window"):
        voting.replace(vote, by=members[0], choice="abstain", version=1)


def test_nobody_changes_a_ballot_they_have_not_cast(vote, members):
    with pytest.raises(Refused, match="No ballot of yours"):
        voting.replace(vote, by=members[0], choice="yes", version=1)


def test_a_receipt_code_stands_for_one_ballot(vote, members):
    code = voting.cast(vote, by=members[0], choice="yes")
    with pytest.raises(Refused, match="stands for a ballot already"):
        voting.cast(vote, by=members[1], choice="yes", receipt=code)
    assert vote.roll.filter(voted=True).count() == 1


# --- more time, turnout, questions ------------------------------------------------------------------------


def test_an_open_vote_closes_later_when_two_people_want_it(vote, members, clerk):
    before = vote.closes_at
    asked = voting.ask_for_time(vote, by=clerk, until=before + make.DAY, why="The bridge is closed.")
    vote.refresh_from_db()
    assert vote.closes_at == before, "one person alone moves nothing"

    voting.agree_to_time(asked, by=members[0])

    vote.refresh_from_db()
    assert vote.closes_at == before + make.DAY


def test_one_person_cannot_ask_and_agree_and_time_never_goes_back(vote, members, clerk):
    until = vote.closes_at + make.DAY
    asked = voting.ask_for_time(vote, by=members[0], until=until, why="Snow.")
    for who in (members[0], clerk):
        with pytest.raises(Refused, match="Somebody else, who is on the roll"):
            voting.agree_to_time(asked, by=who)
    with pytest.raises(Refused, match="never closes earlier"):
        voting.ask_for_time(vote, by=clerk, until=vote.closes_at - make.HOUR, why="We are done.")
    with pytest.raises(Refused, match="at most"):
        voting.ask_for_time(vote, by=clerk, until=vote.opens_at + 31 * make.DAY, why="Summer.")


def test_turnout_of_a_secret_vote_moves_in_steps_and_not_often(db):
    people = make.people(" ".join(f"hall{n}" for n in range(11)))
    board = make.board("Hall", seated=people[:8], partners=people[8:10], clauses={"k_min.ballots": 5})
    vote = make.vote(board, by=people[0], seconded_by=people[1], mode="secret")
    at, told = vote.opens_at, []
    for person in people[:10]:
        voting.cast(vote, by=person, choice="yes", at=at)
        at += make.MINUTE
        sample = voting.tell_turnout(vote, at=at)
        told.append(sample.ballots if sample else None)
    assert told == [None] * 4 + [5] + [None] * 5
    assert voting.tell_turnout(vote, at=at + 15 * make.MINUTE).ballots == 10


def test_a_result_is_questioned_within_the_days_of_the_charter_and_answered_once(vote, members, clerk):
    make.decided(vote, yes=members)
    at, yesenia = vote.tally.certified_at, make.person("yesenia")
    asked = voting.question(vote, by=yesenia, text="Why was nobody told?", at=at + 6 * make.DAY)
    with pytest.raises(Refused, match="within 7 days"):
        voting.question(vote, by=yesenia, text="And now?", at=at + 7 * make.DAY)
    with pytest.raises(Refused, match="clerk answers"):
        voting.answer_query(asked, by=members[0], answer="We told everybody.")
    voting.answer_query(asked, by=clerk, answer="The letters went out on Monday.")
    with pytest.raises(Refused, match="has been answered"):
        voting.answer_query(asked, by=clerk, answer="Again.")
