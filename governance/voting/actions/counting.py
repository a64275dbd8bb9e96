"""A vote is closed, counted and certified."""

from collections import Counter

from django.db import transaction

from community.record import clock, locks
from community.record.actions import enter
from community.record.models import canonical, digest_of
from community.record.verdict import insist
from governance.boards.rules import Balance

from .. import rules, verbs
from ..bundle.verify import Tree, leaf_of
from ..models import CountedBallot, Tally, Trace, Vote
from .recusals import free_of
from .steps import become
from .traces import leave_no_trace


@transaction.atomic
def close(vote, *, at=None) -> Vote:
    """Close a vote whose time is up. Waits for every ballot on its way; later ones are refused.

    The box is opened: each ballot is written down as it counts, in the order of its fingerprint. Of a secret vote
    nothing else is left: one transaction writes all lines and empties the box, so nothing tells who came when.
    """
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
    found = lines_of(vote)
    become(vote, Vote.State.CLOSED)
    vote.save(update_fields=["state"])
    CountedBallot.objects.bulk_create(found, batch_size=1000)
    if vote.is_secret:
        vote.secret_ballots.all().delete()
        Trace.objects.create(vote=vote)
        transaction.on_commit(leave_no_trace, robust=True)
    enter(
        verbs.CLOSED, vote, about=[vote.board, vote.subject], at=at, ballots=len(found),
        root=root_of(one.leaf for one in found),
    )  # fmt: skip
    return vote


def lines_of(vote) -> list[CountedBallot]:
    """The ballots in the box as they are published: receipt and choice; in an open vote also whose seat it was."""
    found = []
    if vote.is_secret:
        facts = ({"receipt": one.receipt, "choice": one.answer} for one in vote.box.iterator())
    else:
        facts = (
            {
                "receipt": one.receipt,
                "choice": one.answer,
                "kind": one.roll.seat_kind,
                "seat": one.roll.seat_number or 0,  # an alternate has no seat
            }
            for one in vote.box.select_related("roll").iterator()
        )
    for one in facts:
        text = canonical(one)
        found.append(CountedBallot(vote=vote, leaf=leaf_of(text.encode()).hex(), receipt=one["receipt"], text=text))
    return sorted(found, key=lambda one: one.leaf)


def root_of(leaves) -> str:
    """The root of the hash tree over the ballots, as the bundle has it (RFC 6962)."""
    tree = Tree()
    for leaf in leaves:
        tree.add(bytes.fromhex(leaf))
    return tree.root()


@transaction.atomic
def certify(vote, *, at=None) -> Vote:
    """Count a closed vote, write the tally down and say whether it passed. From now on it binds."""
    locks.hold(vote.board)
    subject = vote.subject
    locks.hold(subject)
    vote = locks.fresh(vote)
    at = at or clock.now()
    marks = vote.roll.filter(voted=True).count()
    insist(rules.may_certify(state=vote.state, ballots=vote.counted.count(), marks=marks))
    # Who held the table is kept with the sums: seats and charter may be others a moment later.
    table = vote.board.balance(at)
    result = count(vote, table)
    text = tally_of(vote, result, table)
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
        **(result.by_choice or {}),
    )
    return vote


def setting_of(vote, balance: Balance) -> rules.Setting:
    """What a vote is counted by beside its ballots: its frozen roll, its pinned charter, the board's balance then.

    The floor of resident seats is asked again: a board that lost its balance meanwhile decides nothing.
    """
    free = free_of(vote, balance)
    return rules.Setting(
        roll=dict(free.voters),
        marks=Counter(vote.roll.filter(voted=True).values_list("seat_kind", flat=True)),
        quorum=vote.charter["vote.quorum"],
        resident_quorum=vote.charter["vote.resident_quorum"],
        balance=balance,
        seats_a_resident=vote.seats_a_resident,
        right=vote.by_charter,
        free=free,
        away_counts=bool(vote.charter["recusal.counts"]),
        is_secret=vote.is_secret,
    )


def is_listed(vote) -> bool:
    """Whether the ballots of a closed vote are published one by one."""
    ballots = vote.roll.filter(voted=True).count()
    return rules.lists_ballots(is_secret=vote.is_secret, ballots=ballots, k_min=vote.charter["k_min.ballots"])


def tally_of(vote, result: rules.Count, table: Balance) -> str:
    """The sums as they are kept and published, with who held the table."""
    facts = result.as_facts() if is_listed(vote) else result.without_ballots()
    return canonical(facts | {"table": vars(table)})


def count(vote, balance: Balance) -> rules.Count:
    """Count a closed vote's ballots by its method, its pinned charter, its frozen roll and who holds the table."""
    setting = setting_of(vote, balance)
    ballots = [one.facts for one in vote.counted.all()]
    if vote.method != rules.MOTION:
        paper, answers = vote.paper, [one["choice"] for one in ballots]
        return rules.conclude(
            setting,
            vote.method,
            rules.outcome(paper, answers),
            compared=rules.compared(paper, answers),
            alike=rules.all_alike(answers),
        )
    return rules.count(
        setting,
        [(one.get("kind", ""), one["choice"]) for one in ballots],
        majority=vote.charter[vote.majority_clause],
        majority_clause=vote.majority_clause,
        residents_too=vote.residents_too,
    )


@transaction.atomic
def follow(vote, *, by, option=None, at=None) -> Vote:
    """The fund does what the board recommended: from now on it counts like a decision.

    option: of a vote that several things won, the one that the fund carries out now.
    """
    locks.hold(vote.board)
    locks.hold(vote.subject)
    vote = locks.fresh(vote)
    at = at or clock.now()
    insist(rules.may_follow(state=vote.state, passed=vote.passed, binds=vote.binds))
    won = {"option": option.key} if option else {}
    about = [vote.board, vote.subject, option.thing if option else None]
    enter(verbs.FOLLOWED, vote, by=by, about=about, at=at, text=vote.subject_hash, **won)
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
