"""Approval: who is named by the most people wins, one winner or several.

Source: Brams and Fishburn, "Approval Voting", American Political Science Review 72 (1978).

Variant: for several winners the block form: the seats go to those named most often, with no regard to proportion. Who
is named by nobody never wins, so seats may stay empty.

Ties: equally named options go by the published order; a tie is recorded where it decided a seat. Rounding: none.
Shapes: sets of options. Units: people.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from community.record.verdict import _

from .ballots import Ballots, refused
from .result import Result, Tie, order_of

VERSION = "1"


@dataclass(frozen=True)
class Placed:
    """One option: its place, how much it was wanted, and whether it won."""

    option: str
    support: int
    has_won: bool

    def lines(self, number: int, result: Result) -> list[str]:
        return [f"{number:3}. {result.named(self.option)}: {self.support}{', elected' if self.has_won else ''}"]


def count(ballots: Ballots, *, seats: int = 1, order: Iterable[str] | None = None) -> Result:
    """Count approvals."""
    return most_wanted(ballots, ballots.support, rule="approval", version=VERSION, seats=seats, order=order)


def most_wanted(ballots, support: list[int], *, rule: str, version: str, seats: int, order) -> Result:
    """The seats go to what has the most. Shared with score, which only adds up differently."""
    if seats < 1:
        raise refused(_("There is at least one seat."))
    order = order_of(ballots.ids, order)
    wanted = dict(zip(ballots.ids, support, strict=True))
    rank = {name: number for number, name in enumerate(order)}
    ranked = sorted(ballots.ids, key=lambda name: (-wanted[name], rank[name]))
    winners = [name for name in ranked if wanted[name] > 0][:seats]
    ties = []
    if winners:
        last = wanted[winners[-1]]
        among = tuple(name for name in ranked if wanted[name] == last)
        if not set(among) <= set(winners):
            ties.append(Tie(len(winners), among, among[0]))
    return Result(
        rule=rule,
        version=version,
        parameters={"seats": seats},
        order=order,
        winners=tuple(winners),
        rounds=tuple(Placed(name, wanted[name], name in winners) for name in ranked),
        ties=tuple(ties),
        people=ballots.people,
        input=ballots.digest,
    )
