"""Priorities: what residents ask for, staff publish and boards adopt.

Only the row in its source language *is* the priority: every key and address leads to it. A translation
is another row that lends its words. What the board adopted is kept, word for word, in an Adoption.
"""

from . import kept  # noqa: F401
from .adoptions import Adoption
from .priorities import Priority
from .suggestions import Backing, Suggestion

__all__ = ["Adoption", "Backing", "Priority", "Suggestion"]
