"""A vote is closed, counted and certified."""

from django.db import transaction

from community.record import clock, locks
from community.record.actions import enter
from community.record.models import canonical, digest_of
from community.record.verdict import insist

from .. import rules, verbs
from ..models import Tally, Vote
from .recusals import free_of
from .steps import become


@transaction.atomic
def close(vote, *, at=None) -> Vote:
    """Close a vote whose time is up. Waits for every ballot on its way; later ones are refused."""
    vote = locks.fresh(vote)
    at = at or clock.now()
    insist(
        rules.may_close(
            state=vote.state,
            closes=vote.closes_at,
            at=at,
            ends_when_all_voted=vote.ends_when_all_voted,
            all_voted=not vote.roll.awaited().exists(),
        )
    )
    become(vote, Vote.State.CLOSED)
    vote.save(update_fields=["state"])
    enter(verbs.CLOSED, vote, about=[vote.board, vote.subject], at=at, ballots=vote.ballots.count())
    return vote


@transaction.atomic
def certify(vote, *, at=None) -> Vote:
    """Count a closed vote, write the tally down and say whether it passed. From now on it binds."""
    locks.hold(vote.board)
    subject = vote.subject
    locks.hold(subject)
    vote = locks.fresh(vote)
    at = at or clock.now()
    marks = vote.roll.filter(voted=True).count()
    insist(rules.may_certify(state=vote.state, ballots=vote.ballots.count(), marks=marks))
    result = count(vote, at)
    text = canonical(result.as_facts())
    Tally.objects.create(vote=vote, text=text, certified_at=at)
    become(vote, Vote.State.CERTIFIED)
    vote.passed = result.passed
    vote.save(update_fields=["state", "passed"])
    enter(
        verbs.CERTIFIED,
        vote,
        about=[vote.board, subject],
        at=at,
        passed=result.passed,
        level=result.level,
        text=vote.subject_hash,
        tally=digest_of(text),
        present=result.present,
        **result.by_choice,
    )
    return vote


def count(vote, at) -> rules.Count:
    """Count a vote's ballots by its pinned charter and its frozen roll.

    The floor of resident seats is asked again: a board that lost its balance meanwhile decides nothing.
    """
    balance = vote.board.balance(at)
    free = free_of(vote, balance)
    return rules.count(
        ballots=vote.ballots.values_list("roll__seat_kind", "choice"),
        roll=dict(free.voters),
        quorum=vote.charter["vote.quorum"],
        resident_quorum=vote.charter["vote.resident_quorum"],
        majority=vote.charter[vote.majority_clause],
        majority_clause=vote.majority_clause,
        right=vote.charter[vote.right],
        balance=balance,
        seats_a_resident=vote.seats_a_resident,
        free=free,
        away_counts=bool(vote.charter["recusal.counts"]),
    )


@transaction.atomic
def follow(vote, *, by, at=None) -> Vote:
    """The fund does what the board recommended: from now on it counts like a decision."""
    locks.hold(vote.board)
    locks.hold(vote.subject)
    vote = locks.fresh(vote)
    at = at or clock.now()
    insist(rules.may_follow(state=vote.state, passed=vote.passed, binds=vote.binds))
    enter(verbs.FOLLOWED, vote, by=by, about=[vote.board, vote.subject], at=at, text=vote.subject_hash)
    return vote


def finish(vote, *, at=None) -> bool:
    """Close and certify a vote that is due; whether there was anything to do. Twice changes nothing.

    Others may be doing the same at this moment, so what is due is asked again under each lock.
    """
    at = at or clock.now()
    with transaction.atomic():
        vote = locks.fresh(vote)
        all_voted = vote.ends_when_all_voted and not vote.roll.awaited().exists()
        if vote.state == Vote.State.OPENED and (at >= vote.closes_at or all_voted):
            close(vote, at=at)
    with transaction.atomic():
        locks.hold(vote.board)
        locks.hold(vote.subject)
        vote = locks.fresh(vote)
        if vote.state != Vote.State.CLOSED:
            return False
        certify(vote, at=at)
    return True
