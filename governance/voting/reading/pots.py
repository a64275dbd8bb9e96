"""What is drawn of a pot: the money as one long cloth, who was paid, at what price, and what fell short."""

from fractions import Fraction

from ..rules.outcomes import EQUAL_SHARES
from .options import letter, ties_of


def _fraction(text: str) -> Fraction:
    """A fraction as a count writes it: exact, in base ten or, where that would fill pages, in base sixteen."""
    top, _slash, bottom = text.partition("/")
    return Fraction(int(top, 0), int(bottom or "1", 0))


def cents(value) -> int:
    """A sum of a count in minor units, never rounded up. The exact one stands in the open data."""
    exact = _fraction(value["exact"]) if isinstance(value, dict) else Fraction(value)
    return exact.numerator // exact.denominator


def pot(result: dict, options: dict, parameters: dict) -> dict:
    """Every proposal with how it came out, the rounds with what was left, and the money as pieces of one cloth."""
    is_equal = result["rule"] == EQUAL_SHARES
    rows = list((_by_shares if is_equal else _by_votes)(result, options))
    paid = [row for row in rows if row["is_paid"]]
    left, whole = result["left"], result["sum"]
    for place, row in enumerate(paid):
        # Whoever is paid first is A: letters follow the cloth, from its beginning to its end.
        row["option"] = row["option"] | {"letter": letter(place)}
        whole -= row["cost"]
        row["left"] = whole
    return {
        "is_equal": is_equal,
        "rows": rows,
        "paid": paid,
        "unpaid": [row for row in rows if not row["is_paid"]],
        "most": max([row["cost"] for row in rows], default=1),
        "people": result["people"],
        "sum": result["sum"],
        "spent": result["sum"] - left,
        "left": left,
        "share": cents(_fraction(result["parameters"]["share"]) * result["unit"]) if is_equal else None,
        "increments": result["parameters"].get("increments_made"),
        "winners": [options[key] for key in result["winners"]],
        "pieces": [*map(_piece, paid), *([{"value": left, "fill": "none"}] if left else [])],
        "ties": ties_of(result, options),
    }


def _piece(row: dict) -> dict:
    """A proposal that was paid, as a piece of the cloth."""
    option = row["option"]
    return {"value": row["cost"], "fill": row["fill"], "short": option["letter"], "long": option["title"]}


def _by_shares(result: dict, options: dict):
    """What supporters paid for together; then what was taken from the money left; then what fell short."""
    for number, one in enumerate(result["rounds"], 1):
        option = options[one["project"]]
        row = {"option": option, "number": number, "cost": one["cost"], "is_paid": True}
        if "price" in one:
            supporters = one["in_full"] + one["with_less"]
            row |= {"how": "shares", "fill": "b", "support": supporters, "price": cents(one["price"])}
            row |= {"in_full": one["in_full"], "with_less": one["with_less"]}
        else:
            row |= {"how": "left over", "fill": "m", "support": one["support"], "price": None}
        yield row
    for one in result["losers"]:
        had, short = cents(one["had"]), one["short"]
        yield {
            "option": options[one["project"]],
            "cost": one["cost"],
            "is_paid": False,
            "how": "set aside" if one["set_aside"] else "short" if short else "no room",
            "support": one["support"],
            "had": min(had, one["cost"]),
            # What they had is rounded down, so what was missing is what stands beside it.
            "short": one["cost"] - had if short else 0,
        }


def _by_votes(result: dict, options: dict):
    """The most wanted first: what was paid, and what no longer fitted; then whose turn never came."""
    rows, paid = [], 0
    for one in result["rounds"]:
        paid += one["is_paid"]
        row = {"option": options[one["project"]], "cost": one["cost"], "support": one["support"], "fill": "b"}
        row |= {"is_paid": one["is_paid"], "how": "votes" if one["is_paid"] else "no room", "number": paid}
        row |= {"had": min(one["left"], one["cost"]), "short": max(0, one["cost"] - one["left"])}
        rows.append(row)
    for one in result["losers"]:
        option = options[one["project"]]
        row = {"option": option, "cost": option["cost"] or 0, "support": one["support"], "is_paid": False}
        rows.append(row | {"how": "not reached", "had": 0, "short": option["cost"] or 0})
    return sorted(rows, key=lambda row: not row["is_paid"])
