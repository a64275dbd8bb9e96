"""Votes in rules: who may ask for one, when it opens, who casts, and how it is counted."""

from community.record.verdict import YES

from .asking import may_move, may_second
from .casting import ABSTAIN, AGAINST, CHOICES, FOR, may_cast, may_choose
from .closeness import Free, call_up, grade_of, may_act_on, may_disclose, may_vote_freely
from .counting import Count, Line, asks_the_fund, count, level, may_certify, may_close, may_follow
from .stages import ASKED, CALLED, CERTIFIED, CLOSED, DECIDES, MOVED, MOVES, OPENED, RECOMMENDS, may_become
from .times import LONG_ENOUGH, NOTICE, may_open, may_renew, may_set_times

__all__ = [
    "ABSTAIN",
    "AGAINST",
    "ASKED",
    "CALLED",
    "CERTIFIED",
    "CHOICES",
    "CLOSED",
    "DECIDES",
    "FOR",
    "LONG_ENOUGH",
    "MOVED",
    "MOVES",
    "NOTICE",
    "OPENED",
    "RECOMMENDS",
    "YES",
    "Count",
    "Free",
    "Line",
    "asks_the_fund",
    "call_up",
    "count",
    "grade_of",
    "level",
    "may_act_on",
    "may_become",
    "may_cast",
    "may_certify",
    "may_choose",
    "may_close",
    "may_disclose",
    "may_follow",
    "may_move",
    "may_open",
    "may_renew",
    "may_second",
    "may_set_times",
    "may_vote_freely",
]
