"""Greedy in its three variants."""

from hypothesis import given, settings

from governance.voting.counting import greedy

from .test_every_method import pot, pots

TOWN = pot(["abc", "abc", "ab", "a", "d"], costs=(30, 40, 10, 10), sum=60)


def test_skip_passes_over_what_does_not_fit():
    found = greedy.count(TOWN)
    assert found.winners == ("a", "c", "d")
    assert [one.is_paid for one in found.rounds] == [True, False, True, True]
    assert found.left == 10


def test_no_skip_ends_at_the_first_that_does_not_fit():
    found = greedy.count(TOWN, variant="no-skip")
    assert found.winners == ("a",)
    assert [one.project for one in found.losers] == ["c", "d"]


def test_the_threshold_leaves_out_what_too_few_want():
    assert greedy.count(TOWN, variant="threshold", threshold=2).winners == ("a", "c")
    assert greedy.count(TOWN, variant="threshold", threshold=3).winners == ("a",)


def test_a_tie_that_decided_nothing_is_not_told():
    assert greedy.count(pot(["ab", "c"], costs=(10, 10, 50), sum=70)).ties == ()
    (tie,) = greedy.count(pot(["ab", "c"], costs=(40, 30, 50), sum=60)).ties
    assert (tie.round, tie.among, tie.first) == (1, ("a", "b", "c"), "a")


@given(pots())
@settings(max_examples=100, deadline=None)
def test_what_was_not_paid_did_not_fit_when_its_turn_came(some):
    found = greedy.count(some)
    costs, support = (dict(zip(some.ids, numbers, strict=True)) for numbers in (some.costs, some.support))
    for name in set(some.ids) - set(found.winners):
        before = sum(costs[w] for w in found.winners if (-support[w], w) < (-support[name], name))
        assert not support[name] or before + costs[name] > some.sum


def test_every_turn_is_told_in_words():
    lines = greedy.count(TOWN, variant="threshold", threshold=3).lines()
    assert lines[4:9] == [
        "Winners: 1",
        "  1. a",
        "     support 4; costs 30 of 60 left: paid",
        "  2. b",
        "     support 3; costs 40 of 30 left: does not fit",
    ]
    assert "  d: support 1" in lines


def test_what_is_left_over_goes_by_support_or_by_support_for_its_cost():
    """B has three supporters for 40, C two for 20: C has more of them for the money."""
    town = pot(["bc", "bc", "b", "a"], costs=(1, 40, 20))
    known = {"support": town.support, "rank": {0: 0, 1: 1, 2: 2}}
    assert greedy.fill(town, [1, 2], 45, utility="cost", **known) == [1]
    assert greedy.fill(town, [1, 2], 45, utility="cardinality", **known) == [2]
