"""What it costs to cast a ballot over HTTP, beside a bare UPDATE and INSERT that is kept as safely.

On PostgreSQL with its fsyncs, and on SQLite as it always runs; with one and with two worker processes.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from tests.load.hands import from_processes
from tests.tools import servers

from . import ROOT
from .measure import cpu_seconds, percentile
from .serving import server

CLIENTS, CROWD, ROUNDS = 16, 300, 3
ROWS = (
    "| what, from how many clients | answers | per second | p50 ms | p95 ms | CPU ms | × floor (CPU) | of bare SQL |\n"
    "|---|---|---|---|---|---|---|---|"
)


def run(asked=()) -> list[dict]:
    """Every engine there is, one after the other."""
    found = []
    if not asked or "sqlite" in asked:
        found.append(engine("SQLite, one process", {"DATABASE_URL": "", "REDIS_URL": ""}, workers=1))
    if (not asked or "postgresql" in asked) and servers.postgres_programs() and servers.redis_program():
        with tempfile.TemporaryDirectory(prefix="common-table-bench-") as folder, ExitStack() as stack:
            told = {
                "DATABASE_URL": stack.enter_context(servers.postgres(Path(folder), careful=True)),
                "REDIS_URL": stack.enter_context(servers.redis(Path(folder))),
            }
            found += [
                engine(f"PostgreSQL with fsync, {count} worker {word}", told, workers=count)
                for count, word in ((1, "process"), (2, "processes"))
            ]
    return found


def engine(name: str, extra: dict, *, workers: int) -> dict:
    """The floor and the product in turn, three times each, then everybody at once."""
    with tempfile.TemporaryDirectory(prefix="common-table-bench-") as folder, ExitStack() as stack:
        environment = os.environ | extra | {"SECRET_KEY": "bench", "DEMO": "0", "LOTTERY_SECONDS": "1"}
        environment |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": folder}
        if extra["DATABASE_URL"]:
            environment["DATABASE_URL"] = fresh_database(extra["DATABASE_URL"], f"workers{workers}")
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
        boxes = iter(told(environment, str(ROUNDS + 1)))
        ours, floor = [], []
        for number in range(workers):
            home = environment | {"DATA_DIR": f"{folder}/{number}"}
            if not extra["DATABASE_URL"]:
                home["SQLITE_PATH"] = f"{folder}/table.sqlite3"
            ours.append(stack.enter_context(server(["manage.py", "serve"], home)))
            bare = home | {"DJANGO_SETTINGS_MODULE": "bench.floor_settings"}
            floor.append(stack.enter_context(server(["-m", "bench.serve_floor"], bare)))
        plain = told(environment, "bare", str(CLIENTS), "900")
        inserts = [{"path": f"/insert/?n={n}", "choice": "yes", "receipt": "", "session": ""} for n in range(CROWD)]
        rounds = [(crowd(floor, inserts, CLIENTS), crowd(ours, next(boxes), CLIENTS)) for _n in range(ROUNDS)]
        return {
            "name": name,
            "bare": plain,
            "floor": middle([one for one, _other in rounds]),
            "ballot": middle([other for _one, other in rounds]),
            "floor at once": crowd(floor, inserts, CROWD),
            "ballots at once": crowd(ours, next(boxes), CROWD),
        }


def fresh_database(address: str, name: str) -> str:
    """An empty database on the same server."""
    import psycopg2

    with_server = psycopg2.connect(address)
    with_server.autocommit = True
    with_server.cursor().execute(f"CREATE DATABASE {name}")
    with_server.close()
    return urlsplit(address)._replace(path=f"/{name}").geturl()


def told(environment: dict, *asked: str):
    """What the hall says."""
    command = [sys.executable, "-m", "bench.hall", *asked]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def crowd(workers: list, ballots: list, clients: int) -> dict:
    """Send every ballot once, shared among the workers, from so many clients at a time."""
    start = time.time() + 1.5  # until every client is up
    shares = [[ballot | {"not_before": start} for ballot in ballots[n :: len(workers)]] for n in range(len(workers))]
    processes = 2 // len(workers)
    hands = clients // 2
    before = [cpu_seconds(worker.pid) for worker in workers]

    def send(worker, share):
        return from_processes(int(worker.url.rsplit(":", 1)[1]), share, processes=processes, hands=hands)

    with ThreadPoolExecutor() as pool:
        answers = [answer for part in pool.map(send, workers, shares) for answer in part]
    cpu = sum(cpu_seconds(worker.pid) - was for worker, was in zip(workers, before, strict=True))
    statuses = [status for status, _seconds, _moment in answers]
    took = [seconds * 1e3 for _status, seconds, _moment in answers]
    return {
        "answers": {status: statuses.count(status) for status in sorted(set(statuses), key=str)},
        "per_second": len(ballots) / (max(moment for *_rest, moment in answers) - start),
        "p50": statistics.median(took),
        "p95": percentile(took, 0.95),
        "cpu": cpu * 1e3 / len(ballots),
    }


def middle(rounds: list[dict]) -> dict:
    """The round in the middle by its speed."""
    return sorted(rounds, key=lambda one: one["per_second"])[len(rounds) // 2]


def section(found: list[dict]) -> str:
    """The measurements as a part of docs/benchmarks.md."""
    parts = ["\n## Casting over HTTP\n", WORDS]
    for one in found:
        bare = one["bare"]["per_second"]
        took = [seconds * 1e3 for seconds in one["bare"]["took"]]
        rows = [
            f"| bare SQL, no web, {CLIENTS} | 900 | {bare:.0f} | {statistics.median(took):.0f} "
            f"| {percentile(took, 0.95):.0f} | | | 1.00 |"
        ]
        for name, label in (
            ("floor", f"floor: a bare update and insert over HTTP, {CLIENTS}"),
            ("ballot", f"a ballot, {CLIENTS}"),
            ("floor at once", f"floor, {CROWD}"),
            ("ballots at once", f"a ballot, {CROWD}"),
        ):
            cost, floor = one[name], one["floor" if "at once" not in name else "floor at once"]
            answers = ", ".join(f"{count} × {status}" for status, count in cost["answers"].items())
            rows.append(
                f"| {label} | {answers} | {cost['per_second']:.0f} | {cost['p50']:.0f} | {cost['p95']:.0f} "
                f"| {cost['cpu']:.1f} | {cost['cpu'] / floor['cpu']:.1f} | {cost['per_second'] / bare:.2f} |"
            )
        parts.append(f"{one['name']}:\n\n{ROWS}\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


WORDS = """A ballot is the whole last step as a browser sends it: session, person, vote, lock, rules, mark, ballot,
commit, page. 300 people; the middle one of three rounds in turn with the floor, one vote in three secret. Clients,
servers and database share the same cores.
"""
