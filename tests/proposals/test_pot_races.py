"""Two votes never count on the same money, however close together they are called."""

import pytest

from community.record import chain
from community.record.verdict import Refused
from governance.priorities import actions as priorities
from governance.proposals import actions as proposals
from governance.proposals.models import held_by
from governance.voting import actions as voting
from governance.voting.models import Vote
from tests import make
from tests.load.hands import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def members():
    return make.people("ada bo cy dee")


@pytest.fixture
def board(members):
    return make.board(seated=members)


@pytest.fixture
def homes(board, members):
    (made,) = make.planned(board, members=members, amount=10_000_000)
    for name in ("nina", "olga", "pia"):
        make.proposal(made, by=make.person(name), title=name, amount=6_000_000)
    return made


def only_refused(answers):
    """Who was refused; nothing else may go wrong in a thread."""
    assert [one for one in answers if isinstance(one, Exception) and not isinstance(one, Refused)] == []
    return [one for one in answers if isinstance(one, Refused)]


def test_of_a_pot_and_two_proposals_called_at_once_one_counts_on_the_money(board, homes, members):
    asked = [proposals.put_pot(homes, by=members[0])]
    asked += [voting.move(board, one, by=members[1]) for one in homes.proposals.all()[:2]]

    answers = at_once(lambda vote: voting.second(vote, by=members[2]), asked)

    assert len(only_refused(answers)) == 2
    assert Vote.objects.called().count() == 1
    assert held_by([homes.pk])[homes.pk] <= 10_000_000
    assert chain.verify() is None


def test_pots_asked_for_at_once_are_called_once(homes, members):
    asked = at_once(lambda person: proposals.put_pot(homes, by=person), members[:3])
    assert only_refused(asked) == []

    answers = at_once(lambda vote: voting.second(vote, by=members[3]), asked)

    assert len(only_refused(answers)) == 2
    assert Vote.objects.called().count() == 1


def test_a_plan_and_what_it_would_not_pay_for_are_not_both_called(board, homes, members):
    health = make.adopted(board, members=members, title="Health")
    less = {f"p{homes.pk}": 50_000, f"p{health.pk}": 50_000}
    plan = make.plan(board.purses.first(), members=members, division=less, adopted=False)
    asked = [voting.move(board, one, by=members[0]) for one in (plan, homes.proposals.first())]

    answers = at_once(lambda vote: voting.second(vote, by=members[2]), asked)

    assert len(only_refused(answers)) == 1
    assert Vote.objects.called().count() == 1


def test_of_a_lower_purse_and_the_call_for_a_plan_at_once_one_holds(board, homes, members):
    purse = make.purse(board, name="Next", starts=400, amount=10_000_000)
    plan = make.plan(purse, members=members, adopted=False)
    asked, stella, cycle = voting.move(board, plan, by=members[0]), make.staff(), purse.cycle
    words = {"currency": "USD", "decided_by": "The trustees.", "why": "Less came in."}
    answers = at_once(
        lambda act: act(),
        [
            lambda: voting.second(asked, by=members[2]),
            lambda: priorities.set_purse(board, cycle, by=stella, amount=9_000_000, **words),
        ],
    )

    assert len(only_refused(answers)) == 1
    assert (board.purses.first().amount == 10_000_000) is (Vote.objects.called().count() == 1)


def test_plans_begun_at_once_leave_one_under_way(board, homes, members):
    purse = make.purse(board, name="Next", starts=400)
    at_once(lambda person: priorities.begin_plan(board, purse.cycle, by=person), members)

    assert board.plans.under_way().filter(cycle=purse.cycle).count() == 1
    assert chain.verify() is None
