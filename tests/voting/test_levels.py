"""What a vote is by the charter: a decision, a recommendation, or a question the board was asked."""

import pytest

from community.record.models import Entry
from community.record.verdict import Refused
from governance.accountability import actions as accountability
from governance.accountability.models import Answer
from governance.boards import actions as boards
from governance.boards.models import Application
from governance.boards.rules import Balance, may_decide
from governance.voting import actions as voting
from governance.voting import rules
from tests import make
from tests.read import text_of
from tests.voting import sums

KEPT = Balance(residents=6, filled=9, total=9, floor=51)
LOST = Balance(residents=2, filled=9, total=9, floor=51)
PROMISED = Balance(residents=2, filled=9, total=9, floor=51, promised_on="2027-06-30")


@pytest.mark.parametrize("right", ["decides", "recommends", "asked"])
@pytest.mark.parametrize("seats_a_resident", [True, False])
def test_a_minority_voice_decides_nothing_but_who_gets_a_resident_seat(right, seats_a_resident):
    facts = {"right": right, "seats_a_resident": seats_a_resident}
    assert rules.level(balance=KEPT, **facts) == right
    assert rules.level(balance=LOST, **facts) == right  # such a vote does not even open
    lowered = right == "decides" and not seats_a_resident
    assert rules.level(balance=PROMISED, **facts) == ("recommends" if lowered else right)


def test_a_promise_lets_a_board_out_of_balance_recommend_and_nothing_else():
    assert not may_decide(balance=PROMISED)
    assert may_decide(balance=PROMISED).clause == "seats.promise_on"
    box = [("resident", "yes")] * 2 + [("partner", "yes")]
    shares = {"quorum": ">1/4", "resident_quorum": ">1/2", "majority": ">1/2", "roll": {"resident": 2, "partner": 7}}
    counted = sums.count(box, balance=PROMISED, **shares)
    assert (counted.passed, counted.level, counted.lines["balance"].holds) == (True, "recommends", False)
    assert not sums.count(box, balance=LOST, **shares).passed


@pytest.mark.parametrize("method", rules.METHODS)
@pytest.mark.parametrize("right", ["decides", "recommends", "asked"])
def test_where_residents_need_a_majority_of_their_own_only_yes_or_no_decides(method, right):
    charter = {"right.motions": right, "vote.residents_too": 0}
    assert rules.by_charter(charter, "right.motions", method) == right
    lowered = right == "decides" and method != "motion"
    asked = rules.by_charter(charter | {"vote.residents_too": 1}, "right.motions", method)
    assert asked == ("recommends" if lowered else right)


@pytest.fixture
def members(db):
    return make.people("rosa noi earl")


def board(members, **clauses):
    return make.board(seated=members, clauses=clauses)


@pytest.mark.django_db
def test_a_recommendation_takes_effect_when_the_fund_follows_it(members):
    eastbank = board(members, **{"right.priorities": "recommends"})
    homes = make.priority(eastbank, amount=5_00)
    vote = make.vote(eastbank, by=members[0], seconded_by=members[1], subject=homes)
    vote = make.decided(vote, yes=members)

    assert (vote.passed, vote.level, vote.binds) == (True, "recommends", False)
    homes.refresh_from_db()
    assert not homes.is_decided and homes.in_force is None

    accountability.give(Answer.objects.get(vote=vote), by=make.staff(), kind="carried_out")

    homes.refresh_from_db()
    assert homes.is_decided and homes.in_force.vote == vote
    assert Entry.objects.filter(verb="vote.followed").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["partly", "not"])
def test_a_recommendation_the_fund_does_not_follow_changes_nothing(members, kind):
    eastbank = board(members, **{"right.priorities": "asked"})
    homes = make.priority(eastbank, amount=5_00)
    vote = make.decided(make.vote(eastbank, by=members[0], seconded_by=members[1], subject=homes), yes=members)

    accountability.give(Answer.objects.get(vote=vote), by=make.staff(), kind=kind, reason="Not this year.")

    homes.refresh_from_db()
    assert not homes.is_decided


@pytest.mark.django_db
def test_a_no_needs_nobodys_answer_and_a_decision_no_following(members):
    eastbank = board(members, **{"right.priorities": "recommends"})
    homes = make.priority(eastbank, amount=5_00)
    no = make.decided(make.vote(eastbank, by=members[0], seconded_by=members[1], subject=homes), no=members)
    homes.refresh_from_db()
    assert homes.is_decided and homes.in_force is None and not Answer.objects.filter(vote=no).exists()
    decision = make.decided(make.vote(eastbank, by=members[0], seconded_by=members[1]), yes=members)
    for vote in (no, decision):
        with pytest.raises(Refused, match="did not recommend"):
            voting.follow(vote, by=make.staff("andre") if vote is no else members[0])


@pytest.mark.django_db
@pytest.mark.parametrize(("level", "state"), [("decides", "carried"), ("recommends", "waiting")])
def test_an_applicant_is_chosen_by_a_board_that_decides_on_seats(members, level, state):
    clerk, ana = make.people("sam ana")
    eastbank = make.board(seated=members, clerk=clerk, clauses={"right.seats": level})
    call = make.call(eastbank, clerk=clerk)
    application = boards.apply(call, by=ana, why="I live here.")
    vote = make.vote(eastbank, by=members[0], seconded_by=members[1], subject=application)
    vote = make.decided(vote, yes=members)

    assert Application.objects.get().state == state
    assert Answer.objects.filter(vote=vote).exists() is (level != "decides")
    if level == "recommends":
        accountability.give(vote.answers.get(), by=make.staff(), kind="carried_out")
        assert Application.objects.get().state == "carried"


@pytest.mark.django_db
def test_partners_cannot_decide_by_consent_what_residents_did_not_say_yes_to(client, members):
    """The charter asks for the residents' own majority; asked for consent, they stand aside."""
    petra, paul = make.people("petra paul")
    twice = make.board("Twice", seated=members, partners=[petra, paul], clauses={"vote.residents_too": 1})
    client.force_login(members[0])
    only = "The charter asks for the residents’ own majority, and only yes or no can tell it."
    assert only in text_of(client.get(f"/boards/{twice.slug}/motions/?method=consent"))
    assert only not in text_of(client.get(f"/boards/{twice.slug}/motions/?method=motion"))
    vote = make.vote(twice, by=members[0], seconded_by=members[1], text="Paint the hall", method="consent")
    assert vote.locked["level"] == "recommends" and only in text_of(client.get(vote.get_absolute_url()))
    for person, answer in [*((one, "aside") for one in members), (petra, "consent"), (paul, "consent")]:
        voting.cast(vote, by=person, choice={"answer": answer})
    voting.finish(vote, at=vote.closes_at)
    vote.refresh_from_db()
    assert (vote.passed, vote.level, vote.binds) == (True, "recommends", False)
