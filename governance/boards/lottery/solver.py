"""HiGHS (MIT), set so that it says nothing and goes the same way each time, and what every sum starts from."""

import highspy
import numpy as np

from .pool import Pool

INFINITE = highspy.kHighsInf
SOLVED = highspy.HighsModelStatus.kOptimal


class NoAnswer(RuntimeError):
    """The solver came to no answer where there is one."""


def quiet_solver() -> highspy.Highs:
    """A solver on one thread with a fixed seed: the same sums always give the same answer, to the last bit."""
    solver = highspy.Highs()
    solver.silent()
    for option, value in (("threads", 1), ("random_seed", 0), ("mip_rel_gap", 0.0), ("mip_abs_gap", 1e-9)):
        solver.setOptionValue(option, value)
    return solver


def add_row(solver: highspy.Highs, least: float, most: float, columns: list[int], factors: list[float] | None = None):
    """Ask that a sum over some columns lies between two numbers."""
    factors = [1.0] * len(columns) if factors is None else factors
    solver.addRow(least, most, len(columns), np.array(columns, dtype=np.int32), np.array(factors, dtype=float))


def add_panel(solver: highspy.Highs, pool: Pool) -> None:
    """Columns 0 to K-1: how many people of each class a panel has. Rows: seats, households; no quotas yet."""
    for size in pool.sizes:
        solver.addVar(0, size)
    add_row(solver, pool.seats, pool.seats, list(range(len(pool.sizes))))
    at_home = {}
    for n, kind in enumerate(pool.kinds):
        at_home.setdefault(kind.household, []).append(n)
    # Whoever lives alone is bounded by the size of the class already.
    for home, columns in at_home.items():
        if len(home) > 1:
            add_row(solver, -INFINITE, pool.households[home], columns)


def columns_of(pool: Pool, quota) -> list[int]:
    """The classes a quota counts."""
    return [n for n, kind in enumerate(pool.kinds) if kind.has(quota)]


def add_quotas(solver: highspy.Highs, pool: Pool) -> None:
    """Rows: each quota between its least and its most."""
    for quota in pool.quotas:
        add_row(solver, quota.least, quota.most, columns_of(pool, quota))


def whole(solver: highspy.Highs, count: int) -> None:
    """People come whole: the first `count` columns take no fractions."""
    for n in range(count):
        solver.changeColIntegrality(n, highspy.HighsVarType.kInteger)


def maximise(solver: highspy.Highs) -> None:
    """The greatest value is wanted, not the smallest."""
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)


def solution(solver: highspy.Highs):
    """The answer to a sum that always has one. Raises NoAnswer when digits fail HiGHS all the same."""
    solver.run()
    if solver.getModelStatus() != SOLVED:
        raise NoAnswer(f"HiGHS gave no answer: {solver.modelStatusToString(solver.getModelStatus())}")
    return solver.getSolution()
