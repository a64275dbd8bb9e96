"""The rules for sums and for approvals, with their switches, for `RULES`."""

import re
from fractions import Fraction

from . import approval, greedy, score
from .ballots import Pot, Scores
from .result import Result
from .rule import BY_FILE, Option, Rule


def at_least_one(text: str) -> int:
    """A whole number above zero."""
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def per_cent(text: str) -> Fraction:
    """A part of a hundred: 5, 5% or 2.5."""
    bare = text.strip().removesuffix("%").strip()
    if len(bare) > 20 or set(bare) - set("0123456789."):
        raise ValueError(text)
    return Fraction(bare)


def amount(text: str) -> Fraction:
    """A sum of money above zero, as people write it."""
    if not re.fullmatch(r"\d{1,15}([./]\d{1,6})?", text.strip()) or not (found := Fraction(text.strip())):
        raise ValueError(text)
    return found


def _equal_shares(pot: Pot, *, increment: Fraction | None = None, **options) -> Result:
    from . import equal_shares  # numpy is loaded when a pot is counted, not when the house opens

    return equal_shares.count(pot, increment=increment and increment * pot.unit, **options)


def _without_points(election) -> tuple[str, ...]:
    """A rule that looks at whom people named says so where they gave points. In a table, numbers may be anything."""
    has_points = isinstance(election, Pot) and election.scores
    return ("people gave points; this rule counts who was named, not the points",) if has_points else ()


def _approval(pot: Pot, **options) -> Result:
    return approval.count(pot.ballots, **options)


def _score(pot: Pot, **options) -> Result:
    """Points where people gave points; otherwise everybody gave one to each they named."""
    ones = {tuple((place, 1) for place in named): n for named, n in pot.ballots.weights.items()}
    return score.count(pot.scores or Scores(pot.ballots.ids, ones), **options)


INCREMENTS = ("completion", ("increment", "increment-greedy"))
SEATS = Option("seats", "how many win", read=at_least_one)

RULES = [
    Rule(
        "equal-shares",
        ("pb",),
        _equal_shares,
        (
            Option("utility", "what a project is worth to who named it", ("cost", "cardinality")),
            Option(
                "completion",
                "what happens with money left over",
                ("none", "greedy", "increment", "increment-greedy"),
                usual="increment",
            ),
            Option(
                "increment",
                "how much a person's share grows in each step, in the money of the file",
                read=amount,
                goes_with=INCREMENTS,
            ),
            Option(
                "exhaustive_stop",
                "end the increments as soon as nothing else would fit",
                flag=True,
                goes_with=INCREMENTS,
            ),
            Option("min_vote_share", "per cent of the people who have to name a project", read=per_cent),
            Option("start", "the first share: exact, or rounded down to a whole unit", ("exact", "whole")),
        ),
        "everybody holds an equal part of the pot, and supporters pay together",
        notes=_without_points,
    ),
    Rule(
        "greedy",
        ("pb",),
        greedy.count,
        (
            Option("variant", "what happens when a project doesn't fit", greedy.VARIANTS, usual="skip"),
            Option(
                "threshold",
                "the fewest votes, with the variant threshold",
                read=at_least_one,
                goes_with=("variant", ("threshold",)),
            ),
        ),
        "the most wanted project first, as long as the money lasts",
        ties=BY_FILE,  # cities publish their projects in the order of their ranking, ties included
    ),
    Rule(
        "approval",
        ("pb", "csv"),
        _approval,
        (SEATS,),
        "who is named by the most people wins; costs play no part",
        notes=_without_points,
    ),
    Rule("score", ("pb", "csv"), _score, (SEATS,), "the most points win; costs play no part"),
]
