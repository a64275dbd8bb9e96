"""The table of 1,000 panels: every panel valid, everybody as often as their chance says, the same everywhere."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.boards.lottery.chances import fairest
from governance.boards.lottery.pool import BadPool, Pool
from governance.boards.lottery.redraw import Malformed, mark, number_of, read, seed_of, sha256
from governance.boards.lottery.rounding import multiplicities
from governance.boards.lottery.table import BadTable, check, file_text, table_of, tokens_of

from . import pools

ROOT = Path(__file__).resolve().parents[3]
SOURCE = "The numbers of the state lottery of 1 March, smallest first, one space between"


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.builds(pools.small, st.integers(0, 10**6), people=st.integers(6, 10), categories=st.integers(1, 3)))
def test_any_panel_of_any_table_meets_every_quota_and_has_nobody_twice(pool):
    table = table_of(pool, fairest(pool))
    valid = {tuple(sorted(panel)) for panel in pools.valid_panels(pool)}
    assert len(table.panels) == 1000
    assert {tuple(panel) for panel in table.panels} <= valid


def test_people_who_are_alike_stand_in_as_many_panels_and_everybody_near_their_chance():
    pool = pools.skewed(150, 15)
    found = fairest(pool)
    table = table_of(pool, found)
    for n, kind in enumerate(pool.kinds):
        stood = [table.chances[token] for token, _home in pool.members[kind]]
        assert max(stood) - min(stood) <= 1
        assert all(abs(count - 1000 * found.by_kind[n]) < 3 for count in stood)
    assert min(table.chances.values()) == int(1000 * found.smallest)  # rounding took the fraction, no more


def test_those_of_one_home_share_its_chances_evenly():
    pool = pools.small(3, people=10, seats=3, categories=1)
    table = table_of(pool, fairest(pool))
    for kind in pool.kinds:
        stood = [table.chances[token] for token, _home in pool.members[kind]]
        assert max(stood) - min(stood) <= 1


def test_ten_percent_for_everybody_is_a_hundred_panels_for_everybody():
    pool = pools.example(1)
    assert set(table_of(pool, fairest(pool)).chances.values()) == {100}


def test_a_panel_that_breaks_a_rule_is_never_published():
    pool = pools.skewed(150, 15)
    women = [person.token for person in pool.applicants if person.features["gender"] == "f"][:15]
    with pytest.raises(BadTable, match="quota"):
        check(pool, [women])
    couple = pools.small(3)
    home = [person.token for person in couple.applicants if person.household == "north"][:3]
    with pytest.raises(BadTable, match="household"):
        check(Pool(couple.applicants, [], 3), [home])


def test_what_does_not_divide_goes_to_the_largest_remainders_and_then_to_the_first():
    assert multiplicities([1 / 3, 1 / 3, 1 / 3], 10) == [4, 3, 3]
    assert multiplicities([0.25, 0.5, 0.25], 1000) == [250, 500, 250]
    assert multiplicities([0.1004, 0.8996], 1000) == [100, 900]


def test_over_ten_thousand_draws_everybody_comes_up_as_often_as_their_chance_says():
    pool = pools.skewed(60, 8, seed=5)
    table = table_of(pool, fairest(pool))
    draws, stood, drawn = 10_000, dict.fromkeys(table.chances, 0), [0] * 1000
    for n in range(draws):
        number = number_of(seed_of([f"the first secret, {n}", f"the second secret, {n}"]), "hash of the file")
        drawn[number] += 1
        for token in table.panels[number]:
            stood[token] += 1

    for token, chance in table.chances.items():
        p = chance / 1000
        assert abs(stood[token] / draws - p) <= 4.5 * (p * (1 - p) / draws) ** 0.5, token
    chi_square = sum((count - draws / 1000) ** 2 / (draws / 1000) for count in drawn)
    assert abs(chi_square - 999) < 5 * (2 * 999) ** 0.5


PRINT_THE_FILE = """
import random
from governance.boards.lottery.chances import fairest
from governance.boards.lottery.pool import Pool
from governance.boards.lottery.redraw import sha256
from governance.boards.lottery.table import file_text, table_of
from tests.boards.lottery import pools

pool = pools.skewed(150, 15)
people, quotas = list(pool.applicants), list(pool.quotas)
random.Random({order}).shuffle(people)
random.Random({order}).shuffle(quotas)
pool = Pool(people, quotas, 15)
found = fairest(pool)
print(sha256(file_text(pool, found, table_of(pool, found), title="Eastbank", source="coin")))
"""


def test_the_file_is_the_same_in_every_process_and_any_order_of_input():
    said = {
        subprocess.run(
            [sys.executable, "-c", PRINT_THE_FILE.format(order=order)],
            cwd=ROOT, env={"PYTHONHASHSEED": str(order)}, capture_output=True, text=True, check=True,
        ).stdout
        for order in (0, 1)
    }  # fmt: skip
    pool = pools.skewed(150, 15)
    found = fairest(pool)
    said.add(sha256(file_text(pool, found, table_of(pool, found), title="Eastbank", source="coin")) + "\n")
    assert len(said) == 1


def test_the_file_says_what_was_possible_and_what_is():
    pool = pools.skewed(150, 15)
    found = fairest(pool)
    table = table_of(pool, found)
    facts = read(file_text(pool, found, table, title="Eastbank", source=SOURCE))
    assert facts["smallest"] == {"possible_millionths": 45378, "panels": 45}
    assert (facts["pool"], facts["seats"], len(facts["panels"])) == (150, 15, 1000)
    assert (facts["stages"], facts["all_stages"]) == (found.stages, True)
    for quota in facts["quotas"]:
        assert quota["least"] <= quota["found"][0] <= quota["found"][1] <= quota["most"]
    number = random.Random(1).randrange(1000)
    assert tokens_of(facts, number, list(pool.by_token)) == table.panels[number]
    someone = table.panels[number][0]
    assert mark(facts["lottery"], number, someone) in facts["panels"][number]


def test_a_file_needs_secret_tokens_and_a_seed_that_nobody_chooses():
    pool = pools.small(1)
    found = fairest(pool)
    table = table_of(pool, found)
    for nobody in ({}, {"commitments": ["0" * 64]}, {"commitments": ["0" * 64] * 2}, {"commitments": ["x", "y"]}):
        with pytest.raises(Malformed):
            file_text(pool, found, table, title="x", **nobody)
    guessable = Pool([pools.Applicant(f"t{n}", p.features) for n, p in enumerate(pool.applicants)], pool.quotas, 3)
    found = fairest(guessable)
    with pytest.raises(BadPool, match="too short"):
        file_text(guessable, found, table_of(guessable, found), title="x", source=SOURCE)
