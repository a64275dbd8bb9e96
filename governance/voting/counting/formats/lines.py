"""The lines of a file from anywhere, as text, within bounds: one way for every format that is read."""

from collections.abc import Iterator

from community.record.verdict import _

from . import Malformed

PACKED = (b"PK", b"\x1f\x8b", b"BZh", b"\xfd7z", b"7z")


def bounded(reader, *, longest: int, most: int) -> Iterator[str]:
    """Each line with its end. Counts `reader.number` and `reader.bytes` as it goes.

    reader: has `source`, a binary file. longest, most: bytes of a line, and of the file. Raises Malformed.
    """
    while raw := reader.source.readline(longest + 1):
        reader.number += 1
        reader.bytes += len(raw)
        if reader.number == 1 and raw.startswith(PACKED):
            raise Malformed(1, _("This is a packed file. Unpack it first."))
        if len(raw) > longest:
            raise Malformed(reader.number, _("This line is too long."))
        if reader.bytes > most:
            raise Malformed(reader.number, _("The file is too large."))
        try:
            line = raw.decode("utf-8-sig" if reader.number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise Malformed(reader.number, _("This line is not written in UTF-8.")) from None
        if "\0" in line:
            raise Malformed(reader.number, _("This line holds a character that no text has."))
        yield line
