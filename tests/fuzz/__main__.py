"""Fuzz every parser for a while, each in a process of its own; no file may take two seconds.

python -m tests.fuzz [SECONDS]        all of them, 60 seconds each
python -m tests.fuzz only NAME SECONDS FOLDER
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
LOOKED_INTO = ["governance.voting.counting", "governance.voting.bundle", "governance.boards.people_file"]
MOST_SECONDS = 2
# Atheris itself keeps some 10 KB of each run in which numbers are compared, so memory is held to its bounds elsewhere
# (tests/voting/counting/test_bounds); this only ends what has run away.
BOUNDS = ["-max_len=60000", f"-timeout={MOST_SECONDS}", "-rss_limit_mb=3000", "-print_final_stats=1", "-verbosity=0"]


def only(name: str, seconds: str, folder: str) -> None:
    """Fuzz one parser in this process; libFuzzer ends it."""
    import atheris  # only here: it runs on Linux and macOS, and nothing else needs it

    with atheris.instrument_imports(include=LOOKED_INTO):
        import django

        django.setup()
        from tests.fuzz import parsers

    corpus = Path(folder, "corpus")
    corpus.mkdir()
    for number, seed in enumerate(parsers.seeds(name)):
        (corpus / str(number)).write_bytes(seed)
    asked = [f"-max_total_time={seconds}", f"-artifact_prefix={folder}/", str(corpus)]
    atheris.Setup([sys.argv[0], *BOUNDS, *asked], parsers.PARSERS[name])
    atheris.Fuzz()


def names() -> list[str]:
    """Every parser there is. Asked in a process of its own: here nothing of the house is loaded."""
    asked = "import django; django.setup(); from tests.fuzz.parsers import PARSERS; print(*PARSERS)"
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE)
    return told.stdout.decode().split()


def everything(seconds: str) -> int:
    """Fuzz all parsers, one after the other; how many of them answered wrongly."""
    failed = 0
    for name in names():
        with tempfile.TemporaryDirectory(prefix=f"fuzz-{name}-") as folder:
            asked = [sys.executable, "-m", "tests.fuzz", "only", name, seconds, folder]
            done = subprocess.run(asked, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True)
            said = dict(line.split(maxsplit=1) for line in done.stderr.splitlines() if line.startswith("stat::"))
            tried, slowest = said.get("stat::number_of_executed_units:"), said.get("stat::slowest_unit_time_sec:")
            wrong = done.returncode or int(slowest) >= MOST_SECONDS  # libFuzzer looks at the clock now and then only
            outcome = "FAILED" if wrong else "held"
            print(f"{name}: {tried} files tried, the slowest took {slowest} s, {outcome}", flush=True)
            if wrong:
                failed += 1
                print(done.stdout[-2000:], done.stderr[-4000:], sep="\n")
                for found in Path(folder).glob("*-*"):
                    kept = ROOT / "tests" / "fuzz" / "found" / name / found.name
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    kept.write_bytes(found.read_bytes())
                    print(f"The file is kept in {kept.relative_to(ROOT)}, where the suite tries it again.")
    return failed


if __name__ == "__main__":
    if sys.argv[1:2] == ["only"]:
        only(*sys.argv[2:])
    else:
        sys.exit(everything((sys.argv[1:] or ["60"])[0]))
