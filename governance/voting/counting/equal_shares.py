"""The Method of Equal Shares: everybody holds an equal part of the pot, and supporters pay for a project together.

Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities",
NeurIPS 2021 (arXiv:2008.13276); the increments after Peters and Skowron's description for cities.

In each round the project with the least price per unit of utility is bought; its supporters pay the same
price, and who has less pays all they have. It ends when no group can pay what is left.

Variant, all stored with the result (money there in whole units):
- utility "cost": a project is worth its cost to its supporters, so the price per unit of money decides.
  "cardinality": every project is worth one, so the price itself decides.
- start "exact": the share is the sum divided by the people who named something. "whole": rounded
  down to a whole unit of money.
- completion: what happens with money that no group could spend.
  "none": it stays. "greedy": the projects with the most utility per money, while they fit.
  "increment": count again with shares larger by one step, until the winners would cost more than the pot;
  the count before that one stands. "increment-greedy": the one, then the other. Steps that can change nothing
  are counted without being tried. After MOST_RUNS that were tried, the last stands; then ended_at_bound says so.
- increment: the step a person's share grows by, in minor units; usually a thousandth of the share, at least one.
- exhaustive_stop: end the increments as soon as nothing else would fit.
- min_vote_share: per cent of those people who have to name a project, or it is set aside.

Ballots: approvals. The pot is parted among those who named something; who abstains leaves it to the others.
A project that nobody named never wins.
Ties: exactly equal prices go to the project that comes first in the published order.
Rounding: none. Shapes: sets of projects, identical ones once with a weight; see `ledger`. Units: minor units of money.
"""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from community.record.verdict import _

from . import greedy
from .ballots import Pot, refused
from .ledger import Books, Ledger
from .result import Result, Tie, about, exact, money, order_of

VERSION = "1"
UTILITIES = ("cost", "cardinality")
COMPLETIONS = ("none", "greedy", "increment", "increment-greedy")
STARTS = ("exact", "whole")
MOST_RUNS = 20_000  # counts with larger shares; what is later stands where it is, and the result says so
USUAL_STEPS = 1000  # the usual step is this part of a share


@dataclass(frozen=True)
class Bought:
    """One round: what was bought and what each supporter gave.

    price: what a supporter who has enough pays. effective_support: the cost divided by the price, the
    number of full payers it is worth. in_full, with_less: how many people paid the price, and how many less.
    """

    project: str
    cost: int
    price: Fraction
    effective_support: Fraction
    in_full: int
    with_less: int

    def lines(self, number: int, result: Result) -> list[str]:
        less = f", {self.with_less} gave what they had left" if self.with_less else ""
        return [
            f"{number:3}. {result.named(self.project)}",
            f"     costs {money(self.cost, result.unit)}; {self.in_full} people paid "
            f"{about(self.price / result.unit)} each{less}; effective support {about(self.effective_support)}",
        ]


@dataclass(frozen=True)
class Completed:
    """A project that no group could pay, taken afterwards because there was money left."""

    project: str
    cost: int
    support: int

    def lines(self, number: int, result: Result) -> list[str]:
        cost = money(self.cost, result.unit)
        return [
            f"{number:3}. {result.named(self.project)}",
            f"     costs {cost}; named by {self.support} people; paid from the money left",
        ]


@dataclass(frozen=True)
class Short:
    """What a project that lost fell short by, when the count ended.

    had: what its supporters had left together. short: what was missing to the cost; none where only the pot
    was too small. effective_support: how many full shares they had left; needed: how many it would have taken.
    """

    project: str
    cost: int
    support: int
    had: Fraction
    short: Fraction | None
    effective_support: Fraction
    needed: Fraction
    set_aside: bool = False

    def line(self, result: Result) -> str:
        name, cost = result.named(self.project), money(self.cost, result.unit)
        if self.set_aside:
            return f"  {name}: named by {self.support} people, too few to be counted"
        said = f"  {name}: costs {cost}; its {self.support} supporters had {money(self.had, result.unit)} left"
        if self.short is None:
            return f"{said}; the pot was too small"
        return f"{said}, {money(self.short, result.unit)} too little"


@dataclass
class Run:
    """One count with one share."""

    ledger: Ledger
    bought: list[int]
    full: list[tuple[int, int]]
    ties: list[Tie]
    cost: int = 0


