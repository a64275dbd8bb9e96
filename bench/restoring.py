"""What a volunteer waits for who restores a house with 10,000 ballots, or moves it from SQLite into PostgreSQL.

Everything that docs/operating.md asks for is counted in: migrate, verify_record, publish_votes, verify_votes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.tools import servers

from . import ROOT
from .casting import fresh_database

BALLOTS = 10_000
CHECKS = (["migrate", "-v0"], ["verify_record"], ["publish_votes"], ["verify_votes"])


class House:
    """An installation in a folder of its own, and how long its commands take."""

    def __init__(self, folder: Path, database: str = ""):
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.environment = os.environ | {"DATABASE_URL": database, "REDIS_URL": "", "DATA_DIR": str(folder)}
        self.environment |= {"SECRET_KEY": "bench", "DEMO": "0", "DJANGO_SETTINGS_MODULE": "config.settings"}

    def manage(self, *command: str) -> float:
        """Seconds of a command, with the start of Python and Django."""
        return seconds([sys.executable, "manage.py", *command], env=self.environment)

    def checks(self) -> float:
        return sum(self.manage(*command) for command in CHECKS)


def seconds(command: list, **how) -> float:
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, **how)
    return time.perf_counter() - began


def run(asked=()) -> list[tuple[str, float, float]]:
    """Each way: what it is, seconds to bring the data, seconds of all checks after it."""
    found = []
    with tempfile.TemporaryDirectory(prefix="common-table-bench-") as name:
        folder = Path(name)
        old = House(folder / "old")
        old.manage("migrate", "-v0")
        seconds([sys.executable, "-m", "bench.hall", "decided", str(BALLOTS)], env=old.environment)
        kept = folder / "kept.sqlite3"
        found.append(("SQLite: `manage.py backup`", old.manage("backup", str(kept)), 0))
        restored = House(folder / "restored")
        began = time.perf_counter()
        shutil.copyfile(kept, restored.folder / "table.sqlite3")
        found.append(("SQLite: restored", time.perf_counter() - began, restored.checks()))
        if (not asked or "postgresql" in asked) and servers.postgres_programs():
            found += postgresql(folder, old.folder / "table.sqlite3")
    return found


def postgresql(folder: Path, file: Path) -> list[tuple[str, float, float]]:
    """The move from SQLite; then, as the floor of what it costs to write those rows, pg_dump and pg_restore."""
    programs, dump = servers.postgres_programs(), folder / "dump"
    with servers.postgres(folder, careful=True) as address:
        moved, again = (fresh_database(address, name) for name in ("moved", "again"))
        new = House(folder / "moved", moved)
        into = new.manage("migrate", "-v0") + new.manage("move_in", str(file)), new.checks()
        dumped = seconds([programs / "pg_dump", "-Fc", "-f", dump, moved])
        restored = seconds([programs / "pg_restore", "--exit-on-error", "-d", again, dump])
        checked = House(folder / "again", again).checks()
    return [
        ("SQLite → PostgreSQL: `migrate` and `move_in`", *into),
        ("PostgreSQL: pg_dump", dumped, 0),
        ("PostgreSQL: restored by pg_restore, the floor", restored, checked),
    ]


def section(asked=()) -> str:
    """The measurements as a part of docs/benchmarks.md."""
    rows = [f"| {name} | {brought:.1f} | {checked:.1f} |" for name, brought, checked in run(asked)]
    return "\n".join([f"\n## Restoring and moving {BALLOTS:,} ballots\n", WORDS, HEAD, *rows, ""])


HEAD = "| way | data, seconds | every check after it, seconds |\n|---|---|---|"
WORDS = """The bar is 60 seconds together. Checks are `migrate`, `verify_record`, `publish_votes` and `verify_votes`,
which counts every ballot again; each command starts Python and Django anew, about two seconds. `move_in` reads every
row of both databases again before it keeps anything. PostgreSQL with fsync.
"""
