"""Tables for a spreadsheet (.csv), safely: the ballots of any method, a line for each. One way for every export.

A spreadsheet takes a cell that begins with = + - @ for a formula, and a formula can call out or run a program. So a
text that begins so gets an apostrophe in front, and so does what follows a semicolon, a comma or a tab within a text,
because in some countries that ends the cell. Full-width forms of those signs count, too. Line ends and other control
characters become spaces. Numbers stay numbers. The exact words are in ballots.jsonl.

RFC 4180; UTF-8 with commas; every text in quotation marks. Ballots stand in the order of their fingerprints, as in
the bundle, which says nothing about when they were sent.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

TRIGGER = re.compile(r"""(^|[;,|])(["'\s]*)(?=[=+\-@＝＋－＠])""")
RANKED, NAMED, AMOUNTS = ("irv", "stv", "ranking"), ("approval", "pot"), ("score", "division")
ABOUT = ("receipt", "kind", "seat", "name")  # what a ballot says beside its choice, where it does


def safe(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(cell, int) or cell is None:
        return cell
    text = "".join(letter if letter.isprintable() else " " for letter in str(cell))
    return TRIGGER.sub(r"\1'\2", text)


def lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A table, one line at a time, so that any number of rows passes."""
    line = io.StringIO()
    writer = csv.writer(line, quoting=csv.QUOTE_NONNUMERIC)
    for row in rows:
        writer.writerow(["" if cell is None else safe(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def ballots(method: str, options: Iterable[str], sent: Iterable[Mapping]) -> Iterator[str]:
    """The ballots of a vote, as its bundle has them.

    Motions and gradients have a column for the choice, consent for the answer and its words. Elsewhere every option has
    a column: 1 where it is named, its points or units, or the place at which it is ranked.
    """
    options, sent = list(options), iter(sent)
    first = list(islice(sent, 1))
    about = [name for name in ABOUT if any(name in ballot for ballot in first)]
    if method == "consent":
        columns = ["answer", "words"]
    elif method in (*RANKED, *NAMED, *AMOUNTS):
        columns = options
    else:
        columns = ["choice"]

    def rows() -> Iterator[list]:
        yield [*about, *columns]
        for ballot in chain(first, sent):
            yield [*(ballot.get(name) for name in about), *_answer(method, columns, ballot["choice"])]

    return lines(rows())


def _answer(method: str, columns: list[str], choice) -> list:
    """What a ballot says, by column."""
    if isinstance(choice, str):
        return [choice]
    if isinstance(choice, Mapping):
        return [choice.get(name) for name in columns]
    places = {name: place for place, name in enumerate(choice, 1)}
    return [places.get(name) if method in RANKED else int(name in places) for name in columns]
