"""What happens to votes: move, second, set times, open, cast, replace, extend, close, certify, question.

Casting shares the vote's lock with other voters; closing holds it alone. So a close waits for every
ballot on its way, and a ballot after it is refused. Times are compared with the database's clock,
read after the lock is held.
"""

from .asking import (
    method_verdict,
    motion_verdict,
    move,
    move_verdict,
    propose_motion,
    propose_question,
    propose_removal,
    removal_verdict,
    second,
    second_verdict,
    secrecy_verdict,
)
from .casting import cast, cast_verdict, replace, replace_verdict
from .counting import certify, close, count, finish, follow
from .extending import agree_to_time, ask_for_time, extension_verdict, tell_turnout
from .opening import open_verdict, open_vote
from .publishing import is_listed, publish, publish_verdict, reading_verdict, scrutineers, write_files
from .querying import answer_query, query_answer_verdict, question, question_verdict
from .recusals import disclose, disclose_verdict, left_verdict
from .telling import remind, tell_recorded
from .times import renew, set_times, times_verdict
from .traces import sweep

__all__ = [
    "agree_to_time",
    "answer_query",
    "ask_for_time",
    "cast",
    "cast_verdict",
    "certify",
    "close",
    "count",
    "disclose",
    "disclose_verdict",
    "extension_verdict",
    "finish",
    "follow",
    "is_listed",
    "left_verdict",
    "method_verdict",
    "motion_verdict",
    "move",
    "move_verdict",
    "open_verdict",
    "open_vote",
    "propose_motion",
    "propose_question",
    "propose_removal",
    "publish",
    "publish_verdict",
    "query_answer_verdict",
    "question",
    "question_verdict",
    "reading_verdict",
    "remind",
    "removal_verdict",
    "renew",
    "replace",
    "replace_verdict",
    "scrutineers",
    "second",
    "second_verdict",
    "secrecy_verdict",
    "set_times",
    "sweep",
    "tell_recorded",
    "tell_turnout",
    "times_verdict",
    "write_files",
]
