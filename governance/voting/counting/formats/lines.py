"""What is read from a file from anywhere, within bounds: its lines as text, and its ballots, identical ones once.

One way for every format. The bounds leave room for the largest elections published and for a million ballots that all
differ; what is beyond them is refused on the line on which it is, before memory is gone.
"""

from collections.abc import Iterator

from community.record.verdict import _

from . import Malformed

PACKED = (b"PK", b"\x1f\x8b", b"BZh", b"\xfd7z", b"7z")
MOST_BYTES = 64_000_000
MOST_LINES = 2_000_000
MOST_DISTINCT = 1_000_000  # ballots that differ
MOST_NAMED = 8_000_000  # options named on them
MOST_PAIRS = 500_000  # an option with a number, each once


def bounded(reader, *, longest: int) -> Iterator[str]:
    """Each line with its end. Counts `reader.number` and `reader.bytes` as it goes.

    reader: has `source`, a binary file. longest: bytes of a line. Raises Malformed.
    """
    while raw := reader.source.readline(longest + 1):
        reader.number += 1
        reader.bytes += len(raw)
        if reader.number == 1 and raw.startswith(PACKED):
            raise Malformed(1, _("This is a packed file. Unpack it first."))
        if len(raw) > longest:
            raise Malformed(reader.number, _("This line is too long."))
        if reader.bytes > MOST_BYTES:
            raise Malformed(reader.number, _("The file is too large: %(most)s bytes are read."), most=f"{MOST_BYTES:,}")
        if reader.number > MOST_LINES:
            raise Malformed(reader.number, _("The file is too large: %(most)s lines are read."), most=f"{MOST_LINES:,}")
        try:
            line = raw.decode("utf-8-sig" if reader.number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise Malformed(reader.number, _("This line is not written in UTF-8.")) from None
        if "\0" in line:
            raise Malformed(reader.number, _("This line holds a character that no text has."))
        yield line


class Tally:
    """The ballots read so far: what each names → how many people sent exactly that.

    reader: has the `number` of the line that is read.
    """

    def __init__(self, reader):
        self.reader, self.weights, self.named, self.pairs = reader, {}, 0, {}

    def add(self, ballot: tuple, times: int = 1) -> None:
        """Some people sent this ballot."""
        if ballot not in self.weights:
            self.named += len(ballot)
            if len(self.weights) >= MOST_DISTINCT:
                self.refuse(_("The file is too large: %(most)s ballots that differ are read."), MOST_DISTINCT)
            if self.named > MOST_NAMED:
                self.refuse(_("The file is too large: its ballots may name %(most)s options together."), MOST_NAMED)
            self.weights[ballot] = 0
        self.weights[ballot] += times

    def pair(self, place: int, number: int) -> tuple[int, int]:
        """An option with its number, kept once however many ballots have it."""
        if (place, number) not in self.pairs and len(self.pairs) >= MOST_PAIRS:
            self.refuse(_("The file is too large: its ballots give too many different numbers."), MOST_PAIRS)
        return self.pairs.setdefault((place, number), (place, number))

    def refuse(self, message: str, most: int) -> None:
        """Too much, on the line on which it became so."""
        raise Malformed(self.reader.number, message, most=f"{most:,}")