def count(
    pot: Pot,
    *,
    utility: str = "cost",
    completion: str = "increment",
    increment: Fraction | int | None = None,
    exhaustive_stop: bool = False,
    min_vote_share: Fraction | int = 0,
    start: str = "exact",
    order: Iterable[str] | None = None,
) -> Result:
    """Count a pot by equal shares."""
    if utility not in UTILITIES or completion not in COMPLETIONS or start not in STARTS:
        raise refused(_("Equal shares have no such switch."))
    least = Fraction(min_vote_share)
    if not 0 <= least <= 100:
        raise refused(_("A share of votes is between 0 and 100 per cent."))
    if increment is not None and increment <= 0:
        raise refused(_("A step is more than nothing."))
    order = order_of(pot.ballots.ids, order)
    turn = {name: number for number, name in enumerate(order)}
    rank = {place: turn[name] for place, name in enumerate(pot.ballots.ids)}
    voters, books = pot.ballots.voters, Books(pot.ballots)
    support = books.support
    asked = [p for p, votes in enumerate(support) if votes and votes * 100 >= least * voters]
    share = Fraction(pot.sum, voters or 1)
    if start == "whole":
        share = Fraction(share // pot.unit * pot.unit)
    step = Fraction(increment or max(1, int(share) // USUAL_STEPS))

    counting = _Counting(pot, books, asked, rank, utility)
    run, steps, is_cut = counting.run(share), 0, False
    if completion.startswith("increment"):
        run, steps, is_cut = counting.increased(run, share, step, exhaustive_stop)
    taken = []
    if completion.endswith("greedy"):
        others = [p for p in asked if p not in set(run.bought)]
        taken = greedy.fill(pot, others, pot.sum - run.cost, support=support, rank=rank, utility=utility)
    left = pot.sum - run.cost - sum(pot.costs[p] for p in taken)
    increments = completion.startswith("increment")
    return Result(
        rule="equal-shares",
        version=VERSION,
        parameters={
            "utility": utility,
            "completion": completion,
            "start": start,
            "increment": str(step / pot.unit) if increments else "",
            "exhaustive_stop": exhaustive_stop if increments else "",
            "min_vote_share": str(least),
            "increments_made": steps,
            "share": exact(run.ledger.share / pot.unit),
        }
        | ({"ended_at_bound": MOST_RUNS} if is_cut else {}),
        order=order,
        winners=tuple(pot.ballots.ids[p] for p in [*run.bought, *taken]),
        rounds=(*_rounds(pot, run), *(Completed(pot.ballots.ids[p], pot.costs[p], support[p]) for p in taken)),
        losers=tuple(_losers(pot, run, set(taken), set(asked))),
        ties=tuple(run.ties),
        people=pot.ballots.people,
        sum=pot.sum,
        left=left,
        unit=pot.unit,
        input=pot.digest,
        names={project.id: project.name for project in pot.projects},
    )


class _Counting:
    """Everything that stays the same while shares grow."""

    def __init__(self, pot: Pot, books: Books, asked: list[int], rank: dict[int, int], utility: str):
        self.pot, self.books, self.asked, self.rank = pot, books, asked, rank
        self.costs = pot.costs
        self.worth = self.costs if utility == "cost" else [1] * len(self.costs)

    def increased(self, run: Run, share: Fraction, step: Fraction, exhaustive_stop: bool) -> tuple[Run, int, bool]:
        """Count again with larger shares, until the winners would cost more than there is.

        The count that stands, how many steps led to it, and whether it stands only because nobody counts longer.
        """
        steps = runs = 0
        while len(run.bought) < len(self.asked) and not (exhaustive_stop and self._nothing_fits(run)):
            if runs == MOST_RUNS:
                return run, steps, True
            runs, quiet = runs + 1, self._quiet(run, step)
            more = self.run(share + (steps + quiet + 1) * step)
            if more.cost > self.pot.sum:
                return self.run(share + (steps + quiet) * step) if quiet else run, steps + quiet, False
            run, steps = more, steps + quiet + 1
        return run, steps, False

    def _quiet(self, run: Run, step: Fraction) -> int:
        """How many of the next steps change nothing, so that they need not be counted one by one.

        Where nobody gave less than the price, every winner was bought at its cost divided by its supporters. No price
        is ever lower, and with larger shares none is higher: the same projects in the same turn, with the same ties.
        Only a project that was not bought can change that, and not before its supporters' whole shares pay for it.
        """
        if any(with_less for _in_full, with_less in run.full):
            return 0
        others = set(self.asked) - set(run.bought)
        payable = min(Fraction(self.costs[p], self.books.support[p]) for p in others)
        return max(0, ceil((payable - run.ledger.share) / step) - 1)

    def _nothing_fits(self, run: Run) -> bool:
        """Whether every other project costs more than is left."""
        left, bought = self.pot.sum - run.cost, set(run.bought)
        return all(self.costs[p] > left for p in self.asked if p not in bought)

    def run(self, share: Fraction) -> Run:
        """Buy, round after round, what costs least per unit of utility. Stops early when it costs too much."""
        ledger = Ledger(self.books, share)
        run = Run(ledger, [], [], [])
        support = self.books.support
        waiting = [
            (self.costs[p] / support[p] / self.worth[p] * (1 - 1e-12), p)
            for p in self.asked
            if support[p] * share >= self.costs[p]
        ]
        heapq.heapify(waiting)
        while waiting and run.cost <= self.pot.sum:
            place = self._buy(run, waiting)
            if place is not None:
                run.bought.append(place)
                run.cost += self.costs[place]
        return run

    def _buy(self, run: Run, waiting: list) -> int | None:
        """One round. Prices only rise, so a project whose last known price is above the best can wait."""
        best, seen = float("inf"), []
        while waiting and waiting[0][0] <= best:
            lowest, place = heapq.heappop(waiting)
            found = run.ledger.estimate(place, self.costs[place])
            if found is None:
                continue
            price, hair = found
            best = min(best, (price + hair) / self.worth[place])
            seen.append((max(lowest, (price - hair) / self.worth[place]), place, price))
        chosen = self._cheapest(run, [one for one in seen if one[0] <= best])
        for lowest, place, _price in seen:
            if place not in chosen:
                heapq.heappush(waiting, (lowest, place))
        return next((place for place, is_bought in chosen.items() if is_bought), None)

    def _cheapest(self, run: Run, shortlist: list) -> dict[int, bool]:
        """Decide exactly, and pay. What was decided: the project bought, or those that nobody can pay any more."""
        decided, best, equal = {}, None, []
        for _lowest, place, guess in shortlist:
            found = run.ledger.price(place, self.costs[place], guess)
            if found is None:
                decided[place] = False
                continue
            numerator, people, _rows = found
            # numerator / (people * worth), compared without dividing; the common bottom falls out
            over = best and numerator * best[1] - best[0] * people * self.worth[place]
            if best is None or over < 0:
                best, equal = (numerator, people * self.worth[place]), [(place, found)]
            elif over == 0:
                equal.append((place, found))
        if equal and not decided:  # when one of them could not be paid after all, the others are asked anew
            place, (numerator, people, rows) = min(equal, key=lambda one: self.rank[one[0]])
            if len(equal) > 1:
                among = sorted((other for other, _found in equal), key=self.rank.get)
                ids = self.pot.ballots.ids
                run.ties.append(Tie(len(run.bought) + 1, tuple(ids[p] for p in among), ids[place]))
            run.full.append((people, self.books.support[place] - people))
            run.ledger.pay(place, numerator, people, rows)
            decided[place] = True
        return decided


def _rounds(pot: Pot, run: Run) -> Iterable[Bought]:
    """The rounds of a run, with what each supporter gave."""
    for place, price, (in_full, with_less) in zip(run.bought, run.ledger.exact_prices(), run.full, strict=True):
        cost = pot.costs[place]
        yield Bought(pot.ballots.ids[place], cost, price, cost / price, in_full, with_less)


def _losers(pot: Pot, run: Run, taken: set[int], asked: set[int]) -> Iterable[Short]:
    """What each other project fell short by; those nearest to winning first."""
    share, found, behind = run.ledger.share, [], run.ledger.behind()
    for place in set(range(len(pot.projects))) - set(run.bought) - taken:
        cost, had = pot.costs[place], behind[place]
        shares, needed = (had / share, cost / share) if share else (Fraction(0), Fraction(0))
        short = cost - had if had < cost else None
        entry = Short(pot.ballots.ids[place], cost, run.ledger.books.support[place], had, short, shares, needed)
        found.append(replace(entry, set_aside=place not in asked))
    return sorted(found, key=lambda one: (one.set_aside, -(one.had / one.cost), one.project))
