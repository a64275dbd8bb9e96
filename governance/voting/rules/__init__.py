"""Votes in rules: who may ask for one, when it opens, who casts, and how it is counted."""

from community.record.verdict import YES

from .asking import may_move, may_second
from .casting import ABSTAIN, AGAINST, CHOICES, FOR, may_cast, may_choose
from .closeness import Free, call_up, grade_of, may_act_on, may_disclose, may_vote_freely
from .counting import Count, Line, count, may_certify, may_close
from .stages import CALLED, CERTIFIED, CLOSED, MOVED, MOVES, OPENED, may_become
from .times import LONG_ENOUGH, NOTICE, may_open, may_renew, may_set_times

__all__ = [
    "ABSTAIN",
    "AGAINST",
    "CALLED",
    "CERTIFIED",
    "CHOICES",
    "CLOSED",
    "FOR",
    "LONG_ENOUGH",
    "MOVED",
    "MOVES",
    "NOTICE",
    "OPENED",
    "YES",
    "Count",
    "Free",
    "Line",
    "call_up",
    "count",
    "grade_of",
    "may_act_on",
    "may_become",
    "may_cast",
    "may_certify",
    "may_choose",
    "may_close",
    "may_disclose",
    "may_move",
    "may_open",
    "may_renew",
    "may_second",
    "may_set_times",
    "may_vote_freely",
]
