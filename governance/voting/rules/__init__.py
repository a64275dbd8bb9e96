"""Votes in rules: who may ask for one, when it opens, who casts, and how it is counted."""

from community.record.verdict import YES

from .asking import may_move, may_second
from .casting import ABSTAIN, AGAINST, CHOICES, FOR, may_cast, may_count_once, may_replace
from .closeness import Free, call_up, grade_of, may_act_on, may_disclose, may_vote_freely
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
from .paper import Paper, fixed_answers, may_ask_by, read, tie_order
from .questions import may_answer_question, may_question
from .secrecy import (
    PAUSE,
    gave_all_away,
    is_too_small,
    lists_ballots,
    may_hide,
    may_publish,
    may_read_ballots,
    tells_turnout,
    turnout_step,
)
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
    "FOR",
    "LONG_ENOUGH",
    "METHODS",
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
    "asks_the_fund",
    "call_up",
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
    "may_open",
    "may_publish",
    "may_question",
    "may_read_ballots",
    "may_renew",
    "may_replace",
    "may_second",
    "may_set_times",
    "may_vote_freely",
    "outcome",
    "read",
    "side_by_side",
    "tells_turnout",
    "tie_order",
    "turnout_step",
]
