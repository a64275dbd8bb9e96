"""Boards: their charter, their seats, who holds them, and how one gets a seat."""

from .amendments import Amendment, change_verdict, free_seats
from .calls import Application, Call, reference_code
from .tables import Board, BoardRole, Charter, Seat, Term

__all__ = [
    "Amendment",
    "Application",
    "Board",
    "BoardRole",
    "Call",
    "Charter",
    "Seat",
    "Term",
    "change_verdict",
    "free_seats",
    "reference_code",
]
