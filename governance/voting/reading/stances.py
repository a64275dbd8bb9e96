"""What is drawn of a count of consent, and of one of gradients."""

from .answers import STANCES, STEPS


def consent(result: dict, options: dict, parameters: dict) -> dict:
    """How many consent, have a concern, object or stand aside; the harms and the concerns in people's words."""
    return {
        "rows": [
            {"answer": answer, "label": label, "count": result["by_answer"][answer], "fill": FILLS[answer]}
            for answer, label in STANCES.items()
        ],
        "people": result["people"],
        "objections": result["objections"],
        "concerns": result["concerns"],
        "objecting": result["by_answer"]["object"],
        "reason": result["reason"],
        "winners": [],
    }


FILLS = {"consent": "b", "concern": "m", "object": "bad", "aside": "soft"}


def gradients(result: dict, options: dict, parameters: dict) -> dict:
    """How many stand on each step, and where the middle of them stands."""
    middle = list(result["middle"])
    rows = [
        {"label": label, "count": result["by_step"][step], "is_middle": step in middle} for step, label in STEPS.items()
    ]
    return {
        "rows": rows,
        "people": result["people"],
        "most": max([row["count"] for row in rows], default=0),
        "middle": [STEPS[step] for step in middle],
        "winners": [],
    }
