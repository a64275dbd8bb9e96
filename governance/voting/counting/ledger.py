"""The purses of an equal-shares count: a quick picture in floats, and the exact books behind it.

Everybody begins with the same share and pays the price of every winner they named, or all they have left
where that is less. So what a person has left is either nothing, or exactly

    share - price(1) - price(4) - …      (the rounds in which they paid the full price)

and only whole numbers of people have to be counted to know any sum exactly. The prices are kept as integers
over one common denominator that grows with each round, so no float ever decides: floats say which projects
come into question and which purses are certainly above or below a price; the books settle the rest.

Shapes: a row is one distinct ballot with its weight (how many people sent it); a place is a project.
Units: minor units of money; floats of them have an error below `share * 1e-12`, and `HAIR` is what we allow.
"""

from fractions import Fraction
from itertools import pairwise
from math import gcd

import numpy as np

from .ballots import Ballots

HAIR = 1e-9


def _dot(one, other) -> float:
    """The sum of products. Not `@`: its threads wait for each other where cores are shared."""
    return float(np.einsum("i,i->", one, other))


class Books:
    """What stays the same in every run of a count: who named what, in numpy's terms."""

    def __init__(self, ballots: Ballots):
        places, sizes, self.weights = ballots.table
        self.places, self.sizes, self.starts = places, sizes, np.cumsum(sizes) - sizes  # row after row
        ends = np.cumsum([0, *np.bincount(places, minlength=len(ballots.ids))])
        named_in = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)[np.argsort(places, kind="stable")]
        heft = self.weights.astype(float)[named_in]
        self.rows = [named_in[a:b] for a, b in pairwise(ends)]
        self.heft = [heft[a:b] for a, b in pairwise(ends)]
        self.support = [int(one.sum()) for one in self.heft]  # whole numbers below 2**53 are exact as floats
        self.mark = np.zeros(len(sizes), np.int64)
        self.approvals = len(places)


