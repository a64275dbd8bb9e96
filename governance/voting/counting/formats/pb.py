"""Pabulib's .pb files (pabulib.org/format): a lenient, bounded reader. The strict writer is `pb_writer`.

Three sections, META, PROJECTS and VOTES, of fields parted by semicolons, in UTF-8. Lenient about a byte
order mark, line ends, empty lines, spaces, capitals in column names, decimals, unknown columns and whatever
may be missing. What the file says about itself (number of votes, votes of a project, winners) is compared
and never believed: a difference is noted, and the ballots are counted again.

Bounds: see the constants. Nothing is unpacked, so there is nothing to blow up.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import BinaryIO

from community.record.verdict import Refused, _

from ..ballots import Ballots, Pot, Project, Scores
from . import Malformed
from .lines import bounded

MOST_BYTES = 200_000_000
LONGEST_LINE = 200_000
MOST_LINES_OF_A_FIELD = 50
MOST_PROJECTS = 10_000
MOST_NAMED = 50_000_000  # options named on distinct ballots
MOST_NOTES = 20
SECTIONS = ("META", "PROJECTS", "VOTES")
APPROVALS, POINTS = ("approval", "choose-1", "ordinal"), ("cumulative", "scoring")
SUM = re.compile(r"(\d{1,15})(?:\.(\d{1,6}))?|(\d{1,15})/(\d{1,6})")
WHOLE = re.compile(r"\d{1,9}")


def read(source: BinaryIO) -> Pot:
    """Read a .pb file."""
    return _Reader(source).pot()


class _Reader:
    """Goes through the lines once."""

    def __init__(self, source: BinaryIO):
        self.source, self.number, self.bytes = source, 0, 0
        self.facts: dict[str, str] = {}
        self.projects: dict[str, dict[str, str]] = {}
        self.costs: list[tuple[int, Fraction]] = []
        self.places: dict[str, int] = {}
        self.sent: Counter = Counter()  # a vote as it is written → how many
        self.meant: dict[tuple[str, str], tuple] = {}  # … → what it means
        self.voters: set[str] = set()
        self.named = 0
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
        for line in bounded(self, longest=LONGEST_LINE, most=MOST_BYTES):
            yield line.rstrip("\r\n")

    def records(self) -> Iterator[list[str]]:
        """The fields of each line that has any. A quoted field may go on over a few lines."""
        lines = self.lines()

        def fed(first: str) -> Iterator[str]:
            start = self.number
            yield first
            for more in lines:
                if self.number - start > MOST_LINES_OF_A_FIELD:
                    break
                yield "\n" + more
            raise Malformed(start, _("A quotation mark is opened here and not closed."))

        for line in lines:
            if '"' not in line:
                fields = line.split(";")
            else:
                try:
                    fields = next(csv.reader(fed(line), delimiter=";"))
                except csv.Error:
                    raise Malformed(self.number, _("This line cannot be parted into fields.")) from None
            fields = [field.strip() for field in fields]
            if any(fields):
                yield fields

    # --- sections ---

    def pot(self) -> Pot:
        """The whole file."""
        section, header = "", None
        for fields in self.records():
            word = fields[0].upper()
            if word in SECTIONS and not any(fields[1:]) and word not in self.found:
                if word == "VOTES" and "PROJECTS" not in self.found:
                    raise Malformed(self.number, _("The votes come before the projects."))
                section, header = word, None
                self.found.append(word)
            elif not section:
                raise Malformed(self.number, _("The file does not begin with META."))
            elif header is None:
                header = [name.lower() for name in fields]
                self.check_header(section, header)
                if section == "META" and header[0] != "key":  # the header was left out: this is a fact already
                    self.fact(fields)
            elif section == "META":
                self.fact(fields)
            elif section == "PROJECTS":
                self.project(dict(zip(header, fields, strict=False)), too_many=len(fields) > len(header))
            else:
                self.vote(dict(zip(header, fields, strict=False)))
        for word in SECTIONS:
            if word not in self.found:
                raise Malformed(self.number, _("The section %(section)s is missing."), section=word)
        return self.finished()

    def check_header(self, section: str, header: list[str]) -> None:
        """Every section has the columns that cannot be done without."""
        needed = {"META": (), "PROJECTS": ("project_id", "cost"), "VOTES": ("vote",)}[section]
        for name in needed:
            if name not in header:
                raise Malformed(self.number, _("The column %(column)s is missing."), column=name)

    def fact(self, fields: list[str]) -> None:
        """Something the file says about itself."""
        self.facts[fields[0].lower()] = ";".join(fields[1:]).strip()

    def project(self, row: dict[str, str], *, too_many: bool) -> None:
        """One project."""
        name = row["project_id"]
        if not name or "," in name:
            raise Malformed(self.number, _("This project has no id that a vote could name."))
        if name in self.projects:
            raise Malformed(self.number, _("The project %(project)s is listed twice."), project=name)
        if len(self.projects) == MOST_PROJECTS:
            raise Malformed(self.number, _("There are too many projects."))
        cost = self.amount(row.get("cost", ""))
        if not cost:
            raise Malformed(self.number, _("The cost of a project is above zero."))
        if too_many:
            self.note(f"line {self.number}: more fields than columns")
        self.places[name] = len(self.projects)
        self.projects[name] = row
        self.costs.append((self.number, cost))

    def vote(self, row: dict[str, str]) -> None:
        """One ballot. What is written alike is understood once."""
        written = (row.get("vote", ""), row.get("points", ""))
        self.sent[written] += 1
        if written not in self.meant:
            self.meant[written] = self.understood(*written)
        voter = row.get("voter_id", "")
        if voter:
            before = len(self.voters)
            self.voters.add(voter)
            if len(self.voters) == before:
                self.note(f"line {self.number}: voter {voter[:40]} voted before; both ballots are counted")

    def understood(self, vote: str, points: str) -> tuple:
        """What a vote names, in ascending order, with points where the vote gives points."""
        given = self.facts.get("vote_type", "approval").lower() in POINTS
        names = [name.strip() for name in vote.split(",") if name.strip()]
        numbers = [number.strip() for number in points.split(",") if number.strip()] if given else []
        if given and len(names) != len(numbers):
            raise Malformed(self.number, _("This vote does not give points to each project that it names."))
        found = {}
        for index, name in enumerate(names):
            if name not in self.places:
                self.note(f"line {self.number}: {name[:40]} is not one of the projects; left out")
            elif self.places[name] in found:
                self.note(f"line {self.number}: {name[:40]} is named twice; counted once")
            elif given:
                found[self.places[name]] = self.points(numbers[index])
            else:
                found[self.places[name]] = 1
        self.named += len(found)
        if self.named > MOST_NAMED:
            raise Malformed(self.number, _("The file is too large."))
        return tuple(sorted(found.items()))

    # --- numbers ---

    def points(self, text: str) -> int:
        """Whole points."""
        if not WHOLE.fullmatch(text):
            raise Malformed(self.number, _("%(text)s is no number of points."), text=text[:40])
        return int(text)

    def amount(self, text: str, line: int | None = None) -> Fraction:
        """A sum of money, written in any of the usual ways."""
        bare = re.sub(r"[\s\u00a0\u202f]", "", text)
        if bare.count(",") == 1 and "." not in bare:
            bare = bare.replace(",", ".")
        match = SUM.fullmatch(bare)
        if not match or (match[4] and not int(match[4])):
            line = self.number if line is None else line
            raise Malformed(line, _("%(text)s is no sum of money."), text=text[:40] or "–")
        return Fraction(bare)

    # --- the end ---

    def finished(self) -> Pot:
        """Put together what was read, and note what the file says otherwise."""
        total = self.amount(self.facts.get("budget", ""), line=1)
        sums = [total, *(cost for _line, cost in self.costs)]
        unit = next((10**n for n in range(7) if all((10**n * amount).denominator == 1 for amount in sums)), 0)
        if not unit:
            raise Malformed(1, _("The sums have more than six decimals."))
        kind = self.facts.get("vote_type", "approval").lower()
        if kind not in APPROVALS + POINTS:
            raise Malformed(1, _("Votes of the kind %(kind)s cannot be counted."), kind=kind[:40])
        if kind == "ordinal":
            self.note("the votes are ordered; only who was named is counted, not the order")
        ids = tuple(self.projects)
        approvals, points = Counter(), Counter()
        for written, times in self.sent.items():
            given = tuple((place, number) for place, number in self.meant[written] if number)
            approvals[tuple(place for place, _number in given)] += times
            points[given] += times
        projects = tuple(
            Project(name, int(cost * unit), " ".join(row.get("name", "").split()))
            for (name, row), (_line, cost) in zip(self.projects.items(), self.costs, strict=True)
        )
        scores = Scores(ids, points) if kind in POINTS else None
        ballots = Ballots(ids, approvals)
        self.compare(ballots, scores)
        threshold = self.facts.get("min_project_score_threshold", "")
        try:
            return Pot(
                int(total * unit), projects, ballots, unit=unit, scores=scores,
                threshold=int(threshold) if WHOLE.fullmatch(threshold) else 0,
                facts=self.facts, published=self.published(), notes=self.kept_notes(),
            )  # fmt: skip
        except Refused as refused:
            raise Malformed(1, refused.verdict.message, **refused.verdict.params) from None

    def published(self) -> tuple[str, ...] | None:
        """Who won according to the file; nobody knows where it has no such column."""
        chosen = {name: row.get("selected", "") for name, row in self.projects.items()}
        return tuple(name for name, said in chosen.items() if said == "1") if any(chosen.values()) else None

    def compare(self, ballots: Ballots, scores: Scores | None) -> None:
        """Note where the file's own totals differ from its ballots."""
        for key, counted in (("num_votes", ballots.people), ("num_projects", len(ballots.ids))):
            said = self.facts.get(key, "")
            if said and said != str(counted):
                self.note(f"{key} says {said[:20]}; there are {counted}")
        column, totals = ("score", scores.totals) if scores else ("votes", ballots.support)
        for (name, row), counted in zip(self.projects.items(), totals, strict=True):
            said = row.get(column, "")
            if said and said not in (str(counted), f"{counted}.0"):
                self.note(f"project {name}: {column} says {said[:20]}; the ballots give {counted}")

    def kept_notes(self) -> tuple[str, ...]:
        """The notes, and how many more there were."""
        return (*self.notes, *([f"and {self.unsaid} more"] if self.unsaid else []))
