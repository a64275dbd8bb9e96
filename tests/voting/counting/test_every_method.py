"""The cases that every way of counting a pot, approvals or rankings has to pass."""

import re
from collections import Counter
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.record.verdict import Refused
from governance.voting.counting import RULES
from governance.voting.counting.ballots import Pot, Project, Scores
from governance.voting.counting.rankings import Contest, Rankings

WAYS = [
    *(("equal-shares", {"utility": u, "completion": c})
      for u in ("cost", "cardinality") for c in ("none", "greedy", "increment", "increment-greedy")),
    ("equal-shares", {"exhaustive_stop": True}),
    ("equal-shares", {"start": "whole"}),
    ("equal-shares", {"min_vote_share": 20}),
    ("greedy", {}),
    ("greedy", {"variant": "no-skip"}),
    ("greedy", {"variant": "threshold", "threshold": 2}),
    ("approval", {"seats": 2}),
    ("score", {"seats": 2}),
]  # fmt: skip
RANKED = [("stv", {"seats": 1}), ("irv", {})]
every_way = pytest.mark.parametrize(("rule", "options"), WAYS + RANKED, ids=lambda part: str(part))
every_way_without_ranks = pytest.mark.parametrize(("rule", "options"), WAYS, ids=lambda part: str(part))
OF_MONEY = [way for way in WAYS if way[0] in ("equal-shares", "greedy")]


def pot(sent, costs=(40, 30, 30), sum=60):
    """A pot in short: ballots as words whose letters are projects."""
    return Pot.gather(sum, [Project(name, cost) for name, cost in zip("abcdefghij", costs, strict=False)], sent)


def count(rule, election, **options):
    """Count a pot; where a rule asks for ranks, whoever is named stands in the order of the options."""
    if rule in dict(RANKED):
        election = Contest(1, Rankings(election.ids, election.ballots.weights))
    return RULES[rule].count(election, **options)


@st.composite
def pots(draw):
    """Small pots of every shape, with projects above the pot, abstentions and equal ballots."""
    costs = draw(st.lists(st.integers(1, 60), min_size=1, max_size=6))
    ids = "abcdefghij"[: len(costs)]
    sent = draw(st.lists(st.sets(st.sampled_from(ids)).map(sorted), max_size=12))
    return pot(sent, costs, draw(st.integers(0, 120)))


@every_way
def test_no_ballots_elect_nobody(rule, options):
    found = count(rule, pot([]), **options)
    assert found.winners == ()
    assert found.left in (60, None)


@every_way
def test_no_options_elect_nobody(rule, options):
    assert count(rule, pot([[], []], costs=()), **options).winners == ()


@every_way
def test_abstentions_elect_nobody(rule, options):
    found = count(rule, pot(["", "", ""]), **options)
    assert found.winners == ()
    assert found.people == 3


@every_way
def test_one_ballot_gets_nothing_that_it_did_not_name(rule, options):
    assert set(count(rule, pot(["b"]), **options).winners) <= {"b"}


@every_way_without_ranks
def test_a_full_tie_goes_by_the_published_order(rule, options):
    tied = pot(["abc", "abc"], costs=(30, 30, 30))
    for order in ("abc", "bca", "cab"):
        found = count(rule, tied, order=list(order), **options)
        assert found.winners == tuple(order[:2])
        assert any(set(tie.among) >= {order[2], tie.first} for tie in found.ties)


@pytest.mark.parametrize(("rule", "options"), RANKED, ids=str)
def test_a_full_tie_of_first_places_goes_by_the_published_order(rule, options):
    for order in ("abc", "bca", "cab"):
        found = count(rule, pot(["a", "b", "c"]), order=list(order), **options)
        assert found.winners == (order[0],)
        assert [(tie.round, tie.first, tie.stage) for tie in found.ties] == [(1, order[2], 0), (2, order[1], 0)]


@every_way
def test_an_option_offered_twice_is_refused(rule, options):
    with pytest.raises(Refused):
        Pot.gather(60, [Project("a", 10), Project("a", 20)], ["a"])


