"""A vote opens: its roll is frozen, its charter pinned."""

import json

from django.db import transaction

from community.record import clock, locks
from community.record.actions import enter, head
from community.record.models import canonical, digest_of
from community.record.verdict import all_of, insist
from governance.boards.charters import NOBODY, right_as_written

from .. import rules, verbs
from ..models import Vote
from .recusals import before_opening, tell_opening, write_roll
from .steps import become


def open_verdict(vote, at, plan=None):
    """Whether this vote may open now, and if not, why. plan: who could vote, where it is known."""
    plan = plan or before_opening(vote, at)
    may = rules.may_open(
        state=vote.state,
        opens=vote.opens_at,
        closes=vote.closes_at,
        at=at,
        balance=plan.balance,
        seats_a_resident=vote.seats_a_resident,
        freely=rules.may_vote_freely(free=plan.free),
    )
    # The charter may ask for the residents' own majority only since the vote was called.
    asks_residents = vote.is_secret and vote.residents_too
    return all_of(may, rules.may_hide(asks_residents=asks_residents, is_advice=vote.method != rules.MOTION))


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
    write_roll(vote, plan, at)  # before it is open: from then on only alternates come on it
    locks.hold("record")  # no other entry comes between its newest one, which the order of ties hangs on, and our own
    vote.rules_text = canonical(locked(vote, plan, at))
    vote.rules_hash = digest_of(vote.rules_text)
    vote.save(update_fields=["charter", "state", "rules_text", "rules_hash"])
    enter(
        verbs.OPENED,
        vote,
        about=[vote.board, vote.subject],
        at=at,
        text=vote.subject_hash,
        rules=vote.rules_hash,
        charter=vote.charter.version,
        mode=vote.mode,
        roll=vote.roll.count(),
        away=plan.free.away,
        roll_hash=roll_hash(vote),
        closes=vote.closes_at.isoformat(),
        ends_when_all_voted=vote.ends_when_all_voted,
    )
    tell_opening(vote, plan, at)
    return vote


def roll_hash(vote) -> str:
    """The fingerprint of the roll: every seat with its kind and who held it. Alternates are called afterwards."""
    marks = vote.roll.filter(alternate=None).order_by("seat_number")
    rows = marks.values_list("seat_number", "seat_kind", "person__public_id")
    return digest_of(canonical([[number, kind, str(who)] for number, kind, who in rows]))


def locked(vote, plan, at) -> dict:
    """All that counts for a vote from its opening on: what is asked, how it is counted, who decides what for whom.

    Its order of ties comes from the seed it was bound to when it was asked for, told now, and from the newest entry of
    the record, which nobody knew then.
    """
    charter, options, newest = vote.charter, list(vote.options.all()), head()["hash"]
    level = rules.level(right=vote.by_charter, balance=plan.balance, seats_a_resident=vote.seats_a_resident)
    level = rules.ASKED if vote.advises else level
    right, parameters = right_as_written(vote.right, level), json.loads(vote.parameters)
    return {
        "format": "common-table-rules",
        "version": 1,
        "vote": str(vote.uuid),
        "board": vote.board.slug,
        "question": vote.question,
        "words": vote.subject_hash,
        "method": vote.method,
        "parameters": parameters,
        "options": [
            {"key": one.key, "title": one.title, "hash": one.hash} | ({"cost": one.cost} if one.cost else {})
            for one in options
        ]
        or list(rules.fixed_answers(vote.method)),
        "seed": vote.seed,
        "head": newest,
        "order": list(rules.tie_order([one.key for one in options], vote.seed, newest)),
        "mode": vote.mode,
        "k_min": charter["k_min.ballots"],
        "charter": charter.version,
        "right": vote.right,
        "level": level,
        "bound": NOBODY if vote.advises else right["bound"],
        "grounds": "" if vote.advises else right["grounds"],
        "ceiling": parameters.get("sum"),
        "quorum": charter["vote.quorum"],
        "resident_quorum": charter["vote.resident_quorum"],
        "majority": charter[vote.majority_clause],
        "majority_clause": vote.majority_clause,
        "residents_too": vote.residents_too,
        "floor": charter["seats.floor"],
        "seats_a_resident": vote.seats_a_resident,
        "away_counts": bool(charter["recusal.counts"]),
        "opens": vote.opens_at.isoformat(),
        "closes": vote.closes_at.isoformat(),
        "ends_when_all_voted": vote.ends_when_all_voted,
        "roll": len(plan.terms) + len(plan.called),
    }
