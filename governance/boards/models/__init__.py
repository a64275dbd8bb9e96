"""Boards: their charter, their seats, who holds them, and how one gets a seat."""

from .calls import Application, Call, Review, reference_code
from .lotteries import Commitment, Lottery, Ticket
from .portraits import Portrait, opaque_word
from .tables import Board, BoardRole, Charter, Seat, Term
from .welcome import FirstStep, PayChoice

__all__ = [
    "Application",
    "Board",
    "BoardRole",
    "Call",
    "Charter",
    "Commitment",
    "FirstStep",
    "Lottery",
    "PayChoice",
    "Portrait",
    "Review",
    "Seat",
    "Term",
    "Ticket",
    "opaque_word",
    "reference_code",
]
