"""Ballots that put options in order, with identical ballots kept once; and the seats they fill.

Shapes: an option is known by its id (text) outside and by its place (0, 1, 2 …) inside. A ballot is the places
it ranks, best first; who is left out of it is ranked nowhere. Units: ballots are whole numbers of people.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from .ballots import _digest, _place, _places


@dataclass(frozen=True)
class Rankings:
    """In which order people put the options. An empty ballot is an abstention, and counts as a person.

    weights: the places of a ballot, best first → how many people sent exactly that.
    """

    ids: tuple[str, ...]
    weights: Mapping[tuple[int, ...], int]

    @classmethod
    def gather(cls, ids: Iterable[str], sent: Iterable[Iterable[str]]) -> "Rankings":
        """Put identical ballots together. An option that a ballot names twice keeps its better place."""
        ids = tuple(ids)
        places = _places(ids)
        weights = Counter()
        for named, times in Counter(map(tuple, sent)).items():
            weights[tuple(dict.fromkeys(_place(places, option) for option in named))] += times
        return cls(ids, weights)

    @cached_property
    def people(self) -> int:
        """How many people sent a ballot, abstentions included."""
        return sum(self.weights.values())

    @cached_property
    def valid(self) -> int:
        """How many people ranked at least one option."""
        return self.people - self.weights.get((), 0)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the options and the ballots; in which order people came makes no difference."""
        texts = [json.dumps(name, ensure_ascii=False) for name in self.ids]
        ballots = (f"{n} [{','.join(texts[place] for place in named)}]" for named, n in self.weights.items() if n)
        return _digest([*sorted(texts), *sorted(ballots)])

    def without(self, gone: Iterable[int]) -> "Rankings":
        """The same ballots where some options are not to be had: everybody else moves up."""
        gone = set(gone)
        if not gone:
            return self
        places = {old: new for new, old in enumerate(p for p in range(len(self.ids)) if p not in gone)}
        weights = Counter()
        for named, times in self.weights.items():
            weights[tuple(places[place] for place in named if place not in gone)] += times
        return Rankings(tuple(self.ids[old] for old in places), weights)


@dataclass(frozen=True)
class Contest:
    """Seats, the people or things that stand for them, and how they were ranked.

    rankings: as people sent them, with everybody who was on the ballot. withdrawn: the places of those who
    stepped back since. notes: what the reader of a file had to put right, for people to know.
    """

    seats: int
    rankings: Rankings
    title: str = ""
    withdrawn: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def standing(self) -> Rankings:
        """What is counted: the ballots without those who withdrew."""
        return self.rankings.without(self.withdrawn)

    @property
    def ids(self) -> tuple[str, ...]:
        """Who can be elected."""
        return self.standing.ids
