"""Reads ballots from a table (.csv): ours, or one that somebody kept in a spreadsheet.

The first line names the options, one to a column. Columns that our own tables begin with (`receipt`, and behind it
`kind`, `seat` and `name`, in this order and these letters) are passed over, and a note says so: elsewhere a column
called Seat is an option. Then comes a line for each ballot. A cell holds a whole number or nothing: 1 where an option
is named, its points, or the place at which it is ranked; which of these it is, the rule decides that counts. Commas,
semicolons or tabs (RFC 4180; UTF-8). Bounds: those of `lines`, 100,000 bytes a line, 1,000 options, numbers up to a
million.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import BinaryIO

from community.record.verdict import _

from ..ballots import Ballots, Scores
from ..rankings import Rankings
from . import Malformed
from .lines import Tally, bounded
from .table import ABOUT

LONGEST, OPTIONS, LARGEST = 100_000, 1000, 1_000_000


@dataclass(frozen=True)
class Sheet:
    """Ballots as a table: each rule reads the numbers in its own way.

    weights: (place, number) of every cell of a ballot that says something → how many people sent exactly that.
    unranked: the first line whose numbers are no places of a ranking; 0 where all are.
    """

    ids: tuple[str, ...]
    weights: dict[tuple[tuple[int, int], ...], int]
    unranked: int = 0
    seats: int = 1
    notes: tuple[str, ...] = ()

    @cached_property
    def ballots(self) -> Ballots:
        """Whom each ballot names: every option with a number above nothing."""
        weights = Counter()
        for pairs, times in self.weights.items():
            weights[tuple(place for place, _number in pairs)] += times
        return Ballots(self.ids, weights)

    @cached_property
    def scores(self) -> Scores:
        """How many points each ballot gives."""
        return Scores(self.ids, self.weights)

    @cached_property
    def standing(self) -> Rankings:
        """In which order each ballot puts the options: from 1 on, no place given twice or left out."""
        if self.unranked:
            raise Malformed(self.unranked, _("Places go from 1 on, each once."))
        weights = {tuple(map(itemgetter(0), sorted(pairs, key=itemgetter(1)))): n for pairs, n in self.weights.items()}
        return Rankings(self.ids, weights)


class _Reader:
    def __init__(self, source: BinaryIO):
        self.source, self.number, self.bytes = source, 0, 0

    def lines(self) -> Iterator[str]:
        """The lines of the file, each with its end. A lone carriage return ends none, whatever old programs thought."""
        for line in bounded(self, longest=LONGEST):
            if "\r" in line.removesuffix("\n").removesuffix("\r"):
                raise Malformed(self.number, _("This line holds line ends of another kind. Save the table anew."))
            yield line


def read(source: BinaryIO) -> Sheet:
    """The ballots of a table. Raises Malformed with the line and the reason."""
    reader = _Reader(source)
    lines = reader.lines()
    head = next(lines, "")
    delimiter = max(",;\t", key=head.count)
    try:
        names = next(csv.reader([head], delimiter=delimiter, strict=True), [])
        skipped = _leading(names)
        ids = tuple(name.strip() for name in names[skipped:])
        _check(ids)
        tally, unranked = Tally(reader), 0
        for cells in csv.reader(lines, delimiter=delimiter, strict=True):
            if not cells:
                continue
            row = tuple(_number(cell, reader.number) for cell in cells[skipped:])
            if len(row) != len(ids):
                raise Malformed(reader.number, _("This line has another number of cells than the first."))
            pairs = tuple(tally.pair(place, number) for place, number in enumerate(row) if number)
            tally.add(pairs)
            if not unranked and sorted(number for number in row if number) != list(range(1, len(pairs) + 1)):
                unranked = reader.number
    except csv.Error:
        raise Malformed(reader.number, _("This line is no line of a table. Is a quotation mark not closed?")) from None
    notes = (f"columns that are no options, as in our own tables: {', '.join(names[:skipped])}",) if skipped else ()
    return Sheet(ids, tally.weights, unranked, notes=notes)


def _leading(names: list[str]) -> int:
    """With how many columns about a ballot a table begins, as our own do: the receipt first, the others in their order.

    Lower case, no spaces: whoever writes by hand an option called so is told what was passed over.
    """
    names, skipped = [name.removeprefix("\ufeff") for name in names], 0
    if names[:1] != [ABOUT[0]]:
        return 0
    for about in ABOUT:
        skipped += names[skipped : skipped + 1] == [about]
    return skipped


def _check(ids: tuple[str, ...]) -> None:
    if not ids or not all(ids):
        raise Malformed(1, _("The first line names the options, one to a column."))
    if len(ids) > OPTIONS:
        raise Malformed(1, _("There are more than %(most)s options."), most=OPTIONS)
    if len(set(ids)) < len(ids):
        raise Malformed(1, _("The first line names an option twice."))


def _number(cell: str, line: int) -> int:
    text = cell.strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdigit()) or len(text) > 7 or int(text) > LARGEST:
        raise Malformed(line, _("A cell holds a whole number up to a million, or nothing."))
    return int(text)
