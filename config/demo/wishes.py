"""What the demo's people would vote: in a motion what one lets them, else something of their own, always the same."""

import random

from governance.voting import rules
from governance.voting.rules.methods import CONSENT, DIVISION, IRV, MOTION, RANKING, SCORE, STV


def wish(vote, person, choice: str):
    """What this person would answer in this vote. choice: what one lets them say to a motion."""
    if vote.method == MOTION:
        return choice
    dice, paper = random.Random(f"{vote.pk} {person.pk}"), vote.paper
    keys = list(paper.options)
    dice.shuffle(keys)
    if vote.method == CONSENT:
        return "consent"
    if vote.method in (IRV, STV, RANKING):
        return keys
    if vote.method == SCORE:
        return {key: dice.randint(0, paper.most_points) for key in keys}
    if vote.method == DIVISION:
        return divided(paper.parameters, keys)
    # The answers are fixed, or one names some of what there is.
    answers = rules.fixed_answers(vote.method)
    return dice.choice(answers) if answers else keys[: (len(keys) + 1) // 2]


def divided(parameters, keys) -> dict[str, int]:
    """All of a pot: each gets the least it must, and the first ones as much as they may."""
    amounts = {key: parameters["bounds"][key][0] for key in keys}
    left = parameters["pot"] - sum(amounts.values())
    for key in keys:
        more = min(left, parameters["bounds"][key][1] - amounts[key])
        amounts[key], left = amounts[key] + more, left - more
    return amounts
