"""Boards in rules: who holds the majority, who may open a call, apply, be seated and leave."""

from .alternates import may_end_alternate, may_name_alternate
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
from .ties import DISCLOSED, LEAVES, NONE, TALKS, counts, may_declare, may_end_tie, name_key

__all__ = [
    "DISCLOSED",
    "KINDS",
    "LEAVES",
    "LOOSER",
    "MONTH",
    "NEITHER",
    "NONE",
    "STRICTER",
    "TALKS",
    "Balance",
    "Share",
    "agrees",
    "counts",
    "direction",
    "ends_at",
    "is_loosening",
    "may_apply",
    "may_change",
    "may_choose",
    "may_decide",
    "may_declare",
    "may_end_alternate",
    "may_end_term",
    "may_end_tie",
    "may_keep_board",
    "may_name_alternate",
    "may_open_call",
    "may_propose",
    "may_put_amendment",
    "may_put_application",
    "may_retire",
    "may_say",
    "may_seat",
    "may_tighten",
    "name_key",
]
