"""What happens to boards: found, call, apply, choose, seat, end. One function per act.

Locks are taken in the order subject, room, record: the room is told before the entry is made.
"""

from .alternates import alternate_verdict, end_alternate, end_alternate_verdict, name_alternate
from .amendments import decide_amendment, propose_amendment, propose_verdict, tighten, tighten_verdict
from .calls import apply, apply_verdict, call_verdict, carry, open_call
from .endings import ask_removal, remind, removal_verdict, remove
from .founding import found, give_role, moderates, room_of
from .roles import end_role, end_role_verdict
from .terms import end_term, end_verdict, seat, seat_founder, seat_verdict, serve_verdict
from .ties import declare_tie, declare_verdict, end_tie

__all__ = [
    "alternate_verdict",
    "apply",
    "apply_verdict",
    "ask_removal",
    "call_verdict",
    "carry",
    "decide_amendment",
    "declare_tie",
    "declare_verdict",
    "end_alternate",
    "end_alternate_verdict",
    "end_role",
    "end_role_verdict",
    "end_term",
    "end_tie",
    "end_verdict",
    "found",
    "give_role",
    "moderates",
    "name_alternate",
    "open_call",
    "propose_amendment",
    "propose_verdict",
    "remind",
    "removal_verdict",
    "remove",
    "room_of",
    "seat",
    "seat_founder",
    "seat_verdict",
    "serve_verdict",
    "tighten",
    "tighten_verdict",
]
