"""Charters: their clauses, how each is said, and the templates to start from."""

from .clauses import CLAUSES, IN_SHORT, PRINCIPLES, SENTENCES
from .outline import differences, numbers, outline
from .rights import NOBODY, RIGHTS, right_as_written, right_in_words, rights
from .templates import TEMPLATES, Template
from .words import clause_in_words, list_in_words, majority_in_words, share_in_words, value_in_words

__all__ = [
    "CLAUSES",
    "IN_SHORT",
    "NOBODY",
    "PRINCIPLES",
    "RIGHTS",
    "SENTENCES",
    "TEMPLATES",
    "Template",
    "clause_in_words",
    "differences",
    "list_in_words",
    "majority_in_words",
    "numbers",
    "outline",
    "right_as_written",
    "right_in_words",
    "rights",
    "share_in_words",
    "value_in_words",
]
