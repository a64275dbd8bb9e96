"""Proposals in rules: to which priority, for how much, when the board votes on them, one by one or together."""

from .pots import COMPLETIONS, RULES, UTILITIES, may_ask_for_pot, may_put_pot, sample
from .proposals import (
    DRAFT,
    MOVES,
    NOT_PASSED,
    PASSED,
    SENT,
    WITHDRAWN,
    changes,
    may_ask,
    may_change,
    may_decide,
    may_draw,
    may_pass,
    may_put,
    may_send,
    may_withdraw,
)

__all__ = [
    "COMPLETIONS",
    "DRAFT",
    "MOVES",
    "NOT_PASSED",
    "PASSED",
    "RULES",
    "SENT",
    "UTILITIES",
    "WITHDRAWN",
    "changes",
    "may_ask",
    "may_ask_for_pot",
    "may_change",
    "may_decide",
    "may_draw",
    "may_pass",
    "may_put",
    "may_put_pot",
    "may_send",
    "may_withdraw",
    "sample",
]
