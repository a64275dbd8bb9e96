"""Boards in rules: who holds the majority, who may open a call, apply, be seated and leave."""

from .balance import Balance, Share, may_decide
from .calls import may_apply, may_keep_board, may_open_call, may_put_application
from .roles import may_end_role
from .seats import ends_at, may_choose, may_end_term, may_seat
from .terms import (
    MONTH,
    REMINDED,
    YEAR,
    Row,
    Vacancy,
    due_reminders,
    length_of_term,
    may_ask_removal,
    may_serve,
    row_of,
    vacancy_of,
)

__all__ = [
    "MONTH",
    "REMINDED",
    "YEAR",
    "Balance",
    "Row",
    "Share",
    "Vacancy",
    "due_reminders",
    "ends_at",
    "length_of_term",
    "may_apply",
    "may_ask_removal",
    "may_choose",
    "may_decide",
    "may_end_role",
    "may_end_term",
    "may_keep_board",
    "may_open_call",
    "may_put_application",
    "may_seat",
    "may_serve",
    "row_of",
    "vacancy_of",
]
