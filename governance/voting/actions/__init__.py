"""What happens to votes: move, second, set times, say how close, open, cast, close, certify.

Casting shares the vote's lock with other voters; closing holds it alone. So a close waits for every
ballot on its way, and a ballot after it is refused. Times are compared with the database's clock,
read after the lock is held.
"""

from .asking import (
    motion_verdict,
    move,
    move_verdict,
    propose_motion,
    propose_removal,
    removal_verdict,
    second,
    second_verdict,
)
from .casting import cast, cast_verdict
from .counting import certify, close, count, finish, follow
from .opening import open_verdict, open_vote
from .recusals import disclose, disclose_verdict, left_verdict
from .times import renew, set_times, times_verdict

__all__ = [
    "cast",
    "cast_verdict",
    "certify",
    "close",
    "count",
    "disclose",
    "disclose_verdict",
    "finish",
    "follow",
    "left_verdict",
    "motion_verdict",
    "move",
    "move_verdict",
    "open_verdict",
    "open_vote",
    "propose_motion",
    "propose_removal",
    "removal_verdict",
    "renew",
    "second",
    "second_verdict",
    "set_times",
    "times_verdict",
]
