"""The parsers, each as a function of bytes: it comes back, or raises what a bug would raise.

Whatever a file says, a parser reads it or refuses it in a sentence. What was read is counted, too, where it is small.
"""

import io
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from community.record.verdict import Refused
from governance.boards.people_file import Faulty
from governance.boards.people_file import read as read_members
from governance.voting.bundle import archive, verify, writer
from governance.voting.bundle.recount import recount
from governance.voting.counting import RULES
from governance.voting.counting.formats import Malformed, blt, csv, pb
from tests.voting.bundle.made import EXAMPLES, made, made_by, reseal

SMALL = 40  # options, and ballots that differ
FILES = ("manifest.json", "rules.json", "ballots.jsonl", "tally.json", "record.jsonl")
APART = b"\n=====\n"  # between the files of a bundle
FOUND = Path(__file__).resolve().parent / "found"
PB = Path(__file__).resolve().parent.parent / "voting" / "data" / "ties.pb"
BLT = b"""4 2
-3
(one) 3 1 2 0
1 4 1=2 0
1 - 2 0 # skipped
0
"Ana" "Bo" "Cy, Jr"
Dee
"Two seats"
"""
CSV = b'ballot,Ana,Bo,"Cy, Jr"\n1,2,1,\n2,1,,3\n"3",,,\n'
MEMBERS = """\ufeffNombre completo;Correo electrónico;Idioma;Asiento;Desde;Hasta
"Zoë; la de aquí";zoe@example.org;español;1;2026-01-31;
Ana;;;2;;2027-12-31
""".encode()


def ballots(ending: str, reader) -> Callable[[bytes], None]:
    """A file of ballots: read, and counted by every rule that counts such files."""

    def read(raw: bytes) -> None:
        try:
            election = reader.read(io.BytesIO(raw))
            for rule in RULES.values() if is_small(election) else ():
                if ending in rule.formats:
                    assert json.dumps(rule.count(election, order=None).as_dict())
        except Malformed as refused:
            assert str(refused) and refused.line >= 1
        except Refused as refused:
            assert str(refused)

    return read


def is_small(election) -> bool:
    """Whether counting it takes no time. Long counts have bounds of their own (tests/voting/counting/test_bounds)."""
    sent = getattr(election, "rankings", None) or getattr(election, "ballots", election)
    return len(election.ids) <= SMALL and len(sent.weights) <= SMALL


def members(raw: bytes) -> None:
    """A list of members, as load_people reads it."""
    try:
        read_members(raw)
    except Faulty as refused:
        assert refused.faults and all(number >= 1 and reason for number, reason in refused.faults)


def bundle(raw: bytes) -> None:
    """The files of a vote, one after the other: checked, and counted again, as if somebody had downloaded them."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name)
        for file, content in zip(FILES, raw.split(APART), strict=False):
            (folder / file).write_bytes(content)
        with suppress(Exception):  # seals that fit let a forgery in deeper; a manifest beyond reading has none
            reseal(folder)
        try:
            recount(folder)
        except (verify.Wrong, Refused) as refused:
            assert str(refused)


def packed(raw: bytes) -> None:
    """A zip file that says it is a vote."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        path = Path(name, "vote.zip")
        path.write_bytes(raw)
        try:
            with archive.unpacked(path):
                pass
        except Refused as refused:
            assert str(refused)


PARSERS = {
    "pb": ballots("pb", pb),
    "blt": ballots("blt", blt),
    "csv": ballots("csv", csv),
    "members": members,
    "bundle": bundle,
    "packed": packed,
}


def seeds(name: str) -> Iterator[bytes]:
    """Good files to begin with, from which the bad ones are made; and bad ones that were found earlier."""
    yield from (path.read_bytes() for path in sorted((FOUND / name).glob("*")))
    if name in ("bundle", "packed"):
        for method in ("motion", *EXAMPLES):
            with tempfile.TemporaryDirectory(prefix="fuzz-") as place:
                folder = Path(place, "vote")
                writer.write(made() if method == "motion" else made_by(method, EXAMPLES[method]), folder)
                if name == "bundle":
                    yield APART.join((folder / file).read_bytes() for file in FILES)
                else:
                    with io.BytesIO() as out:
                        archive.pack(folder, out, "vote")
                        yield out.getvalue()
    else:
        yield {"pb": PB.read_bytes(), "blt": BLT, "csv": CSV, "members": MEMBERS}[name]
