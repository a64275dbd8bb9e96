"""What it takes to write a vote as plain files, and to check and count them again at home.

python -m bench.bundle      100,000 ballots of each kind, and a tenth of them

The checking runs as people run it: the bundle's own verify.py in a Python without anything. Seconds of CPU; memory is
the peak of a process of its own.
"""

import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SEED, SIZES = 20261127, (10_000, 100_000)
KEYS = [f"o{number:02}" for number in range(20)]
METHODS = ("motion", "approval", "stv", "greedy pot")
HEAD = """
## A vote as files: written, checked and counted again

20 options. Written by the house, ballot after ballot; checked by the bundle's own `verify.py` in a Python without any
package, which reads every byte, builds the hash tree and counts again with code of its own. The writer's memory holds
the ballots as well.

| method | ballots | MB on disk | seconds to write | MB | seconds to verify | MB |
|---|---|---|---|---|---|---|
"""


def choices(method: str, ballots: int) -> Iterator:
    """What people say; always the same."""
    chance = random.Random(SEED)
    for _person in range(ballots):
        some = chance.sample(KEYS, chance.randint(1, 5))
        yield (
            chance.choice(["yes", "no", "abstain"]) if method == "motion" else some if method == "stv" else sorted(some)
        )


def written(method: str, ballots: int, folder: Path) -> dict:
    """A vote with its result in a folder. The ballots are made up and put in order before the clock runs."""
    from governance.boards.rules import Balance
    from governance.voting.bundle import writer

    sent = [{"choice": choice, "receipt": f"{n:024x}"} for n, choice in enumerate(choices(method, ballots))]
    sent = writer.in_order(sent)
    half = {"resident": ballots - ballots // 3, "partner": ballots // 3}
    balance = vars(Balance(residents=6, filled=9, total=9, floor=51))
    shares = {"quorum": ">1/2", "resident_quorum": ">1/2", "majority": ">1/2"}
    facts = {"balance": balance, **shares, **asked(method)}
    tally = counted(method, half, shares, [one["choice"] for one in sent])
    roll = writer.Roll(half, half)
    record = record_of({"rules": facts, "ballots": sent, "tally": tally, "roll": roll})
    began = time.process_time()
    bundle = writer.Bundle(facts, sent, tally, record, roll, "bench")
    head = writer.write(bundle, folder)
    return {"seconds": time.process_time() - began, "head": head}


def record_of(parts: dict) -> list[dict]:
    """The three entries of a vote that the verifier asks for: opened, closed, certified."""
    from governance.voting.bundle import verify, writer

    def digest(facts) -> str:
        return hashlib.sha256(verify.canonical(facts).encode()).hexdigest()

    tree = verify.Tree()
    for ballot in parts["ballots"]:
        tree.add(verify.leaf_of(writer.line_of(ballot)))
    frozen = {name: value for name, value in parts["rules"].items() if name not in verify.LATER}
    told = {
        "vote.opened": {"rules": digest(frozen), "roll": sum(parts["roll"].eligible.values())},
        "vote.closed": {"root": tree.root(), "ballots": len(parts["ballots"])},
        "vote.certified": {"tally": digest(parts["tally"])},
    }
    entries, before = [], "0" * 64
    for seq, (verb, facts) in enumerate(told.items(), 1):
        text = verify.canonical({"seq": seq, "prev": before, "verb": verb, "facts": facts})
        before = hashlib.sha256(text.encode()).hexdigest()
        entries.append({"seq": seq, "hash": before, "text": text})
    return entries


def asked(method: str) -> dict:
    """What the rules of the vote say of its method."""
    if method == "motion":
        return {"method": "motion", "options": ["yes", "no", "abstain"]}
    options = [{"key": key, "title": key, "hash": "", "cost": 1000 + 100 * n} for n, key in enumerate(KEYS)]
    parameters = {"sum": 12_000, "rule": "greedy"} if method == "greedy pot" else {"seats": 5}
    return {"method": method.split()[-1], "options": options, "order": KEYS, "parameters": parameters}


def counted(method: str, roll: dict, shares: dict, answers: list) -> dict:
    """The published result. Everybody on the roll voted, and the sums beside the method hold."""
    from governance.voting.bundle import verify
    from governance.voting.counting import approval, greedy, stv
    from governance.voting.counting.ballots import Ballots, Pot, Project
    from governance.voting.counting.rankings import Rankings

    manifest = {"eligible": roll, "voted": roll}
    rules = {"method": method, "balance": {"residents": 6, "filled": 9, "floor": 51}, **shares}
    if method == "motion":
        by_choice = {choice: answers.count(choice) for choice in ("yes", "no", "abstain")}
        return verify.motion(rules, manifest, by_choice, None)
    costs = {option["key"]: option["cost"] for option in asked(method)["options"]}
    result = {
        "approval": lambda: approval.count(Ballots.gather(KEYS, answers), seats=5),
        "stv": lambda: stv.count(Rankings.gather(KEYS, answers), seats=5),
        "greedy pot": lambda: greedy.count(Pot.gather(12_000, [Project(*one) for one in costs.items()], answers)),
    }[method]()
    found = verify.concluded(rules, manifest, verify.sums_of(rules, manifest), "vote.method", True)
    return {**found, "result": result.as_dict()}


def run(command: list[str]) -> tuple[str, float, float]:
    """What a process of its own says, its seconds of CPU and the peak of its memory in megabytes."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read()
    _pid, status, used = os.wait4(process.pid, 0)
    assert not status, said
    return said, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def rows() -> Iterator[str]:
    """The table, line by line."""
    for method in METHODS:
        for ballots in SIZES:
            with tempfile.TemporaryDirectory(prefix="common-table-bench-") as place:
                folder = Path(place, "vote")
                write = [sys.executable, "-m", "bench.bundle", "--write", method, str(ballots), str(folder)]
                said, _seconds, memory = run(write)
                found = json.loads(said.splitlines()[-1])
                size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
                verify = [sys.executable, "-I", "-S", str(folder / "verify.py"), "--head", found["head"]]
                _said, seconds, theirs = run(verify)
            row = f"| {method} | {ballots:,} | {size:.1f} | {found['seconds']:.2f} | {memory:.0f} "
            yield f"{row}| {seconds:.2f} | {theirs:.0f} |"


def section() -> str:
    """What docs/benchmarks.md says of it."""
    return HEAD + "\n".join(rows()) + "\n"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        print(json.dumps(written(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))))
    else:
        print(section())
