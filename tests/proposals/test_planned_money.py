"""What passes never exceeds what the plan in force has for its priority, nor what the board has."""

import random

import pytest
from django.db.models import Sum

from community.record.models import Entry
from community.record.verdict import Refused
from governance.priorities.models import Plan, planned
from governance.proposals import actions as proposals
from governance.proposals.models import Proposal, held_by, left_for
from governance.voting import actions as voting
from governance.voting.models import Vote
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def members():
    return make.people("ada bo cy dee")


@pytest.fixture
def board(members):
    return make.board(seated=members)


def test_a_single_proposal_gets_no_more_than_the_plan_has(board, members):
    homes, _ = make.planned(board, members=members, titles=("Homes", "Health"), division=(60_000, 240_000))
    assert planned(homes)[1].amount == 6_000_000
    with pytest.raises(Refused, match="no more than the sum"):
        make.proposal(homes, by=make.person("greedy"), amount=6_000_100)
    first, second = (
        make.proposal(homes, by=make.person(name), title=name, amount=4_000_000) for name in ("one", "two")
    )
    make.vote(board, by=members[0], seconded_by=members[1], subject=first, opened=False)
    with pytest.raises(Refused, match="does not cover"):
        voting.move(board, second, by=members[0])


def test_a_priority_that_the_plan_does_not_name_gets_nothing(board, members):
    make.planned(board, members=members)
    late = make.adopted(board, members=members, title="Too late")
    proposal = make.proposal(late, by=make.person("yesenia"))
    with pytest.raises(Refused, match="gives this priority no money"):
        voting.move(board, proposal, by=members[0])


def test_a_new_plan_gives_every_priority_at_least_what_was_given(board, members):
    homes, health = make.planned(board, members=members, titles=("Homes", "Health"))
    given = make.proposal(homes, by=make.person("nina"), amount=9_000_000)
    make.decided(make.vote(board, by=members[0], seconded_by=members[1], subject=given), yes=members)
    waits = make.proposal(health, by=make.person("olga"), amount=2_000_050)
    make.vote(board, by=members[0], seconded_by=members[1], subject=waits, opened=False)

    again = make.plan(board.purses.first(), members=members, adopted=False)

    assert again.bounds() == {f"p{homes.pk}": (90_000, 300_000), f"p{health.pk}": (20_001, 300_000)}


def test_while_a_plan_is_voted_on_nothing_is_put_that_it_would_not_pay_for(board, members):
    homes, health = make.planned(board, members=members, titles=("Homes", "Health"))
    purse = board.purses.first()
    less = {f"p{homes.pk}": 50_000, f"p{health.pk}": 250_000}
    plan = make.plan(purse, members=members, division=less, adopted=False)
    proposal = make.proposal(homes, by=make.person("nina"), amount=9_000_000)
    put = voting.move(board, proposal, by=members[0])
    on_vote = make.vote(board, by=members[0], seconded_by=members[1], subject=plan)

    with pytest.raises(Refused, match="does not cover"):
        voting.second(put, by=members[1])
    make.decided(on_vote, yes=members)
    plan.refresh_from_db()
    assert plan.state == "adopted" and left_for(homes).amount == 5_000_000


def test_a_plan_that_gives_less_than_was_given_meanwhile_is_not_put(board, members):
    homes, health = make.planned(board, members=members, titles=("Homes", "Health"))
    less = {f"p{homes.pk}": 50_000, f"p{health.pk}": 250_000}
    plan = make.plan(board.purses.first(), members=members, division=less, adopted=False)
    proposal = make.proposal(homes, by=make.person("nina"), amount=9_000_000)
    make.vote(board, by=members[0], seconded_by=members[1], subject=proposal, opened=False)

    with pytest.raises(Refused, match="more than this plan has for: Homes"):
        voting.move(board, plan, by=members[0])


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_a_board_does_what_passes_never_exceeds_its_plan_and_its_money(board, members, seed):
    dice = random.Random(seed)
    priorities = make.planned(board, members=members, titles=("Homes", "Health"), amount=10_000_000)
    purse, people = board.purses.first(), make.people("pia quin rex")

    def write():
        amount = dice.randrange(100_000, 6_000_000)
        make.proposal(dice.choice(priorities), by=dice.choice(people), title=f"{dice.random()}", amount=amount)

    def ask():
        waiting = list(Proposal.objects.filter(state="sent"))
        if waiting:
            voting.move(board, dice.choice(waiting), by=members[0], at=make.now() - 7 * make.DAY)

    def ask_for_a_pot():
        rule = dice.choice(["equal-shares", "greedy"])
        proposals.put_pot(dice.choice(priorities), by=members[0], rule=rule, at=make.now() - 7 * make.DAY)

    def join():
        asked = list(Vote.objects.filter(state="moved"))
        if asked:
            vote = voting.second(dice.choice(asked), by=members[1], at=make.now() - 7 * make.DAY)
            voting.open_vote(vote, at=vote.opens_at)

    def decide():
        for vote in Vote.objects.filter(state="opened"):
            named = [key for key in vote.paper.options if dice.random() < 0.7]
            for member in members:
                voting.cast(vote, by=member, choice=named if vote.method == "pot" else dice.choice(["yes", "no"]))
            voting.finish(vote, at=vote.closes_at)

    def plan_anew():
        part = dice.randrange(0, 100_001)
        wishes = {f"p{priorities[0].pk}": part, f"p{priorities[1].pk}": 100_000 - part}
        make.plan(purse, members=members, division=wishes)

    acts = [write, write, write, ask, ask, ask_for_a_pot, ask_for_a_pot, join, join, join, decide, plan_anew]
    for _n in range(60):
        try:
            dice.choice(acts)()
        except Refused:
            continue
        plan = Plan.objects.in_force(board, make.now())
        held = held_by([one.pk for one in priorities], plan.cycle.begins(board))
        for part in plan.parts.all():
            assert held[part.priority_id] <= part.amount
        passed = Proposal.objects.filter(state="passed").aggregate(sum=Sum("amount"))["sum"] or 0
        assert passed <= purse.amount
    assert Entry.objects.filter(verb="proposal.passed").exists(), "the dice must let something happen"
