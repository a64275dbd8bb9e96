"""A civic lottery up to its published chances: prepared, committed to, begun or stopped."""

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist

from .. import rules, verbs
from ..models import BoardRole, Commitment, Lottery
from ..pools import drawable, households, sitting

State = Lottery.State


def is_clerk(board, person, at) -> bool:
    """Whether somebody keeps this board."""
    return board.has_role(person, BoardRole.Role.CLERK, at)


def hold(lottery) -> Lottery:
    """The lottery, locked and read again; its board first, as everywhere."""
    locks.hold(lottery.board)
    return locks.fresh(lottery)


def last_draw(call):
    """The newest lottery of a call that was drawn."""
    return call.lotteries.filter(state=State.DRAWN).order_by("pk").last()


def _has_collided(call) -> bool:
    """Whether the last lottery of a call failed because its quotas cannot all be met."""
    last = call.lotteries.order_by("pk").last()
    return last is not None and last.fault == "impossible"


def prepare_verdict(call, *, by, at, quotas=None, why=""):
    """Whether this person may prepare a lottery for this call now, and if not, why."""
    return rules.may_prepare(
        is_clerk=is_clerk(call.seat.board, by, at),
        way=str(call.way),
        closes=call.closes_at,
        at=at,
        is_running=call.lotteries.running().exists(),
        is_drawn=last_draw(call) is not None,
        seats=len(call.seats_at(at)),
        places=call.places,
        households=households(drawable(call, None, at)),
        quotas=call.quotas if quotas is None else quotas,
        called_quotas=call.quotas,
        has_collided=_has_collided(call),
        why=why,
    )


@transaction.atomic
def prepare_lottery(call, *, by, quotas=None, why="", at=None) -> Lottery:
    """Prepare a lottery for a call that has closed. Its seats and its quotas stay as they are now.

    quotas: others than the call's, with a public reason, when those cannot all be met.
    """
    locks.hold(call.seat.board)
    at = at or clock.now()
    insist(prepare_verdict(call, by=by, at=at, quotas=quotas, why=why))
    return _prepared(call, None, len(call.seats_at(at)), quotas, why, by, at)


def gone(call, at) -> int:
    """How many of those who were drawn said no, or left their seat."""
    drawn = last_draw(call)
    return max(0, min(call.places - sitting(call, at).count(), len(call.seats_at(at)))) if drawn else 0


def pool_ends(call):
    """Until when a pool is drawn from again: as long as the terms that were drawn from it first."""
    first = call.lotteries.filter(state=State.DRAWN).order_by("pk").first()
    months = first and call.seat.board.charter_at(first.drawn_at)["term.months"]
    return first and first.drawn_at + months * rules.MONTH


def replace_verdict(call, *, by, at, quotas=None, why=""):
    """Whether this person may have somebody replaced from the pool of this call now, and if not, why."""
    drawn = last_draw(call)
    held = (drawn or call).quotas
    return rules.may_replace(
        is_clerk=is_clerk(call.seat.board, by, at),
        is_drawn=drawn is not None,
        is_running=call.lotteries.running().exists(),
        gone=gone(call, at),
        ends=pool_ends(call),
        at=at,
        seats=gone(call, at),
        places=call.places,
        households=households(drawable(call, drawn, at)),
        quotas=held if quotas is None else quotas,
        called_quotas=held,
        has_collided=_has_collided(call),
        why=why,
    )


@transaction.atomic
def replace_drawn(call, *, by, quotas=None, why="", at=None) -> Lottery:
    """Prepare the draw of those who replace whoever said no or left: from the same pool, by the same rules."""
    locks.hold(call.seat.board)
    at = at or clock.now()
    insist(replace_verdict(call, by=by, at=at, quotas=quotas, why=why))
    return _prepared(call, last_draw(call), gone(call, at), quotas, why, by, at)


def _prepared(call, after, seats, quotas, why, by, at) -> Lottery:
    rule = (after or call).quotas if quotas is None else list(quotas)
    lottery = Lottery.objects.create(
        call=call, after=after, seats=seats, quotas=rule, prepared_at=at, why=clean(why) if quotas else ""
    )
    enter(
        verbs.LOTTERY_PREPARED, lottery, by=by, why=lottery.why, about=[lottery.board, call], at=at,
        seats=seats, pool=drawable(call, after, at).count(), quotas=rule, after=after and after.pk,
    )  # fmt: skip
    return lottery


