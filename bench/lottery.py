"""What a civic lottery costs: seconds, memory and the smallest chance, for made-up pools unlike their city.

python -m bench.lottery           150 applicants for 15 seats, 500 for 25
python -m bench.lottery large     also 2,000 for 50

Each pool has 5 features, 22 quotas and shared homes, and is drawn in a process of its own: peak memory is
that process's, libraries and all. Every chance is refined (leximin) as far as ten minutes allow.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
POOLS = [(150, 15), (500, 25)]
LARGE = [(2000, 50)]
ROWS = (
    "| pool | classes | s to the smallest chance | s to all | stages | s for the table | peak MB "
    "| smallest % possible | in the table |\n|---|---|---|---|---|---|---|---|---|"
)


def measure(people: int, seats: int) -> dict:
    """One lottery, from the pool to the published file."""
    from governance.boards.lottery.chances import fairest
    from governance.boards.lottery.table import file_text, table_of
    from tests.boards.lottery import pools

    pool = pools.skewed(people, seats)
    start = time.perf_counter()
    fairest(pool, stages=1)
    first = time.perf_counter()
    found = fairest(pool, seconds=600)
    second = time.perf_counter()
    table = table_of(pool, found)
    text = file_text(pool, found, table, title="A lottery", source="a coin")
    return {
        "pool": f"{people:,} / {seats}",
        "classes": len(pool.kinds),
        "maximin": first - start,
        "leximin": second - first,
        "stages": found.stages if found.is_leximin else f"{found.stages}, not all",
        "table": time.perf_counter() - second,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "possible": found.smallest * 100,
        "actual": min(table.chances.values()) / 10,
        "bytes": len(text),
    }


def row(found: dict) -> str:
    """A line of the table."""
    return (
        f"| {found['pool']} | {found['classes']} | {found['maximin']:.1f} | {found['leximin']:.1f} "
        f"| {found['stages']} | {found['table']:.1f} | {found['peak']:.0f} | {found['possible']:.3f} "
        f"| {found['actual']:.1f} |"
    )


def run(asked: list[tuple[int, int]]) -> list[dict]:
    """Each pool in a fresh process."""
    results = []
    for people, seats in asked:
        command = [sys.executable, "-m", "bench.lottery", "one", str(people), str(seats)]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        results.append(json.loads(done.stdout))
    return results


def main(arguments: list[str]) -> None:
    """The pools asked for, as rows."""
    if arguments[:1] == ["one"]:
        print(json.dumps(measure(int(arguments[1]), int(arguments[2]))))
        return
    print(ROWS)
    for found in run(POOLS + (LARGE if "large" in arguments else [])):
        print(row(found))


if __name__ == "__main__":
    main(sys.argv[1:])
