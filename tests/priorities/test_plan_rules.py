"""What the fund may say about its money, and within which bounds a plan divides it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.priorities import rules
from governance.voting.counting import division

SAID = {
    "is_staff": True,
    "amount": 30_000_000,
    "coins": 100,
    "is_over": False,
    "decided_by": "The trustees.",
    "why": "A third of what there is.",
    "planned": None,
}
CYCLE = {
    "is_staff": True, "name": "Spring", "starts": date(2027, 1, 1), "ends": date(2027, 6, 30), "overlaps": False,
}  # fmt: skip
BEGIN = {
    "is_member": True,
    "is_clerk": False,
    "has_purse": True,
    "is_over": False,
    "priorities": 3,
    "is_another": False,
    "divides": rules.may_divide(pot=10, bounds=[(0, 10)]),
}


@pytest.mark.parametrize(
    ("otherwise", "clause"),
    [
        ({"is_staff": False}, "purse.said"),
        ({"is_over": True}, "purse.said"),
        ({"amount": 0}, "purse.said"),
        ({"amount": 30_000_050}, None),
        ({"decided_by": " "}, "purse.said"),
        ({"why": ""}, "purse.said"),
        ({"planned": 30_000_100}, "purse.said"),
    ],
)
def test_who_says_what_a_board_has_says_all_of_it(otherwise, clause):
    assert rules.may_set_purse(**SAID)
    verdict = rules.may_set_purse(**SAID | otherwise)
    assert not verdict and (clause is None or verdict.clause == clause)


def test_what_a_board_has_planned_with_is_raised_and_not_lowered():
    assert rules.may_set_purse(**SAID | {"planned": 30_000_000})
    assert not rules.may_set_purse(**SAID | {"planned": 30_000_000, "amount": 29_999_900})


@pytest.mark.parametrize(
    "otherwise", [{"is_staff": False}, {"name": " "}, {"ends": date(2026, 12, 31)}, {"overlaps": True}]
)
def test_a_cycle_has_a_name_and_days_of_its_own(otherwise):
    assert rules.may_name_cycle(**CYCLE)
    assert not rules.may_name_cycle(**CYCLE | otherwise)


@pytest.mark.parametrize(
    ("otherwise", "clause"),
    [
        ({"is_member": False}, "plan.made"),
        ({"has_purse": False}, "purse.said"),
        ({"is_over": True}, "plan.made"),
        ({"priorities": 0}, "priority.adopted"),
        ({"is_another": True}, "plan.made"),
        ({"divides": rules.may_divide(pot=10, bounds=[(11, 11)])}, "plan.floor"),
    ],
)
def test_a_plan_is_begun_by_a_member_with_money_and_priorities_one_at_a_time(otherwise, clause):
    assert rules.may_begin(**BEGIN)
    assert rules.may_begin(**BEGIN | {"is_member": False, "is_clerk": True})
    assert rules.may_begin(**BEGIN | otherwise).clause == clause


shares = st.tuples(st.integers(0, 50), st.integers(5, 100))


@given(st.integers(1, 10**9), shares, st.lists(st.integers(0, 10**9), min_size=1, max_size=8))
def test_bounds_that_can_be_met_are_bounds_the_count_takes(pot, shares, committed):
    """Where the rule says yes, the count of divisions says yes, and the other way round."""
    floor, ceiling = shares
    found = [rules.bounds(pot=pot, floor=floor, ceiling=ceiling, committed=held) for held in committed]
    for (least, most), held in zip(found, committed, strict=True):
        assert held <= least <= most
    parts = tuple(division.Share(f"p{n}", *pair) for n, pair in enumerate(found))
    try:
        division.Question(pot, parts)
        is_taken = True
    except Exception:
        is_taken = False
    assert bool(rules.may_divide(pot=pot, bounds=found)) is is_taken


@pytest.mark.parametrize("parts", [1, 3, 7])
def test_a_floor_and_a_ceiling_that_share_out_exactly_never_shut_each_other_out(parts):
    for pot in (1, 7, 100, 300_000, 299_999):
        bound = rules.bounds(pot=pot, floor=100 // parts, ceiling=-(-100 // parts), committed=0)
        assert rules.may_divide(pot=pot, bounds=[bound] * parts), pot


@pytest.mark.parametrize(
    ("facts", "clause"),
    [
        ({"has": 100, "needs": 100}, ""),
        ({"has": 101, "needs": 100}, ""),
        ({"has": 99, "needs": 100}, "purse.said"),
        ({"has": None, "needs": 100}, "purse.said"),
        ({"has": 100, "needs": 100, "short": ["Homes"]}, "plan.kept"),
    ],
)
def test_a_plan_counts_while_its_money_is_there(facts, clause):
    verdict = rules.may_adopt(**facts)
    assert bool(verdict) is (not clause) and verdict.clause == clause


def test_a_plan_is_decided_once_and_never_goes_back():
    for now, ends in rules.PLAN_MOVES.items():
        assert now not in ends
    holds = rules.may_adopt(has=1, needs=1)
    assert rules.may_put_plan(state=rules.COUNTED, holds=holds)
    assert not any(rules.may_put_plan(state=state, holds=holds) for state in set(rules.PLAN_MOVES) - {rules.COUNTED})
    assert rules.may_put_step(state=rules.BEGUN, is_done=False, holds=holds)
    assert not rules.may_put_step(state=rules.BEGUN, is_done=True, holds=holds)
    assert not rules.may_put_step(state=rules.COUNTED, is_done=False, holds=holds)
