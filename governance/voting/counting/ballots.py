"""What people sent, with identical ballots kept once; and the pot that they share out.

Shapes: an option is known by its id (text) outside and by its place (0, 1, 2 …) inside. A ballot is the
ascending places it names. Money is in whole minor units.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from community.record.verdict import Refused, Verdict, _

if TYPE_CHECKING:
    import numpy as np

MOST_MONEY = 10**15  # below 2**53, so that a float holds every sum exactly


def refused(message: str, **params: object) -> Refused:
    """What cannot be counted, as the exception every door of the house understands."""
    return Refused(Verdict(message, params=params))


def _places(ids: tuple[str, ...]) -> dict[str, int]:
    """Where each option stands. An option is offered once."""
    places = {name: place for place, name in enumerate(ids)}
    if len(places) < len(ids):
        twice = next(name for name, times in Counter(ids).items() if times > 1)
        raise refused(_("Two options have the same name: %(option)s."), option=twice)
    return places


def _place(places: Mapping[str, int], option: str) -> int:
    """Where an option stands, or a refusal: nobody is elected from outside the list."""
    try:
        return places[option]
    except KeyError:
        raise refused(_("%(option)s is not one of the options."), option=option) from None


def _digest(lines: Iterable[str]) -> str:
    """The fingerprint of some lines of text."""
    found = hashlib.sha256()
    for line in lines:
        found.update(line.encode())
        found.update(b"\n")
    return found.hexdigest()


class Table(NamedTuple):
    """Ballots as numpy takes them: the places they name, ballot after ballot; how many each names; its weight."""

    places: "np.ndarray"
    sizes: "np.ndarray"
    weights: "np.ndarray"


@dataclass(frozen=True)
class Ballots:
    """Who was named together by how many people. An empty ballot is an abstention, and counts as a person.

    weights: the places a ballot names, ascending → how many people sent exactly that.
    """

    ids: tuple[str, ...]
    weights: Mapping[tuple[int, ...], int]

    @classmethod
    def gather(cls, ids: Iterable[str], sent: Iterable[Iterable[str]]) -> "Ballots":
        """Put identical ballots together. An option that a ballot names twice is named once."""
        ids = tuple(ids)
        places = _places(ids)
        weights = Counter()
        for named, times in Counter(map(tuple, sent)).items():
            weights[tuple(sorted({_place(places, option) for option in named}))] += times
        return cls(ids, weights)

    @cached_property
    def people(self) -> int:
        """How many people sent a ballot, abstentions included."""
        return sum(self.weights.values())

    @cached_property
    def voters(self) -> int:
        """How many people named at least one option."""
        return self.people - self.weights.get((), 0)

    @cached_property
    def table(self) -> "Table":
        """The same ballots in numpy's terms."""
        import numpy as np  # when a pot is counted, not when the house opens

        rows, named = len(self.weights), list(self.weights)
        sizes = np.fromiter(map(len, named), np.int64, rows)
        small = np.int16 if len(self.ids) < 2**15 else np.int64  # numbers of two bytes are sorted much faster
        places = np.fromiter(chain.from_iterable(named), small, int(sizes.sum()))
        return Table(places, sizes, np.fromiter(self.weights.values(), np.int64, rows))

    @cached_property
    def support(self) -> list[int]:
        """How many people named each option."""
        found = [0] * len(self.ids)
        for named, times in self.weights.items():
            for place in named:
                found[place] += times
        return found

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the options and the ballots; in which order people came makes no difference."""
        ranked = sorted(range(len(self.ids)), key=self.ids.__getitem__)
        texts = {place: json.dumps(self.ids[place], ensure_ascii=False) for place in ranked}
        ballots = sorted(
            f"{times} [{','.join(sorted(texts[place] for place in named))}]" for named, times in self.weights.items()
        )
        return _digest([*(texts[place] for place in ranked), *ballots])


@dataclass(frozen=True)
class Scores:
    """What people gave how many points.

    weights: (place, points) of everything a ballot names, ascending → how many people sent exactly that.
    """

    ids: tuple[str, ...]
    weights: Mapping[tuple[tuple[int, int], ...], int]

    @classmethod
    def gather(cls, ids: Iterable[str], sent: Iterable[Mapping[str, int]]) -> "Scores":
        """Put identical ballots together."""
        ids = tuple(ids)
        places = _places(ids)
        weights = Counter(tuple(sorted((_place(places, name), given) for name, given in b.items())) for b in sent)
        return cls(ids, weights)

    @cached_property
    def people(self) -> int:
        """How many people sent a ballot, abstentions included."""
        return sum(self.weights.values())

    @cached_property
    def totals(self) -> list[int]:
        """How many points each option has."""
        found = [0] * len(self.ids)
        for given, times in self.weights.items():
            for place, points in given:
                found[place] += points * times
        return found

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the options and the ballots; in which order people came makes no difference."""
        named = (sorted((self.ids[place], points) for place, points in given) for given in self.weights)
        ballots = (
            f"{n} {json.dumps(b, ensure_ascii=False)}" for b, n in zip(named, self.weights.values(), strict=True)
        )
        return _digest([*(json.dumps(name, ensure_ascii=False) for name in sorted(self.ids)), *sorted(ballots)])


@dataclass(frozen=True)
class Project:
    """Something the pot may pay for, in whole minor units."""

    id: str
    cost: int
    name: str = ""


@dataclass(frozen=True)
class Pot:
    """A sum, what it may pay for, and what people want of it.

    unit: how many minor units make one unit as the sums are written (100 for cents, 1 for whole units).
    scores: the points, where people gave points; `ballots` then say who gave any.
    threshold: the fewest votes with which a project may be paid, where the people who asked set one.
    facts: what a file says about itself (place, dates, language). Nothing is counted from it.
    notes: what its reader had to put right, for people to know.
    """

    sum: int
    projects: tuple[Project, ...]
    ballots: Ballots
    unit: int = 1
    scores: Scores | None = None
    threshold: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)
    published: tuple[str, ...] | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self):
        if not 0 <= self.sum <= MOST_MONEY:
            raise refused(_("The pot has no sum that can be shared."))
        if self.unit < 1:
            raise refused(_("A unit of money is at least one."))
        for project in self.projects:
            if not 0 < project.cost <= MOST_MONEY:
                raise refused(_("%(option)s has no cost that can be paid."), option=project.id)
        if tuple(project.id for project in self.projects) != self.ballots.ids:
            raise refused(_("The ballots are about other projects."))

    @classmethod
    def gather(cls, sum: int, projects: Iterable[Project], sent: Iterable[Iterable[str]], **more) -> "Pot":
        """A pot from ballots as people sent them."""
        projects = tuple(projects)
        return cls(sum, projects, Ballots.gather([project.id for project in projects], sent), **more)

    @property
    def ids(self) -> tuple[str, ...]:
        """The projects, by place."""
        return self.ballots.ids

    @property
    def costs(self) -> list[int]:
        """What each project costs, by place."""
        return [project.cost for project in self.projects]

    @property
    def support(self) -> list[int]:
        """By how much each project is wanted: people, or points where people gave points."""
        return self.scores.totals if self.scores else self.ballots.support

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything that decides: the sum, the costs, the ballots. Cents or whole units: the same."""
        costs = {project.id: str(Fraction(project.cost, self.unit)) for project in self.projects}
        lines = (json.dumps(pair, ensure_ascii=False) for pair in sorted(costs.items()))
        return _digest([str(Fraction(self.sum, self.unit)), *lines, (self.scores or self.ballots).digest])
