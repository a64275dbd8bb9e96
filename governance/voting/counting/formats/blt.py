"""BLT files (.blt): ranked ballots as most counting programs exchange them. A lenient, bounded reader and a
strict writer.

There is no formal standard; the format comes from the Electoral Reform Society's programs and is described by
OpaVote and OpenSTV. First "candidates seats"; then "-n" for who withdrew; then ballots "weight n n n 0", best
first; then "0"; then a quoted name for each candidate, and a title.

Lenient about: names without quotation marks, escaped or doubled quotation marks, several names on a line,
comments (#), empty lines, tabs, a byte order mark, ballot ids in brackets, a missing "0" and a missing title.
What cannot be said in a ranking ends it, as the statute has it: "=" for equal places, "-" for a skipped one.
What was put right is noted. Files that may be cut off or mixed up (names are missing, or too many) are refused.

Bounds: see the constants, and `lines`. Nothing is unpacked, so there is nothing to blow up.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from community.record.verdict import _

from ..rankings import Contest, Rankings
from . import Malformed
from .lines import Tally, bounded

LONGEST_LINE = 200_000
MOST_CANDIDATES = 1_000
MOST_BALLOTS = 10**9
LONGEST_NAME = 500
MOST_NOTES = 20
NUMBER = re.compile(r"\d{1,9}")
QUOTED = re.compile(r'"((?:\\.|""|[^"\\])*)"\s*')
BALLOT_ID = re.compile(r"\([^)]{0,200}\)\s*")
LETTER = re.compile(r"[^\W\d_]")


def write(contest: Contest) -> str:
    """An election as a .blt file: UTF-8, identical ballots once, sorted, so that no order of casting shows."""
    rankings = contest.rankings
    lines = [f"{len(rankings.ids)} {contest.seats}"]
    if contest.withdrawn:
        lines.append(" ".join(f"-{place + 1}" for place in sorted(contest.withdrawn)))
    for ranking, times in sorted(rankings.weights.items()):
        if times:
            lines.append(" ".join(map(str, (times, *(place + 1 for place in ranking), 0))))
    lines += ["0", *(_quoted(name) for name in rankings.ids), _quoted(contest.title)]
    return "\n".join(lines) + "\n"


def _quoted(name: str) -> str:
    """A name in quotation marks, on one line."""
    bare = " ".join(name.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{bare}"'


def read(source: BinaryIO) -> Contest:
    """Read a .blt file."""
    return _Reader(source).contest()


class _Reader:
    """Goes through the lines once."""

    def __init__(self, source: BinaryIO):
        self.source, self.number, self.bytes = source, 0, 0
        self.candidates = self.seats = self.people = 0
        self.places: dict[str, int] = {}  # numbers as they are usually written
        self.withdrawn: set[int] = set()
        self.tally = Tally(self)
        self.names: list[str] = []
        self.notes: list[str] = []
        self.unsaid = 0
        self.unended = 0  # the line that was no ballot, where the 0 after the ballots is missing

    def note(self, text: str) -> None:
        """Something that was put right. Only the first are kept."""
        if len(self.notes) < MOST_NOTES:
            self.notes.append(f"line {self.number}: {text}")
        else:
            self.unsaid += 1

    def lines(self) -> Iterator[str]:
        """The lines that say something, as text, within bounds."""
        for line in bounded(self, longest=LONGEST_LINE):
            line = line.strip()
            if line and not line.startswith("#"):
                yield line

    def contest(self) -> Contest:
        """The whole file."""
        lines = self.lines()
        self.header(next(lines, ""))
        for line in lines:
            words = self.words(line)
            if line[0] not in "-(0123456789" or LETTER.search(" ".join(words)):
                self.note("the 0 after the ballots is missing")
                self.unended = self.number
                self.name(line)
                break
            if words == ["0"]:
                break
            self.numbers(words)
        for line in lines:
            self.name(line)
        return self.finished()

    # --- numbers ---

    def words(self, line: str) -> list[str]:
        """The words of a line of numbers, without the id of a ballot and without a comment."""
        if ballot_id := BALLOT_ID.match(line):  # only where the line begins: anywhere would take squared time
            line = line[ballot_id.end() :]
        return line.split("#", 1)[0].split()

    def header(self, line: str) -> None:
        """How many stand, for how many seats."""
        words = self.words(line)
        if len(words) != 2 or not all(NUMBER.fullmatch(word) for word in words):
            raise Malformed(max(self.number, 1), _("The first line holds two numbers: candidates and seats."))
        self.candidates, self.seats = map(int, words)
        self.places = {str(number): number - 1 for number in range(1, min(self.candidates, MOST_CANDIDATES) + 1)}
        if not 1 <= self.candidates <= MOST_CANDIDATES:
            raise Malformed(
                self.number, _("There are between 1 and %(most)s candidates in a file."), most=MOST_CANDIDATES
            )
        if not 1 <= self.seats <= MOST_CANDIDATES:
            raise Malformed(self.number, _("There is at least one seat."))

    def numbers(self, words: list[str]) -> None:
        """Who withdrew, or a ballot."""
        if words and words[0].startswith("-"):
            self.withdrawn.update(self.place(word.removeprefix("-")) for word in words)
        elif words:
            self.ballot(words)

    def place(self, word: str) -> int:
        """A candidate's place by their number."""
        if not NUMBER.fullmatch(word) or not 1 <= int(word) <= self.candidates:
            raise Malformed(self.number, _("%(text)s is not the number of a candidate."), text=word[:40])
        return int(word) - 1

    def ballot(self, words: list[str]) -> None:
        """One line of ballots: how many people, and whom they rank."""
        if not NUMBER.fullmatch(words[0]):
            raise Malformed(self.number, _("%(text)s is no number of ballots."), text=words[0][:40])
        times, ranked = int(words[0]), words[1:]
        if ranked and ranked[-1] == "0":
            ranked.pop()
        else:
            self.note("the 0 after the ballot is missing")
        ranking: dict[int, None] = {}
        for word in ranked:
            if word == "-" or "=" in word:
                self.note("a place is skipped or shared; the ballot ends before it")
                break
            place = self.places[word] if word in self.places else self.place(word)
            if place in ranking:
                self.note(f"{word} is ranked twice; the better place counts")
            ranking[place] = None
        self.people += times
        if self.people > MOST_BALLOTS:
            raise Malformed(
                self.number, _("The file is too large: %(most)s people are counted."), most=f"{MOST_BALLOTS:,}"
            )
        if times:
            self.tally.add(tuple(ranking), times)

    # --- names ---

    def name(self, line: str) -> None:
        """A name, or several in quotation marks."""
        found, at = [], 0
        while match := QUOTED.match(line, at):
            found.append(match[1])
            at = match.end()
        if not found or (at < len(line) and line[at] != "#"):
            found = [line.removeprefix('"').removesuffix('"')]
        for text in found:
            text = " ".join(re.sub(r'\\([\\"])|""', lambda m: m[1] or '"', text).split())
            if len(text) > LONGEST_NAME:
                raise Malformed(self.number, _("This name is too long."))
            if len(self.names) > self.candidates:
                self.check_end()
                raise Malformed(self.number, _("There are more names than candidates and a title."))
            self.names.append(text)

    def check_end(self) -> None:
        """Where the names don't add up and no 0 came before them, the first of them was a broken ballot."""
        if self.unended:
            raise Malformed(self.unended, _("This line is not a ballot, and no 0 ended the ballots before it."))

    def finished(self) -> Contest:
        """Put together what was read."""
        if len(self.names) < self.candidates:
            self.check_end()
            raise Malformed(
                max(self.number, 1),
                _("The file ends after %(found)s of %(all)s names. It may be cut off."),
                found=len(self.names),
                all=self.candidates,
            )
        names, title = self.names[: self.candidates], self.names[self.candidates :]
        if not title:
            self.note("the title is missing")
        ids = []
        for number, name in enumerate(names, 1):
            if not name or name in ids:
                self.note(f"candidate {number} has no name of their own; their number is added")
                name = f"{name} ({number})".strip()
            while name in ids:
                name += "'"
            ids.append(name)
        notes = (*self.notes, *([f"and {self.unsaid} more"] if self.unsaid else []))
        rankings = Rankings(tuple(ids), self.tally.weights)
        return Contest(self.seats, rankings, "".join(title), tuple(sorted(self.withdrawn)), notes)
