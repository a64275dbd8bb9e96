"""What happens to votes: move, second, set times, open, cast, close, certify.

Casting shares the vote's lock with other voters; closing holds it alone. So a close waits for every
ballot on its way, and a ballot after it is refused. Times are compared with the database's clock,
read after the lock is held.
"""

from datetime import timedelta

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.models import canonical, digest_of
from community.record.verdict import insist
from governance.boards.models import BoardRole

from . import rules, verbs
from .models import Ballot, Motion, Mover, RollEntry, Tally, Vote


def _become(vote, state) -> None:
    """Take the next step, if it is a legal one."""
    insist(rules.may_become(now=vote.state, then=state))
    vote.state = state


def motion_verdict(board, person, at):
    """Whether this person may propose a motion to this board now, and if not, why."""
    return rules.may_move(is_member=board.seats_person(person, at), subject=rules.YES, is_pending=False)


@transaction.atomic
def propose_motion(board, *, by, text, why="", language="en", ends_when_all_voted=False, at=None) -> Vote:
    """A member proposes a motion of their own and asks for a vote on it."""
    at = at or clock.now()
    insist(motion_verdict(board, by, at))
    text, why = text.strip(), clean(why)
    motion = Motion.objects.create(board=board, text=text, why=why, language=language, by=by, at=at)
    return move(board, motion, by=by, ends_when_all_voted=ends_when_all_voted, at=at)


def move_verdict(board, subject, person, at):
    """Whether this person may ask for a vote on this thing now, and if not, why."""
    return rules.may_move(
        is_member=board.seats_person(person, at),
        subject=subject.may_be_put(at),
        is_pending=Vote.objects.on(subject).exclude(state=Vote.State.CERTIFIED).exists(),
    )


@transaction.atomic
def move(board, subject, *, by, ends_when_all_voted=False, at=None) -> Vote:
    """A member asks for a vote. The words put are pinned now: later edits are not voted on."""
    # One move at a time on a board: two proposals must not both count on the same money.
    locks.hold(board)
    locks.hold(subject)
    subject.refresh_from_db()
    at = at or clock.now()
    insist(move_verdict(board, subject, by, at))
    text = canonical(subject.ballot_text())
    vote = Vote.objects.create(
        board=board,
        question=getattr(subject, "question", str(subject))[:300],
        language=getattr(subject, "language", board.language),
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_text=text,
        subject_hash=digest_of(text),
        ends_when_all_voted=ends_when_all_voted,
    )
    Mover.objects.create(vote=vote, person=by)
    enter(verbs.MOVED, vote, by=by, about=[board, subject], at=at, text=vote.subject_hash)
    if board.charter_at(at)["vote.movers"] <= 1:
        _call(vote, by=by, at=at)
    return vote


@transaction.atomic
def second(vote, *, by, at=None) -> Vote:
    """Another member joins in. With enough of them the vote is called, and its notice begins."""
    # The same locks as moving: what can be put may have changed since the first member asked.
    locks.hold(vote.board)
    subject = vote.subject
    locks.hold(subject)
    subject.refresh_from_db()
    vote = locks.fresh(vote)
    at = at or clock.now()
    insist(second_verdict(vote, by, at))
    insist(subject.may_be_put(at))
    Mover.objects.create(vote=vote, person=by)
    enter(verbs.SECONDED, vote, by=by, about=[vote.board, subject], at=at)
    if vote.movers.count() >= vote.board.charter_at(at)["vote.movers"]:
        _call(vote, by=by, at=at)
    return vote


def second_verdict(vote, person, at):
    """Whether this person may join in asking for this vote now, and if not, why."""
    return rules.may_second(
        state=vote.state,
        is_member=vote.board.seats_person(person, at),
        has_moved=person.is_authenticated and vote.movers.filter(person=person).exists(),
    )


def _call(vote, *, by, at) -> None:
    """The notice begins. Until the clerk sets other times, the vote opens when it is over."""
    charter = vote.board.charter_at(at)
    _become(vote, Vote.State.CALLED)
    vote.called_at = at
    vote.opens_at = at + timedelta(days=charter["vote.notice_days"])
    vote.closes_at = vote.opens_at + timedelta(days=charter["vote.days"])
    vote.save()
    times = {"opens": vote.opens_at.isoformat(), "closes": vote.closes_at.isoformat()}
    enter(verbs.CALLED, vote, by=by, about=[vote.board, vote.subject], at=at, **times)


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
        notice_days=charter["vote.notice_days"],
        delay_days=charter["vote.delay_days"],
        days=charter["vote.days"],
        max_days=charter["vote.max_days"],
    )


