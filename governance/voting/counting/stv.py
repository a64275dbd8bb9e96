"""Several seats from ranked ballots: the single transferable vote as Scotland counts it.

Source: The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52.

Variant: weighted inclusive Gregory. Quota (rule 46): valid papers ÷ (seats + 1), fractions ignored, plus 1.
Whoever has the quota is elected (47). A surplus passes on every paper of its owner, each at surplus × value ÷
total, to five decimals, any remainder ignored (48); the largest surplus first (49). When there is none, who has
the fewest votes is excluded, and their papers go on at the value at which they came, in one stage (50). When as
many candidates go on as seats are open, they are elected and nothing more is passed on (52). Papers go only to
candidates who are neither elected nor excluded.

Ties (49, 51): the most recent earlier stage at which those who are equal were unequal. Where the statute then
draws lots, an order published before the vote decides: its first goes first with a surplus, its last is excluded.
Rounding: only the transfer value is cut; what is lost by that is counted as non-transferable. Exact integers.
Ours: where nobody ranked anybody, nobody is elected. The order of election within a stage is by votes.

Shapes: rankings, best first. Units: 1/100000 of a vote.
"""

from collections.abc import Iterable

from community.record.verdict import _

from .ballots import refused
from .rankings import Rankings
from .result import order_of
from .transfers import EXCLUSION, FIRST, SURPLUS, VOTE, Papers, RankedResult, Round, Ties

VERSION = "1"
ELECTION = "election"


def quota_of(valid: int, seats: int) -> int:
    """The fewest votes that only as many candidates can have as there are seats."""
    return valid // (seats + 1) + 1


def count(rankings: Rankings, *, seats: int = 1, order: Iterable[str] | None = None) -> RankedResult:
    """Count ranked ballots for several seats."""
    if seats < 1:
        raise refused(_("There is at least one seat."))
    return _Count(rankings, seats, order_of(rankings.ids, order)).run()


class _Count:
    """One count, stage by stage."""

    def __init__(self, rankings: Rankings, seats: int, order: tuple[str, ...]):
        self.rankings, self.ids, self.seats, self.order = rankings, rankings.ids, seats, order
        self.quota = quota_of(rankings.valid, seats)
        self.papers = Papers(rankings.weights, len(self.ids))
        self.ties = Ties(self.ids, order)
        self.winners: list[int] = []
        self.excluded: list[int] = []
        self.to_give: list[int] = []  # elected, with a surplus that is still theirs
        self.rounds: list[Round] = []

    def run(self) -> RankedResult:
        """Stage after stage, until the seats are filled."""
        if self.rankings.valid:
            self.end_stage(FIRST, None, {})
            while len(self.winners) < self.seats and self.continuing():
                self.give_surplus() if self.to_give else self.exclude()
        return self.result()

    def continuing(self) -> list[int]:
        """Who is neither elected nor excluded."""
        return [place for place, goes_on in enumerate(self.papers.continuing) if goes_on]

    def give_surplus(self) -> None:
        """Pass on the largest surplus."""
        giver = self.ties.most(self.to_give, SURPLUS)
        self.to_give.remove(giver)
        surplus = self.papers.totals[giver] - self.quota * VOTE
        self.end_stage(SURPLUS, giver, self.papers.pass_on(giver, surplus=surplus))

    def exclude(self) -> None:
        """Exclude who has the fewest votes, and pass on their papers."""
        gone = self.ties.least(self.continuing(), EXCLUSION)
        self.papers.continuing[gone] = False
        self.excluded.append(gone)
        self.end_stage(EXCLUSION, gone, self.papers.pass_on(gone))

    def end_stage(self, kind: str, of: int | None, transfers: dict[int, int]) -> None:
        """See who is elected, and write the stage down."""
        papers, before = self.papers, len(self.winners)
        self.ties.end_round(papers.totals)
        self.elect([place for place in self.continuing() if papers.totals[place] >= self.quota * VOTE])
        if len(self.continuing()) <= self.seats - len(self.winners):
            self.elect(self.continuing())
        self.rounds.append(
            Round(
                kind,
                "" if of is None else self.ids[of],
                dict(zip(self.ids, papers.totals, strict=True)),
                {self.ids[place]: votes for place, votes in sorted(transfers.items())},
                tuple(self.ids[place] for place in self.winners[before:]),
                papers.exhausted,
                papers.rounding,
            )
        )

    def elect(self, places: list[int]) -> None:
        """Elect them, those with the most votes first."""
        while places:
            place = self.ties.most(places, ELECTION)
            places = [other for other in places if other != place]
            self.papers.continuing[place] = False
            self.winners.append(place)
            if self.papers.totals[place] > self.quota * VOTE:
                self.to_give.append(place)

    def result(self) -> RankedResult:
        """The record."""
        return RankedResult(
            rule="stv",
            version=VERSION,
            parameters={"variant": "scottish-2007", "quota": "droop", "decimals": 5, "seats": self.seats},
            order=self.order,
            winners=tuple(self.ids[place] for place in self.winners),
            rounds=tuple(self.rounds),
            ties=tuple(self.ties.broken),
            people=self.rankings.people,
            input=self.rankings.digest,
            seats=self.seats,
            quota=self.quota,
            valid=self.rankings.valid,
            excluded=tuple(self.ids[place] for place in self.excluded),
        )
