"""Two sums that close in on the greatest smallest chance from both sides, one stage after the other.

`Mixture` mixes the panels known so far: what it reaches is possible. `Bound` forgets that people come whole:
what it cannot reach is impossible. When both name the same chance it is proven, and so are the classes that
can have no more. A settled class keeps its chance in all later stages of both.
"""

from hashlib import sha256

import numpy as np

from .pool import Pool
from .solver import INFINITE, add_panel, add_quotas, add_row, maximise, quiet_solver, solution

HAIR = 1e-8  # a settled chance is kept but for this, so that no sum fails by its last digit


def _linear_solver():
    """A solver that goes on from its last answer, ten times as exact as the hair we allow."""
    solver = quiet_solver()
    solver.setOptionValue("presolve", "off")
    for kind in ("primal", "dual"):
        solver.setOptionValue(f"{kind}_feasibility_tolerance", HAIR / 10)
    return solver


class Bound:
    """The greatest smallest chance if people could be seated in parts: never less than the true one."""

    def __init__(self, pool: Pool):
        self.solver, self.count = _linear_solver(), len(pool.kinds)
        add_panel(self.solver, pool)
        add_quotas(self.solver, pool)
        self.first = self.solver.getNumRow()
        self.solver.addVar(-INFINITE, INFINITE)  # column K: the smallest chance
        for n, size in enumerate(pool.sizes):
            add_row(self.solver, 0, INFINITE, [n, self.count], [1 / size, -1.0])
        self.solver.changeColCost(self.count, 1.0)
        maximise(self.solver)

    def best(self) -> tuple[float, np.ndarray, np.ndarray]:
        """The bound; an average panel (people per class) that reaches it; and each class's part in holding it down."""
        found = solution(self.solver)
        prices = -np.array(found.row_dual[self.first : self.first + self.count])
        return found.col_value[self.count], np.array(found.col_value[: self.count]), prices

    def settle(self, n: int, chance: float) -> None:
        """From now on class n has this chance, and the smallest chance is that of the others."""
        self.solver.changeCoeff(self.first + n, self.count, 0.0)
        self.solver.changeRowBounds(self.first + n, chance - HAIR, INFINITE)


class Mixture:
    """The panels known so far, and how to mix them for the greatest smallest chance."""

    def __init__(self, pool: Pool):
        self.sizes, self.count = np.array(pool.sizes), len(pool.kinds)
        self.panels, self.known = [], set()
        self.solver = _linear_solver()
        # Panels come as columns to a mixture that is already valid: the primal simplex goes on from there.
        self.solver.setOptionValue("simplex_strategy", 4)
        self.solver.addVar(-INFINITE, INFINITE)  # column 0: the smallest chance
        for _size in pool.sizes:
            add_row(self.solver, 0, INFINITE, [0], [-1.0])
        add_row(self.solver, 1, 1, [])
        self.solver.changeColCost(0, 1.0)
        maximise(self.solver)

    def add(self, panel: np.ndarray) -> bool:
        """Take a panel in; whether it is new."""
        key = sha256(panel.tobytes()).digest()
        if key in self.known:
            return False
        self.known.add(key)
        self.panels.append(panel)
        seated = np.flatnonzero(panel)
        rows = np.append(seated, self.count).astype(np.int32)
        self.solver.addCol(0.0, 0.0, INFINITE, len(rows), rows, np.append(panel[seated] / self.sizes[seated], 1.0))
        return True

    def best(self) -> tuple[float, np.ndarray, float, np.ndarray]:
        """The smallest chance reached; each class's price; what a panel must be worth to help; the shares.

        Prices are in the order of the classes and add up to 1 over those that are not settled. A panel helps
        when the prices of the people in it, each divided by the size of its class, come to more than asked.
        """
        found = solution(self.solver)
        prices = np.maximum(0.0, -np.array(found.row_dual))
        return found.col_value[0], prices[: self.count], found.row_dual[self.count], np.array(found.col_value[1:])

    def settle(self, n: int, chance: float) -> None:
        """From now on class n has this chance, and the smallest chance is that of the others."""
        self.solver.changeCoeff(n, 0, 0.0)
        self.solver.changeRowBounds(n, chance - HAIR, INFINITE)
