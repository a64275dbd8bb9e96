"""Gradients of agreement: how far people go along with something. Advice, so nothing wins.

Source: Sam Kaner, Lenny Lind, Catherine Toldi, Sarah Fisk and Duane Berger, "Facilitator's Guide to Participatory
Decision-Making" (1996), chapter on the gradients of agreement: a scale of eight steps from endorsement to block.

Variant: the scale is a parameter, strongest agreement first; ours has the eight steps. The result is how many
people stand on each step, and where the middle of them stands: the step at which half of the people agree at
least as much and half at most as much. With an even number both middle steps are named when they differ.

Ties: none, nothing is chosen. Rounding: none. Shapes: one step per person. Units: people.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from community.record.verdict import _

from .ballots import _digest, _place, _places, refused

VERSION = "1"
STEPS = (
    "endorse",
    "endorse_with_a_point",
    "agree_with_reservations",
    "abstain",
    "stand_aside",
    "disagree_and_go_along",
    "disagree_and_stay_out",
    "block",
)


@dataclass(frozen=True)
class GradientsResult:
    """How many people stand on each step of the scale, in its order.

    middle: one step or two, none where nobody answered. input: SHA-256 of the scale and all answers.
    """

    rule: str
    version: str
    parameters: Mapping[str, tuple[str, ...]]
    people: int
    by_step: Mapping[str, int]
    middle: tuple[str, ...]
    input: str

    def as_dict(self) -> dict:
        """For a machine."""
        return asdict(self)

    def lines(self) -> list[str]:
        """For a person at a terminal."""
        lines = [f"{self.rule} {self.version}", f"Ballots: {self.people}. Input: {self.input}", ""]
        lines += [f"  {step}: {number}" for step, number in self.by_step.items()]
        return [*lines, "", f"Middle: {' and '.join(self.middle) or 'nobody answered'}. Advice; nothing is decided."]


def count(answers: Iterable[str], *, steps: Iterable[str] = STEPS) -> GradientsResult:
    """Count how people stand on a scale."""
    steps = tuple(steps)
    places = _places(steps)
    if len(steps) < 2:
        raise refused(_("A scale has at least two steps."))
    stands = sorted(_place(places, answer) for answer in answers)
    numbers = Counter(stands)
    halves = {stands[(len(stands) - 1) // 2], stands[len(stands) // 2]} if stands else set()
    return GradientsResult(
        rule="gradients",
        version=VERSION,
        parameters={"steps": steps},
        people=len(stands),
        by_step={step: numbers[place] for place, step in enumerate(steps)},
        middle=tuple(steps[place] for place in sorted(halves)),
        input=_digest([json.dumps(steps, ensure_ascii=False), *(str(numbers[p]) for p in range(len(steps)))]),
    )
