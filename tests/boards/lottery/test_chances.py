"""The fairest chances: the same as by trying every panel, and proven where that cannot be tried."""

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.boards.lottery.chances import Cancelled, fairest
from governance.boards.lottery.mixture import Bound
from governance.boards.lottery.solver import maximise, quiet_solver

from . import pools

SMALL = st.builds(
    pools.small,
    st.integers(0, 10**6),
    people=st.integers(5, 9),
    seats=st.integers(2, 4),
    categories=st.integers(1, 3),
    looseness=st.integers(0, 1),
)


def chances_of(pool, found):
    """Everybody's chance, by token."""
    return {token: found.by_kind[n] for n, kind in enumerate(pool.kinds) for token, _home in pool.members[kind]}


def greatest(panels, floors, wanted):
    """The most that the least of these tokens can have, when others keep their floors: one sum over all panels."""
    solver = quiet_solver()
    shares = [solver.addVariable(lb=0) for _panel in panels]
    least = solver.addVariable(lb=-highspy.kHighsInf)
    solver.addConstr(sum(shares) == 1)
    for token in {*floors, *wanted}:
        held = sum((share for share, panel in zip(shares, panels, strict=True) if token in panel), start=0 * least)
        solver.addConstr(held >= floors[token] if token in floors else held - least >= 0)
    maximise(solver)
    solver.maximize(least)
    return solver.getObjectiveValue()


def leximin_by_trying(pool):
    """Everybody's fairest chance, found the long way: over all panels, person by person."""
    panels, settled = pools.valid_panels(pool), {}
    everybody = {person.token for person in pool.applicants}
    while len(settled) < len(everybody):
        chance = greatest(panels, settled, everybody - settled.keys())
        floors = {token: settled.get(token, chance) - 1e-9 for token in everybody}
        tight = {
            token
            for token in everybody - settled.keys()
            if greatest(panels, {t: f for t, f in floors.items() if t != token}, {token}) < chance + 1e-6
        }
        settled |= dict.fromkeys(tight, chance)
    return settled


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SMALL)
def test_the_smallest_chance_is_the_greatest_that_all_panels_together_allow(pool):
    everybody = [person.token for person in pool.applicants]
    best = greatest(pools.valid_panels(pool), {}, everybody)
    found = fairest(pool)
    assert found.smallest == pytest.approx(best, abs=1e-6)
    assert min(found.by_kind) == pytest.approx(best, abs=1e-6)
    assert found.is_leximin


@settings(max_examples=15, deadline=None, derandomize=True)
@given(SMALL)
def test_every_chance_is_the_fairest_by_trying_all_panels(pool):
    assert chances_of(pool, fairest(pool)) == pytest.approx(leximin_by_trying(pool), abs=2e-6)


@pytest.mark.parametrize("scale", [1, 10])
def test_the_published_examples_give_ten_percent_to_everybody(scale):
    assert fairest(pools.example(scale)).by_kind == pytest.approx([0.1] * 3, abs=1e-6)


def test_a_city_of_500_for_25_seats_reaches_the_bound_and_so_is_proven():
    pool = pools.skewed(500, 25)
    found = fairest(pool, stages=1)
    assert found.smallest == pytest.approx(Bound(pool).best()[0], abs=1e-6)
    assert found.smallest == pytest.approx(0.028846, abs=1e-6)
    assert (found.stages, found.is_leximin) == (1, False)


def test_probabilities_add_up_and_fill_every_seat():
    pool = pools.skewed(150, 15)
    found = fairest(pool)
    assert sum(share for _panel, share in found.panels) == pytest.approx(1)
    assert sum(c * n for c, n in zip(found.by_kind, pool.sizes, strict=True)) == pytest.approx(15)
    assert all(sum(panel) == 15 for panel, _share in found.panels)
    assert found.is_leximin and found.stages > 5


def test_what_a_time_limit_gave_can_be_repeated_by_its_number_of_stages():
    pool = pools.skewed(150, 15)
    hurried = fairest(pool, seconds=0)
    assert hurried.stages == 1 and not hurried.is_leximin
    assert hurried == fairest(pool, stages=1)
    assert hurried.smallest == pytest.approx(fairest(pool).smallest, abs=1e-6)


def test_somebody_whom_no_panel_can_hold_takes_nothing_from_the_others():
    pool = pools.of_types({("f", "l"): 4, ("m", "l"): 2, ("x", "l"): 1}, 0, 3, 3)
    pool = type(pool)(pool.applicants, [q for q in pool.quotas if q.value != "x"] + [ONLY_NONE], 3)
    found = fairest(pool)
    assert found.smallest == 0
    assert sorted(found.by_kind) == pytest.approx([0, 0.5, 0.5], abs=1e-6)


ONLY_NONE = pools.Quota("gender", "x", 0, 0)


def test_it_says_how_far_it_is_and_can_be_cancelled():
    said = []

    def stop_after_a_while(stage, done, of):
        said.append((stage, done, of))
        if stage == "chances":
            raise Cancelled

    with pytest.raises(Cancelled):
        fairest(pools.skewed(150, 15), progress=stop_after_a_while)
    assert said[0][0] == "panels" and said[-1] == ("chances", 0, 126)
    assert all(0 <= done <= of for _stage, done, of in said)