def stands_for(board, person, at) -> str:
    """As what somebody commits to a lottery of a board."""
    if not person.is_authenticated:
        return ""
    term = board.terms_at(at).filter(person=person).select_related("seat").first()
    roles = board.roles.at(at).filter(person=person).values_list("role", flat=True)
    kind = str(term.seat.kind) if term and not person.is_staff else ""
    return rules.stands_for(seat_kind=kind, roles=roles, is_staff=person.is_staff)


def commit_verdict(lottery, *, by, at, digest=None):
    """Whether this person may commit to this lottery now, and if not, why."""
    known = by.is_authenticated
    withheld = Commitment.objects.filter(lottery__call=lottery.call, lottery__fault="not_revealed", secret="")
    return rules.may_commit(
        state=str(lottery.state),
        stands_for=stands_for(lottery.board, by, at),
        is_in_pool=known and drawable(lottery.call, lottery.after, at).filter(person=by).exists(),
        has_committed=known and lottery.commitments.filter(person=by).exists(),
        has_withheld=known and withheld.filter(person=by).exists(),
        has_source=bool(lottery.source),
        is_digest=digest is None or _is_digest(digest),
        is_taken=digest is not None and lottery.commitments.filter(digest=digest).exists(),
    )


def _is_digest(text) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


@transaction.atomic
def commit(lottery, *, by, digest, at=None) -> Commitment:
    """Commit to a secret by its SHA-256, before the chances are known. The secret itself is kept nowhere."""
    lottery = hold(lottery)
    at = at or clock.now()
    insist(commit_verdict(lottery, by=by, at=at, digest=digest))
    kind = stands_for(lottery.board, by, at)
    made = Commitment.objects.create(lottery=lottery, person=by, kind=kind, digest=digest, at=at)
    enter(verbs.COMMITTED, lottery, by=by, about=[lottery.board], at=at, digest=digest, kind=kind)
    return made


def source_verdict(lottery, *, by, at, words, speaks):
    """Whether this person may name this public source for the lottery now, and if not, why."""
    return rules.may_name_source(
        is_clerk=is_clerk(lottery.board, by, at),
        state=str(lottery.state),
        has_source=bool(lottery.source),
        commitments=lottery.commitments.count(),
        speaks=speaks,
        at=at,
        words=words,
    )


@transaction.atomic
def name_source(lottery, *, by, words, speaks, at=None) -> Lottery:
    """Name, in place of commitments, the one public source that will give the number, and when it speaks."""
    lottery = hold(lottery)
    at = at or clock.now()
    insist(source_verdict(lottery, by=by, at=at, words=words, speaks=speaks))
    lottery.source, lottery.source_at = " ".join(words.split()), speaks
    lottery.save(update_fields=["source", "source_at"])
    about = [lottery.board]
    enter(verbs.SOURCE_NAMED, lottery, by=by, about=about, at=at, source=lottery.source, speaks=speaks.isoformat())
    return lottery


def compute_verdict(lottery, *, by, at):
    """Whether this person may have the chances worked out now, and if not, why."""
    return rules.may_compute(
        is_clerk=is_clerk(lottery.board, by, at),
        state=str(lottery.state),
        kinds=list(lottery.commitments.values_list("kind", flat=True)),
        speaks=lottery.source_at,
        at=at,
    )


@transaction.atomic
def compute(lottery, *, by, at=None) -> Lottery:
    """Have the chances worked out. From now on nobody commits any more; a job of its own does the sums."""
    lottery = hold(lottery)
    at = at or clock.now()
    insist(compute_verdict(lottery, by=by, at=at))
    lottery.state = State.COMPUTING
    lottery.save(update_fields=["state"])
    committed = sorted(lottery.commitments.values_list("digest", flat=True))
    enter(verbs.COMPUTING, lottery, by=by, about=[lottery.board], at=at, commitments=committed)
    return lottery


def cancel_verdict(lottery, *, by, at, why):
    """Whether this person may stop the lottery now, and if not, why."""
    return rules.may_cancel(is_clerk=is_clerk(lottery.board, by, at), state=str(lottery.state), why=why)


@transaction.atomic
def cancel(lottery, *, by, why, at=None) -> Lottery:
    """Stop a lottery, with a public reason, before its chances are published. A job at work ends by itself."""
    lottery = hold(lottery)
    at = at or clock.now()
    insist(cancel_verdict(lottery, by=by, at=at, why=why))
    lottery.state, lottery.ended_at, lottery.ended_why = State.CANCELLED, at, clean(why)
    lottery.save(update_fields=["state", "ended_at", "ended_why"])
    enter(verbs.CANCELLED, lottery, by=by, why=lottery.ended_why, about=[lottery.board, lottery.call], at=at)
    return lottery
