"""What a civic lottery costs: CPU seconds, memory and the smallest chance, beside the optimum and another program.

python -m bench.lottery                 the example pools, 150 applicants for 15 seats, 500 for 25
python -m bench.lottery large           also 2,000 for 50

The made-up pools are unlike their city: 5 features, 22 quotas, and shared homes. Each pool is drawn in a process
of its own: peak memory is that process's, libraries and all. Every chance is refined (leximin) as far as ten
minutes allow. The other program is sortition-algorithms, where `make oracle` has put it.
"""

import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

from . import ORACLE, ROOT

PATIENCE = 120  # seconds of CPU for the other program on one pool
EXAMPLES = ("example", 200, 20), ("example", 2000, 200)
POOLS = [*EXAMPLES, ("skewed", 150, 15), ("skewed", 500, 25)]
LARGE = [("skewed", 2000, 50)]
OURS = (
    "| pool | classes | s to the smallest chance | s to all | stages | s for the table | peak MB "
    "| smallest % possible | no more than % | in the table % |\n|---|---|---|---|---|---|---|---|---|---|"
)
ABOUT = """
Measured on {day}: {machine}; s are seconds of CPU. The examples are those of the paper on fair panels (Nature,
2021); the other pools are unlike their city and have 22 quotas. "Smallest % possible" is the greatest smallest
chance over all panels; "no more than" bounds it from above by sums that know no panels, so where both agree it is
proven twice. "In the table" is what is left of it once chances are rounded to 1,000 panels. sortition-algorithms
runs its maximin on the same pool, to within 0.05 percentage points, with the same solver underneath.
"""
BESIDE = (
    "| pool | s to the smallest chance | peak MB | smallest % | sortition-algorithms: s | peak MB | smallest % "
    "| times faster |\n|---|---|---|---|---|---|---|---|"
)


def pool_of(kind: str, people: int, seats: int):
    """A pool, the same one every time."""
    from tests.boards.lottery import pools

    return pools.example(people // 200) if kind == "example" else pools.skewed(people, seats)


def peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(kind: str, people: int, seats: int) -> dict:
    """One lottery, from the pool to the published file."""
    from governance.boards.lottery.chances import fairest
    from governance.boards.lottery.mixture import Bound
    from governance.boards.lottery.table import file_text, table_of

    pool = pool_of(kind, people, seats)
    start = time.process_time()
    fairest(pool, stages=1)
    first, first_peak = time.process_time(), peak()
    found = fairest(pool, seconds=600)
    second = time.process_time()
    table = table_of(pool, found)
    file_text(pool, found, table, title="A lottery", source="a coin")
    return {
        "classes": len(pool.kinds),
        "maximin": first - start,
        "maximin_peak": first_peak,
        "leximin": second - first,
        "stages": found.stages if found.is_leximin else f"{found.stages}, not all",
        "table": time.process_time() - second,
        "peak": peak(),
        "possible": found.smallest * 100,
        "bound": Bound(pool).best()[0] * 100,
        "actual": min(table.chances.values()) / 10,
    }


def theirs(kind: str, people: int, seats: int) -> dict:
    """The smallest chance as the other program finds it."""
    from tests.oracle.sortition import their_smallest

    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE + 10))
    pool = pool_of(kind, people, seats)
    start = time.process_time()
    smallest = their_smallest(pool)
    return {"maximin": time.process_time() - start, "peak": peak(), "possible": smallest * 100}


def alone(python: Path | str, who: str, pool: tuple) -> dict:
    """One measurement in a process of its own. Empty where its patience ended."""
    command = [str(python), "-m", "bench.lottery", who, *map(str, pool)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode == -signal.SIGXCPU:
        return {}
    done.check_returncode()
    return json.loads(done.stdout.splitlines()[-1])


def run(pools: list[tuple[str, int, int]]) -> list[dict]:
    """Each pool by us and, where it is installed, by the other program."""
    results = []
    for pool in pools:
        kind, people, seats = pool
        name = f"{'example, ' if kind == 'example' else ''}{people:,} / {seats}"
        found = {"pool": name, "ours": alone(sys.executable, "ours", pool)}
        if ORACLE.exists():
            found["theirs"] = alone(ORACLE, "theirs", pool)
        results.append(found)
    return results


def tables(results: list[dict]) -> str:
    """What was measured, in Markdown."""
    lines = [OURS, *(_our_row(found["pool"], found["ours"]) for found in results)]
    compared = [found for found in results if "theirs" in found]
    if compared:
        lines += ["", BESIDE, *(_beside(found["pool"], found["ours"], found["theirs"]) for found in compared)]
    return "\n".join(lines)


def _our_row(pool: str, it: dict) -> str:
    return (
        f"| {pool} | {it['classes']} | {it['maximin']:.2f} | {it['leximin']:.1f} | {it['stages']} | {it['table']:.1f} "
        f"| {it['peak']:.0f} | {it['possible']:.3f} | {it['bound']:.3f} | {it['actual']:.1f} |"
    )


def _beside(pool: str, it: dict, other: dict) -> str:
    row = f"| {pool} | {it['maximin']:.2f} | {it['maximin_peak']:.0f} | {it['possible']:.3f} "
    if not other:
        return row + f"| not in {PATIENCE:,} | – | – | more than {PATIENCE / it['maximin']:.0f} |"
    ratio = other["maximin"] / it["maximin"]
    return row + f"| {other['maximin']:.1f} | {other['peak']:.0f} | {other['possible']:.3f} | {ratio:.0f} |"


def main(arguments: list[str]) -> None:
    """The pools asked for, as tables."""
    if arguments[:1] in (["ours"], ["theirs"]):
        who, kind, people, seats = arguments
        print(json.dumps({"ours": ours, "theirs": theirs}[who](kind, int(people), int(seats))))
        return
    print(tables(run(POOLS + (LARGE if "large" in arguments else []))))


if __name__ == "__main__":
    main(sys.argv[1:])
