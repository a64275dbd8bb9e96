"""Score: people give points, and the most points win.

Source: range voting as described by W. D. Smith (rangevoting.org, 2000); sums, not averages, so an option
that a ballot leaves out has no points from it.

Ties: equal sums go by the published order; a tie is recorded where it decided a seat. An option without a
point above zero never wins. Rounding: none. Ballots: whole points for options.
"""

from collections.abc import Iterable

from .approval import most_wanted
from .ballots import Scores
from .result import Result

VERSION = "1"


def count(scores: Scores, *, seats: int = 1, order: Iterable[str] | None = None) -> Result:
    """Add up the points."""
    return most_wanted(scores, scores.totals, rule="score", version=VERSION, seats=seats, order=order)
