"""Pabulib's .pb files (pabulib.org/format): a lenient, bounded reader. The strict writer is `pb_writer`.

Three sections, META, PROJECTS and VOTES, of fields parted by semicolons, in UTF-8. Lenient about a byte
order mark, line ends, empty lines, spaces, capitals in column names, decimals, unknown columns and whatever
may be missing. What the file says about itself (number of votes, votes of a project, winners) is compared
and never believed: a difference is noted, and the ballots are counted again. What could be meant in two ways
(a fact or a column that comes twice, 1,000 as a sum, a second file behind the first) is refused with its line.

Bounds: see the constants, and `lines`. Nothing is unpacked, so there is nothing to blow up. Of a ballot its places
are kept, once; of a voter's id only a number, to notice who voted before.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import BinaryIO, NamedTuple

from community.record.verdict import _

from ..ballots import MOST_MONEY, Ballots, Pot, Project, Scores
from . import Malformed
from .lines import Tally, bounded

LONGEST_LINE = 200_000
MOST_BEFORE_VOTES = 10_000_000  # bytes: of what is said there, texts are kept
MOST_LINES_OF_A_FIELD = 50
MOST_FACTS = 1_000
MOST_PROJECTS = 10_000
MOST_NOTES = 20
NEEDED = {"META": (), "PROJECTS": ("project_id", "cost"), "VOTES": ("vote",)}
READ = {"META": (), "PROJECTS": ("project_id", "cost", "name", "votes", "score", "selected"),
        "VOTES": ("voter_id", "vote", "points")}  # fmt: skip
SECTIONS = tuple(NEEDED)
APPROVALS, POINTS = ("approval", "choose-1", "ordinal"), ("cumulative", "scoring")
OTHER_RULES = ("greedy-exclusive", "greedy-custom")
PARTED = ("budget_per_category", "budget_per_neighborhood")
SUM = re.compile(r"(\d{1,15})(?:\.(\d{1,6}))?|(\d{1,15})/(\d{1,6})")
THOUSANDS_OR_DECIMALS = re.compile(r"\d+,\d{3}")
WHOLE = re.compile(r"\d{1,9}")


class Row(NamedTuple):
    """What the file says of a project beside its id and cost."""

    name: str
    votes: str
    score: str
    selected: str


def read(source: BinaryIO) -> Pot:
    """Read a .pb file."""
    return _Reader(source).pot()


class _Reader:
    """Goes through the lines once. number: the line that is read; at: the one on which these fields began."""

    def __init__(self, source: BinaryIO):
        self.source, self.number, self.bytes, self.at = source, 0, 0, 1
        self.facts: dict[str, str] = {}
        self.kind, self.threshold = "approval", 0
        self.budget: tuple[int, Fraction] | None = None  # line and sum; likewise the costs
        self.costs: list[tuple[int, Fraction]] = []
        self.projects: dict[str, Row] = {}
        self.places: dict[str, int] = {}
        self.columns: dict[str, int] = {}  # where each stands in this section
        self.width = 0
        self.tally = Tally(self)
        self.voters: set[int] = set()
        self.found: list[str] = []
        self.notes: list[str] = []
        self.unsaid = 0

    def note(self, text: str) -> None:
        """Something that was put right. Only the first are kept."""
        if len(self.notes) < MOST_NOTES:
            self.notes.append(text)
        else:
            self.unsaid += 1

    # --- lines ---

    def lines(self) -> Iterator[str]:
        """The lines of the file, as text, within bounds."""
        for line in bounded(self, longest=LONGEST_LINE):
            if "VOTES" not in self.found and self.bytes > MOST_BEFORE_VOTES:
                raise Malformed(self.number, _("There is too much before the votes."))
            yield line.rstrip("\r\n")

    def records(self) -> Iterator[list[str]]:
        """The fields of each line that has any. A quoted field may go on over a few lines."""
        lines = self.lines()

        def fed(first: str) -> Iterator[str]:
            yield first
            for more in lines:
                if self.number - self.at > MOST_LINES_OF_A_FIELD:
                    break
                yield "\n" + more
            raise Malformed(self.at, _("A quotation mark is opened here and not closed."))

        for line in lines:
            self.at = self.number
            if '"' not in line:
                fields = line.split(";")
            else:
                try:
                    fields = next(csv.reader(fed(line), delimiter=";"))
                except csv.Error:
                    raise Malformed(self.at, _("This line cannot be parted into fields.")) from None
            fields = [field.strip() for field in fields]
            if any(fields):
                yield fields

    # --- sections ---

    def pot(self) -> Pot:
        """The whole file."""
        section = ""
        for fields in self.records():
            word = fields[0].upper()
            if word in SECTIONS and not any(fields[1:]):
                self.begin(word)
                section, self.columns = word, {}
            elif not section:
                raise Malformed(self.at, _("The file does not begin with META."))
            elif not self.columns:
                self.header(section, [name.lower() for name in fields])
                if section == "META" and fields[0].lower() != "key":  # the header was left out: this is a fact already
                    self.fact(fields)
            elif section == "META":
                self.fact(fields)
            elif section == "PROJECTS":
                self.project(fields)
            else:
                self.vote(fields)
        for word in SECTIONS:
            if word not in self.found:
                raise Malformed(max(self.number, 1), _("The section %(section)s is missing."), section=word)
        return self.finished()

    def begin(self, word: str) -> None:
        """A section begins: each comes once, in this order, so that every vote is understood by what came before."""
        if word in self.found:
            raise Malformed(
                self.at, _("The section %(section)s comes twice. Are these two files in one?"), section=word
            )
        if not self.found and word != "META":
            raise Malformed(self.at, _("The file does not begin with META."))
        if word == "VOTES" and "PROJECTS" not in self.found:
            raise Malformed(self.at, _("The votes come before the projects."))
        if word == "PROJECTS" and not self.budget:
            raise Malformed(self.at, _("The file does not say its budget before the projects."))
        self.found.append(word)

    def header(self, section: str, header: list[str]) -> None:
        """Every section has the columns that cannot be done without, and none twice that is read."""
        for name in NEEDED[section]:
            if name not in header:
                raise Malformed(self.at, _("The column %(column)s is missing."), column=name)
        for name in READ[section]:
            if header.count(name) > 1:
                raise Malformed(self.at, _("The column %(column)s comes twice."), column=name)
        self.columns, self.width = {name: at for at, name in enumerate(header)}, len(header)

    def cell(self, fields: list[str], column: str) -> str:
        """What a line says in a column; nothing where it has no such column."""
        at = self.columns.get(column, len(fields))
        return fields[at] if at < len(fields) else ""

    def fact(self, fields: list[str]) -> None:
        """Something the file says about itself."""
        key, value = fields[0].lower(), ";".join(fields[1:]).strip()
        if key in self.facts:
            raise Malformed(self.at, _("The file says its %(fact)s twice."), fact=key[:40])
        if len(self.facts) == MOST_FACTS:
            raise Malformed(self.at, _("The file says too much about itself."))
        self.facts[key] = value
        if key == "budget":
            self.budget = self.at, self.amount(value)
        elif key == "vote_type":
            self.kind = value.lower()
            if self.kind not in APPROVALS + POINTS:
                raise Malformed(self.at, _("Votes of the kind %(kind)s cannot be counted."), kind=value[:40])
            if self.kind == "ordinal":
                self.note("the votes are ordered; only who was named is counted, not the order")
        elif key == "min_project_score_threshold" and value:
            if not WHOLE.fullmatch(value):
                raise Malformed(self.at, _("%(text)s is no number of votes."), text=value[:40])
            self.threshold = int(value)
        elif key == "rule" and value.lower() in OTHER_RULES:
            self.note(f"line {self.at}: the file was counted by {value}; no rule here is that one")
        elif key in PARTED and value:
            self.note(f"line {self.at}: {key} is not counted; the budget is shared as one")

    def project(self, fields: list[str]) -> None:
        """One project."""
        name = self.cell(fields, "project_id")
        if not name or "," in name:
            raise Malformed(self.at, _("This project has no id that a vote could name."))
        if name in self.projects:
            raise Malformed(self.at, _("The project %(project)s is listed twice."), project=name)
        if len(self.projects) == MOST_PROJECTS:
            raise Malformed(self.at, _("There are too many projects."))
        cost = self.amount(self.cell(fields, "cost"))
        if not cost:
            raise Malformed(self.at, _("The cost of a project is above zero."))
        if len(fields) > self.width:
            self.note(f"line {self.at}: more fields than columns")
        self.places[name] = len(self.projects)
        self.projects[name] = Row(*(self.cell(fields, column) for column in Row._fields))
        self.costs.append((self.at, cost))

    def vote(self, fields: list[str]) -> None:
        """One ballot."""
        self.tally.add(self.understood(self.cell(fields, "vote"), self.cell(fields, "points")))
        if voter := self.cell(fields, "voter_id"):
            before = len(self.voters)
            self.voters.add(hash(voter))
            if len(self.voters) == before:
                self.note(f"line {self.at}: voter {voter[:40]} voted before; both ballots are counted")

    def understood(self, vote: str, points: str) -> tuple:
        """What a vote names, in ascending order: places, or pairs of place and points where the vote gives points."""
        given = self.kind in POINTS
        names = [name.strip() for name in vote.split(",") if name.strip()]
        numbers = [number.strip() for number in points.split(",") if number.strip()] if given else []
        if given and len(names) != len(numbers):
            raise Malformed(self.at, _("This vote does not give points to each project that it names."))
        found = {}
        for index, name in enumerate(names):
            place = self.places.get(name)
            if place is None:
                self.note(f"line {self.at}: {name[:40]} is not one of the projects; left out")
            elif place in found:
                self.note(f"line {self.at}: {name[:40]} is named twice; counted once")
            else:
                found[place] = self.points(numbers[index]) if given else 1
        if given:
            return tuple(self.tally.pair(place, number) for place, number in sorted(found.items()) if number)
        return tuple(sorted(found))

    # --- numbers ---

    def points(self, text: str) -> int:
        """Whole points."""
        if not WHOLE.fullmatch(text):
            raise Malformed(self.at, _("%(text)s is no number of points."), text=text[:40])
        return int(text)

    def amount(self, text: str) -> Fraction:
        """A sum of money, written in any of the usual ways."""
        bare = re.sub(r"[\s\u00a0\u202f]", "", text)
        if THOUSANDS_OR_DECIMALS.fullmatch(bare):
            raise Malformed(
                self.at, _("%(text)s may be thousands or decimals. Write it without a comma."), text=text[:40]
            )
        if bare.count(",") == 1 and "." not in bare:
            bare = bare.replace(",", ".")
            self.note(f"line {self.at}: {text[:40]} is read as {bare[:40]}")
        match = SUM.fullmatch(bare)
        if not match or (match[4] and not int(match[4])):
            raise Malformed(self.at, _("%(text)s is no sum of money."), text=text[:40] or "–")
        found = Fraction(bare)
        if 10**6 % found.denominator:
            raise Malformed(self.at, _("The sums have more than six decimals."))
        return found

    # --- the end ---

    def finished(self) -> Pot:
        """Put together what was read, and note what the file says otherwise."""
        self.voters.clear()
        sums = [self.budget, *self.costs]
        unit = next(10**n for n in range(7) if not any(10**n % amount.denominator for _line, amount in sums))
        for line, amount in sums:
            if amount * unit > MOST_MONEY:
                raise Malformed(line, _("%(text)s is more money than can be counted exactly."), text=str(amount))
        ids, given = tuple(self.projects), self.kind in POINTS
        approvals = self.tally.weights
        if given:
            approvals = Counter()
            for pairs, times in self.tally.weights.items():
                approvals[tuple(place for place, _number in pairs)] += times
        projects = tuple(
            Project(name, int(cost * unit), " ".join(row.name.split()))
            for (name, row), (_line, cost) in zip(self.projects.items(), self.costs, strict=True)
        )
        scores = Scores(ids, self.tally.weights) if given else None
        ballots = Ballots(ids, approvals)
        self.compare(ballots, scores)
        return Pot(
            int(self.budget[1] * unit), projects, ballots, unit=unit, scores=scores, threshold=self.threshold,
            facts=self.facts, published=self.published(), notes=self.kept_notes(),
        )  # fmt: skip

    def published(self) -> tuple[str, ...] | None:
        """Who won according to the file; nobody knows where it has no such column."""
        if not any(row.selected for row in self.projects.values()):
            return None
        return tuple(name for name, row in self.projects.items() if row.selected == "1")

    def compare(self, ballots: Ballots, scores: Scores | None) -> None:
        """Note where the file's own totals differ from its ballots."""
        for key, counted in (("num_votes", ballots.people), ("num_projects", len(ballots.ids))):
            said = self.facts.get(key, "")
            if said and said != str(counted):
                self.note(f"{key} says {said[:20]}; there are {counted}")
        column, totals = ("score", scores.totals) if scores else ("votes", ballots.support)
        for (name, row), counted in zip(self.projects.items(), totals, strict=True):
            said = getattr(row, column)
            if said and said not in (str(counted), f"{counted}.0"):
                self.note(f"project {name}: {column} says {said[:20]}; the ballots give {counted}")

    def kept_notes(self) -> tuple[str, ...]:
        """The notes, and how many more there were."""
        return (*self.notes, *([f"and {self.unsaid} more"] if self.unsaid else []))
