"""Boards in rules: who holds the majority, who may open a call, apply, be seated and leave."""

from .balance import Balance, Share, may_decide
from .calls import may_apply, may_keep_board, may_open_call, may_put_application
from .charters import (
    KINDS,
    LOOSER,
    NEITHER,
    STRICTER,
    agrees,
    direction,
    is_loosening,
    may_change,
    may_propose,
    may_put_amendment,
    may_retire,
    may_say,
    may_tighten,
)
from .seats import MONTH, ends_at, may_choose, may_end_term, may_seat

__all__ = [
    "KINDS",
    "LOOSER",
    "MONTH",
    "NEITHER",
    "STRICTER",
    "Balance",
    "Share",
    "agrees",
    "direction",
    "ends_at",
    "is_loosening",
    "may_apply",
    "may_change",
    "may_choose",
    "may_decide",
    "may_end_term",
    "may_keep_board",
    "may_open_call",
    "may_propose",
    "may_put_amendment",
    "may_put_application",
    "may_retire",
    "may_say",
    "may_seat",
    "may_tighten",
]
