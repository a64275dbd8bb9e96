"""Boards: their charter, their seats, who holds them, and how one gets a seat."""

from .calls import Application, Call, Review, reference_code
from .portraits import Portrait, opaque_word
from .tables import Board, BoardRole, Charter, Seat, Term

__all__ = [
    "Application",
    "Board",
    "BoardRole",
    "Call",
    "Charter",
    "Portrait",
    "Review",
    "Seat",
    "Term",
    "opaque_word",
    "reference_code",
]
