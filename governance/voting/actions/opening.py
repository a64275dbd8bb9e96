"""A vote opens: its roll is frozen, its charter pinned."""

from django.db import transaction

from community.record import clock, locks
from community.record.actions import enter
from community.record.models import canonical, digest_of
from community.record.verdict import insist

from .. import rules, verbs
from ..models import Vote
from .recusals import before_opening, tell_opening, write_roll
from .steps import become


def open_verdict(vote, at, plan=None):
    """Whether this vote may open now, and if not, why. plan: who could vote, where it is known."""
    plan = plan or before_opening(vote, at)
    return rules.may_open(
        state=vote.state,
        opens=vote.opens_at,
        closes=vote.closes_at,
        at=at,
        balance=plan.balance,
        seats_a_resident=vote.seats_a_resident,
        freely=rules.may_vote_freely(free=plan.free),
    )


@transaction.atomic
def open_vote(vote, *, at=None) -> Vote:
    """Open a vote at its time: its roll is frozen, its charter pinned."""
    locks.hold(vote.board)
    vote = locks.fresh(vote)
    at = at or clock.now()
    plan = before_opening(vote, at)
    insist(open_verdict(vote, at, plan))
    vote.charter = vote.board.charter_at(at)
    become(vote, Vote.State.OPENED)
    vote.save(update_fields=["charter", "state"])
    write_roll(vote, plan, at)
    marks = list(vote.roll.order_by("seat_number").values_list("seat_number", "seat_kind", "person__public_id"))
    enter(
        verbs.OPENED,
        vote,
        about=[vote.board, vote.subject],
        at=at,
        text=vote.subject_hash,
        charter=vote.charter.version,
        mode=vote.mode,
        roll=len(marks),
        away=plan.free.away,
        roll_hash=digest_of(canonical([[n, kind, str(who)] for n, kind, who in marks])),
        closes=vote.closes_at.isoformat(),
        ends_when_all_voted=vote.ends_when_all_voted,
    )
    tell_opening(vote, plan, at)
    return vote
