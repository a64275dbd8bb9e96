"""What every count by transferred ballots shares: parcels of papers, rounds, ties, and the record of it.

Units: votes are whole numbers of 1/100000 of a vote, so that nothing is ever rounded unseen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .result import Result, Tie

VOTE = 100_000  # hundred-thousandths in one vote: five decimals
FIRST, SURPLUS, EXCLUSION = "first", "surplus", "exclusion"


def decimals(votes: int) -> str:
    """Votes as a decimal number with all five places."""
    sign, votes = ("-" if votes < 0 else ""), abs(votes)
    return f"{sign}{votes // VOTE}.{votes % VOTE:05d}"


def short(votes: int) -> str:
    """Votes for the eye: without the zeros nobody needs."""
    return decimals(votes).rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Broken(Tie):
    """A tie, and how it was broken.

    why: what had to be decided (whose surplus, whose exclusion, who is named first).
    stage: the earlier round in which they were unequal; 0 where they never were and the published order decided.
    """

    why: str = EXCLUSION
    stage: int = 0

    def line(self) -> str:
        """The tie in words."""
        how = f"by their votes in round {self.stage}" if self.stage else "by the published order"
        return f"  round {self.round}, {self.why}: {self.first} among {', '.join(self.among)}, {how}"


@dataclass(frozen=True)
class Round:
    """One stage of a count.

    kind, of: the first preferences, or whose surplus or whose papers after an exclusion were passed on.
    totals: what each candidate has at its end. transfers: what each was given (below zero: gave away) in it.
    exhausted: papers that name nobody else who could use them, so far. rounding: what the ignored decimals
    of transfer values come to, so far. Totals, exhausted and rounding together are always all valid votes.
    """

    kind: str
    of: str
    totals: Mapping[str, int]
    transfers: Mapping[str, int] = field(default_factory=dict)
    elected: tuple[str, ...] = ()
    exhausted: int = 0
    rounding: int = 0

    @property
    def non_transferable(self) -> int:
        """What no candidate has, as returning officers publish it."""
        return self.exhausted + self.rounding

    def as_dict(self) -> dict:
        """For a machine: votes as decimal numbers in text."""
        return {
            "kind": self.kind,
            "of": self.of,
            "totals": {name: decimals(votes) for name, votes in self.totals.items()},
            "transfers": {name: decimals(votes) for name, votes in self.transfers.items()},
            "elected": list(self.elected),
            "exhausted": decimals(self.exhausted),
            "rounding": decimals(self.rounding),
            "non_transferable": decimals(self.non_transferable),
        }

    def lines(self, number: int, result: Result) -> list[str]:
        """For a person at a terminal: everybody by their votes, the most first."""
        title = {
            FIRST: "first preferences",
            SURPLUS: f"the surplus of {self.of} is passed on",
            EXCLUSION: f"{self.of} is excluded, and their papers are passed on",
        }[self.kind]
        lines = ["", f"Round {number}: {title}"]
        for name in sorted(self.totals, key=lambda name: -self.totals[name]):
            moved = self.transfers.get(name, 0)
            if self.totals[name] or moved or name in self.elected:
                given = f"  ({'+' if moved > 0 else ''}{short(moved)})" if moved else ""
                said = "  elected" if name in self.elected else ""
                if said and self.totals[name] < result.quota * VOTE:
                    said += " without the quota: as many were left as seats"
                lines.append(f"  {name[:60]}: {short(self.totals[name])}{given}{said}")
        if self.non_transferable:
            lines.append(f"  non-transferable: {short(self.non_transferable)}, rounding {short(self.rounding)}")
        return lines


@dataclass(frozen=True)
class RankedResult(Result):
    """The record of a count by transferred ballots.

    winners are in the order in which they were elected. quota: the votes that are enough, in whole votes.
    valid: the people who ranked somebody. excluded: the others who stood and left, first to last.
    """

    seats: int = 1
    quota: int = 0
    valid: int = 0
    excluded: tuple[str, ...] = ()

    def as_dict(self) -> dict:
        """For a machine."""
        found = super().as_dict()
        del found["sum"], found["left"], found["unit"], found["losers"]
        return found | {"rounds": [one.as_dict() for one in self.rounds]}

    def lines(self) -> list[str]:
        """For a person at a terminal."""
        said = " ".join(f"{name}={value}" for name, value in self.parameters.items())
        lines = [
            f"{self.rule} {self.version}  {said}",
            f"Ballots: {self.people}, of which valid: {self.valid}. Quota: {self.quota}. Input: {self.input}",
            "",
            f"Winners: {len(self.winners)}",
            *(f"{number:3}. {name}" for number, name in enumerate(self.winners, 1)),
        ]
        lines += [line for number, one in enumerate(self.rounds, 1) for line in one.lines(number, self)]
        if self.ties:
            lines += ["", "Ties:", *(tie.line() for tie in self.ties)]
        return lines


class Papers:
    """The ballots on the table: who holds which, at which value.

    A pile is what one candidate holds: the value at which papers came → the papers (ranking, weight) of that value.
    gone: the places of those who don't stand any more; papers pass over them.
    """

    def __init__(self, weights: Mapping[tuple[int, ...], int], candidates: int, gone: Iterable[int] = ()):
        self.continuing = [True] * candidates
        for place in gone:
            self.continuing[place] = False
        self.piles: list[dict[int, list]] = [{} for _one in range(candidates)]
        self.totals = [0] * candidates
        self.exhausted = self.rounding = 0
        for ranking, times in weights.items():
            for candidate in ranking:
                if self.continuing[candidate] and times:
                    self.piles[candidate].setdefault(VOTE, []).append((ranking, times))
                    self.totals[candidate] += VOTE * times
                    break

    def pass_on(self, giver: int, *, surplus: int | None = None) -> dict[int, int]:
        """Give each paper to the next continuing candidate it names. What each got, and the giver gave.

        surplus: what is above the quota; papers go on at a lower value, and the quota stays. None: everything goes,
        at the value at which it came.
        """
        given: dict[int, int] = {}
        total, left = self.totals[giver], 0
        for value, papers in self.piles[giver].items():
            # Rule 48(3): surplus × value ÷ total, to five decimals, any remainder being ignored.
            worth = value if surplus is None else surplus * value // total
            ends = 0
            for paper in papers:
                for candidate in paper[0]:
                    if self.continuing[candidate]:
                        pile = self.piles[candidate]
                        if worth in pile:
                            pile[worth].append(paper)
                        else:
                            pile[worth] = [paper]
                        given[candidate] = given.get(candidate, 0) + worth * paper[1]
                        break
                else:
                    ends += paper[1]
            left += ends * worth
        self.piles[giver] = {}
        gone = total if surplus is None else surplus
        for candidate, votes in given.items():
            self.totals[candidate] += votes
        self.totals[giver] -= gone
        self.exhausted += left
        self.rounding += gone - left - sum(given.values())
        return given | {giver: -gone}


class Ties:
    """Breaks ties: by the most recent earlier round in which those who are equal were not, then by an order
    that was published before the vote. Nothing is ever drawn by lot while counting."""

    def __init__(self, ids: tuple[str, ...], order: Iterable[str]):
        self.ids = ids
        self.rank = {name: number for number, name in enumerate(order)}
        self.history: list[list[int]] = []  # the totals at the end of each round
        self.changes: list[list[tuple[int, int]]] = [[] for _one in ids]  # in which rounds to which totals
        self.broken: list[Broken] = []

    def end_round(self, totals: list[int]) -> None:
        """Remember what everybody has at the end of a round."""
        before = self.history[-1] if self.history else [None] * len(totals)
        for place, (was, votes) in enumerate(zip(before, totals, strict=True)):
            if votes != was:
                self.changes[place].append((len(self.history), votes))
        self.history.append(list(totals))

    def most(self, among: list[int], why: str) -> int:
        """Who has the most votes now. Among those who never differed, the first of the published order."""
        return self._one(among, max, why)

    def least(self, among: list[int], why: str) -> int:
        """Who has the fewest votes now. Among those who never differed, the last of the published order."""
        return self._one(among, min, why)

    def _one(self, among: list[int], best, why: str) -> int:
        equal = tied = self._narrowed(among, self.history[-1], best)
        stage = len(self.history)
        while any(self.changes[place] != self.changes[tied[0]] for place in tied):  # so they differed in some round
            stage -= 1
            tied = self._narrowed(tied, self.history[stage - 1], best)
        if len(tied) > 1:
            stage = 0
            by_rank = sorted(tied, key=lambda place: self.rank[self.ids[place]])
            tied = by_rank[:1] if best is max else by_rank[-1:]
        if len(equal) > 1:
            names = tuple(sorted((self.ids[place] for place in equal), key=self.rank.__getitem__))
            self.broken.append(Broken(len(self.history), names, self.ids[tied[0]], why, stage))
        return tied[0]

    @staticmethod
    def _narrowed(places: list[int], totals: list[int], best) -> list[int]:
        """Those who had the best total in one round."""
        wanted = best(totals[place] for place in places)
        return [place for place in places if totals[place] == wanted]