@transaction.atomic
def renew(vote, *, at=None) -> Vote:
    """A vote missed its time because its board was out of balance: now it gets another, and nobody needs to ask."""
    vote = locks.fresh(vote)
    at = at or clock.now()
    balance = vote.board.balance(at)
    insist(
        rules.may_renew(
            state=vote.state,
            closes=vote.closes_at,
            at=at,
            balance=balance,
            seats_a_resident=vote.seats_a_resident,
        )
    )
    vote.opens_at, vote.closes_at = at, at + timedelta(days=vote.board.charter_at(at)["vote.days"])
    vote.save(update_fields=["opens_at", "closes_at"])
    times = {"opens": vote.opens_at.isoformat(), "closes": vote.closes_at.isoformat()}
    enter(verbs.TIMED, vote, about=[vote.board, vote.subject], at=at, **times)
    return vote


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
    _become(vote, Vote.State.OPENED)
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


def cast_verdict(vote, person, at):
    """Whether this person may cast a ballot in this vote now, and if not, why."""
    return rules.may_cast(**vote.standing_of(person, at))


@transaction.atomic
def cast(vote, *, by, choice, channel=RollEntry.Channel.WEB, at=None) -> None:
    """Put one ballot in the box, once. It makes no entry in the record."""
    insist(rules.may_choose(choice=choice))
    vote = locks.fresh(vote, shared=True)
    at = at or clock.now()
    standing = vote.standing_of(by, at)
    insist(rules.may_cast(**standing))
    # The mark is the door: of two ballots at once only one changes it.
    marked = vote.roll.filter(person=by, voted=False).update(voted=True, channel=channel)
    insist(rules.may_cast(**standing | {"has_cast": marked != 1}))
    Ballot.objects.create(vote=vote, roll=vote.roll.get(person=by), choice=choice)
    if vote.ends_when_all_voted and not vote.roll.filter(voted=False).exists():
        # Closing needs the lock alone, so it waits until this ballot is in.
        transaction.on_commit(lambda: finish(vote), robust=True)


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
            all_voted=not vote.roll.filter(voted=False).exists(),
        )
    )
    _become(vote, Vote.State.CLOSED)
    vote.save(update_fields=["state"])
    enter(verbs.CLOSED, vote, about=[vote.board, vote.subject], at=at, ballots=vote.ballots.count())
    return vote


@transaction.atomic
def certify(vote, *, at=None) -> Vote:
    """Count a closed vote, write the tally down and say whether it passed. From now on it binds."""
    subject = vote.subject
    locks.hold(subject)
    vote = locks.fresh(vote)
    at = at or clock.now()
    marks = vote.roll.filter(voted=True).count()
    insist(rules.may_certify(state=vote.state, ballots=vote.ballots.count(), marks=marks))
    result = count(vote, at)
    text = canonical(result.as_facts())
    Tally.objects.create(vote=vote, text=text, certified_at=at)
    _become(vote, Vote.State.CERTIFIED)
    vote.passed = result.passed
    vote.save(update_fields=["state", "passed"])
    enter(
        verbs.CERTIFIED,
        vote,
        about=[vote.board, subject],
        at=at,
        passed=result.passed,
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
    kinds = list(vote.roll.values_list("seat_kind", flat=True))
    return rules.count(
        ballots=vote.ballots.values_list("roll__seat_kind", "choice"),
        roll={kind: kinds.count(kind) for kind in set(kinds)},
        quorum=vote.charter["vote.quorum"],
        resident_quorum=vote.charter["vote.resident_quorum"],
        majority=vote.charter["vote.majority"],
        balance=vote.board.balance(at),
        seats_a_resident=vote.seats_a_resident,
    )


def finish(vote, *, at=None) -> bool:
    """Close and certify a vote that is due; whether there was anything to do. Twice changes nothing.

    Others may be doing the same at this moment, so what is due is asked again under each lock.
    """
    at = at or clock.now()
    with transaction.atomic():
        vote = locks.fresh(vote)
        all_voted = vote.ends_when_all_voted and not vote.roll.filter(voted=False).exists()
        if vote.state == Vote.State.OPENED and (at >= vote.closes_at or all_voted):
            close(vote, at=at)
    with transaction.atomic():
        locks.hold(vote.subject)
        vote = locks.fresh(vote)
        if vote.state != Vote.State.CLOSED:
            return False
        certify(vote, at=at)
    return True
