"""Boards in rules: who holds the majority, who may open a call, apply, be seated and leave."""

from .balance import Balance, Share, may_decide
from .calls import may_apply, may_keep_board, may_open_call, may_put_application
from .cards import may_give_card
from .seats import MONTH, ends_at, may_choose, may_end_term, may_seat
from .welcome import may_choose_pay, may_tick

__all__ = [
    "MONTH",
    "Balance",
    "Share",
    "ends_at",
    "may_apply",
    "may_choose",
    "may_choose_pay",
    "may_decide",
    "may_end_term",
    "may_give_card",
    "may_keep_board",
    "may_open_call",
    "may_put_application",
    "may_seat",
    "may_tick",
]
