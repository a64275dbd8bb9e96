"""What the record promises, as sums: each entry holds the hash of the one before it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """One entry as it lies in the database, with its columns beside the text that was hashed."""

    seq: int
    text: str
    prev: str
    hash: str
    columns: dict
    detail: str | None
    salt: str
    about: tuple


# What every entry's text says, whatever was done.
FACTS = {"seq", "at", "by", "verb", "subject", "about", "facts", "detail", "public", "prev"}


def read(text: str) -> dict | None:
    """The facts of a text, or None when it isn't one that an entry can have."""
    try:
        facts = json.loads(text)
    except ValueError:
        return None
    return facts if isinstance(facts, dict) and facts.keys() == FACTS else None


def first_fault(links: Iterable[Link], beginning: str) -> tuple[int, str] | None:
    """Walk the chain; the number of the first entry that is wrong and why, or None.

    An entry is wrong when its hash isn't the hash of its text, when it doesn't follow the one before
    it, when a column says something else than the text, or when its detail was changed (an erased
    detail, with its salt erased too, is no fault).
    """
    before, expected = beginning, 1
    for link in links:
        if link.seq != expected:
            return expected, f"entry {expected} is missing"
        if hashlib.sha256(link.text.encode()).hexdigest() != link.hash:
            return link.seq, "its text was changed"
        facts = read(link.text)
        if facts is None:
            return link.seq, "its text cannot be read"
        if link.prev != before or facts["prev"] != before:
            return link.seq, "it does not follow the entry before it"
        for name, value in link.columns.items():
            if facts[name] != value:
                return link.seq, f"its column {name} was changed"
        if [list(pair) for pair in link.about] != facts["about"]:
            return link.seq, "the things it concerns were changed"
        if link.detail is None:
            return link.seq, "its detail was removed"
        if link.detail or link.salt:
            digest = hashlib.sha256((link.salt + link.detail).encode()).hexdigest()
            if digest != facts["detail"]:
                return link.seq, "its detail was changed"
        before, expected = link.hash, expected + 1
    return None
