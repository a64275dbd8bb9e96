"""The ways to ask a board: what can be answered, how it is counted, and for which question each one fits."""

from dataclasses import dataclass

MOTION, CONSENT, GRADIENTS = "motion", "consent", "gradients"
APPROVAL, SCORE, IRV, STV, POT = "approval", "score", "irv", "stv", "pot"
RANKING, DIVISION = "ranking", "division"


@dataclass(frozen=True)
class Method:
    """One way to ask.

    options: the fewest options it takes; none where the answers are always the same.
    seats: whether more than one option can win. costs: whether options have a price.
    advises: it decides nothing by itself; what it comes to is advice, or goes into a plan.
    """

    name: str
    options: int = 0
    seats: bool = False
    costs: bool = False
    advises: bool = False


METHODS = {
    method.name: method
    for method in (
        Method(MOTION),
        Method(CONSENT),
        Method(GRADIENTS, advises=True),
        Method(APPROVAL, options=2, seats=True),
        Method(SCORE, options=2, seats=True),
        Method(IRV, options=2),
        Method(STV, options=2, seats=True),
        Method(POT, options=1, costs=True),
        Method(RANKING, options=1, advises=True),
        Method(DIVISION, options=1, advises=True),
    )
}
YES_NO = (MOTION, CONSENT, GRADIENTS)  # ways to ask about one thing
PICKS = (APPROVAL, SCORE, IRV, STV)  # ways to choose from several
