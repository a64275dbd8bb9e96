"""How long counting ranked ballots takes, beside the libraries that can do it, on the same ballots.

python -m bench.ranked      ours, and each library that `make oracle` has brought

20 candidates, 5 seats, 100,000 ballots of 1 to 20 ranks, made from a fixed seed. Each count runs in a process of
its own, so that its peak of memory is its own. Libraries are asked for their own way of counting: only
pref_voting's is the Scottish one too.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from . import ORACLE, ROOT

SEED, CANDIDATES, SEATS, BALLOTS = 20261122, 20, 5, 100_000
COUNTED_BY = ("ours", "pref_voting", "pyrankvote")
HEAD = f"""
## Counting ranked ballots: the single transferable vote

{CANDIDATES} candidates, {SEATS} seats, {BALLOTS:,} ballots of 1 to {CANDIDATES} ranks, nearly all of them different.
Ours and pref_voting count as Scotland does; pyrankvote has a variant of its own, in floats, and draws lots unseeded.

"""
ALONE = "\nNo other program is installed here, so only ours was measured; `make oracle` brings them.\n"


def made() -> list[tuple[int, ...]]:
    """Ballots as a town might send them: candidates near one another on one line are liked together."""
    chance = random.Random(SEED)
    stands = [chance.random() for _one in range(CANDIDATES)]
    ballots = []
    for _person in range(BALLOTS):
        mine, length = chance.random(), chance.randint(1, CANDIDATES)
        far = [abs(place - mine) + chance.gauss(0, 0.15) for place in stands]
        ballots.append(tuple(sorted(range(CANDIDATES), key=far.__getitem__)[:length]))
    return ballots


def written(ballots: list[tuple[int, ...]]) -> str:
    """The ballots as a file every one of them can be given from."""
    lines = [f"{CANDIDATES} {SEATS}", *(" ".join(map(str, (1, *(p + 1 for p in b), 0))) for b in ballots), "0"]
    return "\n".join([*lines, *(f'"c{place:02d}"' for place in range(CANDIDATES)), '"bench"', ""])


def bare(file: Path) -> list[list[int]]:
    """The ballots of that file, as places."""
    lines = file.read_text().split("\n0\n", 1)[0].splitlines()[1:]
    return [[int(word) - 1 for word in line.split()[1:-1]] for line in lines]


def ours(file: Path) -> tuple[Callable, Callable]:
    from governance.voting.counting import stv
    from governance.voting.counting.formats import blt
    from governance.voting.counting.rankings import Rankings

    with file.open("rb") as source:
        ids = blt.read(source).rankings.ids
    sent = [[ids[place] for place in ballot] for ballot in bare(file)]
    return lambda: stv.count(Rankings.gather(ids, sent), seats=SEATS), lambda result: list(result.winners)


def pyrankvote(file: Path) -> tuple[Callable, Callable]:
    from pyrankvote import Ballot, Candidate, single_transferable_vote

    people = [Candidate(f"c{place:02d}") for place in range(CANDIDATES)]
    ballots = [Ballot([people[place] for place in ballot]) for ballot in bare(file)]
    return (
        lambda: single_transferable_vote(people, ballots, SEATS),
        lambda result: [person.name for person in result.get_winners()],
    )


def pref_voting(file: Path) -> tuple[Callable, Callable]:
    from pref_voting.profiles_with_ties import ProfileWithTies
    from pref_voting.proportional_methods import stv_scottish

    ballots = [{place: rank for rank, place in enumerate(ballot, 1)} for ballot in bare(file)]
    return (
        lambda: stv_scottish(ProfileWithTies(ballots, candidates=list(range(CANDIDATES))), num_seats=SEATS),
        lambda result: [f"c{place:02d}" for place in result],
    )


def measured(name: str, file: Path) -> dict:
    """One count: seconds of processor, and the peak of memory of this process, in megabytes."""
    count, named = {"ours": ours, "pyrankvote": pyrankvote, "pref_voting": pref_voting}[name](file)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    result = count()
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"name": name, "seconds": seconds, "peak": peak // 1024, "more": (peak - before) // 1024,
            "winners": sorted(named(result))}  # fmt: skip


def table(rows: list[dict]) -> str:
    """What was found, as Markdown."""
    first = rows[0]
    lines = [
        "| counted by | CPU s | × ours | peak MB | of it for the count | same winners |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        same = "yes" if row["winners"] == first["winners"] else "no"
        times = row["seconds"] / first["seconds"]
        lines.append(f"| {row['name']} | {row['seconds']:.2f} | {times:.1f} | {row['peak']} | {row['more']} | {same} |")
    return "\n".join(lines)


def section() -> str:
    """What docs/benchmarks.md says of it: everything there is, one after another."""
    with tempfile.TemporaryDirectory(prefix="common-table-bench-") as folder:
        file = Path(folder, "ranked.blt")
        file.write_text(written(made()))
        rows = []
        for name in COUNTED_BY if ORACLE.exists() else ["ours"]:
            python = sys.executable if name == "ours" else ORACLE
            command = [python, "-m", "bench.ranked", "--one", name, str(file)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
            rows.append(json.loads(done.stdout.splitlines()[-1]))
    return HEAD + table(rows) + "\n" + ("" if len(rows) > 1 else ALONE)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measured(sys.argv[2], Path(sys.argv[3]))))
    else:
        print(section())
