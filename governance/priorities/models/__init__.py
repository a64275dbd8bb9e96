"""Priorities: what residents ask for, staff publish and boards adopt; the money of a cycle, and plans to divide it.

Only the row in its source language *is* the priority: every key and address leads to it. A translation
is another row that lends its words. What the board adopted is kept, word for word, in an Adoption.
"""

from . import kept  # noqa: F401
from .adoptions import Adoption
from .money import Cycle, Purse
from .plans import SPENDERS, Plan, PlanPart, committed, planned, planned_sums
from .priorities import Priority
from .steps import Division, Ranking
from .suggestions import Backing, Suggestion

__all__ = [
    "SPENDERS",
    "Adoption",
    "Backing",
    "Cycle",
    "Division",
    "Plan",
    "PlanPart",
    "Priority",
    "Purse",
    "Ranking",
    "Suggestion",
    "committed",
    "planned",
    "planned_sums",
]
