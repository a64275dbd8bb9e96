"""What another count of the same ballots says: so that a board sees what its method does, before and afterwards."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from community.record.verdict import Refused

from ..counting import approval
from ..counting.ballots import Ballots
from .counting import Line, majority_of
from .methods import APPROVAL, IRV, METHODS, PICKS, POT, RANKING, SCORE, STV
from .outcomes import EQUAL_SHARES, GREEDY, by_rule, outcome, pot_of
from .paper import Paper

FIRST_CHOICES = "first-choices"
RANKED = (IRV, STV, RANKING)
SIMPLE, TWO_THIRDS, ABSOLUTE = "simple", "two-thirds", "absolute"
MAJORITIES = {SIMPLE: ">1/2", TWO_THIRDS: ">=2/3", ABSOLUTE: ">1/2 of all"}


def first_choices(answer: list | Mapping) -> list[str]:
    """Whom a ballot puts first: the first it ranks, or those it gives the most points."""
    if isinstance(answer, Mapping):
        most = max(answer.values(), default=0)
        return [option for option, points in answer.items() if points == most]
    return list(answer[:1])


def by_first_choices(paper: Paper, answers: Iterable):
    """The simple count of ranked ballots or of points: only whom each ballot puts first."""
    firsts = Ballots.gather(paper.options, map(first_choices, answers))
    return approval.count(firsts, seats=paper.seats, order=paper.order or None)


def compared(paper: Paper, answers: Iterable) -> dict | None:
    """What a simple count of the same ballots says, where there is one to compare with.

    For a pot the other of its two rules; for rankings and points the first choices alone. It decides nothing, so where
    the other count refuses these ballots, nothing is said of it and the real one goes on. is_tie: it is a tie, and only
    the published order chooses otherwise there.
    """
    answers = list(answers)
    try:
        found = _simple(paper, answers)
        tie = {"is_tie": True} if found and _is_tie(paper, answers, found) else {}
    except Refused:
        return None
    if found is None:
        return None
    if paper.method == POT:
        return {"rule": found.rule, "winners": list(found.winners), "left": found.left} | tie
    support = {one.option: one.support for one in found.rounds}
    return {"rule": FIRST_CHOICES, "winners": list(found.winners), "support": support} | tie


def as_kept(found: dict, kept: Mapping) -> dict:
    """The facts of a count as they are held against those that were kept: the first tallies say nothing of `is_tie`."""
    if not found.get("compared") or "is_tie" in kept.get("compared", {}):
        return found
    return found | {"compared": {name: value for name, value in found["compared"].items() if name != "is_tie"}}


def _simple(paper: Paper, answers: list):
    """The result of the simple count."""
    if paper.method == POT:
        mine = paper.parameters.get("rule", EQUAL_SHARES)
        return by_rule(paper, pot_of(paper, answers), GREEDY if mine == EQUAL_SHARES else EQUAL_SHARES)
    return by_first_choices(paper, answers) if paper.method in (IRV, STV, SCORE) else None


def _is_tie(paper: Paper, answers: list, found) -> bool:
    """Whether the simple count would choose the same, if what won stood first in the order that decides its ties."""
    if not found.ties:
        return False
    mine = set(outcome(paper, answers).winners)
    order = tuple(sorted(found.order, key=lambda option: option not in mine))
    return set(found.winners) != mine == set(_simple(replace(paper, order=order), answers).winners)


def _approved(paper: Paper, answer) -> list[str]:
    """What a ballot can live with: all it names or ranks, or gives half of the points or more."""
    if paper.method == SCORE:
        return [option for option, points in answer.items() if 2 * points >= paper.most_points]
    return list(answer)


def _in_order(paper: Paper, answer) -> list[str]:
    """A ballot as an order: its own, or that of its points; equal points in the order of the paper."""
    if paper.method == SCORE:
        return sorted(answer, key=lambda option: (-answer[option], list(paper.options).index(option)))
    return list(answer)


# How a ballot of one method is read as that of another. What would be guessed is left out.
READ_AS: dict[str, tuple[tuple[str, ...], Callable]] = {
    APPROVAL: ((APPROVAL, SCORE, IRV, STV), _approved),
    SCORE: ((SCORE,), lambda _paper, answer: answer),
    IRV: ((SCORE, IRV, STV), _in_order),
    STV: ((SCORE, IRV, STV), _in_order),
}


def replayed(paper: Paper, answers: Iterable) -> dict[str, tuple[str, ...]]:
    """What each way to choose from several would have chosen with these ballots, where they can be read as its own.

    The way that was used comes out as it did. One seat is not filled by the count for several, nor several by the
    one for one.
    """
    answers, found = list(answers), {}
    for method in PICKS:
        sources, reading = READ_AS[method]
        fits = METHODS[method].seats if paper.seats > 1 else method != STV
        if paper.method in sources and (fits or method == paper.method):
            ballots = [reading(paper, answer) for answer in answers]
            found[method] = tuple(outcome(replace(paper, method=method), ballots).winners)
    if paper.method in (SCORE, *RANKED):
        found[FIRST_CHOICES] = tuple(by_first_choices(paper, answers).winners)
    return found


def by_majorities(
    by_choice: Mapping, roll: int, residents: Mapping | None = None, of_residents: int = 0
) -> dict[str, list[Line]]:
    """A motion's ballots by each majority: more than half of yes and no, two thirds of them, more than half of all.

    residents: the residents' yes and no, where they need the same majority by themselves, and of_residents how many of
    them may vote. Whether enough people voted is another sum, and the same for each majority.
    """
    found = {}
    for name, majority in MAJORITIES.items():
        found[name] = [majority_of(majority, by_choice, roll, "vote.majority")]
        if residents is not None:
            found[name].append(majority_of(majority, residents, of_residents, "vote.residents_too"))
    return found
