"""Dividing a pot: every member writes how they would share it out, and the shares become one.

Sources: Freeman, Pennock, Peters, Wortman Vaughan, "Truthful aggregation of budget proposals", EC 2019 (Journal
of Economic Theory 193, 2021), for the independent-markets mechanism; the plain average needs none.

Variants, always computed side by side from the same ballots:
- average: each priority gets the mean of what members gave it. Easy to follow; whoever exaggerates, moves it.
- median: the independent-markets moving phantoms. To the n members' amounts for a priority come n + 1 phantom
  amounts 0, t, 2t … nt (never above the pot), and the priority gets the median of all 2n + 1. One t serves every
  priority: the one at which the medians come to the pot. Nobody brings the result nearer to their wish, added up
  over all priorities, by writing anything but their wish; and members who each want one thing only are given
  their exact proportion.

Floors and ceilings: every priority gets its floor before anything else; ballots and phantoms divide the rest.
A median of amounts above nothing and below a ceiling stays there, so both bounds hold by themselves.

Rounding: results are exact fractions. Whole units by largest remainder: everything is cut to whole units, and the
units left go one each to the largest remainders. Bounds are whole, so they still hold. Only this last step, of
less than one unit a priority, is outside the promise above.
Ties: equal remainders go by the order published before the vote. Nobody's ballot weighs more, and the order of
ballots makes no difference. A ballot that names nothing is an abstention: it counts as a person and divides nothing.

Shapes: priority → whole units. Units: whichever the pot is in; the caller says so (whole dollars, say).
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from community.record.verdict import _

from .ballots import MOST_MONEY, _digest, _place, _places, refused
from .result import about, exact, order_of

VERSION = "1"
AVERAGE, MEDIAN = "average", "median"


@dataclass(frozen=True)
class Share:
    """A priority in the pot, with the least and the most it may get, in whole units."""

    id: str
    floor: int
    ceiling: int


@dataclass(frozen=True)
class Divided:
    """The pot, divided in one way.

    exact: priority → fraction. whole: priority → units, together the pot. raised: who got one of the units
    left over, largest remainder first. ties: priorities with an equal remainder of which only some got one.
    step: t, by which the phantoms of the median are apart; none for the average.
    """

    way: str
    exact: Mapping[str, Fraction]
    whole: Mapping[str, int]
    raised: tuple[str, ...]
    ties: tuple[str, ...] = ()
    step: Fraction | None = None

    def as_dict(self) -> dict:
        """For a machine: a fraction as exact text."""
        return {
            "exact": {name: exact(amount) for name, amount in self.exact.items()},
            "whole": dict(self.whole),
            "raised": list(self.raised),
            "ties": list(self.ties),
            "step": None if self.step is None else exact(self.step),
        }


@dataclass(frozen=True)
class DivisionResult:
    """Both ways to divide the pot, from the same ballots. Empty where nobody divided it.

    people: who sent a ballot; divided: who divided the pot in it. given: priority → what each member gave it,
    from the most to the least, so that anyone can do the sums. input: SHA-256 of the question and the ballots.
    """

    rule: str
    version: str
    pot: int
    shares: tuple[Share, ...]
    order: tuple[str, ...]
    people: int
    divided: int
    given: Mapping[str, tuple[int, ...]]
    average: Divided | None
    median: Divided | None
    input: str

    def as_dict(self) -> dict:
        """For a machine."""
        return {
            "rule": self.rule,
            "version": self.version,
            "parameters": {"pot": self.pot, "rounding": "largest remainder", "phantoms": "independent markets"},
            "shares": [vars(share) for share in self.shares],
            "order": list(self.order),
            "people": self.people,
            "divided": self.divided,
            "given": {name: list(amounts) for name, amounts in self.given.items()},
            AVERAGE: self.average and self.average.as_dict(),
            MEDIAN: self.median and self.median.as_dict(),
            "input": self.input,
        }

    def lines(self) -> list[str]:
        """For a person at a terminal."""
        lines = [
            f"{self.rule} {self.version}",
            f"Ballots: {self.people}, of which divide the pot: {self.divided}. Input: {self.input}",
            f"Pot: {self.pot}",
        ]
        for found in (self.average, self.median):
            if found is None:
                continue
            apart = "" if found.step is None else f", phantoms {about(found.step, 4)} apart"
            lines += ["", f"By the {found.way}{apart}:"]
            for share in self.shares:
                up = ", rounded up" if share.id in found.raised else ""
                lines.append(f"  {share.id}: {found.whole[share.id]}  (exactly {exact(found.exact[share.id])}{up})")
                lines.append(f"    from {', '.join(map(str, self.given[share.id]))}")
        return lines


@dataclass(frozen=True)
class Question:
    """A pot to divide among priorities, within bounds that fit into it."""

    pot: int
    shares: tuple[Share, ...]

    def __post_init__(self):
        _places(self.ids)
        if not 0 <= self.pot <= MOST_MONEY:
            raise refused(_("The pot has no sum that can be shared."))
        for share in self.shares:
            if not 0 <= share.floor <= share.ceiling:
                raise refused(_("The least that %(option)s may get is above the most."), option=share.id)
        if not sum(share.floor for share in self.shares) <= self.pot <= sum(share.ceiling for share in self.shares):
            raise refused(_("No division of the pot keeps to the least and the most of every priority."))

    @property
    def ids(self) -> tuple[str, ...]:
        """The priorities, by place."""
        return tuple(share.id for share in self.shares)

    @cached_property
    def free(self) -> int:
        """What there is to divide once every priority has its floor."""
        return self.pot - sum(share.floor for share in self.shares)

    def read(self, sent: Mapping[str, int]) -> tuple[int, ...]:
        """A ballot, by place. It keeps to the bounds and gives out the whole pot; what it leaves out gets nothing."""
        places = _places(self.ids)
        amounts = [0] * len(places)
        for option, amount in sent.items():
            amounts[_place(places, option)] = amount
        for share, amount in zip(self.shares, amounts, strict=True):
            if not isinstance(amount, int) or not share.floor <= amount <= share.ceiling:
                raise refused(
                    _("%(option)s may get between %(floor)s and %(ceiling)s."),
                    option=share.id, floor=share.floor, ceiling=share.ceiling,
                )  # fmt: skip
        if sum(amounts) != self.pot:
            raise refused(_("These sums come to %(sum)s, and the pot holds %(pot)s."), sum=sum(amounts), pot=self.pot)
        return tuple(amounts)


def count(question: Question, sent: Iterable[Mapping[str, int]], *, order: Iterable[str] | None = None):
    """Divide the pot by everybody's ballots, in both ways."""
    order = order_of(question.ids, order)
    sent = list(sent)
    ballots = [question.read(ballot) for ballot in sent if ballot]
    columns = [sorted(column, reverse=True) for column in zip(*ballots, strict=True)] or [[] for _id in question.ids]
    average = median = None
    if ballots:
        means = [Fraction(sum(column), len(ballots)) for column in columns]
        average = _whole(question, AVERAGE, means, order)
        amounts, step = phantom_median(question, columns)
        median = _whole(question, MEDIAN, amounts, order, step)
    facts = ([share.id, share.floor, share.ceiling] for share in question.shares)
    lines = sorted(json.dumps(ballot) for ballot in ballots)
    return DivisionResult(
        rule="division",
        version=VERSION,
        pot=question.pot,
        shares=question.shares,
        order=order,
        people=len(sent),
        divided=len(ballots),
        given={name: tuple(column) for name, column in zip(question.ids, columns, strict=True)},
        average=average,
        median=median,
        input=_digest([json.dumps([question.pot, *facts], ensure_ascii=False), str(len(sent)), *lines]),
    )


