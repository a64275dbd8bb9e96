"""Boards: their charter, their seats, who holds them, how one gets a seat, and who is tied to what."""

from .calls import Application, Call, reference_code
from .tables import Board, BoardRole, Charter, Seat, Term
from .ties import Alternate, Grade, Tie

__all__ = [
    "Alternate",
    "Application",
    "Board",
    "BoardRole",
    "Call",
    "Charter",
    "Grade",
    "Seat",
    "Term",
    "Tie",
    "reference_code",
]
