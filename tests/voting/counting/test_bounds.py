"""Large files: what is accepted takes little memory, and what is too much is refused before memory is gone.

Each is read and counted by a process of its own, so that its peak of memory is its own (VmHWM: `ru_maxrss` begins with
that of the process which started it).
"""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
CHILD = """
import json, re, sys
from pathlib import Path
from importlib import import_module
from governance.voting.counting import RULES
from governance.voting.counting.formats import Malformed, lines

file, rule, distinct = sys.argv[1:]
lines.MOST_DISTINCT = int(distinct)
try:
    with open(file, "rb") as source:
        election = import_module("governance.voting.counting.formats." + file.rsplit(".", 1)[1]).read(source)
    said = RULES[rule].count(election).people
except Malformed as wrong:
    said = f"line {wrong.line}: {wrong}"
peak = re.search("VmHWM:[ \\t]*([0-9]+) kB", Path("/proc/self/status").read_text())
print(json.dumps([said, int(peak[1]) / 1024]))
"""
BALLOTS, OPTIONS = 60_000, 100

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no peak of memory is told here")


def counted(file, rule, distinct=1_000_000):
    """What a process of its own says of a file, and its peak in megabytes."""
    command = [sys.executable, "-c", CHILD, str(file), rule, str(distinct)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Sixty thousand ballots in each format; nearly all of them differ."""
    folder, chance = tmp_path_factory.mktemp("large"), random.Random(8)
    sent = [chance.sample(range(1, OPTIONS + 1), 8) for _one in range(BALLOTS)]
    numbers = range(1, OPTIONS + 1)
    with (folder / "f.pb").open("w") as out:
        out.write("META\nbudget;1000000\nvote_type;approval\nPROJECTS\nproject_id;cost\n")
        out.writelines(f"{number};{1000 * number}\n" for number in numbers)
        out.write("VOTES\nvoter_id;vote;age\n")
        out.writelines(f"{person + BALLOTS};{','.join(map(str, named))};40\n" for person, named in enumerate(sent))
    with (folder / "f.blt").open("w") as out:
        out.write(f"{OPTIONS} 1\n")
        out.writelines(f"1 {' '.join(map(str, ranked))} 0\n" for ranked in sent)
        out.write("0\n" + "".join(f'"c{number}"\n' for number in numbers) + '"large"\n')
    return folder


@pytest.mark.parametrize(
    ("name", "rule", "most"), [("f.pb", "greedy", 50), ("f.pb", "equal-shares", 110), ("f.blt", "irv", 60)]
)
def test_a_large_election_is_counted_in_little_memory(files, name, rule, most):
    people, megabytes = counted(files / name, rule)
    assert people == BALLOTS
    assert megabytes < most


@pytest.mark.parametrize(("name", "line"), [("f.pb", 30_000 + 107 + 1), ("f.blt", 30_000 + 1 + 1)])
def test_one_ballot_too_many_is_refused_on_its_line_before_memory_is_gone(files, name, line):
    said, megabytes = counted(files / name, "greedy", distinct=30_000)
    assert said == f"line {line}: The file is too large: 30,000 ballots that differ are read."
    assert megabytes < 45
