"""Boards: their charter, their seats, who holds them, how one gets a seat, and who is tied to what."""

from .amendments import Amendment, change_verdict, free_seats
from .calls import Application, Call, reference_code
from .removals import Removal
from .tables import Board, BoardRole, Charter, Reminder, Seat, Term
from .ties import Alternate, Grade, Tie

__all__ = [
    "Alternate",
    "Amendment",
    "Application",
    "Board",
    "BoardRole",
    "Call",
    "Charter",
    "Grade",
    "Reminder",
    "Removal",
    "Seat",
    "Term",
    "Tie",
    "change_verdict",
    "free_seats",
    "reference_code",
]
