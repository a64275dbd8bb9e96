"""Score: people give points, and the most points win.

Source: range voting as described by W. D. Smith (rangevoting.org, 2000).

Variant: sums, not averages, so an option that a ballot leaves out has no points from it. An option without a point
above zero never wins.

Ties: equal sums go by the published order; a tie is recorded where it decided a seat. Rounding: none. Shapes: option →
points, whole numbers. Units: points.
"""

from collections.abc import Iterable

from .approval import most_wanted
from .ballots import Scores
from .result import Result

VERSION = "1"


def count(scores: Scores, *, seats: int = 1, order: Iterable[str] | None = None) -> Result:
    """Add up the points."""
    return most_wanted(scores, scores.totals, rule="score", version=VERSION, seats=seats, order=order)
