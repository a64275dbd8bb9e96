"""The files of decided votes: where they are kept, and the fingerprints under which the record knows them.

They are written once and kept as they were published. Written again by a later version of this software they
would say the same of the vote, and their fingerprint would be another one.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import default_storage

from community.record.models import Entry, type_of

from .models import Vote
from .verbs import PUBLISHED

MANIFEST = "manifest.json"
PART = 1 << 16
LOST = (FileNotFoundError, zipfile.BadZipFile)  # the disk was full, or a restore left them out


def heads(votes: Iterable[Vote]) -> dict[int, str]:
    """The published fingerprint of each of these votes that has one, by the vote's number."""
    keys = [vote.pk for vote in votes]
    entries = Entry.objects.filter(verb=PUBLISHED.key, subject_type=type_of(Vote), subject_id__in=keys)
    return {entry.subject_id: entry.facts["facts"]["head"] for entry in entries.order_by("seq")}


def head_of(vote: Vote) -> str:
    """The published fingerprint of a vote's files; nothing while there are none."""
    return heads([vote]).get(vote.pk, "")


def ballots_of(vote: Vote) -> Iterator[dict]:
    """The ballots as they were written down when the box was opened, one at a time."""
    return (line.facts for line in vote.counted.iterator(chunk_size=2000))


def folder_of(vote: Vote) -> str:
    """The folder in which the files lie once they are unpacked."""
    return f"vote-{vote.pk}"


def place_of(vote: Vote, head: str) -> str:
    """Where they are kept: by their fingerprint, so that nothing is ever written over."""
    return f"votes/{vote.uuid}/{head}.zip"


def keep(vote: Vote, head: str, source: BinaryIO) -> None:
    """Keep the packed files. Whole ones that are kept already stay; a torn one makes way."""
    place = place_of(vote, head)
    if fault(vote, head):
        default_storage.delete(place)
        kept = default_storage.save(place, File(source))
        if kept != place:  # somebody else was faster with the same files
            default_storage.delete(kept)


def fault(vote: Vote, head: str) -> str:
    """What is wrong with the files that are kept under a fingerprint, or nothing."""
    try:
        with opened(vote, head) as packed:
            raw = packed.read(f"{folder_of(vote)}/{MANIFEST}")
            if hashlib.sha256(raw).hexdigest() != head:
                return "the fingerprint of its files is another one"
            for name, said in json.loads(raw)["files"].items():
                found = hashlib.sha256()
                for part in parts_of(packed, f"{folder_of(vote)}/{name}"):
                    found.update(part)
                if found.hexdigest() != said:
                    return f"{name} was changed"
    except FileNotFoundError:
        return "its files are missing"
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        return "its files are broken"
    return ""


def stored(vote: Vote, head: str) -> BinaryIO:
    """The packed files, as they are kept."""
    return default_storage.open(place_of(vote, head))


@contextmanager
def opened(vote: Vote, head: str) -> Iterator[zipfile.ZipFile]:
    """The packed files, to read from."""
    with stored(vote, head) as source, zipfile.ZipFile(source) as packed:
        yield packed


def names(vote: Vote, head: str) -> dict[str, int]:
    """The published files by name, with their sizes."""
    with opened(vote, head) as packed:
        inside = f"{folder_of(vote)}/"
        return {one.filename.removeprefix(inside): one.file_size for one in packed.infolist()}


def beside(vote: Vote, head: str) -> list[str]:
    """The files of the same ballots for other programs, by name."""
    try:
        return [name for name in names(vote, head) if name.rpartition(".")[2] in ("csv", "blt", "pb")] if head else []
    except LOST:
        return []


def one_file(vote: Vote, head: str, name: str) -> Iterator[bytes]:
    """One of the files, part by part."""
    with opened(vote, head) as packed:
        yield from parts_of(packed, f"{folder_of(vote)}/{name}")


def parts_of(packed: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A packed file, part by part."""
    with closing(packed.open(name)) as source:
        yield from iter(lambda: source.read(PART), b"")
