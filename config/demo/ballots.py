"""What the other members answer when a visitor lets them vote: something their ballot offers, each as they like."""

import random

from governance.voting import rules
from governance.voting.models import Agreement, Stance

# Most of a demo's people are agreeable: it should also show decisions that pass.
STANCES = [Stance.CONSENT] * 6 + [Stance.CONCERN, Stance.ASIDE]
GRADIENTS = [Agreement.ENDORSE, Agreement.POINT, Agreement.RESERVED, *Agreement]


def some_answer(paper):
    """An answer to a ballot paper on which one chooses more than yes or no."""
    keys = list(paper.options)
    random.shuffle(keys)
    some = keys[: random.randint(1, len(keys))] if keys else []
    match paper.method:
        case rules.CONSENT:
            return {"answer": random.choice(STANCES).value, "words": "Tell the neighbors first."}
        case rules.GRADIENTS:
            return random.choice(GRADIENTS).value
        case rules.SCORE:
            return {key: random.randint(1, paper.most_points) for key in some}
        case rules.DIVISION:
            return divided(paper, keys)
    return some


def divided(paper, keys) -> dict:
    """The pot, divided within the bounds: the floors, then as much of the rest as chance gives each."""
    bounds, left = paper.parameters["bounds"], paper.parameters["pot"]
    amounts = {key: bounds[key][0] for key in keys}
    left -= sum(amounts.values())
    for most in (2, 1):  # first up to half of what each could get, then all that is left
        for key in keys:
            room = min(left, bounds[key][1] - amounts[key]) // most
            given = random.randint(0, room) if most > 1 else room
            amounts[key] += given
            left -= given
    return amounts
