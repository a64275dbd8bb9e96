"""What happens to boards: found, call, apply, choose, seat, end. One function per act.

Locks are taken in the order subject, room, record: the room is told before the entry is made.
"""

from .alternates import alternate_verdict, end_alternate, end_alternate_verdict, name_alternate
from .amendments import decide_amendment, propose_amendment, propose_verdict, tighten, tighten_verdict
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
from .endings import ask_removal, remind, removal_verdict, remove
from .founding import found, give_role, moderates, room_of
from .roles import end_role, end_role_verdict
from .terms import end_term, end_verdict, seat, seat_founder, seat_verdict, serve_verdict
from .ties import declare_tie, declare_verdict, end_tie
from .welcome import choose_pay, pay_verdict, tick, tick_verdict

__all__ = [
    "alternate_verdict",
    "answer",
    "answer_all",
    "apply",
    "apply_verdict",
    "ask_removal",
    "begin",
    "call_verdict",
    "card_verdict",
    "carry",
    "choose_pay",
    "decide_amendment",
    "declare_tie",
    "declare_verdict",
    "defer",
    "defer_verdict",
    "drop_unsent",
    "end_alternate",
    "end_alternate_verdict",
    "end_role",
    "end_role_verdict",
    "end_term",
    "end_tie",
    "end_verdict",
    "found",
    "give_card",
    "give_role",
    "moderates",
    "name_alternate",
    "open_call",
    "pay_verdict",
    "propose_amendment",
    "propose_verdict",
    "remind",
    "removal_verdict",
    "remove",
    "review",
    "review_verdict",
    "room_of",
    "seat",
    "seat_founder",
    "seat_verdict",
    "send",
    "send_verdict",
    "serve_verdict",
    "tick",
    "tick_verdict",
    "tighten",
    "tighten_verdict",
    "withdraw",
    "write_down",
    "write_down_verdict",
]
