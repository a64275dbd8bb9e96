"""Equal shares: worked examples, and the conditions that its source promises."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.record.verdict import Refused
from governance.voting.counting import equal_shares, ledger
from governance.voting.counting.ballots import Project
from governance.voting.counting.result import exact

from .test_every_method import pot, pots


def test_a_worked_example():
    """Ten people, 100 in the pot: ten each. A costs 60 and has six supporters, B costs 30 and has five."""
    town = pot(["ab"] * 2 + ["a"] * 4 + ["b"] * 3 + ["c"], costs=(48, 30, 20), sum=100)
    found = equal_shares.count(town, completion="none")
    first, second = found.rounds
    assert (first.project, first.price, first.in_full, first.with_less) == ("a", 8, 6, 0)
    # two supporters of B have 2 left; the other three pay (30 - 4) / 3
    assert (second.project, second.price, second.in_full, second.with_less) == ("b", Fraction(26, 3), 3, 2)
    assert second.effective_support == Fraction(90, 26)
    (loser,) = found.losers
    assert (loser.had, loser.short, loser.effective_support, loser.needed) == (10, 10, 1, 2)
    assert found.left == 22


def test_a_small_group_gets_its_part_where_greedy_gives_it_nothing():
    town = pot(["ab"] * 6 + ["c"] * 4, costs=(50, 50, 40), sum=100)
    assert equal_shares.count(town, completion="none").winners == ("a", "c")


def test_utility_decides_which_is_cheaper():
    town = pot(["a"] * 3 + ["ab"] * 1 + ["b"], costs=(40, 10), sum=50)
    assert equal_shares.count(town, utility="cost", completion="none").winners[0] == "a"
    assert equal_shares.count(town, utility="cardinality", completion="none").winners[0] == "b"


def test_increments_spend_more_and_greedy_spends_the_rest():
    town = pot(["a", "a", "b", "c"], costs=(30, 20, 35), sum=60)
    assert equal_shares.count(town, completion="none").winners == ("a",)
    increased = equal_shares.count(town, completion="increment", increment=1)
    assert increased.winners == ("a", "b")
    assert increased.parameters["increments_made"] == 19  # with the twentieth, C would be bought as well
    assert equal_shares.count(town, completion="greedy").winners == ("a", "b")


def test_the_exhaustive_stop_ends_as_soon_as_nothing_fits():
    town = pot(["a", "a", "b", "c"], costs=(30, 20, 35), sum=60)
    stopped = equal_shares.count(town, increment=1, exhaustive_stop=True)
    assert stopped.winners == ("a", "b")
    assert stopped.parameters["increments_made"] == 5


def test_projects_that_too_few_people_named_are_set_aside():
    town = pot(["a"] * 9 + ["b"], costs=(50, 5), sum=100)
    assert equal_shares.count(town, completion="none").winners == ("a", "b")
    found = equal_shares.count(town, completion="greedy", min_vote_share=11)
    assert found.winners == ("a",)
    assert found.losers[0].set_aside
    assert equal_shares.count(town, min_vote_share=10).winners == ("a", "b")


def test_who_abstains_leaves_the_pot_to_the_others():
    assert equal_shares.count(pot(["a", "", ""], costs=(60,)), completion="none").winners == ("a",)


def test_a_share_can_begin_at_a_whole_unit():
    town = pot(["a", "b", "b"], costs=(20, 10), sum=62)
    assert equal_shares.count(town, completion="none").parameters["share"] == "62/3"
    assert equal_shares.count(town, completion="none", start="whole").parameters["share"] == "20"


@pytest.mark.parametrize(
    "wrong", [{"utility": "x"}, {"completion": "x"}, {"start": "x"}, {"increment": 0}, {"min_vote_share": 101}]
)
def test_a_switch_that_does_not_exist_is_refused(wrong):
    with pytest.raises(Refused):
        equal_shares.count(pot(["a"]), **wrong)


LONE = ["b"] * 23 + ["a"]  # 23 people want B, and one a project that takes almost all of the pot


def test_a_lone_wish_that_takes_almost_all_of_the_pot_does_not_keep_the_count_from_ending():
    found = equal_shares.count(pot(LONE, costs=(95_000, 20_000), sum=100_000), completion="increment-greedy")
    assert (found.winners, found.left) == (("b",), 80_000)
    # the share of 95,000 that would buy both is reached in the step after this one
    assert found.parameters["increments_made"] == 22_708
    assert Fraction(found.parameters["share"]) == Fraction(100_000, 24) + 22_708 * 4
    assert "ended_at_bound" not in found.parameters


def test_a_thousand_people_and_one_of_them_alone_come_to_an_end():
    town = pot(["b"] * 999 + ["a"], costs=(95_000, 20_000), sum=100_000)
    assert equal_shares.count(town).parameters["increments_made"] == 94_899


def test_a_count_that_is_ended_keeps_the_last_of_its_steps_and_says_so(monkeypatch):
    """A of two equal wishes is poor: step by step, as nobody knows what comes of it, and here no more than five."""
    town = pot(["ab", "b", "c"], costs=(20, 30, 60), sum=60)
    monkeypatch.setattr(equal_shares, "MOST_RUNS", 5)
    found = equal_shares.count(town, increment=Fraction(1, 1000))
    assert found.parameters["increments_made"] == found.parameters["ended_at_bound"] == 5
    share = Fraction(found.parameters["share"])
    bought, _prices, _purses = plainly(town, share, town.costs)
    assert share == 20 + Fraction(5, 1000)
    assert found.winners == tuple(town.ids[p] for p in bought)


@given(pots(), st.sampled_from(["cost", "cardinality"]), st.booleans(), st.sampled_from(["exact", "whole"]))
@settings(max_examples=150, deadline=None)
def test_steps_that_are_passed_over_would_have_changed_nothing(some, utility, stop, start):
    """The same count with every step tried gives every word of the same record."""
    switches = {"utility": utility, "exhaustive_stop": stop, "start": start, "increment": Fraction(7, 3)}
    found = equal_shares.count(some, **switches).as_dict()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(equal_shares._Counting, "_quiet", lambda *_any: 0)
        assert equal_shares.count(some, **switches).as_dict() == found


def plainly(town, share, worth):
    """The method word for word, in fractions and person by person: slow, and the text to compare with."""
    people = [set(named) for named, times in town.ballots.weights.items() for _ in range(times)]
    purses, bought, prices = [Fraction(share)] * len(people), [], []
    rank = sorted(range(len(town.ids)), key=lambda p: town.ids[p])
    while True:
        best = None
        for place in rank:
            having = sorted(purses[n] for n, named in enumerate(people) if place in named)
            if place in bought or not having or sum(having) < town.costs[place]:
                continue
            owed = Fraction(town.costs[place])
            for paid, purse in enumerate(having):
                price = owed / (len(having) - paid)
                if purse >= price:
                    break
                owed -= purse
            if best is None or price / worth[place] < best[0]:
                best = (price / worth[place], place, price)
        if best is None:
            return bought, prices, purses
        _rho, place, price = best
        purses = [max(p - price, 0) if place in named else p for p, named in zip(purses, people, strict=True)]
        bought.append(place)
        prices.append(price)


@given(pots(), st.sampled_from(["cost", "cardinality"]))
@settings(max_examples=150, deadline=None)
def test_it_is_the_method_of_the_paper_round_by_round(some, utility):
    found = equal_shares.count(some, utility=utility, completion="none")
    worth = some.costs if utility == "cost" else [1] * len(some.costs)
    bought, prices, _purses = plainly(some, Fraction(some.sum, some.ballots.voters or 1), worth)
    assert found.winners == tuple(some.ids[p] for p in bought)
    assert [one.price for one in found.rounds] == prices


@given(pots(), st.sampled_from(["cost", "cardinality"]))
@settings(max_examples=100, deadline=None)
def test_the_price_condition_holds(some, utility):
    """Nobody pays more than a share, every winner is paid exactly, and no group left over could pay for more."""
    found = equal_shares.count(some, utility=utility, completion="none")
    worth = some.costs if utility == "cost" else [1] * len(some.costs)
    share = Fraction(some.sum, some.ballots.voters or 1)
    _bought, _prices, purses = plainly(some, share, worth)
    people = [set(named) for named, times in some.ballots.weights.items() for _ in range(times)]
    assert all(0 <= purse <= share for purse in purses)
    assert all(one.in_full * one.price <= one.cost <= (one.in_full + one.with_less) * one.price for one in found.rounds)
    for one in found.losers:
        place = some.ids.index(one.project)
        assert one.had == sum(purse for purse, named in zip(purses, people, strict=True) if place in named)
        assert one.had < one.cost
        assert one.short == one.cost - one.had


@given(pots())
@settings(max_examples=60, deadline=None)
def test_a_float_never_decides(some):
    """With a picture so coarse that it can exclude nothing, the books decide everything, and alike."""
    usual = equal_shares.count(some, completion="none").as_dict()
    hair, ledger.HAIR = ledger.HAIR, 10.0
    try:
        assert equal_shares.count(some, completion="none").as_dict() == usual
    finally:
        ledger.HAIR = hair


def test_prices_that_differ_by_less_than_a_float_can_tell_are_told_apart():
    """Two prices of 10**14 / 3 each, one of them less by a third."""
    big = 10**14
    town = pot(["a", "a", "a", "b", "b", "b"], costs=(big, big), sum=4 * big)
    near = type(town)(town.sum, (Project("a", big), Project("b", big - 1)), town.ballots)
    assert equal_shares.count(near, utility="cardinality", completion="none").winners == ("b", "a")
    assert not equal_shares.count(near, utility="cardinality", completion="none").ties
    assert equal_shares.count(town, utility="cardinality", completion="none").winners == ("a", "b")


def test_a_fraction_too_long_to_print_is_still_written():
    assert exact(Fraction(1, 3)) == "1/3"
    assert exact(Fraction(1, 7**6000)).startswith("0x1/0x")


def test_the_count_that_overspent_leaves_no_trace_in_the_one_before_it():
    """What losers had left is read from the books of the count that stands."""
    town = pot(["abcd", "abcdef", "d", *[""] * 8], costs=(1, 3, 3, 44, 1, 1), sum=46)
    found = equal_shares.count(town)
    last = Fraction(found.parameters["share"])
    bought, _prices, purses = plainly(town, last, town.costs)
    people = [set(named) for named, times in town.ballots.weights.items() for _ in range(times)]
    assert found.winners == tuple(town.ids[p] for p in bought)
    for one in found.losers:
        place = town.ids.index(one.project)
        assert one.had == sum(purse for purse, named in zip(purses, people, strict=True) if place in named)
