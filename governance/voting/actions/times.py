"""The times of a vote: set by the clerk, or renewed by themselves."""

from datetime import timedelta

from django.db import transaction

from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist
from governance.boards.models import BoardRole

from .. import rules, verbs
from ..models import Vote
from .recusals import before_opening


@transaction.atomic
def set_times(vote, *, by, opens_at, closes_at, at=None) -> Vote:
    """The clerk sets when a called vote opens and closes. Refusing it is not among the choices."""
    vote = locks.fresh(vote)
    at = at or clock.now()
    insist(times_verdict(vote, by, at, opens=opens_at, closes=closes_at))
    vote.opens_at, vote.closes_at = opens_at, closes_at
    vote.save(update_fields=["opens_at", "closes_at"])
    times = {"opens": opens_at.isoformat(), "closes": closes_at.isoformat()}
    enter(verbs.TIMED, vote, by=by, about=[vote.board, vote.subject], at=at, **times)
    return vote


def times_verdict(vote, person, at, *, opens, closes):
    """Whether this person may set these times for this vote now, and if not, why."""
    charter = vote.board.charter_at(at)
    return rules.may_set_times(
        is_clerk=vote.board.has_role(person, BoardRole.Role.CLERK, at),
        state=vote.state,
        called=vote.called_at,
        opens=opens,
        closes=closes,
        opens_now=vote.opens_at,
        closes_now=vote.closes_at,
        at=at,
        notice_days=charter[vote.notice_clause],
        notice_clause=vote.notice_clause,
        delay_days=charter["vote.delay_days"],
        days=charter["vote.days"],
        max_days=charter["vote.max_days"],
    )


@transaction.atomic
def renew(vote, *, at=None) -> Vote:
    """A vote missed its time because its board was out of balance: now it gets another, and nobody needs to ask."""
    vote = locks.fresh(vote)
    at = at or clock.now()
    plan = before_opening(vote, at)
    insist(
        rules.may_renew(
            state=vote.state,
            closes=vote.closes_at,
            at=at,
            balance=plan.balance,
            seats_a_resident=vote.seats_a_resident,
            freely=rules.may_vote_freely(free=plan.free),
        )
    )
    vote.opens_at, vote.closes_at = at, at + timedelta(days=vote.board.charter_at(at)["vote.days"])
    vote.save(update_fields=["opens_at", "closes_at"])
    times = {"opens": vote.opens_at.isoformat(), "closes": vote.closes_at.isoformat()}
    enter(verbs.TIMED, vote, about=[vote.board, vote.subject], at=at, **times)
    return vote
