"""Pabulib's .pb files, strictly: what we publish passes the format's own checker and reads back the same.

Ballots are written sorted, not as they came, and voters are numbered through: neither the order nor the
number says anything about a person. Projects stand by how much they are wanted, ties by the published order.
A rule is named in the format's own words only where it is that very rule and every sum is whole (the
checker rounds sums down); otherwise the file says "unknown". The comment names ours with every switch.
The format has no abstentions: they are left out, and the comment says how many. No rule of ours counts them.
A project without a name is called by its id. Where the pot pays for everything, the file says so. What its checker
calls an error and is none of ours: a project above the pot, which may stand on a ballot and never wins.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from community.record.verdict import _

from ..ballots import Pot, refused
from ..result import Result

OBLIGATORY = ("description", "country", "unit", "instance", "date_begin", "date_end")
BEFORE = ("description", "country", "unit", "district", "subunit", "instance")
AFTER = ("date_begin", "date_end")
LAST = ("edition", "language", "currency", "fully_funded", "experimental", "comment", "acknowledgments")
DAY = re.compile(r"\d{4}|\d{2}\.\d{2}\.\d{4}")
NO_ID = re.compile(r"[\s,;\"']|^$")


def write(pot: Pot, facts: Mapping[str, str], result: Result | None = None) -> Iterator[str]:
    """The lines of a file. `facts` says where and when: see OBLIGATORY; dates as 2026 or 31.03.2026."""
    check(pot, facts)
    yield from _section("META", ["key", "value"], _meta(pot, facts, result).items())
    order = {name: number for number, name in enumerate(result.order if result else sorted(pot.ids))}
    support = dict(zip(pot.ids, pot.ballots.support, strict=True))
    projects = sorted(pot.projects, key=lambda project: (-support[project.id], order[project.id]))
    rows = [[p.id, _sum(p.cost, pot.unit), support[p.id], _one_line(p.name) or p.id] for p in projects]
    header = ["project_id", "cost", "votes", "name"]
    if result:
        header.append("selected")
        rows = [[*row, int(row[0] in set(result.winners))] for row in rows]
    yield from _section("PROJECTS", header, rows)
    ballots = sorted(
        (sorted(pot.ids[place] for place in named), times) for named, times in pot.ballots.weights.items() if named
    )
    votes = (",".join(named) for named, times in ballots for _again in range(times))
    yield from _section("VOTES", ["voter_id", "vote"], ([number, vote] for number, vote in enumerate(votes, 1)))


def check(pot: Pot, facts: Mapping[str, str]) -> None:
    """Refuse what the format cannot say, before the first line is written."""
    for name in OBLIGATORY:
        if not _one_line(facts.get(name, "")):
            raise refused(_("The file has to say its %(fact)s."), fact=name)
    for name in AFTER:
        if not DAY.fullmatch(facts[name]):
            raise refused(_("A day in this format is written as 31.03.2026."))
    for project in pot.projects:
        if NO_ID.search(project.id):
            raise refused(_("%(option)s cannot be an id in this format."), option=project.id)
    if pot.scores:
        raise refused(_("Only approvals are written in this format."))


def _meta(pot: Pot, facts: Mapping[str, str], result: Result | None) -> dict[str, object]:
    """The first section, in the order the format asks for."""
    found = {name: facts[name] for name in BEFORE if facts.get(name)}
    found |= {"num_projects": len(pot.projects), "num_votes": pot.ballots.voters, "budget": _sum(pot.sum, pot.unit)}
    found |= {"vote_type": "approval", "rule": _rule(pot, result)} | {name: facts[name] for name in AFTER}
    longest = max(map(len, pot.ballots.weights), default=0)
    if longest:
        found |= {"min_length": 1, "max_length": longest}
    if result and result.parameters.get("variant") == "threshold":
        found["min_project_score_threshold"] = result.parameters["threshold"]
    comments = []
    if result:
        said = ", ".join(f"{name} {value}" for name, value in result.parameters.items() if value not in ("", None))
        comments.append(f"Counted by {result.rule} {result.version} ({said}); input {result.input}.")
    if abstained := pot.ballots.people - pot.ballots.voters:
        comments.append(f"Abstentions left out: {abstained}.")
    facts = {
        **facts,
        "fully_funded": "1" if pot.projects and sum(pot.costs) <= pot.sum else "",
        "comment": " ".join(f"#{n}: {text}" for n, text in enumerate(comments, 1)),
    }
    return {
        name: _one_line(str(value)) for name, value in (found | {n: facts[n] for n in LAST if facts.get(n)}).items()
    }


def _rule(pot: Pot, result: Result | None) -> str:
    """The format's name for a rule, where it means exactly what was counted."""
    if not result or any(amount % pot.unit for amount in (pot.sum, *pot.costs)):
        return "unknown"
    switches = result.parameters
    if switches.get("variant"):
        # Elsewhere greedy also pays, with money left over, what nobody named.
        if any(not wanted and cost <= result.left for wanted, cost in zip(pot.support, pot.costs, strict=True)):
            return "unknown"
        return {"skip": "greedy", "no-skip": "greedy-no-skip", "threshold": "greedy-threshold"}[switches["variant"]]
    plain = {"utility": "cost", "completion": "none", "start": "exact", "min_vote_share": "0"}
    if result.rule == "equal-shares" and not result.ties:
        return "equalshares" if all(switches[name] == value for name, value in plain.items()) else "unknown"
    return "unknown"


def _section(name: str, header: list[str], rows: Iterable) -> Iterator[str]:
    """A section, one line at a time, quoted where it has to be."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";", lineterminator="\n")
    yield f"{name}\n"
    for row in chain([header], rows):
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _sum(amount: int, unit: int) -> str:
    """A sum in the units people write, with as many decimals as it needs."""
    whole, rest = divmod(amount, unit)
    return f"{whole}.{rest:0{len(str(unit)) - 1}d}" if rest else str(whole)


def _one_line(text: str) -> str:
    """Text without line ends and control characters, which no field of the format has."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
