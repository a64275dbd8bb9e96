"""What `make fuzz` begins with, and what it has found, is read or refused in a sentence."""

import pytest

from tests.fuzz.parsers import PARSERS, seeds

pytestmark = pytest.mark.alike


@pytest.mark.parametrize("name", PARSERS)
def test_good_files_and_broken_ones_get_an_answer(name):
    for seed in seeds(name):
        PARSERS[name](seed)
        PARSERS[name](seed[: len(seed) // 2])
