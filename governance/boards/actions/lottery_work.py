"""The job that works the chances of a lottery out: taken up, heard of, finished, or failed."""

import secrets

from django.db import transaction

from community.record import clock, locks
from community.record.actions import enter

from .. import rules, verbs
from ..models import Lottery, Ticket
from ..pools import drawable
from .lotteries import hold

State = Lottery.State


@transaction.atomic
def claim_lottery(*, at=None) -> Lottery | None:
    """Take up the lottery that waits to be worked out, one at a time; also one whose job has gone silent."""
    if not Lottery.objects.filter(state=State.COMPUTING).exists():
        return None
    locks.hold("lotteries")
    at = at or clock.now()
    waiting = Lottery.objects.filter(state=State.COMPUTING)
    if waiting.filter(heard_at__gt=at - rules.QUIET).exists():
        return None
    lottery = locks.fresh(waiting.order_by("pk").first())
    if lottery.tries >= rules.MOST_TRIES:
        fail_lottery(lottery, claim=lottery.claim, fault="crashed", at=at)
        return None
    lottery.claim, lottery.heard_at, lottery.tries = secrets.token_hex(8), at, lottery.tries + 1
    lottery.stage, lottery.done, lottery.total = "", 0, 0
    lottery.save(update_fields=["claim", "heard_at", "tries", "stage", "done", "total"])
    return lottery


@transaction.atomic
def note_progress(lottery, *, claim, stage, done, total, at=None) -> bool:
    """Say how far the job is. Whether it should go on: not when the lottery was stopped or taken up anew."""
    mine = Lottery.objects.filter(pk=lottery.pk, state=State.COMPUTING, claim=claim)
    return bool(mine.update(stage=stage, done=done, total=total, heard_at=at or clock.now()))


def _is_mine(lottery, claim) -> bool:
    return lottery.state == State.COMPUTING and lottery.claim == claim


@transaction.atomic
def publish_lottery(lottery, *, claim, made, at=None) -> bool:
    """Publish the chances: the file, its hash, and each applicant's ticket, all in one act.

    made: what the job worked out (`Made`). False when the pool has changed meanwhile: then it is worked out
    again. A source that has spoken already could have been chosen, so then nothing is published.
    """
    lottery = hold(lottery)
    at = at or clock.now()
    if not _is_mine(lottery, claim):
        return True
    if set(drawable(lottery.call, lottery.after, at).values_list("pk", flat=True)) != made.tokens.keys():
        return False
    if lottery.source_at and lottery.source_at <= at:
        fail_lottery(lottery, claim=claim, fault="source_spoke", at=at)
        return True
    lottery.state, lottery.text, lottery.digest = State.PUBLISHED, made.text, made.digest
    lottery.pool, lottery.smallest, lottery.is_refined = len(made.tokens), made.smallest, made.is_refined
    lottery.published_at, lottery.reveal_by = at, rules.reveal_by(published=at, speaks=lottery.source_at)
    lottery.save()
    Ticket.objects.bulk_create(
        Ticket(lottery=lottery, application_id=pk, token=token, chance=made.chances[token])
        for pk, token in made.tokens.items()
    )
    enter(
        verbs.PUBLISHED, lottery, about=[lottery.board, lottery.call], at=at,
        file=lottery.digest, pool=lottery.pool, seats=lottery.seats, smallest=lottery.smallest,
    )  # fmt: skip
    return True


@transaction.atomic
def fail_lottery(lottery, *, claim, fault, facts=None, at=None) -> None:
    """Say that the lottery cannot be drawn. Nothing is published; what is in the way is told to the clerk."""
    lottery = hold(lottery)
    at = at or clock.now()
    if not _is_mine(lottery, claim):
        return
    lottery.state, lottery.fault, lottery.fault_facts, lottery.ended_at = State.FAILED, fault, facts or {}, at
    lottery.save(update_fields=["state", "fault", "fault_facts", "ended_at"])
    enter(verbs.LOTTERY_FAILED, lottery, about=[lottery.board, lottery.call], at=at, fault=fault)
