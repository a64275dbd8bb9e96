"""The fairest chances: first the smallest chance is made as great as possible, then the next smallest, and so on.

Every panel that meets the quotas may be used, each with a probability. There are far too many to list. So:

1. Aim. Without whole people the fairest average panel is a small sum; nothing can be fairer (`mixture.Bound`).
2. Approach. Panel after panel is put together so that their average nears the aim: whoever has waited longest
   for their share weighs most.
3. Prove, stage by stage. The panels found are mixed as fairly as they can be. Where the mixture reaches the
   bound, that chance is the greatest possible. Where it does not, the mixture names a price for each class and
   panels worth more than it are looked for: by exchanges first, exactly when exchanges find none. When the
   exact search finds none either, the mixture is proven the best although it stays below the bound.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .exchanges import Exchanges
from .mixture import Bound, Mixture
from .panels import Panels, worth
from .pool import Pool
from .solver import NoAnswer

NEAR = 5e-7  # chances closer than this are the same
APPROACH = 1000  # panels put together before the first proof, at most, and again before the others
STARTS = 12  # panels from which better ones are looked for, each time


class Cancelled(Exception):
    """Whoever asked for the lottery stopped it."""


Progress = Callable[[str, int, int], None]  # what is being done: "panels" or "chances"; how much; of how much


@dataclass(frozen=True)
class Chances:
    """The outcome: panels with their probabilities, and everybody's chance.

    panels: pairs of people per class (K whole numbers) and probability; the probabilities add up to 1.
    by_kind: the chance of each class, from 0 to 1, in the order of `Pool.kinds`.
    smallest: the greatest possible smallest chance, proven within 0.0000005.
    stages: how many chances were settled one after the other. is_leximin: whether all of them were.
    """

    panels: list[tuple[tuple[int, ...], float]]
    by_kind: list[float]
    smallest: float
    stages: int
    is_leximin: bool


def fairest(
    pool: Pool, *, seconds: float = 60, stages: int | None = None, progress: Progress = lambda *_said: None
) -> Chances:
    """The fairest chances for a pool: the smallest is always found; the next ones while `seconds` last.

    The same pool gives the same outcome, in any order, process or hash seed. Only the clock can end the work
    earlier or later, and only between two stages; so `stages` may be said in place of `seconds`, and then the
    clock is not asked: `fairest(pool, stages=earlier.stages)` repeats what a time limit gave.
    progress is told how far it is, several times a second, and may raise Cancelled.
    Raises panels.Impossible when no panel meets the quotas.
    """
    work = _Work(pool, progress)
    work.approach()
    ends = time.monotonic() + seconds

    def late() -> bool:
        return stages is None and time.monotonic() > ends

    # When the time runs out inside a stage, or the solver fails there, what was settled before it stands.
    smallest, shares, done = 0.0, None, 0
    while len(work.settled) < len(pool.kinds) and done != stages and not (done and late()):
        progress("chances", len(work.settled), len(pool.kinds))
        try:
            found = work.settle_next(late if done else lambda: False)
        except NoAnswer:
            if not done:
                raise
            break
        if found is None:
            break
        chance, shares = found
        done += 1
        if done == 1:
            smallest = max(0.0, chance)
            if stages != 1 and not late():
                work.approach()
    panels = [(tuple(int(n) for n in panel), float(share))
              for panel, share in zip(work.mixture.panels, shares, strict=False) if share > 1e-12]  # fmt: skip
    whole = sum(share for _panel, share in panels)
    panels = [(panel, share / whole) for panel, share in panels]
    by_kind = [sum(share * panel[n] for panel, share in panels) / size for n, size in enumerate(pool.sizes)]
    return Chances(panels, by_kind, smallest, done, len(work.settled) == len(pool.kinds))


class _Work:
    """What is known while the fairest chances are looked for."""

    def __init__(self, pool: Pool, progress: Progress):
        self.pool, self.progress = pool, progress
        self.sizes = np.array(pool.sizes)
        self.exact, self.exchanges = Panels(pool), Exchanges(pool)
        self.mixture, self.bound = Mixture(pool), Bound(pool)
        self.settled: dict[int, float] = {}
        self.panel = self.exact.best(np.zeros(len(self.sizes)))  # raises Impossible before anything else is tried
        self.aim = _fairest_average(pool)
        self.waited = np.zeros(len(self.aim))

    def approach(self) -> None:
        """Panels whose average nears the fairest average without whole people."""
        wanted = self.aim > NEAR
        rounds = min(APPROACH, 50 + 3 * len(self.aim))
        for done in range(rounds):
            if done % 20 == 0:
                self.progress("panels", done, rounds)
            self.waited += self.aim
            weights = np.where(wanted, self.waited / np.where(wanted, self.aim, 1.0), -1.0)
            # An exact one now and then: exchanges alone might never leave a corner.
            best = self.exact.best(weights) if done < 4 else self.exchanges.climb(self.panel, weights)
            self.mixture.add(best)
            self.waited -= best
            self.panel = best

    def settle_next(self, late: Callable[[], bool]) -> tuple[float, np.ndarray] | None:
        """Settle the smallest chance that is left. Returns it with the shares, or nothing when it is late."""
        bound, _average, held = self.bound.best()
        while True:
            chance, prices, asked, shares = self.mixture.best()
            if chance >= bound - NEAR:
                tight = held
                break
            if late():
                return None
            self.progress("chances", len(self.settled), len(self.sizes))
            if not self._better_panels(prices, asked, shares):
                tight = prices
                break
        for n in np.flatnonzero(tight > 1e-6):
            if n not in self.settled:
                self.settled[int(n)] = chance
                self.mixture.settle(n, chance)
                self.bound.settle(n, chance)
        return chance, shares

    def _better_panels(self, prices, asked, shares) -> bool:
        """Add panels worth more than what is asked; whether there are any."""
        weights = prices / self.sizes

        def helps(panel) -> bool:
            return worth(panel, weights) > asked + NEAR / 5 and self.mixture.add(panel)

        starts = np.argsort(-shares, kind="stable")[:STARTS]
        found = sum(helps(self.exchanges.climb(self.mixture.panels[start], weights)) for start in starts)
        if found > 1:
            return True
        panel = self.exact.best(weights)
        if not helps(panel):
            return found > 0
        # Its neighbours may help as well: whoever was taken weighs less in the next one.
        fading = weights
        for _neighbour in range(STARTS):
            fading = np.where(panel > 0, 0.6 * fading, fading)
            panel = self.exchanges.climb(panel, fading)
            helps(panel)
        return True


def _fairest_average(pool: Pool) -> np.ndarray:
    """People per class in the fairest average panel, were people not whole: leximin as a row of small sums."""
    bound, settled, average = Bound(pool), set(), np.array(pool.sizes) * pool.seats / len(pool.applicants)
    while True:
        try:
            chance, average, held = bound.best()
        except NoAnswer:  # it is only an aim: the last one will do
            return np.maximum(0.0, average)
        settled_now = [n for n in np.flatnonzero(held > 1e-6) if n not in settled]
        for n in settled_now:
            bound.settle(n, chance)
        settled.update(settled_now)
        if len(settled) == len(pool.kinds) or not settled_now:
            return np.maximum(0.0, average)
