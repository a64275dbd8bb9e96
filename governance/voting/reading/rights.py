"""What a vote counts for and what it needs: the charter's row and figures, what is locked, how many have voted."""

import json

from django.utils.translation import gettext as _

from governance.boards.charters import PRINCIPLES, clause_in_words, majority_in_words, right_in_words, share_in_words
from governance.boards.rules import Share

from .. import rules


def needed(vote, at, roll) -> dict:
    """What this vote needs to pass, by the charter that counts for it and those who may vote."""
    charter = vote.charter or vote.board.charter_at(at)
    is_motion = vote.method == rules.MOTION
    roll_size = sum(not mark.recused for mark in roll)
    if charter["recusal.counts"]:
        roll_size = max(roll_size, sum(mark.alternate_id is None for mark in roll))
    return {
        "method": vote.method,
        "residents_too": is_motion
        and bool(getattr(vote.kind, "residents_too", False) or charter["vote.residents_too"]),
        "floor": charter["seats.floor"],
        "roll": roll_size,
        "ballots": Share.read(charter["vote.quorum"]).needed(roll_size) if roll_size else 0,
        "quorum": share_in_words(charter["vote.quorum"]),
        "residents": share_in_words(charter["vote.resident_quorum"]),
        "majority": majority_in_words(charter[vote.majority_clause]),
        "notice": clause_in_words(vote.notice_clause, charter[vote.notice_clause]),
        "answer_days": charter["answer.days"],
    }


def said(charter, clause: str) -> str:
    """A clause in words: with what is in force, or as the principle it is."""
    return _(PRINCIPLES[clause]) if clause in PRINCIPLES else clause_in_words(clause, charter[clause])


def only_recommends(charter, right: str, method: str) -> bool:
    """Whether the board would decide this by yes or no, and only recommends it when asked in this way."""
    return rules.by_charter(charter, right, method) != charter[right]


def authority(vote, at) -> dict:
    """The row of the charter that a vote rests on, at the level that counts for it.

    advises: the method decides nothing, whatever the row says. ceiling: the most that a pot can give away.
    asks_no_residents: the charter wants the residents' own majority, which this way to ask cannot tell.
    """
    charter = vote.charter or vote.board.charter_at(at)
    by_charter = rules.by_charter(charter, vote.right, vote.method)
    if vote.passed is not None:
        level = vote.level
    else:
        balance = vote.board.balance(at)
        level = rules.level(right=by_charter, balance=balance, seats_a_resident=vote.seats_a_resident)
    return right_in_words(vote.right, level) | {
        "charter": charter,
        "is_pinned": vote.charter is not None,
        "is_lowered": level != by_charter and not vote.advises,
        "asks_no_residents": by_charter != charter[vote.right] and not vote.advises,
        "advises": vote.advises,
        "method": vote.method,
        "ceiling": json.loads(vote.parameters).get("sum"),
        "asks_the_fund": rules.asks_the_fund(right=vote.right, level=level, method=vote.method),
    }


def locked(vote, options: list) -> dict | None:
    """What was frozen when a vote opened: its fingerprint, and the order that breaks ties, with its seed."""
    facts = vote.locked
    if not facts:
        return None
    by_key = {option.key: option for option in options}
    return facts | {"hash": vote.rules_hash, "in_order": [by_key[key] for key in facts["order"]]}


def turnout(vote) -> dict | None:
    """How many have voted in an open secret vote, as far as it is told; of an open vote nothing is told in numbers."""
    if not vote.is_secret or vote.state != vote.State.OPENED:
        return None
    facts = vote.locked
    return {
        "last": vote.turnout.first(),
        "step": facts["k_min"],
        "is_too_small": rules.is_too_small(roll=facts["roll"], k_min=facts["k_min"]),
    }
