"""What is drawn of a division: for each priority the average and the middle, with the sums anybody can repeat."""

from fractions import Fraction

from .options import COINS
from .pots import _fraction, cents


def _minor(units) -> int:
    """Units of the pot in minor units of money."""
    return int(units) * COINS


def division(result: dict, options: dict, parameters: dict) -> dict:
    """Each priority with both ways to read what members gave it, and how each of them comes about."""
    average, median = result["average"], result["median"]
    rows = [_row(share, result, options) for share in result["shares"]] if average else []
    return {
        "rows": rows,
        "pot": _minor(result["parameters"]["pot"]),
        "people": result["people"],
        "divided": result["divided"],
        "most": max([max(row["average"], row["median"], row["ceiling"]) for row in rows], default=1),
        "step": cents(_fraction(median["step"]) * COINS) if median else 0,
        "is_different": any(row["average"] != row["median"] for row in rows),
        "ties": [options[key] for key in (average or {}).get("ties", [])],
        "winners": [],
    }


def _row(share: dict, result: dict, options: dict) -> dict:
    key, average, median = share["id"], result["average"], result["median"]
    given = result["given"][key] if "given" in result else []  # a secret division among few tells no single amount
    exact = {way: _fraction(result[way]["exact"][key]) for way in ("average", "median")}
    return {
        "option": options[key],
        "floor": _minor(share["floor"]),
        "ceiling": _minor(share["ceiling"]),
        "given": [_minor(units) for units in given],
        "total": _minor(sum(given)),
        "average": _minor(average["whole"][key]),
        "median": _minor(median["whole"][key]),
        "is_cut": {way: exact[way] != int(exact[way]) for way in exact},
        "is_raised": {"average": key in average["raised"], "median": key in median["raised"]},
        "line": _line(share, given, _fraction(median["step"]), result) if given else [],
    }


def _line(share: dict, given: list[int], step: Fraction, result: dict) -> list[dict]:
    """Everything the middle is taken of, from the least to the most: what members gave, and the steps between."""
    free = result["parameters"]["pot"] - sum(one["floor"] for one in result["shares"])
    steps = [share["floor"] + min(step * n, free) for n in range(len(given) + 1)]
    amounts = sorted([(Fraction(units), True) for units in given] + [(one, False) for one in steps])
    middle = len(amounts) // 2
    return [
        {"amount": cents(amount * COINS), "is_given": is_given, "is_middle": place == middle}
        for place, (amount, is_given) in enumerate(amounts)
    ]
