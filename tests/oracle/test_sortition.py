"""The smallest chance beside sortition-algorithms."""

import pytest

from governance.boards.lottery.chances import fairest
from tests.boards.lottery import pools

from .sortition import their_smallest

pytest.importorskip("sortition_algorithms")

POOLS = {
    "example 200 / 20": pools.example(1),
    "60 / 8": pools.skewed(60, 8, seed=5),
    "100 / 12": pools.skewed(100, 12),
    "150 / 15": pools.skewed(150, 15),
}


@pytest.mark.parametrize("name", POOLS)
def test_the_smallest_chance_is_the_one_they_find(name):
    """They stop as soon as less than 0.02 of a percent could be missing."""
    assert fairest(POOLS[name], stages=1).smallest == pytest.approx(their_smallest(POOLS[name]), abs=2e-4)
