"""A decided vote: its sums line by line, who could vote, and the picture of its count."""

import json

from community.record.models import digest_of
from governance.boards.models import Seat
from governance.boards.rules import Majority

from .. import rules
from ..models import Choice
from . import chosen, divisions, pots, ranked, stances
from .answers import with_answers
from .options import has_options, named
from .rights import said
from .ways import OF_POTS, WAYS, chosen_by

LINES = ("balance", "enough", "free_floor", "quorum", "resident_quorum", "majority", "resident_majority")
# Which function says what is drawn, and the part that draws it.
PICTURES = {
    "consent": (stances.consent, "consent"),
    "gradients": (stances.gradients, "gradients"),
    "approval": (chosen.chosen, "chosen"),
    "score": (chosen.chosen, "chosen"),
    "irv": (ranked.rounds, "rounds"),
    "stv": (ranked.rounds, "rounds"),
    "ranking": (ranked.ranking, "ranking"),
    "pot": (pots.pot, "pot"),
    "division": (divisions.division, "division"),
}


def picture(method: str, result: dict, options: dict, *, parameters=None, compared=None) -> dict:
    """What is drawn of a count that is not a motion's: the part that draws it, and what it takes.

    result: the count's `as_dict()`; options: as `named` or `options_of` give them; compared: as `rules.compared`.
    """
    read, part = PICTURES[method]
    found = read(result, options, parameters or {}) | {"part": f"voting/results/{part}.html", "method": method}
    found["counted"] = OF_POTS[result["rule"]] if method == "pot" else WAYS[method].counted
    if compared:
        found["other"] = _beside(found["winners"], compared, options)
    return found


def _beside(winners: list[dict], compared: dict, options: dict) -> dict:
    """What a simple count of the same ballots says: whether it is different, and who would have won or lost.

    is_tie: it is different only by the published order, which decides a tie there.
    """
    theirs = compared["winners"]
    mine = [one["key"] for one in winners]
    rule = compared["rule"]
    return {
        "rule": rule,
        "name": OF_POTS[rule] if rule in OF_POTS else chosen_by(rule),
        "winners": [options[key] for key in theirs],
        "won": [options[key] for key in theirs if key not in mine],
        "lost": [options[key] for key in mine if key not in theirs],
        "is_different": set(mine) != set(theirs),
        "is_tie": compared.get("is_tie", False),
        "left": compared.get("left"),
        "support": [
            {"option": options[key], "support": support, "has_won": key in theirs}
            for key, support in sorted(compared.get("support", {}).items(), key=lambda pair: -pair[1])
        ],
    }


def clause_of(vote, name: str, facts: dict) -> str:
    """The clause of one sum; of residents counted alone the thing's own, where the charter does not ask for it."""
    if name == "resident_majority" and not vote.charter["vote.residents_too"]:
        return "plan.residents"
    return facts[name]["clause"]


def counted(vote) -> dict:
    """A decided vote: its sums, the picture of its count, and its roll. Of a secret one never who voted."""
    facts = vote.tally.facts
    roll = with_answers(vote, vote.roll.select_related("person"))
    voters = [mark for mark in roll if not mark.recused]
    found = {
        "facts": facts,
        "is_of_all": Majority.read(vote.charter[vote.majority_clause]).is_of_all,
        "lines": [
            facts[name] | {"name": name, "says": said(vote.charter, clause), "cites": clause}
            for name, clause in ((name, clause_of(vote, name, facts)) for name in LINES if name in facts)
        ],
        "away_counts": bool(vote.charter["recusal.counts"]),
        "roll": roll,
        "absent": [] if vote.is_secret else [mark for mark in voters if not mark.voted],
        "missing": facts["roll"] - facts["present"],
        "kinds": [] if vote.is_secret else list(by_kind(roll)),
        "is_alike": vote.is_secret and is_alike(facts),
        "tally_hash": digest_of(vote.tally.text),
    }
    if vote.method == rules.MOTION:
        return found | motion(facts)
    return found | {"shown": picture_of(vote)}


def picture_of(vote) -> dict:
    """The picture of a decided vote that is no motion."""
    facts, options = vote.tally.facts, named(vote) if has_options(vote) else {}
    parameters, compared = json.loads(vote.parameters), facts.get("compared")
    return picture(vote.method, facts["result"], options, parameters=parameters, compared=compared)


def motion(facts) -> dict:
    """The bars of a motion: how many said what; in an open vote how many of them are residents."""
    by_choice, kinds = facts["by_choice"], facts.get("by_kind")
    residents = (kinds or {}).get(Seat.Kind.RESIDENT, {})
    return {
        "choices": [
            {
                "choice": choice.value,
                "label": choice.label,
                "count": by_choice[choice],
                "residents": residents.get(choice, 0),
                "others": by_choice[choice] - residents.get(choice, 0),
            }
            for choice in Choice
        ],
        "tells_kinds": kinds is not None,
        "by_kind": [
            {"label": Seat.Kind(kind).label, "counts": [kinds[kind][choice] for choice in Choice]}
            for kind in Seat.Kind.values
            if kind in (kinds or {})
        ],
    }


def by_kind(roll):
    """The roll of an open vote by kind of seat: how many stood on it, stepped back, voted and did not."""
    for kind in Seat.Kind:
        marks = [mark for mark in roll if mark.seat_kind == kind]
        if marks:
            away, voted = (sum(getattr(mark, what) for mark in marks) for what in ("recused", "voted"))
            yield {
                "label": kind.label,
                "roll": len(marks),
                "away": away,
                "voted": voted,
                "absent": len(marks) - away - voted,
            }


def is_alike(facts) -> bool:
    """Whether everybody answered the same, so that the result tells what each of them answered."""
    by_choice = facts.get("by_choice")
    return bool(facts.get("alike")) or bool(by_choice and rules.gave_all_away(counts=list(by_choice.values())))
