"""A bundle counted again by the house's own methods, from nothing but its files, and held against what was published.

The verifier in the bundle has code of its own for every method. So a vote that passes both was counted twice, by two
programs that share nothing but the rules.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from governance.boards.rules import Balance

from .. import rules as voting
from ..rules.counting import line_of
from . import verify
from .verify import canonical, insist, lines_of, one_of


@dataclass(frozen=True)
class Recount:
    """What came of it. said: the verifier's sentences. found: the result, where the ballots are listed."""

    said: list[str]
    method: str
    found: Mapping | None

    @property
    def winners(self) -> list[str]:
        """The options that won, where options can."""
        return ((self.found or {}).get("result") or {}).get("winners", [])


def recount(folder: Path, head: str | None = None) -> Recount:
    """Check a bundle, count it again and compare. Raises `verify.Wrong` where something does not fit."""
    said = verify.verify(str(folder), head)
    manifest, asked = one_of(str(folder), "manifest.json"), one_of(str(folder), "rules.json")
    if not manifest["listed"]:
        return Recount(said, asked["method"], None)
    published = one_of(str(folder), "tally.json")
    try:
        result = counted(asked, manifest, ballots_of(folder), published)
        # Two people may be given the ballots of a vote whose result was published without what tells of single ones.
        is_whole = "input" in published.get("result", ("input",))
        found = json.loads(canonical(result.as_facts() if is_whole else result.without_ballots()))
        found = voting.as_kept(found, published)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, IndexError, RecursionError) as fault:
        raise verify.Wrong(f"the rules cannot be counted by ({type(fault).__name__}: {fault})") from None
    for name in sorted(set(published) | set(found) - {"by_kind"}):
        insist(name == "table" or published.get(name) == found.get(name), f"the result says otherwise of {name}")
    return Recount(said, asked["method"], found)


def ballots_of(folder: Path) -> Iterator[Mapping]:
    """The ballots, one at a time."""
    return (ballot for _number, _line, ballot in lines_of(str(folder), "ballots.jsonl"))


def counted(asked: Mapping, manifest: Mapping, ballots, published: Mapping) -> voting.Count:
    """The count of a bundle: its roll, its rules and its ballots, in the house's own terms."""
    setting = setting_of(asked, manifest, published)
    if asked["method"] != voting.MOTION:
        paper, answers = paper_of(asked), [ballot["choice"] for ballot in ballots]
        return voting.conclude(
            setting,
            asked["method"],
            voting.outcome(paper, answers),
            compared=voting.compared(paper, answers),
            alike=voting.all_alike(answers),
        )
    return voting.count(
        setting,
        ((ballot.get("kind", ""), ballot["choice"]) for ballot in ballots),
        majority=asked["majority"],
        majority_clause=asked["majority_clause"],
        residents_too=asked["residents_too"],
    )


def marks_of(asked: Mapping, manifest: Mapping, published: Mapping) -> dict[str, int]:
    """How many voted, by kind. Of a secret vote a way that fits what is told: whether enough residents did."""
    voted, eligible = manifest["voted"], manifest["eligible"]
    if verify.ANY not in voted:
        return voted
    present, could = voted[verify.ANY], eligible.get("resident", 0)
    least, most = max(0, present - sum(eligible.values()) + could), min(present, could)
    holds = line_of(asked["resident_quorum"], most, present, "vote.resident_quorum").holds
    residents = most if holds == published["resident_quorum"]["holds"] else least
    return {"resident": residents, verify.ANY: present - residents}


def setting_of(asked: Mapping, manifest: Mapping, published: Mapping) -> voting.Setting:
    """What it was counted by beside its ballots."""
    away = asked.get("recusal")
    free = away and voting.Free(manifest["eligible"], away["seats"], away["away"], away["floor"], asked["quorum"])
    return voting.Setting(
        roll=manifest["eligible"],
        marks=marks_of(asked, manifest, published),
        quorum=asked["quorum"],
        resident_quorum=asked["resident_quorum"],
        balance=Balance(**asked["balance"]),
        seats_a_resident=asked["seats_a_resident"],
        right=asked["by_charter"],
        free=free,
        away_counts=bool(away and away["counts"]),
        is_secret=verify.ANY in manifest["voted"],
    )


def paper_of(asked: Mapping) -> voting.Paper:
    """The ballot paper that was frozen."""
    options = [one for one in asked["options"] if isinstance(one, Mapping)]
    return voting.Paper(
        method=asked["method"],
        options={one["key"]: one["title"] for one in options},
        costs={one["key"]: one["cost"] for one in options if "cost" in one},
        parameters=asked["parameters"],
        order=tuple(asked["order"]),
    )
