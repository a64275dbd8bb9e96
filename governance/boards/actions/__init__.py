"""What happens to boards: found, call, apply, choose, seat, end. One function per act.

Locks are taken in the order subject, room, record: the room is told before the entry is made.
"""

from .amendments import decide_amendment, propose_amendment, propose_verdict, tighten, tighten_verdict
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
from .founding import found, give_role, moderates, room_of
from .terms import end_term, end_verdict, seat, seat_founder, seat_verdict

__all__ = [
    "answer",
    "apply",
    "apply_verdict",
    "begin",
    "call_verdict",
    "carry",
    "decide_amendment",
    "defer",
    "defer_verdict",
    "drop_unsent",
    "end_term",
    "end_verdict",
    "found",
    "give_role",
    "moderates",
    "open_call",
    "propose_amendment",
    "propose_verdict",
    "review",
    "review_verdict",
    "room_of",
    "seat",
    "seat_founder",
    "seat_verdict",
    "send",
    "send_verdict",
    "tighten",
    "tighten_verdict",
    "withdraw",
    "write_down",
    "write_down_verdict",
]
