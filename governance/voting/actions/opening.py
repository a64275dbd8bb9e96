"""A vote opens: its roll is frozen, its charter pinned."""

from django.db import transaction

from community.record import clock, locks
from community.record.actions import enter
from community.record.models import canonical, digest_of
from community.record.verdict import insist

from .. import rules, verbs
from ..models import RollEntry, Vote
from .steps import become


def open_verdict(vote, at):
    """Whether this vote may open now, and if not, why."""
    return rules.may_open(
        state=vote.state,
        opens=vote.opens_at,
        closes=vote.closes_at,
        at=at,
        balance=vote.board.balance(at),
        seats_a_resident=vote.seats_a_resident,
    )


@transaction.atomic
def open_vote(vote, *, at=None) -> Vote:
    """Open a vote at its time: its roll is frozen, its charter pinned."""
    locks.hold(vote.board)
    vote = locks.fresh(vote)
    at = at or clock.now()
    insist(open_verdict(vote, at))
    vote.charter = vote.board.charter_at(at)
    become(vote, Vote.State.OPENED)
    vote.save(update_fields=["charter", "state"])
    RollEntry.objects.bulk_create(
        RollEntry(vote=vote, person=term.person, seat_number=term.seat.number, seat_kind=term.seat.kind)
        for term in vote.board.voting_terms(at)
    )
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
        roll_hash=digest_of(canonical([[n, kind, str(who)] for n, kind, who in marks])),
        closes=vote.closes_at.isoformat(),
        ends_when_all_voted=vote.ends_when_all_voted,
    )
    return vote
