"""Equal shares beside pabutools, the reference implementation (GPL, so it is only ever asked here).

It is not installed with the product; without it nothing is compared. ORACLE_CASES says how many elections.
"""

import os
import random

import pytest

from governance.voting.counting import equal_shares
from governance.voting.counting.ballots import Pot, Project

election = pytest.importorskip("pabutools.election")
rules = pytest.importorskip("pabutools.rules")

CASES = int(os.environ.get("ORACLE_CASES", "60"))


def invented(seed: int) -> tuple[Pot, list[list[str]]]:
    """A small election in which everybody names something, something is named by somebody, and not all fit."""
    draw = random.Random(seed)
    ids = [f"p{number}" for number in range(draw.randint(1, 7))]
    costs = [draw.choice([draw.randint(2, 30), draw.choice([5, 10, 20]), draw.randint(2, 500)]) for _name in ids]
    sent = [draw.sample(ids, draw.randint(1, len(ids))) for _ in range(draw.randint(1, 25))]
    sent += [[name] for name in ids]
    projects = [Project(name, cost) for name, cost in zip(ids, costs, strict=True)]
    return Pot.gather(draw.randint(1, sum(costs) - 1), projects, sent), sent


def theirs(pot: Pot, sent: list[list[str]]):
    """The same election in their terms."""
    named = {project.id: election.Project(project.id, project.cost) for project in pot.projects}
    instance = election.Instance(named.values(), budget_limit=pot.sum)
    profile = election.ApprovalProfile([election.ApprovalBallot([named[name] for name in ballot]) for ballot in sent])
    return instance, profile


@pytest.mark.parametrize("seed", range(CASES))
@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_the_winners_are_those_of_the_reference(seed, utility):
    pot, sent = invented(seed)
    instance, profile = theirs(pot, sent)
    worth = {"sat_class": election.Cost_Sat if utility == "cost" else election.Cardinality_Sat}
    method = rules.method_of_equal_shares

    plain = [project.name for project in method(instance, profile, **worth)]
    assert list(equal_shares.count(pot, utility=utility, completion="none").winners) == plain

    both = [method, rules.greedy_utilitarian_welfare]
    filled = rules.completion_by_rule_combination(instance, profile, both, [dict(worth), dict(worth)])
    ours = equal_shares.count(pot, utility=utility, completion="greedy").winners
    assert sorted(ours) == sorted(project.name for project in filled)

    enough = len(sent) * (sum(pot.costs) + 1)  # from here on everybody alone could pay for everything
    for stop in (False, True):
        increased = rules.exhaustion_by_budget_increase(
            instance, profile, method, dict(worth), exhaustive_stop=stop,
            budget_step=len(sent), budget_bound=enough,
        )  # fmt: skip
        ours = equal_shares.count(pot, utility=utility, completion="increment", increment=1, exhaustive_stop=stop)
        assert sorted(ours.winners) == sorted(project.name for project in increased)