class Ledger:
    """The purses of one run."""

    def __init__(self, books: Books, share: Fraction):
        self.books, self.share = books, share
        self.left = np.full(len(books.weights), float(share))  # the picture
        self.is_empty = np.zeros(len(books.weights), bool)  # these have exactly nothing
        self.bottom = share.denominator  # of every exact sum below
        self.prices: list[tuple[int, int]] = []  # numerator, and by how much the round made the bottom grow
        self.payers = np.empty(books.approvals, np.int64)  # who paid in full, round after round
        self.starts: list[int] = []  # where each round begins among them
        self.filled = 0
        self.hair = float(share) * HAIR

    def estimate(self, place: int, cost: int) -> tuple[float, float] | None:
        """About the price a project has now, and how far off that may be. None when it cannot be paid."""
        heft, people = self.books.heft[place], self.books.support[place]
        left = self.left[self.books.rows[place]]
        if _dot(heft, left) < cost - self.hair * people:
            return None
        price = cost / people
        if left.min() >= price:
            return price, self.hair
        while True:
            is_poor = left < price
            poor = heft * is_poor
            rest = people - poor.sum()
            if rest <= 0:
                return float(left.max()), np.inf
            higher = (cost - _dot(poor, left)) / rest
            if higher <= price * (1 + 1e-14):
                return price, self.hair * people / rest
            price = higher

    def price(self, place: int, cost: int, guess: float) -> tuple[int, int, np.ndarray] | None:
        """The exact price: numerator, people and the rows that pay it in full. None when it cannot be paid.

        The price is numerator / (people * bottom): the one at which those who have less give all they have,
        the others give the price, and the sum is the cost. The guess only says where to begin.
        """
        rows = self.books.rows[place]
        rows = rows[~self.is_empty[rows]]
        left = self.left[rows]
        return self._rise(rows, left, cost, left < guess - self.hair) or self._rise(
            rows, left, cost, np.zeros(len(rows), bool)
        )

    def _rise(self, rows, left, cost: int, is_poor) -> tuple[int, int, np.ndarray] | None:
        """Raise the price until nobody who pays it has less. None when nobody is left, or the start was too high."""
        while True:
            people = int(self.books.weights[rows[~is_poor]].sum())
            if not people:
                return None
            numerator = cost * self.bottom - self.owned(rows[is_poor])
            has_less = self._has_less(rows, left, numerator, people)
            if not (has_less & ~is_poor).any():
                return None if (is_poor & ~has_less).any() else (numerator, people, rows[~is_poor])
            is_poor = is_poor | has_less

    def _has_less(self, rows, left, numerator: int, people: int):
        """Which rows have less than a price. The picture says it for most; the books for those near it."""
        price = numerator / (people * self.bottom)
        has_less = left < price
        near = np.flatnonzero(np.abs(left - price) <= self.hair)
        if len(near):
            has_less[near] = [purse * people < numerator for purse in self._purses(rows[near])]
        return has_less

    def owned(self, rows) -> int:
        """What these rows have together, exactly: a numerator over `bottom`. None of them may be empty."""
        if not len(rows):
            return 0
        weights = self.books.weights[rows]
        full = [0] * len(self.prices)
        if self.prices:
            self.books.mark[rows] = weights
            full = np.add.reduceat(self.books.mark[self.payers[: self.filled]], self.starts).tolist()
            self.books.mark[rows] = 0
        return self._after(int(weights.sum()), full)

    def _purses(self, rows) -> list[int]:
        """What a person of each row has, exactly: numerators over `bottom`."""
        paid = np.zeros((len(rows), len(self.prices)), bool)
        if self.prices:
            where = np.full(len(self.left), -1)
            where[rows] = np.arange(len(rows))
            hits = where[self.payers[: self.filled]]
            at = np.flatnonzero(hits >= 0)
            paid[hits[at], np.searchsorted(self.starts, at, side="right") - 1] = True
        patterns, which = np.unique(paid, axis=0, return_inverse=True)
        purses = [self._after(1, pattern.tolist()) for pattern in patterns]
        return [purses[index] for index in which.ravel()]

    def _after(self, people: int, full: list[int]) -> int:
        """The shares of so many people, less what `full` of them paid in each round."""
        money = self.share.numerator * people
        for times, (price, growth) in zip(full, self.prices, strict=True):
            money = money * growth - times * price
        return money

    def pay(self, place: int, numerator: int, people: int, rows) -> None:
        """Take the price from those who pay it in full, and all they have from the others who named it."""
        shared = gcd(numerator, people)
        growth = people // shared
        self.bottom *= growth
        self.prices.append((numerator // shared, growth))
        self.starts.append(self.filled)
        self.payers[self.filled : self.filled + len(rows)] = rows
        self.filled += len(rows)
        purses = self.left[rows] - (numerator // shared) / self.bottom
        supporters = self.books.rows[place]
        self.left[supporters] = 0.0
        self.is_empty[supporters] = True
        self.left[rows] = purses
        self.is_empty[rows] = False

    def exact_prices(self) -> list[Fraction]:
        """What every round cost a person who paid in full."""
        found, bottom = [], self.share.denominator
        for price, growth in self.prices:
            bottom *= growth
            found.append(Fraction(price, bottom))
        return found

    def behind(self) -> list[Fraction]:
        """By place: what the people who named a project have left together, exactly.

        Each payment that still matters is handed on to every project its payer named.
        """
        books, count = self.books, len(self.books.rows)
        full = []
        for begin, end in pairwise([*self.starts, self.filled]):
            payers = self.payers[begin:end]
            payers = payers[~self.is_empty[payers]]
            sizes = books.sizes[payers]
            at = np.repeat(books.starts[payers] - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
            # Sums of whole numbers below 2**53, so these floats are exact.
            full.append(np.bincount(books.places[at], np.repeat(books.weights[payers], sizes), count))
        paid_in = np.array(full, np.int64).reshape(len(full), count).T.tolist()
        people = [int(books.weights[rows[~self.is_empty[rows]]].sum()) for rows in books.rows]
        owned = (self._after(those, paid) for those, paid in zip(people, paid_in, strict=True))
        return [Fraction(money, self.bottom) for money in owned]
