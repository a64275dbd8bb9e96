"""Boards: their charter, their seats, who holds them, how one gets a seat, and who is tied to what."""

from .amendments import Amendment, change_verdict, free_seats
from .calls import Application, Call, Review, reference_code
from .lotteries import Commitment, Lottery, Ticket
from .namings import Naming
from .portraits import Portrait, opaque_word
from .removals import Removal
from .tables import Board, BoardRole, Charter, Reminder, Seat, Term
from .ties import Alternate, Grade, Tie
from .welcome import FirstStep, PayChoice

__all__ = [
    "Alternate",
    "Amendment",
    "Application",
    "Board",
    "BoardRole",
    "Call",
    "Charter",
    "Commitment",
    "FirstStep",
    "Grade",
    "Lottery",
    "Naming",
    "PayChoice",
    "Portrait",
    "Reminder",
    "Removal",
    "Review",
    "Seat",
    "Term",
    "Ticket",
    "Tie",
    "change_verdict",
    "free_seats",
    "opaque_word",
    "reference_code",
]