def phantom_median(question: Question, columns: list[list[int]]) -> tuple[list[Fraction], Fraction]:
    """The medians with the phantoms that make them come to the pot, and how far the phantoms are apart.

    columns: by place, what members gave, from the most to the least. The median of n amounts and the phantoms
    0, t … nt is the largest min(k·t, v_k), where v_k is the k-th largest amount: it rises with t in straight
    pieces, and bends only where k·t or (k - 1)·t meets v_k. So the t wanted lies between two bends, on a line.
    """
    above = [[v - share.floor for v in column] for share, column in zip(question.shares, columns, strict=True)]

    def medians(step: Fraction) -> list[Fraction]:
        return [max(min(k * step, Fraction(v)) for k, v in enumerate(column, 1)) for column in above]

    bends = {Fraction(0), Fraction(question.free)}
    for column in above:
        for k, v in enumerate(column, 1):
            bends |= {Fraction(v, k), Fraction(v, max(k - 1, 1))}
    bends = sorted(bends)
    low = bisect_right(bends, question.free, key=lambda step: sum(medians(step))) - 1
    step = bends[low]
    if (missing := question.free - sum(medians(step))) > 0:
        wide = bends[low + 1] - step
        step += wide * missing / (sum(medians(bends[low + 1])) - sum(medians(step)))
    found = medians(step)
    return [share.floor + amount for share, amount in zip(question.shares, found, strict=True)], step


def _whole(question: Question, way: str, amounts: list[Fraction], order, step: Fraction | None = None) -> Divided:
    """Whole units by largest remainder."""
    rank = {name: number for number, name in enumerate(order)}
    cut = [amount.numerator // amount.denominator for amount in amounts]
    rests = [amount - units for amount, units in zip(amounts, cut, strict=True)]
    over = question.pot - sum(cut)
    turns = sorted(range(len(cut)), key=lambda place: (-rests[place], rank[question.ids[place]]))
    raised = turns[:over]
    for place in raised:
        cut[place] += 1
    ties = []
    if 0 < over < len(turns) and rests[turns[over - 1]] == rests[turns[over]]:
        ties = [place for place in turns if rests[place] == rests[turns[over]]]
    return Divided(
        way=way,
        exact=dict(zip(question.ids, amounts, strict=True)),
        whole=dict(zip(question.ids, cut, strict=True)),
        raised=tuple(question.ids[place] for place in raised),
        ties=tuple(question.ids[place] for place in ties),
        step=step,
    )
