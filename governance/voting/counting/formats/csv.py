"""Reads ballots from a table (.csv): ours, or one that somebody kept in a spreadsheet.

The first line names the options, one to a column; columns called receipt, kind, seat or name before them are passed
over. Then comes a line for each ballot. A cell holds a whole number or nothing: 1 where an option is named, its points,
or the place at which it is ranked; which of these it is, the rule decides that counts. Commas, semicolons or tabs
(RFC 4180; UTF-8). Bounds: 200 MB, 100,000 bytes a line, 1,000 options, numbers up to a million, 20 million cells
of ballots that differ.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO

from community.record.verdict import _

from ..ballots import Ballots, Scores
from ..rankings import Rankings
from . import Malformed
from .lines import bounded
from .table import ABOUT

MOST, LONGEST, OPTIONS, LARGEST, CELLS = 200_000_000, 100_000, 1000, 1_000_000, 20_000_000


@dataclass(frozen=True)
class Sheet:
    """Ballots as a table: each rule reads the numbers in its own way.

    rows: the numbers of a ballot, by option → how many people sent exactly that, and the line of the first.
    """

    ids: tuple[str, ...]
    rows: dict[tuple[int, ...], tuple[int, int]]
    seats: int = 1
    notes: tuple[str, ...] = ()

    @cached_property
    def ballots(self) -> Ballots:
        """Whom each ballot names: every option with a number above nothing."""
        weights = Counter()
        for row, (times, _line) in self.rows.items():
            weights[tuple(place for place, number in enumerate(row) if number)] += times
        return Ballots(self.ids, weights)

    @cached_property
    def scores(self) -> Scores:
        """How many points each ballot gives."""
        weights = Counter()
        for row, (times, _line) in self.rows.items():
            weights[tuple((place, number) for place, number in enumerate(row) if number)] += times
        return Scores(self.ids, weights)

    @cached_property
    def standing(self) -> Rankings:
        """In which order each ballot puts the options: from 1 on, no place given twice or left out."""
        weights = Counter()
        for row, (times, line) in self.rows.items():
            ranked = sorted((number, place) for place, number in enumerate(row) if number)
            if [number for number, _place in ranked] != list(range(1, len(ranked) + 1)):
                raise Malformed(line, _("Places go from 1 on, each once."))
            weights[tuple(place for _number, place in ranked)] += times
        return Rankings(self.ids, weights)


class _Reader:
    def __init__(self, source: BinaryIO):
        self.source, self.number, self.bytes = source, 0, 0

    def lines(self) -> Iterator[str]:
        return bounded(self, longest=LONGEST, most=MOST)


def read(source: BinaryIO) -> Sheet:
    """The ballots of a table. Raises Malformed with the line and the reason."""
    reader = _Reader(source)
    lines = reader.lines()
    head = next(lines, "")
    delimiter = max(",;\t", key=head.count)
    try:
        names = next(csv.reader([head], delimiter=delimiter, strict=True), [])
        skipped = sum(1 for _name in _leading(names))
        ids = tuple(name.strip() for name in names[skipped:])
        _check(ids)
        rows: dict = {}
        for cells in csv.reader(lines, delimiter=delimiter, strict=True):
            if not cells:
                continue
            row = tuple(_number(cell, reader.number) for cell in cells[skipped:])
            if len(row) != len(ids):
                raise Malformed(reader.number, _("This line has another number of cells than the first."))
            times, line = rows.get(row, (0, reader.number))
            rows[row] = times + 1, line
            if len(rows) * len(ids) > CELLS:
                raise Malformed(reader.number, _("The file is too large."))
    except csv.Error as fault:
        raise Malformed(reader.number, _("This line is no line of a table: %(fault)s."), fault=str(fault)) from None
    return Sheet(ids, rows)


def _leading(names: list[str]) -> Iterator[str]:
    for name in names:
        if name.strip().lower() not in ABOUT:
            return
        yield name


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
