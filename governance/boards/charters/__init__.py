"""Charters: their clauses, how each is said, and the templates to start from."""

from .clauses import CLAUSES, IN_SHORT, PRINCIPLES, SENTENCES
from .templates import TEMPLATES, Template
from .words import clause_in_words, list_in_words, share_in_words, value_in_words

__all__ = [
    "CLAUSES",
    "IN_SHORT",
    "PRINCIPLES",
    "SENTENCES",
    "TEMPLATES",
    "Template",
    "clause_in_words",
    "list_in_words",
    "share_in_words",
    "value_in_words",
]
