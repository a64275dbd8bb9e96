"""From probabilities to 1,000 panels, and what that costs.

A chance is a number of panels out of 1,000, so the smallest can be no more than its thousandths, rounded
down: 2.88 % is 28 panels for some and 29 for others who are alike. Panels are counted out by largest
remainder. That alone can take ten panels from a small class, so people are then exchanged inside panels
until no class is owed a place that an exchange can give, and where somebody still stands in fewer panels than
the smallest chance allows, a panel is put together anew for them. In trials with up to 2,000 applicants
nobody was more than four panels off their chance, and the smallest chance lost its fraction, in one pool of
many one panel more. Nothing guarantees that: the published file states both the possible and the actual
smallest chance.
"""

from collections.abc import Sequence

import numpy as np

from .chances import Chances, Progress
from .exchanges import Exchanges
from .panels import Panels, worth
from .pool import Pool

SWEEPS = 8  # times that all panels are looked through for exchanges, at most
REMADE = 40  # panels put together anew, at most
SLACK = 1e-3  # of a panel: a chance this near to a whole number of panels is one


def whole_panels(pool: Pool, chances: Chances, total: int, progress: Progress) -> list[np.ndarray]:
    """As many panels as asked, as people per class, in which every class stands as often as its chance says.

    progress("table", done, of) may raise to cancel.
    """
    often = multiplicities([share for _panel, share in chances.panels], total)
    panels = [np.array(panel, dtype=np.int32) for (panel, _share), times in zip(chances.panels, often, strict=True)
              for _time in range(times)]  # fmt: skip
    sizes = np.array(pool.sizes)
    goal = np.array(chances.by_kind) * total * sizes
    owed = goal - sum(panels)
    exchanges = Exchanges(pool)
    _even_out(exchanges, panels, owed, progress)
    floor = sizes * np.floor(chances.smallest * total + SLACK)
    _lift(Panels(pool), exchanges, panels, owed, goal - floor, progress)
    return panels


def multiplicities(shares: Sequence[float], total: int) -> list[int]:
    """How often each panel stands in the table: its share of the total, made whole by largest remainder.

    shares add up to 1. Of equal remainders the earlier comes first.
    """
    exact = [share * total for share in shares]
    counts = [int(number) for number in exact]
    by_remainder = sorted(range(len(exact)), key=lambda n: (counts[n] - exact[n], n))
    for n in by_remainder[: total - sum(counts)]:
        counts[n] += 1
    return counts


def _even_out(exchanges: Exchanges, panels: list[np.ndarray], owed: np.ndarray, progress: Progress) -> None:
    """Exchange people inside the panels until no class is owed a whole place, or has one too many."""
    for _sweep in range(SWEEPS):
        changed = False
        for done, panel in enumerate(panels):
            if done % 50 == 0:
                progress("table", done, len(panels))
            if np.abs(owed).max() < 1 - SLACK:
                return
            changed |= exchanges.even_out(panel, owed)
        if not changed:
            return


def _lift(exact: Panels, exchanges: Exchanges, panels: list[np.ndarray], owed: np.ndarray, bearable: np.ndarray,
          progress: Progress) -> None:  # fmt: skip
    """Where a class is owed more than is bearable, put panels together anew, with it and with who is owed most."""

    def hardship(owing: np.ndarray) -> tuple[float, float]:
        return float(np.maximum(0, np.rint(owing - bearable)).sum()), float(sum(owing * owing))

    in_vain = set()
    for done in range(REMADE):
        progress("table", done, REMADE)
        before = hardship(owed)
        if not before[0]:
            return
        worst = int(np.argmax(owed - bearable))
        open_to_it = [(worth(panel, owed), n) for n, panel in enumerate(panels)
                      if n not in in_vain and panel[worst] < exchanges.sizes[worst]]  # fmt: skip
        if not open_to_it:
            return
        n = min(open_to_it)[1]
        without = owed + panels[n]
        weights = 2 * without - 1  # what the squares of what is owed lose by one more person of a class
        weights[worst] += 4 * np.abs(weights).max()
        panel = exact.best(weights)
        if hardship(without - panel) < before:
            panels[n] = panel
            owed[:] = without - panel
            in_vain.clear()
        else:
            in_vain.add(n)
