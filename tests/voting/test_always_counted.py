"""A closed vote can always be counted: whatever stands on its ballots, there is a result, alike in both programs."""

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.record.models import canonical
from governance.boards.rules import Balance
from governance.voting import actions as voting
from governance.voting import recount as house
from governance.voting import rules
from governance.voting.actions import asking
from governance.voting.bundle import recount, verify, writer
from governance.voting.counting import equal_shares
from governance.voting.models import Motion
from governance.voting.rules import outcomes
from tests import make

from .asked import hall, put
from .bundle.made import ANSWERS, BOUNDS, EXAMPLES, PARAMETERS, POT, made_by

KEYS = ("a", "b", "c", "d")
POT_SUM = 100_000
near = st.one_of(st.integers(1, 200), st.integers(POT_SUM // 30, POT_SUM), st.integers(POT_SUM - 9, POT_SUM + 9),
                 st.just(10**15))  # fmt: skip
switches = st.fixed_dictionaries(
    {"rule": st.sampled_from(outcomes.POT_RULES)},
    optional={
        "utility": st.sampled_from(equal_shares.UTILITIES),
        "completion": st.sampled_from(equal_shares.COMPLETIONS),
        "start": st.sampled_from(equal_shares.STARTS),
        "increment": st.sampled_from(["", "1/100", "1", "777", "1000000"]),
        "exhaustive_stop": st.booleans(),
        "min_vote_share": st.sampled_from(["0", "5", "100"]),
        "variant": st.sampled_from(["skip", "no-skip"]),
        "unit": st.sampled_from([1, 100]),
    },
)
lonely = st.lists(st.sampled_from([["b"], ["b", "c"], [], ["a"], ["a", "d"], ["d"]]), max_size=25)


def concluded(paper, answers) -> rules.Count:
    """What certifying does with ballots: count, compare, conclude."""
    balance = Balance(residents=13, filled=25, total=25, floor=51)
    setting = rules.Setting({"resident": 25}, {"resident": len(answers)}, ">1/2", ">1/2", balance)
    result, beside = rules.outcome(paper, answers), rules.compared(paper, answers)
    return rules.conclude(setting, paper.method, result, compared=beside, alike=rules.all_alike(answers))


@pytest.mark.parametrize("method", sorted(set(EXAMPLES) - {"pot"}))
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_every_method_concludes_whatever_is_answered(method, data):
    answers = data.draw(st.lists(ANSWERS[method], max_size=25))
    paper = rules.Paper(method, dict.fromkeys(KEYS, "T"), parameters=PARAMETERS[method], order=KEYS)
    assert concluded(paper, answers).as_facts()["method"] == method


@settings(max_examples=120, deadline=None)
@given(st.tuples(near, near, near, near), switches, lonely, st.permutations(KEYS))
def test_every_pot_concludes_and_both_programs_agree(costs, switched, answers, order):
    """Lone wishes, costs near the pot and far above it, every switch; steps passed over, and counts that are ended."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(equal_shares, "MOST_RUNS", 60)
        patch.setattr(verify, "MOST_RUNS", 60)
        priced = dict(zip(KEYS, costs, strict=True))
        parameters = rules.with_switches("pot", {"sum": POT_SUM} | switched)
        paper = rules.Paper("pot", dict.fromkeys(KEYS, "T"), priced, parameters, tuple(order))
        result = json.loads(canonical(concluded(paper, answers).as_facts()))["result"]
        asked = {"method": "pot", "keys": list(KEYS), "costs": priced, "order": list(order), "parameters": parameters}
        sent = {}
        for answer in answers:
            sent[tuple(answer)] = sent.get(tuple(answer), 0) + 1
        found = verify.METHODS[parameters["rule"]](asked, sent, result)
        assert {name for name in found if not verify.agrees(result[name], found[name])} == set()
        assert ("ended_at_bound" in result["parameters"]) == ("ended_at_bound" in found.get("parameters", {}))


@pytest.mark.parametrize("rule", outcomes.POT_RULES)
def test_a_lone_wish_on_a_board_of_24_is_certified_and_counted_again(rule):
    """By equal shares, and beside greedy, which compares itself with equal shares."""
    costs = {"a": 95_000, "b": 20_000}
    parameters = rules.with_switches("pot", {"sum": POT_SUM, "rule": rule})
    paper = rules.Paper("pot", {"a": "A", "b": "B"}, costs, parameters, ("a", "b"))
    found = concluded(paper, [["b"]] * 23 + [["a"]])
    assert found.result["winners"] == found.compared["winners"] == ["b"]


def test_a_comparison_that_is_refused_leaves_the_real_count_alone():
    """Nothing is said of it then."""
    wrong = {"sum": 100, "rule": "greedy", "min_vote_share": "300"}
    paper = rules.Paper("pot", {"a": "A"}, {"a": 50}, wrong, ("a",))
    found = concluded(paper, [["a"]] * 20)
    assert found.result["winners"] == ["a"] and found.compared is None
    assert "compared" not in found.as_facts()


@pytest.mark.parametrize(
    ("method", "parameters", "cost"),
    [
        ("pot", {"sum": 10**15 + 1}, 5),
        ("pot", {"sum": 100}, 10**15 + 1),
        ("pot", {"sum": 100, "unit": 0}, 5),
        ("pot", {"sum": 100, "increment": "0"}, 5),
        ("pot", {"sum": 100, "min_vote_share": "101"}, 5),
        ("pot", {"sum": 100, "completion": "other"}, 5),
        ("pot", {"sum": 100, "rule": "greedy", "variant": "other"}, 5),
        ("division", {"pot": 500, "bounds": BOUNDS}, None),
        ("stv", {"seats": 0}, None),
    ],
)
def test_what_no_count_would_take_is_not_asked(method, parameters, cost):
    costs = dict.fromkeys(KEYS, cost) if cost else {}
    paper = rules.Paper(method, dict.fromkeys(KEYS, "T"), costs, rules.with_switches(method, parameters))
    assert not rules.may_be_counted(paper)


@pytest.mark.parametrize("method", ["motion", *EXAMPLES])
def test_what_a_count_takes_can_be_asked(method):
    paper = rules.Paper(method, dict.fromkeys(KEYS, "T"), dict.fromkeys(KEYS, 5), PARAMETERS.get(method, {}))
    assert rules.may_be_counted(paper)


@pytest.mark.parametrize("unit", [0, -1])
def test_a_unit_of_money_that_is_none_is_refused_in_a_sentence(unit):
    """Also in a folder that was sealed anew."""
    good = made_by("pot", EXAMPLES["pot"], parameters=POT | {"unit": 1})
    bad = replace(good, rules={**good.rules, "parameters": POT | {"unit": unit}})
    with TemporaryDirectory() as place:
        folder = Path(place, "vote")
        writer.write(bad, folder)
        with pytest.raises(verify.Wrong, match="a unit of money is at least one"):
            recount.recount(folder)


@pytest.mark.django_db
def test_a_vote_with_a_lone_wish_and_a_small_step_is_certified():
    """It would take 50,000 steps until one person's share pays for the bus shelter."""
    board, people = hall()
    vote = put(board, people, "pot", parameters={"sum": 1000, "rule": "equal-shares", "increment": "1/100"})
    for number, person in enumerate(people):
        voting.cast(vote, by=person, choice=["b"] if number else ["a"], at=vote.opens_at)
    assert voting.finish(vote, at=vote.closes_at)
    vote.refresh_from_db()
    result = vote.tally.facts["result"]
    assert (vote.state, vote.passed, result["winners"]) == ("certified", True, ["b", "a"])
    assert result["parameters"]["increments_made"] == 50_000
    assert list(house.faults_of(vote)) == []


@pytest.mark.django_db
def test_asking_for_a_vote_tries_the_count_first():
    """Whatever kind of thing is asked, with the switches it brings."""
    board, people = hall()
    motion = Motion.objects.create(board=board, by=people[0], at=make.now(), text="Which?", method="pot")
    motion.methods, motion.parameters = ("pot",), {"sum": 1000, "increment": "0"}
    motion.ballot_options = lambda: [{"key": "a", "title": "A", "cost": 5}]
    assert "more than nothing" in asking.method_verdict(motion, "open", make.now()).message
    motion.parameters["increment"] = "1"
    assert asking.method_verdict(motion, "open", make.now())
