"""A bundle counts again with nothing but itself, and no changed byte goes unseen.

BUNDLE_CHANGES=10000 tries that many changes instead of a sample.
"""

import ast
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.record.models import canonical
from community.record.verdict import Refused
from governance.boards.rules import Balance
from governance.voting import rules as voting
from governance.voting.bundle import verify, writer
from governance.voting.bundle.verify import Tree, Wrong
from governance.voting.bundle.writer import Bundle, Roll
from tests.voting import sums

CHANGES = int(os.environ.get("BUNDLE_CHANGES", "300"))
SHARES = {"quorum": ">1/2", "resident_quorum": ">1/2", "majority": ">1/2"}
BALANCE = Balance(residents=6, filled=9, total=9, floor=51)
SENT = [("resident", "yes")] * 4 + [("resident", "no"), ("partner", "yes"), ("partner", "abstain")]


def tally_of(sent, eligible, shares=SHARES, balance=BALANCE):
    return sums.count(sent, roll=eligible, balance=balance, **shares)


def record_of(length=3):
    """A few entries that follow one another."""
    entries, before = [], "0" * 64
    for seq in range(41, 41 + length):
        text = canonical({"seq": seq, "prev": before, "verb": "vote.opened", "by": "Zoë"})
        before = hashlib.sha256(text.encode()).hexdigest()
        entries.append({"seq": seq, "hash": before, "text": text})
    return entries


def made(sent=SENT, *, eligible=None, is_secret=False, shares=SHARES, balance=BALANCE, **more) -> Bundle:
    """A motion, counted by the house's own rule."""
    eligible = eligible or {"resident": 6, "partner": 3}
    tally = tally_of(sent, eligible, shares, balance).as_facts()
    if is_secret:
        del tally["by_kind"]
    facts = {"method": "motion", "options": list(voting.CHOICES), **shares, "balance": vars(balance)}
    ballots = [
        {"choice": choice, "receipt": f"r{n:04d}"} | ({} if is_secret else {"kind": kind, "name": f"Person {n}"})
        for n, (kind, choice) in enumerate(sent)
    ]
    voted = {kind: sum(one == kind for one, _choice in sent) for kind in eligible}
    parts = {
        "rules": facts, "ballots": writer.in_order(ballots), "tally": tally, "record": record_of(),
        "roll": Roll(eligible, voted), "software": "common-table 0.1.0",
    }  # fmt: skip
    return Bundle(**parts | more)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "bundle"


def reseal(folder: Path, **changes) -> None:
    """What a forger does: write the manifest anew over changed files."""
    manifest = json.loads((folder / "manifest.json").read_text())
    tree = Tree()
    for line in (folder / "ballots.jsonl").read_bytes().splitlines(keepends=True):
        tree.add(verify.leaf_of(line))
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in manifest["files"]}
    manifest |= {"files": files, "root": tree.root()} | changes
    (folder / "manifest.json").write_bytes(writer.line_of(manifest))


# --- what holds ---


@pytest.mark.parametrize("is_secret", [False, True], ids=["open", "secret"])
def test_a_bundle_counts_again_in_a_python_without_anything(folder, is_secret):
    head = writer.write(made(is_secret=is_secret), folder)

    done = subprocess.run(
        [sys.executable, "-I", "-S", folder / "verify.py", "--head", head], capture_output=True, text=True, cwd="/"
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Counted again: yes 5, no 1, abstain 1." in done.stdout
    assert "The motion passed." in done.stdout


def test_the_same_vote_gives_the_same_bytes(tmp_path):
    assert writer.write(made(), tmp_path / "a") == writer.write(made(), tmp_path / "b")


def test_without_the_published_fingerprint_the_verifier_says_what_that_is_worth(folder):
    writer.write(made(), folder)
    assert "forged as a whole is not found" in verify.verify(folder)[-1]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["resident", "partner"]), st.sampled_from(voting.CHOICES)), max_size=9),
    st.sampled_from([">1/2", ">=1/2", ">=2/3", ">2/3", ">=1", ">0"]),
    st.integers(0, 9), st.booleans(),
)  # fmt: skip
def test_the_verifier_and_the_house_count_alike(sent, share, residents, is_secret):
    eligible = {"resident": 9, "partner": 9}
    shares = dict.fromkeys(SHARES, share)
    bundle = made(sent, eligible=eligible, shares=shares, balance=Balance(residents, 9, 9, 51), is_secret=is_secret)
    numbers = {}
    for ballot in bundle.ballots:
        key = ballot.get("kind"), ballot["choice"]
        numbers[key] = numbers.get(key, 0) + 1
    found = verify.motion(bundle.rules, vars(bundle.roll), numbers)
    if is_secret:
        found.pop("by_kind", None)
    assert found == bundle.tally


