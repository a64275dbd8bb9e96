"""All options in one order from ranked ballots: instant runoff, repeated without who won.

Source: the sequential-winner form of a rule, as in Niclas Boehmer, Robert Bredereck and Dominik Peters, "Rank
Aggregation Using Scoring Rules", AAAI 2023; the rule that is repeated is instant runoff (see `irv`).

Variant: who wins the runoff has the first place. They are taken off every ballot, everybody else moves up, and the
runoff among the others gives the second place; and so on to the last. It is not the order in which one single
runoff excludes: that one would put somebody whom nearly all have second in the last place.

Ties: those of each runoff; see `irv`. Where nobody ranks any of those who are left, they follow in the order that was
published before the vote, and the record says that they were ranked by nobody. Rounding: none, whole ballots.
Ours: where nobody ranked anybody there is no order, and nothing is put first.

Shapes: rankings, best first; the winners are the order. Units: 1/100000 of a vote, as in every other count.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from . import irv
from .rankings import Rankings
from .result import Result, order_of
from .transfers import VOTE, Broken, RankedResult, decimals, short

VERSION = "1"


@dataclass(frozen=True)
class Ranked:
    """Who has one place, and the runoff that gave it to them.

    votes: what each of the others and the winner had when they were excluded, or at the end. excluded: who went,
    first to last. exhausted: valid ballots that rank nobody who still stood. Empty where nobody ranked those left.
    """

    place: int
    option: str
    votes: Mapping[str, int]
    excluded: tuple[str, ...]
    exhausted: int

    def as_dict(self) -> dict:
        """For a machine: votes as decimal numbers in text."""
        return {
            "place": self.place,
            "option": self.option,
            "votes": {name: decimals(votes) for name, votes in self.votes.items()},
            "excluded": list(self.excluded),
            "exhausted": decimals(self.exhausted),
        }

    def lines(self) -> list[str]:
        """For a person at a terminal."""
        if not self.votes:
            return [f"{self.place:3}. {self.option}: ranked by nobody; the published order"]
        against = [name for name in self.votes if name != self.option and name not in self.excluded]
        said = [f"{self.place:3}. {self.option}: {short(self.votes[self.option])}"]
        if against:
            said[0] += " against " + ", ".join(f"{name} {short(self.votes[name])}" for name in against)
        if self.excluded:
            gone = ", ".join(f"{name} {short(self.votes[name])}" for name in self.excluded)
            said.append(f"     excluded one after another: {gone}")
        return said


@dataclass(frozen=True)
class RankingResult(Result):
    """The record of a whole order. winners: every option, best first. A tie's round is the place it was about.

    valid: the people who ranked something.
    """

    valid: int = 0

    def as_dict(self) -> dict:
        """For a machine."""
        found = super().as_dict()
        del found["sum"], found["left"], found["unit"], found["losers"]
        return found | {"rounds": [one.as_dict() for one in self.rounds]}

    def lines(self) -> list[str]:
        """For a person at a terminal."""
        lines = [
            f"{self.rule} {self.version}",
            f"Ballots: {self.people}, of which valid: {self.valid}. Input: {self.input}",
            "",
            *(line for one in self.rounds for line in one.lines()),
        ]
        if self.ties:
            lines += ["", "Ties, by the place they were about:", *(tie.line() for tie in self.ties)]
        return lines


def count(rankings: Rankings, *, order: Iterable[str] | None = None) -> RankingResult:
    """Put all options in one order."""
    order = order_of(rankings.ids, order)
    places: list[Ranked] = []
    ties: list[Broken] = []
    left = rankings
    while left.valid:
        runoff = irv.count(left, order=[name for name in order if name in left.ids])
        place = _place(len(places) + 1, runoff, rankings.valid)
        places.append(place)
        ties += [replace(tie, round=place.place) for tie in runoff.ties]
        left = left.without([left.ids.index(place.option)])
    if places:
        unranked = [name for name in order if name in left.ids]
        spent = VOTE * rankings.valid
        places += [Ranked(number, name, {}, (), spent) for number, name in enumerate(unranked, len(places) + 1)]
    return RankingResult(
        rule="ranking",
        version=VERSION,
        parameters={"repeated": "irv", "majority": "of ballots still counting", "excluded": "one at a time"},
        order=order,
        winners=tuple(one.option for one in places),
        rounds=tuple(places),
        ties=tuple(ties),
        people=rankings.people,
        input=rankings.digest,
        valid=rankings.valid,
    )


def _place(number: int, runoff: RankedResult, valid: int) -> Ranked:
    """One place, from the runoff for it. Ballots that had only earlier winners on them count as exhausted."""
    last = runoff.rounds[-1]
    at_exclusion = {after.of: before.totals[after.of] for before, after in pairwise(runoff.rounds)}
    exhausted = last.exhausted + VOTE * (valid - runoff.valid)
    return Ranked(number, runoff.winners[0], {**last.totals, **at_exclusion}, runoff.excluded, exhausted)
