"""Real elections by ranked ballots, counted again: every seat and every stage as it was published.

REAL_BLT names a folder with .blt files, an INDEX.tsv (blt, seats, …, published_json, …, ward, elected) and the
stages as returning officers published them. Without it nothing is compared.
"""

import csv
import json
import os
from pathlib import Path

import pytest

from governance.voting.counting import RULES
from governance.voting.counting.formats import blt
from governance.voting.counting.transfers import VOTE

FOLDER = Path(os.environ.get("REAL_BLT", "/nowhere"))
INDEX = FOLDER / "INDEX.tsv"
WARDS = list(csv.DictReader(INDEX.open(encoding="utf-8"), delimiter="\t")) if INDEX.is_file() else []

pytestmark = pytest.mark.skipif(not WARDS, reason="not run: REAL_BLT names no folder with real elections")


def units(text: str) -> int:
    """A published number of votes in hundred-thousandths, without a float in between."""
    whole, _dot, decimals = text.lstrip("-").partition(".")
    return int(whole) * VOTE + int(f"{decimals:0<5}"[:5])


def published(ward: dict) -> tuple[dict, list[list[dict]]]:
    """What the returning officer said: the facts, and a row per candidate for each stage."""
    said = json.loads((FOLDER / ward["published_json"]).read_text(encoding="utf-8"))["Constituency"]
    stages = {}
    for row in said["countGroup"]:
        stages.setdefault(int(row["Count_Number"]), []).append(row)
    return said["countInfo"], [stages[number] for number in sorted(stages)]


@pytest.mark.parametrize("ward", WARDS, ids=lambda ward: ward["blt"])
def test_a_real_ward_comes_out_as_published(ward):
    facts, stages = published(ward)
    with (FOLDER / ward["blt"]).open("rb") as source:
        contest = blt.read(source)

    result = RULES["stv"].count(contest)

    # The rows of every stage are in the order of the ballot paper, as the file is; the names are written otherwise.
    people = dict(zip(contest.rankings.ids, (f"{r['Firstname']} {r['Surname']}" for r in stages[0]), strict=True))
    assert sorted(people[name] for name in result.winners) == sorted(ward["elected(published)"].split("; "))
    assert (result.quota, result.valid) == (int(facts["Quota"]), int(facts["Valid_Poll"]))
    assert len(result.rounds) == len(stages)
    for one, rows in zip(result.rounds, stages, strict=True):
        assert list(one.totals.values()) == [units(row["Total_Votes"]) for row in rows]


@pytest.mark.parametrize("ward", WARDS, ids=lambda ward: ward["blt"])
def test_everybody_is_elected_and_excluded_at_the_published_stage(ward):
    _facts, stages = published(ward)
    with (FOLDER / ward["blt"]).open("rb") as source:
        contest = blt.read(source)

    result = RULES["stv"].count(contest)

    elected = {name: number for number, one in enumerate(result.rounds, 1) for name in one.elected}
    last = stages[-1]
    said = [int(row["Occurred_On_Count"]) if row["Status"] == "Elected" else None for row in last]
    assert [elected.get(name) for name in contest.rankings.ids] == said
    assert set(result.excluded) <= {
        name for name, row in zip(contest.rankings.ids, last, strict=True) if row["Status"] != "Elected"
    }
