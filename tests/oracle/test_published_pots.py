"""Real budgets, counted again: the winners as they were published.

REAL_PB names a folder with .pb files. Without it nothing is compared. docs/counting.md lists the outcomes.
"""

import os
from pathlib import Path

import pytest

from governance.voting.counting import RULES
from governance.voting.counting.formats import pb

FOLDER = Path(os.environ.get("REAL_PB", "/nowhere"))
WAYS = {
    "greedy": ("greedy", {}),
    "greedy-no-skip": ("greedy", {"variant": "no-skip"}),
    "greedy-threshold": ("greedy", {"variant": "threshold"}),
    "equalshares": ("equal-shares", {"completion": "none"}),
    "equalshares/add1": ("equal-shares", {"completion": "increment"}),
}


@pytest.mark.skipif(not FOLDER.is_dir(), reason="REAL_PB names no folder with .pb files")
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.pb")), ids=lambda path: path.stem)
def test_a_published_budget_comes_out_as_it_was_published(path):
    with path.open("rb") as source:
        election = pb.read(source)
    if election.published is None:
        pytest.skip("it does not say who won")
    way = WAYS.get(election.facts.get("rule", ""))
    if way is None:
        pytest.skip(f"we have no rule {election.facts.get('rule')}")
    rule, options = way
    if rule == "equal-shares" and options["completion"] == "increment":
        options = options | {"increment": 1}
    order = list(election.ids) if RULES[rule].ties == "file" else None
    result = RULES[rule].count(election, order=order, **options)
    assert set(result.winners) == set(election.published)
