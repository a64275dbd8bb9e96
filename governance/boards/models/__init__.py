"""Boards: their charter, their seats, who holds them, and how one gets a seat."""

from .amendments import Amendment, change_verdict, free_seats
from .calls import Application, Call, Review, reference_code
from .portraits import Portrait, opaque_word
from .removals import Removal
from .tables import Board, BoardRole, Charter, Reminder, Seat, Term
from .welcome import FirstStep, PayChoice

__all__ = [
    "Amendment",
    "Application",
    "Board",
    "BoardRole",
    "Call",
    "Charter",
    "FirstStep",
    "PayChoice",
    "Portrait",
    "Reminder",
    "Removal",
    "Review",
    "Seat",
    "Term",
    "change_verdict",
    "free_seats",
    "opaque_word",
    "reference_code",
]
