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

from community.record.verdict import _

from . import irv
from .ballots import refused
from .rankings import Rankings
from .result import Result, order_of
from .transfers import VOTE, Broken, Papers, Ties, decimals, short

VERSION = "1"
REWRITE = 8  # ballots are written anew without the winners when these are an eighth of the options
MOST_OPTIONS = 350
MOST_STEPS = 250_000_000  # options × (4 options² + options named on ballots that differ): about ten seconds


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
    check(rankings)
    places: list[Ranked] = []
    ties: list[Broken] = []
    left, gone = rankings, set()
    while runoff := _runoff(left, gone, order, len(places) + 1, rankings.valid):
        place, broken = runoff
        places.append(place)
        ties += broken
        gone.add(left.ids.index(place.option))
        if REWRITE * len(gone) > len(left.ids):
            left, gone = left.without(gone), set()
    if places:
        ranked, spent = {one.option for one in places}, VOTE * rankings.valid
        unranked = [name for name in order if name not in ranked]
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


def check(rankings: Rankings) -> None:
    """Refuse what would take minutes: every place asks every ballot again, and everybody who stands."""
    options, named = len(rankings.ids), sum(map(len, rankings.weights))
    if options > MOST_OPTIONS:
        raise refused(_("A whole order is counted of up to %(most)s options."), most=MOST_OPTIONS)
    most = MOST_STEPS // max(1, options) - 4 * options**2
    if named > most:
        raise refused(
            _("An order of %(options)s options is counted from ballots that name up to %(most)s, not %(named)s."),
            options=options, most=f"{most:,}", named=f"{named:,}",
        )  # fmt: skip


def _runoff(
    left: Rankings, gone: set[int], order: tuple[str, ...], number: int, valid: int
) -> tuple[Ranked, list[Broken]] | None:
    """One place and the ties on the way to it; nothing where nobody ranks any of those who are left.

    gone: the places of earlier winners. Ballots that have only them count as exhausted.
    """
    ids, papers, ties = left.ids, Papers(left.weights, len(left.ids), gone), Ties(left.ids, order)
    standing, at_the_start = list(papers.continuing), sum(papers.totals)
    if not at_the_start:
        return None
    _first, *exclusions = stages = list(irv.stages(papers, ties))
    votes = {ids[out]: before[out] for (out, *_rest), before in zip(exclusions, ties.history, strict=False)}
    winner = stages[-1][-1]
    totals = {name: total for name, total, stands in zip(ids, papers.totals, standing, strict=True) if stands}
    exhausted = papers.exhausted + VOTE * valid - at_the_start
    place = Ranked(number, ids[winner], totals | votes, tuple(votes), exhausted)
    return place, [replace(tie, round=number) for tie in ties.broken]
