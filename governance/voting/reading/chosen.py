"""What is drawn where whatever has the most wins: by approval, and by points."""

from ..rules.methods import SCORE
from ..rules.paper import MOST_POINTS
from .options import ties_of


def chosen(result: dict, options: dict, parameters: dict) -> dict:
    """Each option with what it has, those that won first."""
    is_score, people = result["rule"] == SCORE, result["people"]
    points = parameters.get("points", MOST_POINTS)
    return {
        "rows": [
            {"option": options[one["option"]], "support": one["support"], "has_won": one["has_won"]}
            for one in result["rounds"]
        ],
        "is_score": is_score,
        "points": points,
        "people": people,
        "most": people * points if is_score else people,
        "seats": result["parameters"]["seats"],
        "empty": result["parameters"]["seats"] - len(result["winners"]),
        "winners": [options[key] for key in result["winners"]],
        "ties": ties_of(result, options),
    }
