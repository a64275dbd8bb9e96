"""The rules for ranked ballots, with their switches, for `RULES`."""

from collections.abc import Iterable

from . import irv, ranking, stv
from .pot_rules import SEATS
from .ranking import RankingResult
from .rankings import Contest
from .rule import Rule
from .transfers import RankedResult


def _stv(contest: Contest, *, seats: int | None = None, order: Iterable[str] | None = None) -> RankedResult:
    return stv.count(contest.standing, seats=seats or contest.seats, order=order)


def _irv(contest: Contest, *, order: Iterable[str] | None = None) -> RankedResult:
    return irv.count(contest.standing, order=order)


def _ranking(contest: Contest, *, order: Iterable[str] | None = None) -> RankingResult:
    return ranking.count(contest.standing, order=order)


RULES = [
    Rule("stv", ("blt", "csv"), _stv, (SEATS,), "several seats from ranked ballots, as Scotland counts its councils"),
    Rule("irv", ("blt", "csv"), _irv, (), "one winner from ranked ballots: the last goes until one has more than half"),
    Rule("ranking", ("blt", "csv"), _ranking, (), "all options in one order: instant runoff, repeated without who won"),
]
