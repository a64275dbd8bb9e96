"""A bundle counts again with nothing but itself, and no changed byte goes unseen."""

import ast
import hashlib
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.record.verdict import Refused
from governance.boards.rules import Balance
from governance.voting import rules as voting
from governance.voting.bundle import verify, writer
from governance.voting.bundle.verify import Tree, Wrong

from .made import EXAMPLES, SHARES, divided, lines, made, made_by, put, reseal

CHANGES = 10_000  # of one byte each, over bundles of every method
METHODS = ("motion", *EXAMPLES)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "bundle"


# --- what holds ---


@pytest.mark.parametrize("is_secret", [False, True], ids=["open", "secret"])
def test_a_bundle_counts_again_in_a_python_without_anything(folder, is_secret):
    head = writer.write(made(is_secret=is_secret), folder)

    done = subprocess.run(
        [sys.executable, "-I", "-S", folder / "verify.py", "--head", head], capture_output=True, text=True, cwd="/"
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "By motion: abstain 1, no 1, yes 5." in done.stdout
    assert "The vote passed." in done.stdout


def test_the_same_vote_gives_the_same_bytes(tmp_path):
    assert writer.write(made(), tmp_path / "a") == writer.write(made(), tmp_path / "b")


def test_without_the_published_fingerprint_the_verifier_says_what_that_is_worth(folder):
    writer.write(made(), folder)
    assert "forged as a whole is not found" in verify.verify(folder)[-1]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["resident", "partner"]), st.sampled_from(voting.CHOICES)), max_size=9),
    st.sampled_from([">1/2", ">=1/2", ">=2/3", ">2/3", ">=1", ">0"]),
    st.integers(0, 9), st.booleans(), st.sampled_from(["", " of all"]),
)  # fmt: skip
def test_the_verifier_and_the_house_count_alike(sent, share, residents, is_secret, whole):
    eligible = {"resident": 9, "partner": 9}
    shares = dict.fromkeys(SHARES, share) | {"majority": share + whole}
    balance = Balance(residents, 9, 9, 51)
    bundle = made(sent, eligible=eligible, shares=shares, balance=balance, is_secret=is_secret)
    with TemporaryDirectory() as place:
        head = writer.write(bundle, Path(place, "bundle"))
        assert verify.verify(Path(place, "bundle"), head)


def test_an_empty_box_is_a_bundle_too(folder):
    head = writer.write(made([]), folder)
    assert "did not pass: vote.quorum" in "\n".join(verify.verify(folder, head))


def test_a_method_that_the_verifier_does_not_know_is_no_vote_of_ours(folder):
    with pytest.raises(Wrong, match="no method that is known"):
        verify.verify(folder, writer.write(made(rules={"method": "guess", "options": []}), folder))


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


def made_of(method: str, **more):
    """A bundle of a method, open, with something beside it."""
    more = {"beside": {"votes.csv": b"receipt,choice\n"}} | more
    return made(**more) if method == "motion" else made_by(method, EXAMPLES[method], **more)


@pytest.mark.parametrize("method", METHODS)
def test_no_changed_byte_goes_unseen(folder, method):
    head = writer.write(made_of(method), folder)
    files = {path: path.read_bytes() for path in sorted(folder.iterdir())}
    spots = [(path, at) for path, content in files.items() if path.suffix != ".py" for at in range(len(content))]
    chance = random.Random(method)
    program = folder / "verify.py"
    few = [(program, chance.randrange(len(files[program]))) for _time in range(20)]
    tried = 0
    for path, at in few + chance.choices(spots, k=CHANGES // len(METHODS)):
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
    assert tried > CHANGES // len(METHODS) * 0.9
    assert verify.verify(folder, head)


OTHERWISE = {
    "motion": "no", "consent": {"answer": "aside", "words": ""}, "gradients": "stand_aside", "approval": ["d"],
    "pot": ["d"], "score": {"d": 4}, "irv": ["d", "c"], "stv": ["d", "b", "c"], "ranking": ["d"],
    "division": divided([1, 1, 1]),
}  # fmt: skip


def with_choice(line: bytes, choice, **more) -> bytes:
    """A ballot that says something else."""
    return writer.line_of(json.loads(line) | {"choice": choice} | more)


TAMPERED = {
    "added": lambda ballots, other: [*ballots, with_choice(ballots[0], other, receipt="x")],
    "dropped": lambda ballots, _other: ballots[1:],
    "swapped": lambda ballots, other: [with_choice(ballots[0], other), *ballots[1:]],
    "doubled": lambda ballots, _other: [*ballots, ballots[0]],
    "doubled under another receipt": lambda ballots, _other: [
        *ballots, with_choice(ballots[0], json.loads(ballots[0])["choice"], receipt="y")
    ],
    "taken for another": lambda ballots, _other: [ballots[0], *ballots[:1], *ballots[2:]],
}  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
@pytest.mark.parametrize("method", METHODS)
def test_a_tampered_box_that_was_sealed_again_does_not_fit_its_result(folder, method, tamper):
    """Without the published fingerprint, too: the marks on the roll and the sums of the result give it away."""
    head = writer.write(made_of(method), folder)
    put(folder, tamper(lines(folder), OTHERWISE[method]))
    reseal(folder)
    for known in (None, head):
        with pytest.raises(Wrong):
            verify.verify(folder, known)


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


def test_who_asks_the_verifier_for_help_is_told_how_it_is_used(capsys):
    for asked in ("--help", "-h"):
        assert not verify.main([asked])
        assert "python3 verify.py [FOLDER] [--head FINGERPRINT]" in capsys.readouterr().out