def test_an_empty_box_is_a_bundle_too(folder):
    head = writer.write(made([]), folder)
    assert "did not pass: vote.quorum" in "\n".join(verify.verify(folder, head))


def test_other_methods_are_checked_and_counted_from_the_file_beside_them(folder):
    facts = {"method": "stv", "options": ["yes", "no", "abstain"]}
    head = writer.write(made(rules=facts, beside={"ballots.blt": b"3 1\n"}), folder)
    assert "count the file beside them" in "\n".join(verify.verify(folder, head))


@pytest.mark.parametrize("leaves", [0, 1, 2, 3, 7, 8, 21])
def test_the_tree_is_that_of_the_rfc(leaves):
    def root(parts):
        if len(parts) == 1:
            return parts[0]
        half = 1 << (len(parts) - 1).bit_length() - 1
        return hashlib.sha256(b"\x01" + root(parts[:half]) + root(parts[half:])).digest()

    parts = [hashlib.sha256(b"\x00%d" % n).digest() for n in range(leaves)]
    tree = Tree()
    for part in parts:
        tree.add(part)
    assert tree.root() == (root(parts).hex() if parts else hashlib.sha256(b"").hexdigest())


# --- what doesn't ---


def test_no_changed_byte_goes_unseen(folder):
    head = writer.write(made(beside={"votes.csv": b"receipt,choice\n"}), folder)
    files = {path: path.read_bytes() for path in sorted(folder.iterdir())}
    spots = [(path, at) for path, content in files.items() for at in range(len(content))]
    chance = random.Random(4)
    tried = 0
    for path, at in (chance.choice(spots) for _time in range(CHANGES)):
        content = files[path]
        other = (content[at] + chance.randrange(1, 256)) % 256
        kind = chance.randrange(3)
        changed = content[:at] + (b"", bytes([other]), bytes([other, content[at]]))[kind] + content[at + 1 :]
        if changed == content:
            continue
        path.write_bytes(changed)
        with pytest.raises(Wrong):
            verify.verify(folder, head)
        path.write_bytes(content)
        tried += 1
    assert tried > CHANGES * 0.9
    assert verify.verify(folder, head)


def lines(folder):
    return (folder / "ballots.jsonl").read_bytes().splitlines(keepends=True)


def put(folder, ballots):
    ordered = sorted(ballots, key=verify.leaf_of)
    (folder / "ballots.jsonl").write_bytes(b"".join(ordered))


def other_choice(line):
    ballot = json.loads(line)
    return writer.line_of(ballot | {"choice": "no" if ballot["choice"] != "no" else "yes"})


