"""A plan as it is read: each priority with its place and sums, what is left of them, and the arithmetic behind."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.record.models import type_of
from community.record.sums import coins, money, number

from .. import rules
from .priorities import in_language

# How a plan's state looks: the kind of its tag.
LOOKS = {
    rules.BEGUN: "draft",
    rules.COUNTED: "wait",
    rules.ADOPTED_PLAN: "passed",
    rules.REJECTED_PLAN: "no",
    rules.OVERTAKEN: "done",
}
SHOWN = 5  # other plans beside one


def parts(plan) -> list[dict]:
    """Each priority of a plan in its order: words, sums, what was given of them or is voted on, what is left."""
    found, held = plan.parts_and_held()
    rows = []
    for part in found:
        priority, terms = part.priority, part.adoption.terms
        rows.append(
            {
                "part": part,
                "priority": priority,
                "words": in_language(priority, terms, part.adoption.hash, get_language()),
                "held": held[priority.pk],
                "left": None if part.amount is None else part.amount - held[priority.pk],
                "share": None if part.amount is None else round(100 * part.amount / plan.purse.amount),
            }
        )
    return rows


def of_plan(plan, votes) -> dict:
    """What a plan's page shows of it. votes: those on it and on its steps, the newest first."""
    division = next((vote for vote in votes if vote.subject_type == type_of(plan.division)), None)
    rows = parts(plan.read_once())
    return {
        "plan": plan,
        "look": LOOKS[plan.state],
        "parts": rows,
        "is_ordered": any(row["part"].rank for row in rows),
        "is_divided": any(row["part"].amount is not None for row in rows),
        "arithmetic": arithmetic(plan, division, rows),
        "ways": {rules.AVERAGE: _("the plain average"), rules.MEDIAN: _("the median")},
        "bounds": bounds(plan, rows) if plan.state == rules.BEGUN else [],
    }


def bounds(plan, rows) -> list[dict]:
    """The least and the most that each priority may get, while the plan is made."""
    unit, limits = coins(plan.currency), plan.bounds()
    return [
        {"words": row["words"], "least": limits[row["part"].key][0] * unit, "most": limits[row["part"].key][1] * unit}
        for row in rows
    ]


def arithmetic(plan, vote, rows) -> dict | None:
    """How the sums came about, once the division is counted: what members gave, and what each way made of it."""
    if vote is None or vote.passed is None or not (result := vote.tally.facts["result"])["average"]:
        return None
    unit = coins(plan.currency)

    def exact(way, key):
        return exactly(Fraction(result[way]["exact"][key]))

    floors = {share["id"]: share["floor"] for share in result["shares"]}
    given = result.get("given")  # a secret division among few tells no single amount
    lines = [
        {
            "words": row["words"],
            "least": floors[row["part"].key],
            "given": "; ".join(number(units) for units in given[row["part"].key]) if given else "",
            "average": exact(rules.AVERAGE, row["part"].key),
            "median": exact(rules.MEDIAN, row["part"].key),
            "raised": [way for way in (rules.AVERAGE, rules.MEDIAN) if row["part"].key in result[way]["raised"]],
        }
        for row in rows
    ]
    return {
        "vote": vote,
        "lines": lines,
        "is_told": given is not None,
        "divided": result["divided"],
        "pot": money(result["parameters"]["pot"] * unit, plan.currency),
        "step": exactly(Fraction(result["median"]["step"])),
    }


def exactly(value: Fraction) -> str:
    """A fraction of a whole unit, so that sums done with it come out: 11,666.5, and 33 1/3 where places never end."""
    whole, rest = divmod(value, 1)
    if (value * 100).denominator == 1:
        return number(Decimal((value * 100).numerator) / 100 if rest else whole)
    return f"{number(whole)}\xa0{rest.numerator}/{rest.denominator}"
