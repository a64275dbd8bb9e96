"""A published vote of this house in a forger's hands. BUNDLE_CHANGES=10000 tries that many changes, not a sample."""

import json
import os
import random
import zipfile

import pytest

from governance.voting import actions as voting
from governance.voting import files
from governance.voting.bundle import verify, writer
from governance.voting.bundle.verify import Wrong

from . import asked
from .bundle.made import lines, put, reseal

pytestmark = pytest.mark.django_db
CHANGES = int(os.environ.get("BUNDLE_CHANGES", "300"))


@pytest.fixture
def published(tmp_path):
    """A pot of ten ballots, counted, published and unpacked; and its fingerprint."""
    board, people = asked.hall()
    vote = asked.decided(asked.put(board, people, "pot"), people)
    head = voting.publish(vote)
    with zipfile.ZipFile(files.stored(vote, head)) as packed:
        packed.extractall(tmp_path)
    return tmp_path / f"vote-{vote.pk}", head


def test_no_changed_byte_goes_unseen(published):
    folder, head = published
    contents = {path: path.read_bytes() for path in sorted(folder.iterdir())}
    spots = [(path, at) for path, content in contents.items() for at in range(len(content))]
    chance, tried = random.Random(4), 0
    for path, at in (chance.choice(spots) for _time in range(CHANGES)):
        content = contents[path]
        new = (b"", chance.randbytes(1), chance.randbytes(1) + content[at : at + 1])[chance.randrange(3)]
        changed = content[:at] + new + content[at + 1 :]
        if changed == content:
            continue
        path.write_bytes(changed)
        with pytest.raises(Wrong):
            verify.verify(str(folder), head)
        path.write_bytes(content)
        tried += 1
    assert tried > CHANGES * 0.9
    assert verify.verify(str(folder), head)


def named(line, *keys):
    return writer.line_of(json.loads(line) | {"choice": list(keys)})


def of_file(name, old, new):
    """A change in one file, wherever the old words stand in it."""

    def forge(folder):
        content = (folder / name).read_bytes()
        assert old in content
        (folder / name).write_bytes(content.replace(old, new))

    return forge


def entries(folder):
    return (folder / "record.jsonl").read_bytes().splitlines(keepends=True)


def swapped(ballots):
    """One ballot says something else than it did. Which one comes first is chance: its receipt is."""
    at = next(n for n, line in enumerate(ballots) if named(line, "a", "b") != line)
    return [*ballots[:at], named(ballots[at], "a", "b"), *ballots[at + 1 :]]


NEW = {"choice": ["a"], "kind": "resident", "receipt": "NEW", "seat": 1}
FORGERIES = {
    "a ballot added": lambda folder: put(folder, [*lines(folder), writer.line_of(NEW)]),
    "a ballot dropped": lambda folder: put(folder, lines(folder)[1:]),
    "a ballot swapped": lambda folder: put(folder, swapped(lines(folder))),
    "a ballot doubled": lambda folder: put(folder, [*lines(folder), lines(folder)[0]]),
    "all ballots for one": lambda folder: put(folder, [named(line, "c") for line in lines(folder)]),
    "a cheaper project": of_file("rules.json", b'"cost":600', b'"cost":100'),
    "a larger pot": of_file("rules.json", b'"sum":1000', b'"sum":1300'),
    "an easier quorum": of_file("rules.json", b'"quorum":">1/2"', b'"quorum":">=1/9"'),
    "another seed": of_file("rules.json", b'"seed":"', b'"seed":"0'),
    "another order of ties": of_file("rules.json", b'"order":["', b'"order":["z","'),
    "more residents at the table": of_file("rules.json", b'"residents":8', b'"residents":9'),
    "another winner": of_file("tally.json", b'"winners":["', b'"winners":["z","'),
    "another root in the record": of_file("record.jsonl", b"root", b"r00t"),
    "an opening left out": lambda folder: (folder / "record.jsonl").write_bytes(
        b"".join(entry for entry in entries(folder) if b"vote.opened" not in entry)
    ),
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_a_forgery_that_was_sealed_again_is_found_with_the_published_fingerprint_and_mostly_without(published, forge):
    folder, head = published

    forge(folder)
    reseal(folder)

    for known in (head, None):
        with pytest.raises(Wrong):
            verify.verify(str(folder), known)


def told(folder, verb):
    """An entry of the record in the files: the line, and what its text says."""
    line = next(entry for entry in entries(folder) if verb in entry)
    return line, json.loads(json.loads(line)["text"])


def test_the_order_of_ties_is_the_one_that_seed_and_record_give(published):
    folder, _head = published
    rules, (_line, asked_for), (_opening, opened) = (
        json.loads((folder / "rules.json").read_text()),
        told(folder, b"vote.moved"),
        told(folder, b"vote.opened"),
    )

    assert asked_for["facts"]["seed"] == verify.sha256_of(rules["seed"]) and opened["prev"] == rules["head"]
    assert not any("Nobody was bound" in line for line in verify.verify(str(folder)))


def test_an_order_of_ties_that_nobody_was_bound_to_is_named(published):
    """Whoever runs the house could have made seeds until one pleased; that the record does not show it says so."""
    folder, _head = published
    (folder / "record.jsonl").write_bytes(b"".join(one for one in entries(folder) if b"vote.moved" not in one))
    reseal(folder)

    assert "Nobody was bound to the order of ties before the vote opened." in verify.verify(str(folder))


def test_an_order_that_its_seed_does_not_give_is_found(published):
    folder, _head = published
    rules = json.loads((folder / "rules.json").read_text())
    (folder / "rules.json").write_bytes(writer.line_of(rules | {"order": rules["order"][::-1]}))

    with pytest.raises(Wrong, match="not the one that its seed gives"):
        verify.read_rules(str(folder))


@pytest.mark.parametrize(
    ("other", "said"),
    [({"seed": "0" * 32}, "otherwise of seed"), ({"head": "0" * 64}, "hangs on another entry")],
)
def test_a_seed_or_an_entry_that_is_not_the_one_in_the_record_is_found(published, other, said):
    """Even where all else was made to fit it."""
    folder, _head = published
    manifest = json.loads((folder / "manifest.json").read_text())

    with pytest.raises(Wrong, match=said):
        verify.check_record(str(folder), manifest, verify.read_rules(str(folder)) | other)
