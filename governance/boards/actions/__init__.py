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
from .draws import enter_source, enter_source_verdict, give_up, give_up_verdict, reveal, reveal_verdict
from .endings import ask_removal, remind, removal_verdict, remove
from .founding import found, give_role, moderates, room_of
from .lotteries import (
    cancel,
    cancel_verdict,
    commit,
    commit_verdict,
    compute,
    compute_verdict,
    name_source,
    prepare_lottery,
    prepare_verdict,
    replace_drawn,
    replace_verdict,
    source_verdict,
)
from .lottery_work import claim_lottery, fail_lottery, note_progress, publish_lottery
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
    "cancel",
    "cancel_verdict",
    "card_verdict",
    "carry",
    "choose_pay",
    "claim_lottery",
    "commit",
    "commit_verdict",
    "compute",
    "compute_verdict",
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
    "enter_source",
    "enter_source_verdict",
    "fail_lottery",
    "found",
    "give_card",
    "give_role",
    "give_up",
    "give_up_verdict",
    "moderates",
    "name_alternate",
    "name_source",
    "note_progress",
    "open_call",
    "pay_verdict",
    "prepare_lottery",
    "prepare_verdict",
    "propose_amendment",
    "propose_verdict",
    "publish_lottery",
    "remind",
    "removal_verdict",
    "remove",
    "replace_drawn",
    "replace_verdict",
    "reveal",
    "reveal_verdict",
    "review",
    "review_verdict",
    "room_of",
    "seat",
    "seat_founder",
    "seat_verdict",
    "send",
    "send_verdict",
    "serve_verdict",
    "source_verdict",
    "tick",
    "tick_verdict",
    "tighten",
    "tighten_verdict",
    "withdraw",
    "write_down",
    "write_down_verdict",
]
