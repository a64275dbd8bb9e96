"""One winner from ranked ballots: instant runoff.

Source: the alternative vote (Hare's method with one seat; W. R. Ware, 1871), as in Robert's Rules of Order,
12th edition, § 45:62, "preferential voting".

Variant: every ballot counts for the best placed of those who still stand. Who has more than half of the ballots
that still count for somebody is elected. Until then, who has the fewest is excluded, one at a time.

Ties: as in our count for several seats: the most recent earlier round in which those who are equal were
unequal, then the last of the order published before the vote is excluded. Rounding: none, whole ballots.
Ours: where nobody ranked anybody, nobody is elected.

Shapes: rankings, best first. Units: 1/100000 of a vote, to be shown as every other count is.
"""

from collections.abc import Iterable, Iterator

from .rankings import Rankings
from .result import order_of
from .transfers import EXCLUSION, FIRST, VOTE, Papers, RankedResult, Round, Ties

VERSION = "1"


def stages(papers: Papers, ties: Ties) -> Iterator[tuple[int | None, dict[int, int], int | None]]:
    """Stage after stage: who was excluded before it, what that passed on, and who wins with it.

    At least one ballot ranks somebody who stands.
    """
    gone, transfers, winner = None, {}, None
    standing = [place for place, goes_on in enumerate(papers.continuing) if goes_on]
    while True:
        ties.end_round(papers.totals)
        ahead = max(standing, key=papers.totals.__getitem__)
        if 2 * papers.totals[ahead] > sum(papers.totals) or len(standing) == 1:
            winner = ahead
        yield gone, transfers, winner
        if winner is not None:
            return
        gone = ties.least(standing, EXCLUSION)
        standing.remove(gone)
        papers.continuing[gone] = False
        transfers = papers.pass_on(gone)


def count(rankings: Rankings, *, order: Iterable[str] | None = None) -> RankedResult:
    """Count ranked ballots for one winner."""
    ids, order = rankings.ids, order_of(rankings.ids, order)
    papers, ties = Papers(rankings.weights, len(ids)), Ties(ids, order)
    rounds, excluded, winner = [], [], None
    for gone, transfers, winner in stages(papers, ties) if rankings.valid else ():
        if gone is not None:
            excluded.append(ids[gone])
        rounds.append(
            Round(
                FIRST if gone is None else EXCLUSION,
                "" if gone is None else ids[gone],
                dict(zip(ids, papers.totals, strict=True)),
                {ids[place]: votes for place, votes in sorted(transfers.items())},
                () if winner is None else (ids[winner],),
                papers.exhausted,
            )
        )
    return RankedResult(
        rule="irv",
        version=VERSION,
        parameters={"majority": "of ballots still counting", "excluded": "one at a time"},
        order=order,
        winners=() if winner is None else (ids[winner],),
        rounds=tuple(rounds),
        ties=tuple(ties.broken),
        people=rankings.people,
        input=rankings.digest,
        seats=1,
        quota=0 if winner is None else sum(papers.totals) // VOTE // 2 + 1,
        valid=rankings.valid,
        excluded=tuple(excluded),
    )
