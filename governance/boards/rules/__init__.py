"""Boards in rules: who holds the majority, who may open a call, apply, be seated and leave."""

from .applications import (
    TOP_SCORE,
    UNSENT_DAYS,
    hears_by,
    knows_whose,
    may_answer,
    may_apply,
    may_defer,
    may_review,
    may_send,
    may_withdraw,
    may_write_down,
    questions,
)
from .balance import Balance, Share, may_decide
from .calls import may_keep_board, may_open_call, may_put_application, may_set_quotas, ways_offered
from .cards import may_give_card
from .seats import MONTH, ends_at, may_choose, may_end_term, may_seat
from .welcome import may_choose_pay, may_tick

__all__ = [
    "MONTH",
    "TOP_SCORE",
    "UNSENT_DAYS",
    "Balance",
    "Share",
    "ends_at",
    "hears_by",
    "knows_whose",
    "may_answer",
    "may_apply",
    "may_choose",
    "may_choose_pay",
    "may_decide",
    "may_defer",
    "may_end_term",
    "may_give_card",
    "may_keep_board",
    "may_open_call",
    "may_put_application",
    "may_review",
    "may_seat",
    "may_send",
    "may_set_quotas",
    "may_tick",
    "may_withdraw",
    "may_write_down",
    "questions",
    "ways_offered",
]
