"""What a way to ask would have made of last time's ballots, and what the last vote of its kind came to."""

from django.utils.translation import gettext_lazy as _

from governance.boards.models import Seat

from .. import rules
from ..models import Vote
from .counts import picture_of
from .ways import chosen_by

MAJORITIES = {
    rules.SIMPLE: _("More than half of yes and no"),
    rules.TWO_THIRDS: _("Two thirds of yes and no"),
    rules.ABSOLUTE: _("More than half of all on the roll"),
}


def last_time(board, method: str = "") -> list[dict]:
    """For each kind of question what its last ballots say, where there are any. method: only for this way to ask."""
    kinds = [kind for kind in KINDS if not method or method in kind]
    return [one for kind in kinds if (one := KINDS[kind](board, kind))]


def _newest(board, methods):
    """The board's decided votes by one of these methods, the newest first, read a few at a time."""
    decided = Vote.objects.filter(board=board, state=Vote.State.CERTIFIED, method__in=methods)
    return decided.select_related("charter", "tally").order_by("-tally__certified_at", "-pk").iterator(chunk_size=10)


def _readable(board, methods) -> Vote | None:
    """The newest of them that has ballots which everybody may read one by one."""
    for vote in _newest(board, methods):
        ballots, k_min = vote.tally.facts["present"], vote.charter["k_min.ballots"]
        if ballots and rules.lists_ballots(is_secret=vote.is_secret, ballots=ballots, k_min=k_min):
            return vote
    return None


def picks(board, methods) -> dict | None:
    """What each way to choose from several would have chosen with the same ballots."""
    vote = _readable(board, methods)
    if vote is None:
        return None
    paper, answers = vote.paper, [one.facts["choice"] for one in vote.counted.all()]
    rows = [
        {
            "name": chosen_by(method),
            "winners": [paper.options[key] for key in winners],
            "is_used": method == vote.method,
            "keys": set(winners),
        }
        for method, winners in rules.replayed(paper, answers).items()
    ]
    is_different = any(row["keys"] != rows[0]["keys"] for row in rows)
    return {"part": "voting/last/picks.html", "vote": vote, "rows": rows, "is_different": is_different}


def motion(board, methods) -> dict | None:
    """What each majority would have made of a motion's ballots. Where another sum was missing, none lets it pass."""
    vote = _readable(board, methods)
    if vote is None:
        return None
    facts, residents, of_residents = vote.tally.facts, None, 0
    if "resident_majority" in facts:
        residents = facts["by_kind"][Seat.Kind.RESIDENT]
        of_residents = vote.roll.filter(seat_kind=Seat.Kind.RESIDENT, recused=False).count()
    stands = vote.passed or facts["reason"] in (facts["majority"]["clause"], "vote.residents_too")
    used = vote.charter[vote.majority_clause]
    rows = [
        {
            "name": MAJORITIES[name],
            "lines": lines,
            "would_pass": stands and all(line.holds for line in lines),
            "is_used": rules.MAJORITIES[name] == used,
        }
        for name, lines in rules.by_majorities(facts["by_choice"], facts["roll"], residents, of_residents).items()
    ]
    return {"part": "voting/last/motion.html", "vote": vote, "rows": rows, "stands": stands}


def outcome(board, methods) -> dict | None:
    """What the last vote by a method came to whose ballots no other way can read. Its sums are public in any case."""
    vote = next(_newest(board, methods), None)
    return {"part": "voting/last/outcome.html", "vote": vote, "shown": picture_of(vote)} if vote else None


KINDS = {
    (rules.MOTION,): motion,
    (rules.CONSENT,): outcome,
    (rules.GRADIENTS,): outcome,
    rules.PICKS: picks,
}
