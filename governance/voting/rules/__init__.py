"""Votes in rules: who may ask for one, when it opens, who casts, and how it is counted."""

from community.record.verdict import YES

from .asking import may_move, may_second
from .casting import ABSTAIN, AGAINST, CHOICES, FOR, may_cast, may_count_once, may_replace
from .closeness import Free, call_up, grade_of, may_act_on, may_disclose, may_vote_freely
from .comparing import FIRST_CHOICES, compared, replayed
from .counting import (
    Count,
    Line,
    Setting,
    asks_the_fund,
    conclude,
    count,
    level,
    may_certify,
    may_close,
    may_follow,
)
from .methods import METHODS, MOTION, PICKS, YES_NO, Method
from .outcomes import outcome, side_by_side
from .paper import MOST_OPTIONS, Paper, fixed_answers, may_ask_by, may_offer, read, tie_order
from .questions import answer_due, may_answer_question, may_question
from .secrecy import PAUSE, gave_all_away, is_too_small, lists_ballots, may_hide, tells_turnout, turnout_step
from .stages import ASKED, CALLED, CERTIFIED, CLOSED, DECIDES, MOVED, MOVES, OPENED, RECOMMENDS, may_become
from .times import LONG_ENOUGH, NOTICE, may_extend, may_open, may_renew, may_set_times

__all__ = [
    "ABSTAIN",
    "AGAINST",
    "ASKED",
    "CALLED",
    "CERTIFIED",
    "CHOICES",
    "CLOSED",
    "DECIDES",
    "FIRST_CHOICES",
    "FOR",
    "LONG_ENOUGH",
    "METHODS",
    "MOST_OPTIONS",
    "MOTION",
    "MOVED",
    "MOVES",
    "NOTICE",
    "OPENED",
    "PAUSE",
    "PICKS",
    "RECOMMENDS",
    "YES",
    "YES_NO",
    "Count",
    "Free",
    "Line",
    "Method",
    "Paper",
    "Setting",
    "answer_due",
    "asks_the_fund",
    "call_up",
    "compared",
    "conclude",
    "count",
    "fixed_answers",
    "gave_all_away",
    "grade_of",
    "is_too_small",
    "level",
    "lists_ballots",
    "may_act_on",
    "may_answer_question",
    "may_ask_by",
    "may_become",
    "may_cast",
    "may_certify",
    "may_close",
    "may_count_once",
    "may_disclose",
    "may_extend",
    "may_follow",
    "may_hide",
    "may_move",
    "may_offer",
    "may_open",
    "may_question",
    "may_renew",
    "may_replace",
    "may_second",
    "may_set_times",
    "may_vote_freely",
    "outcome",
    "read",
    "replayed",
    "side_by_side",
    "tells_turnout",
    "tie_order",
    "turnout_step",
]
