"""What happens to boards: found, call, apply, choose, seat, end. One function per act.

Locks are taken in the order subject, room, record: the room is told before the entry is made.
"""

from .answers import answer_all
from .applications import (
    answer,
    apply,
    apply_verdict,
    begin,
    defer,
    defer_verdict,
    drop_unsent,
    review,
    review_verdict,
    send,
    send_verdict,
    withdraw,
    write_down,
    write_down_verdict,
)
from .calls import call_verdict, carry, open_call
from .cards import card_verdict, give_card
from .founding import found, give_role, moderates, room_of
from .terms import end_term, end_verdict, seat, seat_founder, seat_verdict
from .welcome import choose_pay, pay_verdict, tick, tick_verdict

__all__ = [
    "answer",
    "answer_all",
    "apply",
    "apply_verdict",
    "begin",
    "call_verdict",
    "card_verdict",
    "carry",
    "choose_pay",
    "defer",
    "defer_verdict",
    "drop_unsent",
    "end_term",
    "end_verdict",
    "found",
    "give_card",
    "give_role",
    "moderates",
    "open_call",
    "pay_verdict",
    "review",
    "review_verdict",
    "room_of",
    "seat",
    "seat_founder",
    "seat_verdict",
    "send",
    "send_verdict",
    "tick",
    "tick_verdict",
    "withdraw",
    "write_down",
    "write_down_verdict",
]
