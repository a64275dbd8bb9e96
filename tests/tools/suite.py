"""`make test`: every part this machine can run, and one closing line that says what ran and what did not.

    python -m tests.tools.suite          everything
    python -m tests.tools.suite check    lint, templates, contracts and migrations only

REQUIRE_ALL=1 (as in CI) makes a part that cannot run a failure.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from . import servers

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(sys.executable).parent

CHECKS = {
    "ruff": [HERE / "ruff", "check", "--quiet"],
    "format": [HERE / "ruff", "format", "--check", "--quiet"],
    "templates": [HERE / "djade", "--check", "--target-version", "5.2"],
    "import contracts": [HERE / "lint-imports", "--no-logo"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "system check": [sys.executable, "manage.py", "check"],
}


@dataclass
class Report:
    """What ran, what failed and what did not run."""

    ran: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def closing_line(self) -> str:
        parts = [("Failed", self.failed), ("Ran", self.ran), ("Did not run", self.missed)]
        return ". ".join(f"{word}: {'; '.join(names)}" for word, names in parts if names) + "."


def chromium() -> str | None:
    """The browser, where there is one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def say(heading: str) -> None:
    print(f"\n── {heading} " + "─" * max(0, 90 - len(heading)), flush=True)


def check(report: Report) -> None:
    """The parts that take seconds."""
    say("lint, templates, import contracts, migrations")
    failed = []
    for name, command in CHECKS.items():
        if name == "templates":
            command = [*command, *map(str, sorted(ROOT.glob("templates/**/*.html")))]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    if failed:
        report.failed.append(", ".join(failed))
    else:
        print("clean")
        report.ran.append(", ".join(CHECKS))


def suite(report: Report, name: str, *arguments: str, **environment: str) -> None:
    """One run of pytest, shown as it goes. Its last line, the count, is kept for the closing line."""
    say(name)
    began = time.monotonic()
    count = "nothing"
    with subprocess.Popen(
        [HERE / "pytest", "--quiet", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        try:
            for line in run.stdout:
                print(line, end="", flush=True)
                if re.match(r"=*\s*(\d+ \w+|no tests ran)", line):
                    count = re.sub(r" in [\d.]+s.*", "", line.strip("= \n"))
        except BaseException:  # stopped in the middle: the tests stop too, and clean up after themselves
            run.send_signal(signal.SIGINT)
            raise
    told = f"{name} ({count}, {time.monotonic() - began:.0f} s)"
    (report.failed if run.returncode else report.ran).append(told)


def everything(report: Report) -> None:
    """All parts, also after one has failed: one run tells all that is wrong."""
    check(report)
    has_browser = chromium()
    if not has_browser:
        report.missed.append("browser journeys (no Chromium on this machine)")
    # What is built for a whole file is built once: a file is one worker's. The long ones don't come last by name.
    workers = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
    quick, journeys = (*workers, "-m", "not browser"), (*workers, "-m", "browser")
    # What no engine changes is tried once: see the marker `alike`.
    quick_again = (*workers, "-m", "not browser and not alike")
    journeys_again = (*workers, "-m", "browser and not alike")
    suite(report, "suite on SQLite", *quick)
    if has_browser:
        suite(report, "browser journeys on SQLite", *journeys)
    lacking = [
        name
        for name, found in {
            "PostgreSQL": servers.postgres_programs(),
            "Redis": servers.redis_program(),
        }.items()
        if not found
    ]
    if lacking:
        report.missed.append(f"PostgreSQL + Redis (no {' and no '.join(lacking)} on this machine)")
        return
    try:
        with servers.both() as environment:
            suite(report, "suite on PostgreSQL + Redis", *quick_again, **environment)
            if has_browser:
                suite(report, "browser journeys on PostgreSQL + Redis", *journeys_again, **environment)
    except (OSError, subprocess.CalledProcessError) as error:
        report.failed.append(f"PostgreSQL + Redis did not start ({error})")


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers are stopped then, too
    report = Report()
    (check if sys.argv[1:] == ["check"] else everything)(report)
    print("\n" + report.closing_line())
    must = os.environ.get("REQUIRE_ALL") == "1"
    return 1 if report.failed or (must and report.missed) else 0


if __name__ == "__main__":
    sys.exit(main())