@every_way
def test_an_option_named_twice_counts_once(rule, options):
    assert count(rule, pot(["aab", "b"]), **options) == count(rule, pot(["ab", "b"]), **options)


def test_a_ballot_for_something_else_is_refused():
    with pytest.raises(Refused):
        pot(["az"])


@pytest.mark.parametrize("order", ["ab", "abcd", "abb"])
@every_way
def test_an_order_that_does_not_name_every_option_once_is_refused(rule, options, order):
    with pytest.raises(Refused):
        count(rule, pot(["a"]), order=list(order), **options)


@pytest.mark.parametrize(("rule", "options"), OF_MONEY, ids=str)
def test_what_costs_more_than_the_pot_is_not_paid(rule, options):
    found = count(rule, pot(["ab", "ab", "a"], costs=(61, 30)), **options)
    assert "a" not in found.winners


@given(pots(), st.randoms(use_true_random=False), st.sampled_from(WAYS + RANKED))
@settings(max_examples=60, deadline=None)
def test_the_order_of_ballots_makes_no_difference(some, random, way):
    rule, options = way
    sent = [[some.ids[p] for p in named] for named, times in some.ballots.weights.items() for _ in range(times)]
    random.shuffle(sent)
    again = Pot.gather(some.sum, some.projects, sent)
    assert count(rule, some, **options).as_dict() == count(rule, again, **options).as_dict()


@given(pots(), st.sampled_from(OF_MONEY))
@settings(max_examples=60, deadline=None)
def test_nobody_is_elected_from_outside_twice_or_with_money_that_is_not_there(some, way):
    rule, options = way
    found = count(rule, some, **options)
    costs = dict(zip(some.ids, some.costs, strict=True))
    assert set(found.winners) <= {name for name, wanted in zip(some.ids, some.support, strict=True) if wanted}
    assert max(Counter(found.winners).values(), default=1) == 1
    assert sum(costs[name] for name in found.winners) == found.sum - found.left <= found.sum


def test_points_are_added_up_and_a_tie_for_the_last_seat_is_told():
    given = Scores.gather("abc", [{"a": 3, "b": 1}, {"b": 2, "c": 3}, {}])
    found = count("score", pot([]).__class__.gather(0, [], [], scores=given), seats=2)
    assert found.winners == ("a", "b")
    assert [tie.among for tie in found.ties] == [("a", "b", "c")]
    assert found.people == 3


def test_a_simple_count_tells_what_each_option_had_and_what_won():
    found = count("approval", pot(["ab", "a", "c", "c"], costs=(1, 1, 1, 1)), seats=2)
    assert (found.rule, found.parameters) == ("approval", {"seats": 2})
    assert [(one.option, one.support, one.has_won) for one in found.rounds] == [
        ("a", 2, True), ("c", 2, True), ("b", 1, False), ("d", 0, False),
    ]  # fmt: skip
    assert not found.ties  # A and C are equal, and both won
    assert found.lines()[4:] == ["  1. a: 2, elected", "  2. c: 2, elected", "  3. b: 1", "  4. d: 0"]


@pytest.mark.parametrize("rule", ["approval", "score"])
def test_one_voice_is_enough_where_nobody_else_has_one(rule):
    assert count(rule, pot(["b", ""]), seats=1).winners == ("b",)
    assert count(rule, pot(["b", ""]), seats=3).winners == ("b",)


@pytest.mark.parametrize("rule", ["approval", "score"])
def test_a_simple_count_has_at_least_one_seat(rule):
    with pytest.raises(Refused, match="one seat"):
        count(rule, pot(["a"]), seats=0)


@pytest.mark.parametrize("name", [
    "approval", "score", "greedy", "equal_shares", "irv", "stv", "ranking", "consent", "gradients", "division",
])  # fmt: skip
def test_every_method_says_where_it_comes_from_and_how_it_counts(name):
    said = import_module(f"governance.voting.counting.{name}").__doc__
    for word in (r"Sources?:", r"Variants?\b", r"Ties\b", r"Rounding:", r"Shapes:", r"Units:"):
        assert re.search(word, said), word