FORGERIES = {
    "a ballot added": lambda folder: put(
        folder, [*lines(folder), writer.line_of({"choice": "no", "receipt": "x", "kind": "partner", "name": "Eve"})]
    ),
    "a ballot dropped": lambda folder: put(folder, lines(folder)[1:]),
    "a ballot swapped": lambda folder: put(folder, [other_choice(lines(folder)[0]), *lines(folder)[1:]]),
    "a ballot doubled": lambda folder: put(folder, [*lines(folder), lines(folder)[0]]),
    "a receipt doubled": lambda folder: put(
        folder, [*lines(folder)[1:], writer.line_of(json.loads(lines(folder)[0]) | {"receipt": "r0003"})]
    ),
    "a choice that was not asked": lambda folder: put(
        folder, [*lines(folder)[1:], writer.line_of(json.loads(lines(folder)[0]) | {"choice": "maybe"})]
    ),
    "a key that stands twice": lambda folder: put(
        folder, [*lines(folder)[1:], lines(folder)[0].replace(b"{", b'{"choice":"no",', 1)]
    ),
    "another order": lambda folder: (folder / "ballots.jsonl").write_bytes(b"".join(lines(folder)[::-1])),
    "another rule": lambda folder: (folder / "rules.json").write_bytes(
        (folder / "rules.json").read_bytes().replace(b'"quorum":">1/2"', b'"quorum":">=9/9"')
    ),
    "another result": lambda folder: (folder / "tally.json").write_bytes(
        (folder / "tally.json").read_bytes().replace(b'"passed":true', b'"passed":false')
    ),
    "an entry changed": lambda folder: (folder / "record.jsonl").write_bytes(
        (folder / "record.jsonl").read_bytes().replace(b"vote.opened", b"vote.closed", 1)
    ),
    "an entry dropped at the end": lambda folder: (folder / "record.jsonl").write_bytes(
        b"".join((folder / "record.jsonl").read_bytes().splitlines(keepends=True)[:-1])
    ),
}  # fmt: skip


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_a_forgery_that_was_sealed_again_still_does_not_fit_together(folder, forge):
    writer.write(made(), folder)

    forge(folder)
    reseal(folder)

    with pytest.raises(Wrong):
        verify.verify(folder)


def test_a_folder_forged_as_a_whole_is_found_by_the_published_fingerprint_alone(tmp_path):
    head = writer.write(made(), tmp_path / "true")
    writer.write(made([("resident", "no")] * 5), tmp_path / "forged")

    assert verify.verify(tmp_path / "forged")
    with pytest.raises(Wrong, match="not the published one"):
        verify.verify(tmp_path / "forged", head)


def test_a_file_too_many_or_too_few_is_noticed(folder):
    head = writer.write(made(), folder)
    (folder / ".DS_Store").write_text("")
    assert verify.verify(folder, head)
    (folder / "more.txt").write_text("")
    with pytest.raises(Wrong, match="other files"):
        verify.verify(folder, head)
    (folder / "more.txt").unlink()
    (folder / "tally.json").unlink()
    with pytest.raises(Wrong, match="other files"):
        verify.verify(folder, head)
    shutil.rmtree(folder)
    with pytest.raises(Wrong, match="missing"):
        verify.verify(folder, head)


def test_a_verifier_that_finds_something_says_so_and_fails(folder, capsys):
    writer.write(made(), folder)

    assert verify.main([str(folder), "--head", "0" * 64]) == 1
    assert capsys.readouterr().out.startswith("DOES NOT HOLD: the fingerprint")


def test_ballots_out_of_order_or_twice_are_not_written(tmp_path):
    ballots = made().ballots
    for name, wrong in (("a", ballots[::-1]), ("b", [ballots[0], *ballots])):
        with pytest.raises(Refused, match="out of order"):
            writer.write(made(ballots=wrong), tmp_path / name)


def test_a_folder_that_holds_something_is_not_written_into(folder):
    writer.write(made(), folder)
    with pytest.raises(Refused, match="not empty"):
        writer.write(made(), folder)


def test_the_verifier_needs_nothing_but_python_3_8():
    tree = ast.parse(writer.VERIFIER.read_text(), feature_version=(3, 8))

    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= {"array", "hashlib", "json", "os", "re", "sys", "fractions"}
    newer = {"removeprefix", "removesuffix", "bit_count", "pairwise"}
    assert not newer & {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
