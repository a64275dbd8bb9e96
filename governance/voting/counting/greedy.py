"""Greedy: the most wanted project first, as long as the money lasts. What most cities do.

Source: the rules "greedy", "greedy-no-skip" and "greedy-threshold" of the Pabulib format (pabulib.org/format).

Variant: "skip" passes over what no longer fits and goes on; "no-skip" ends at the first that doesn't fit,
also when it costs more than the whole pot; "threshold" is "skip" among the projects with enough votes.
Wanted means people who named it, or points where people gave points. What nobody wants is never paid.
Ties: equally wanted projects go by the published order. Rounding: none. Shapes: sets of projects, or points for them.
Units: minor units of money.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from community.record.verdict import _

from .ballots import Pot, refused
from .result import Result, Tie, money, order_of

VERSION = "1"
VARIANTS = ("skip", "no-skip", "threshold")


@dataclass(frozen=True)
class Looked:
    """One project in its turn: how much it was wanted, what was left before it, and whether it was paid."""

    project: str
    support: int
    cost: int
    left: int
    is_paid: bool

    def lines(self, number: int, result: Result) -> list[str]:
        said = "paid" if self.is_paid else "does not fit"
        costs, left = money(self.cost, result.unit), money(self.left, result.unit)
        name = result.named(self.project)
        return [f"{number:3}. {name}", f"     support {self.support}; costs {costs} of {left} left: {said}"]


@dataclass(frozen=True)
class Unreached:
    """A project whose turn never came: the count had ended, or too few people wanted it."""

    project: str
    support: int

    def line(self, result: Result) -> str:
        return f"  {result.named(self.project)}: support {self.support}"


def count(
    pot: Pot, *, variant: str = "skip", threshold: int | None = None, order: Iterable[str] | None = None
) -> Result:
    """Count a pot greedily."""
    if variant not in VARIANTS:
        raise refused(_("Greedy has no such switch."))
    order = order_of(pot.ballots.ids, order)
    rank = {name: number for number, name in enumerate(order)}
    least = (pot.threshold if threshold is None else threshold) if variant == "threshold" else 0
    support = pot.support
    turns = sorted(
        (p for p, wanted in enumerate(support) if wanted > 0 and wanted >= least),
        key=lambda p: (-support[p], rank[pot.ballots.ids[p]]),
    )
    rounds, left = [], pot.sum
    for place in turns:
        project = pot.projects[place]
        is_paid = project.cost <= left
        rounds.append(Looked(project.id, support[place], project.cost, left, is_paid))
        left -= project.cost if is_paid else 0
        if not is_paid and variant == "no-skip":
            break
    looked = {one.project for one in rounds}
    return Result(
        rule="greedy",
        version=VERSION,
        parameters={"variant": variant, "threshold": least},
        order=order,
        winners=tuple(one.project for one in rounds if one.is_paid),
        rounds=tuple(rounds),
        losers=tuple(Unreached(p.id, support[n]) for n, p in enumerate(pot.projects) if p.id not in looked),
        ties=tuple(
            _ties(rounds, [pot.ballots.ids[p] for p in turns], dict(zip(pot.ballots.ids, support, strict=True)))
        ),
        people=pot.ballots.people,
        sum=pot.sum,
        left=left,
        unit=pot.unit,
        input=pot.digest,
        names={project.id: project.name for project in pot.projects},
    )


def _ties(rounds: list[Looked], turns: list[str], support: dict[str, int]) -> Iterable[Tie]:
    """Equally wanted projects of which some were paid and some were not."""
    paid = {one.project for one in rounds if one.is_paid}
    for number, one in enumerate(rounds, 1):
        among = tuple(name for name in turns if support[name] == one.support)
        if among[0] == one.project and 0 < len(paid & set(among)) < len(among):
            yield Tie(number, among, one.project)


def fill(
    pot: Pot, places: list[int], left: int, *, support: list[int], rank: dict[int, int], utility: str
) -> list[int]:
    """Spend what another rule left over: most utility per money first, while it fits.

    support, rank: how many people named each place, and its turn where two are equal.
    """
    costs, taken = pot.costs, []
    density = {p: Fraction(support[p], 1 if utility == "cost" else costs[p]) for p in places}
    for place in sorted(places, key=lambda p: (-density[p], rank[p])):
        if costs[place] <= left:
            taken.append(place)
            left -= costs[place]
    return taken
