"""Counting a pot, beside the reference implementation where `make oracle` has put it.

python -m bench.counting                1,000 to 1,000,000 ballots, 100 projects; pabutools two of the sizes, in minutes
python -m bench.counting 1000 10000     other sizes

Seconds of CPU in the rule, not in the reading; memory is the peak of a process that does nothing else, in which the
ballots are made up as well.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np

from governance.voting.counting import equal_shares, greedy
from governance.voting.counting.ballots import Pot, Project

from . import ORACLE, ROOT

PROJECTS, DISTRICTS, SEED = 100, 8, 20260101
WAYS = ("equal shares", "equal shares + greedy", "equal shares + increments", "greedy")
OURS, THEIRS = "ours", "pabutools"
SIZES, THEIR_SIZES = (1_000, 10_000, 100_000, 1_000_000), (10_000, 100_000)
HEAD = """
## Counting a pot: equal shares and greedy

100 projects in eight districts, one to ten approvals each, a quarter of all costs to give out; increments of one unit
until the next step would overspend. Each count runs in a process of its own; seconds of CPU in the rule.
{beside}

| ballots | rule | seconds | µs per ballot | MB | pabutools, seconds | MB | times faster | same winners |
|---|---|---|---|---|---|---|---|---|
"""
ALONE = "pabutools is not installed here, so only ours was measured; `make oracle` brings it."


def town(ballots: int) -> tuple[list[Project], list[list[str]]]:
    """100 projects in eight districts; everybody names one to ten, mostly at home. Always the same."""
    draw = np.random.default_rng(SEED)
    popularity, place = draw.dirichlet(np.full(PROJECTS, 0.6)), draw.integers(0, DISTRICTS, PROJECTS)
    costs = (draw.integers(5, 200, PROJECTS) * 1000).tolist()
    ids = [f"p{number:03}" for number in range(PROJECTS)]
    liking = [np.log(popularity * np.where(place == home, 6, 1)) for home in range(DISTRICTS)]
    homes, sizes = draw.integers(0, DISTRICTS, ballots), draw.integers(1, 11, ballots)
    sent = [
        [ids[p] for p in np.argpartition(-(liking[home] + draw.gumbel(size=PROJECTS)), size)[:size]]
        for home, size in zip(homes, sizes, strict=True)
    ]
    return [Project(name, cost) for name, cost in zip(ids, costs, strict=True)], sent


def ours(projects, sent, way: str) -> dict:
    """One count of ours."""
    pot = Pot.gather(sum(p.cost for p in projects) // 4, projects, sent)
    assert pot.digest and pot.ballots.table  # the fingerprint and numpy's terms belong to the reading, and are kept
    began = time.process_time()
    if way == "greedy":
        result = greedy.count(pot)
    else:
        completion = {"equal shares": "none", "equal shares + greedy": "greedy"}.get(way, "increment")
        result = equal_shares.count(pot, completion=completion, increment=1)
    seconds = time.process_time() - began
    return {"seconds": seconds, "winners": sorted(result.winners), "distinct": len(pot.ballots.weights)}


def theirs(projects, sent, way: str) -> dict:
    """The same count by the reference."""
    from pabutools import election, rules

    named = {p.id: election.Project(p.id, p.cost) for p in projects}
    instance = election.Instance(named.values(), budget_limit=sum(p.cost for p in projects) // 4)
    profile = election.ApprovalProfile([election.ApprovalBallot([named[name] for name in ballot]) for ballot in sent])
    worth = {"sat_class": election.Cost_Sat}
    began = time.process_time()
    method, fill = rules.method_of_equal_shares, rules.greedy_utilitarian_welfare
    if way == "greedy":
        found = fill(instance, profile, **worth)
    elif way == "equal shares":
        found = method(instance, profile, **worth)
    elif way == "equal shares + greedy":
        both = [dict(worth), dict(worth)]
        found = rules.completion_by_rule_combination(instance, profile, [method, fill], both)
    else:
        found = rules.exhaustion_by_budget_increase(
            instance, profile, method, worth, exhaustive_stop=False, budget_step=len(sent)
        )
    seconds, wanted = time.process_time() - began, {name for ballot in sent for name in ballot}
    # Its greedy fill also pays for what nobody asked for; ours never does, and docs/counting.md says so.
    return {"seconds": seconds, "winners": sorted(project.name for project in found if project.name in wanted)}


def measured(who: str, ballots: int, way: str) -> dict:
    """One count in a process of its own, so that its memory is its own."""
    python = ORACLE if who == THEIRS else sys.executable
    command = [python, "-m", "bench.counting", "--one", who, str(ballots), way]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def one(who: str, ballots: int, way: str) -> None:
    """What the process of its own does."""
    found = {OURS: ours, THEIRS: theirs}[who](*town(ballots), way)
    found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))


def rows(sizes) -> Iterator[str]:
    """The table, line by line."""
    for ballots in sizes:
        for way in WAYS:
            here = measured(OURS, ballots, way)
            row = f"| {ballots:,} | {way} | {here['seconds']:.3f} | {here['seconds'] / ballots * 1e6:.1f}"
            row += f" | {here['megabytes']:.0f} |"
            if ORACLE.exists() and ballots in THEIR_SIZES:
                there = measured(THEIRS, ballots, way)
                same = "yes" if there["winners"] == here["winners"] else "no"
                ratio = there["seconds"] / max(here["seconds"], 1e-6)
                row += f" {there['seconds']:.1f} | {there['megabytes']:.0f} | {ratio:,.0f} | {same} |"
            else:
                row += " – | – | – | – |"
            yield row


def section(sizes=SIZES) -> str:
    """What docs/benchmarks.md says of it."""
    beside = f"Beside {THEIRS} with exact fractions, in the same run." if ORACLE.exists() else ALONE
    return HEAD.format(beside=beside) + "\n".join(rows(sizes)) + "\n"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        print(section([int(size) for size in sys.argv[1:]] or SIZES))
