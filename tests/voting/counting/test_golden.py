"""Invented elections whose whole arithmetic is kept in a file. A rule that counts otherwise has a new version.

To write the outcome anew after such a change: `python -m tests.voting.counting.test_golden`.
"""

import json
from pathlib import Path

import pytest

from governance.voting.counting import RULES
from governance.voting.counting.formats import pb

DATA = Path(__file__).resolve().parent.parent / "data"
COUNTS = {
    "equal-shares": ("equal-shares", {"completion": "none"}),
    "equal-shares-cardinality": ("equal-shares", {"completion": "none", "utility": "cardinality"}),
    "equal-shares-increment-10": ("equal-shares", {"completion": "increment", "increment": 10}),
    "equal-shares-exhaustive": ("equal-shares", {"completion": "increment", "increment": 10, "exhaustive_stop": True}),
    "equal-shares-greedy": ("equal-shares", {"completion": "greedy", "min_vote_share": 10}),
    "greedy": ("greedy", {}),
    "greedy-no-skip": ("greedy", {"variant": "no-skip"}),
    "greedy-threshold": ("greedy", {"variant": "threshold", "threshold": 20}),
    "approval": ("approval", {"seats": 3}),
    "score": ("score", {"seats": 1}),
}


def counted(name: str) -> dict:
    """Every count of one file."""
    with (DATA / f"{name}.pb").open("rb") as source:
        election = pb.read(source)
    found = {key: RULES[rule].count(election, **options).as_dict() for key, (rule, options) in COUNTS.items()}
    return json.loads(json.dumps(found))


@pytest.mark.parametrize("name", ["eastbank", "ties"])
def test_a_count_is_the_same_to_the_last_digit(name):
    expected = json.loads((DATA / f"{name}.json").read_text())
    found = counted(name)
    for key in COUNTS:
        assert found[key] == expected[key], key


if __name__ == "__main__":
    for path in sorted(DATA.glob("*.pb")):
        path.with_suffix(".json").write_text(json.dumps(counted(path.stem), indent=1, ensure_ascii=False) + "\n")
