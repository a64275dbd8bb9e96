"""Panels as sums: how many people of each class, within quotas, households and seats.

A panel is an array of K whole numbers, one for each class in the order of `Pool.kinds`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .pool import Pool, Quota
from .solver import INFINITE, SOLVED, add_panel, add_quotas, add_row, columns_of, maximise, quiet_solver, whole


@dataclass(frozen=True)
class Limit:
    """One side of a quota, "least" or "most", and by how many people it would have to give way (0: it may stay)."""

    quota: Quota
    side: str
    people: int = 0

    def __str__(self):
        number = self.quota.least if self.side == "least" else self.quota.most
        return f"{self.quota}, at {self.side} {number}"


class Impossible(Exception):
    """No panel meets the quotas.

    together: the limits that collide, a smallest set (leave one out and the others can be met).
    gives_way: the smallest change that makes a panel possible, counted in people: which limits, and by how many.
    """

    def __init__(self, together: Sequence[Limit], gives_way: Sequence[Limit]):
        self.together, self.gives_way = list(together), list(gives_way)
        change = "; ".join(f"{limit}: {limit.people} {MOVES[limit.side]}" for limit in gives_way)
        limits = "; ".join(str(limit) for limit in together)
        super().__init__(f"These quotas cannot all be met: {limits}. The smallest change: {change}.")


MOVES = {"least": "fewer", "most": "more"}


class Panels:
    """All panels of a pool, asked one at a time for the best by given weights. Exact: solved in whole numbers."""

    def __init__(self, pool: Pool):
        self.pool, self.solver, self.count = pool, quiet_solver(), len(pool.kinds)
        add_panel(self.solver, pool)
        add_quotas(self.solver, pool)
        whole(self.solver, self.count)
        maximise(self.solver)

    def best(self, weights: Sequence[float]) -> np.ndarray:
        """The panel with the greatest weight; a weight belongs to one person of a class. Raises Impossible."""
        columns = np.arange(self.count, dtype=np.int32)
        self.solver.changeColsCost(self.count, columns, np.array(weights, dtype=float))
        self.solver.run()
        if self.solver.getModelStatus() != SOLVED:
            raise Impossible(colliding(self.pool), smallest_change(self.pool))
        return np.rint(self.solver.getSolution().col_value).astype(np.int32)


def worth(panel: np.ndarray, weights: np.ndarray) -> float:
    """What a panel weighs, added up in one order on every machine."""
    return float(sum(weights[n] * panel[n] for n in np.flatnonzero(panel)))


def smallest_change(pool: Pool) -> list[Limit]:
    """The limits that must give way for a panel to exist, with the fewest people in all."""
    solver, count = quiet_solver(), len(pool.kinds)
    add_panel(solver, pool)
    for quota in pool.quotas:
        below, above = solver.getNumCol(), solver.getNumCol() + 1
        solver.addVar(0, INFINITE)
        solver.addVar(0, INFINITE)
        inside = columns_of(pool, quota)
        factors = [1.0] * len(inside) + [1.0, -1.0]
        add_row(solver, quota.least, quota.most, [*inside, below, above], factors)
        for column in (below, above):
            solver.changeColCost(column, 1.0)
    whole(solver, count + 2 * len(pool.quotas))
    solver.run()
    value = solver.getSolution().col_value[count:]
    limits = [Limit(q, side, round(value[2 * n + i]))
              for n, q in enumerate(pool.quotas) for i, side in enumerate(("least", "most"))]  # fmt: skip
    return [limit for limit in limits if limit.people]


def colliding(pool: Pool) -> list[Limit]:
    """A smallest set of limits that cannot be met together: whatever can be left out, is."""
    solver, count = quiet_solver(), len(pool.kinds)
    add_panel(solver, pool)
    first = solver.getNumRow()
    add_quotas(solver, pool)
    whole(solver, count)
    needed = {(n, side): (q.least if side == "least" else q.most)
              for n, q in enumerate(pool.quotas) for side in ("least", "most")}  # fmt: skip

    def impossible() -> bool:
        for n in range(len(pool.quotas)):
            solver.changeRowBounds(first + n, needed.get((n, "least"), 0), needed.get((n, "most"), INFINITE))
        solver.run()
        return solver.getModelStatus() != SOLVED

    for limit in sorted(needed):
        number = needed.pop(limit)
        if not impossible():
            needed[limit] = number
    return [Limit(pool.quotas[n], side) for n, side in sorted(needed)]
