"""Writes a certified vote as plain files. The same vote gives the same bytes every time.

Source: the hash tree is that of RFC 6962, section 2.1. Ballots come in the order of their fingerprints, which says
nothing about when they were sent. They pass through one at a time, so memory stays flat.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from community.record.verdict import _

from ..counting.ballots import refused
from . import verify
from .verify import Tree, canonical, leaf_of

VERIFIER = Path(verify.__file__)


@dataclass(frozen=True)
class Roll:
    """Who could vote and who did, by kind of seat."""

    eligible: Mapping[str, int]
    voted: Mapping[str, int]


@dataclass(frozen=True)
class Bundle:
    """What was asked, by which rules, what was answered, and what came of it.

    rules: method, options and the numbers of the charter in force, as they were frozen at opening.
    ballots: each with its receipt and choice; its kind of seat, and a name, only where the vote was open.
    In the order of their fingerprints (`in_order`). tally: the published result. record: entries as
    {"seq", "hash", "text"}. beside: other files of the same ballots (.blt, .pb, .csv), by name, whole or in parts.
    is_listed: whether the ballots themselves are in it. Where few voted in secret only their root is, so that
    they cannot be changed any more, and whoever is shown them can hold them against it.
    """

    rules: Mapping
    ballots: Iterable[Mapping]
    tally: Mapping
    record: Iterable[Mapping]
    roll: Roll
    software: str
    beside: Mapping[str, bytes | Iterable[bytes]] = field(default_factory=dict)
    is_listed: bool = True


def line_of(facts: Mapping) -> bytes:
    """Facts as one line."""
    return canonical(facts).encode() + b"\n"


def in_order(ballots: Iterable[Mapping]) -> list[Mapping]:
    """Ballots in the order of their fingerprints."""
    return sorted(ballots, key=lambda ballot: leaf_of(line_of(ballot)))


def write(bundle: Bundle, folder: Path) -> str:
    """Write the files into an empty folder. The head: the fingerprint to publish."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise refused(_("The folder for this file is not empty."))
    if bundle.beside and not bundle.is_listed:
        raise refused(_("Where ballots are not listed, no other file lists them either."))
    tree, last = Tree(), {"hash": ""}

    def ballots() -> Iterator[bytes]:
        before = b""
        for ballot in bundle.ballots:
            line = line_of(ballot)
            leaf = leaf_of(line)
            if leaf <= before:
                raise refused(_("The ballots are out of order, or one stands twice."))
            before = leaf
            tree.add(leaf)
            if bundle.is_listed:
                yield line

    def record() -> Iterator[bytes]:
        for entry in bundle.record:
            last.update(entry)
            yield line_of(entry)

    parts = {
        "rules.json": [line_of(bundle.rules)],
        "ballots.jsonl": ballots(),
        "tally.json": [line_of(bundle.tally)],
        "record.jsonl": record(),
        "verify.py": [VERIFIER.read_bytes()],
        **{name: [one] if isinstance(one, bytes) else one for name, one in bundle.beside.items()},
    }
    manifest = {
        "format": "common-table-vote",
        "version": 1,
        "software": bundle.software,
        "files": {name: _put(folder / name, lines) for name, lines in parts.items()},
        "root": tree.root(),
        "listed": bundle.is_listed,
        "record": last["hash"],
        "eligible": dict(bundle.roll.eligible),
        "voted": dict(bundle.roll.voted),
    }
    return _put(folder / "manifest.json", [line_of(manifest)])


def _put(path: Path, parts: Iterable[bytes]) -> str:
    """Write a file. Its fingerprint."""
    found = hashlib.sha256()
    with path.open("xb") as out:
        for part in parts:
            out.write(part)
            found.update(part)
    return found.hexdigest()
