"""From a ballot paper and what was answered to what came out: each method's own count, asked in one way."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from community.record.verdict import YES, Refused, Verdict

from ..counting import approval, consent, division, gradients, greedy, irv, ranking, score, stv
from ..counting.ballots import Ballots, Pot, Project, Scores
from ..counting.rankings import Rankings
from .methods import APPROVAL, CONSENT, DIVISION, GRADIENTS, IRV, MOTION, POT, RANKING, SCORE, STV
from .paper import MOST_POINTS, Paper

GREEDY, EQUAL_SHARES = "greedy", "equal-shares"
POT_RULES = (EQUAL_SHARES, GREEDY)


# Every switch as it stands where the question sets none. They are frozen with the vote: what counts is never the
# default of a program, which the next version may change. An empty step is the usual one, a part of a share.
SWITCHES = {
    CONSENT: {"objections_allowed": 0},
    APPROVAL: {"seats": 1},
    SCORE: {"seats": 1, "points": MOST_POINTS},
    STV: {"seats": 1},
}
POT_SWITCHES = {
    GREEDY: {"variant": "skip"},
    EQUAL_SHARES: {
        "utility": "cost", "completion": "increment-greedy", "start": "exact", "increment": "",
        "exhaustive_stop": False, "min_vote_share": "0",
    },
}  # fmt: skip


def with_switches(method: str, parameters: Mapping) -> dict:
    """What a question sets, with every other switch of its method spelled out."""
    if method != POT:
        return SWITCHES.get(method, {}) | dict(parameters)
    rule = parameters.get("rule", EQUAL_SHARES)
    return {"rule": rule} | POT_SWITCHES[rule] | dict(parameters)


def outcome(paper: Paper, answers: Iterable):
    """What came out of these answers, counted by the paper's method. A motion is counted with its quorum instead.

    answers: each as `paper.read` keeps it. The result has `as_dict()` for a machine, and where options win
    `winners`, in order.
    """
    return COUNTS[paper.method](paper, answers)


def may_be_counted(paper: Paper) -> Verdict:
    """A question is asked only if its method can count it.

    Sums, bounds and switches that a count would refuse are refused before anybody votes, and not when nobody can mend
    them any more. Tried with no ballot at all.
    """
    if paper.method != MOTION:
        try:
            outcome(paper, [])
        except Refused as no:
            return no.verdict
    return YES


def pot_of(paper: Paper, answers: Iterable) -> Pot:
    """The pot of a paper with its ballots, ready for any rule that counts pots."""
    projects = [Project(key, paper.costs[key], title) for key, title in paper.options.items()]
    return Pot.gather(paper.parameters["sum"], projects, answers, unit=paper.parameters.get("unit", 1))


def by_rule(paper: Paper, pot: Pot, rule: str):
    """A pot counted by one of its rules, with the switches of the paper."""
    switches = POT_SWITCHES[rule] | dict(paper.parameters)
    if rule == GREEDY:
        return greedy.count(pot, variant=switches["variant"], order=paper.order or None)
    from ..counting import equal_shares  # numpy is loaded when a pot is counted, not when the house opens

    return equal_shares.count(
        pot,
        utility=switches["utility"],
        completion=switches["completion"],
        start=switches["start"],
        increment=Fraction(switches["increment"]) if switches["increment"] else None,
        exhaustive_stop=switches["exhaustive_stop"],
        min_vote_share=Fraction(switches["min_vote_share"]),
        order=paper.order or None,
    )


def side_by_side(paper: Paper, answers: Iterable) -> dict:
    """The same pot and ballots by each rule that counts pots: what a board looks at before it chooses one."""
    pot = pot_of(paper, answers)
    return {rule: by_rule(paper, pot, rule) for rule in POT_RULES}


def question_of(paper: Paper) -> division.Question:
    """The pot of a paper to divide, with the least and the most that each option may get."""
    bounds = paper.parameters["bounds"]
    return division.Question(paper.parameters["pot"], tuple(division.Share(key, *bounds[key]) for key in paper.options))


def rankings_of(paper: Paper, answers: Iterable) -> Rankings:
    """Ranked ballots, identical ones together."""
    return Rankings.gather(paper.options, answers)


def _pot(paper, answers):
    return by_rule(paper, pot_of(paper, answers), paper.parameters.get("rule", EQUAL_SHARES))


COUNTS = {
    CONSENT: lambda paper, answers: consent.count(
        [consent.Stance(**answer) for answer in answers],
        objections_allowed=with_switches(CONSENT, paper.parameters)["objections_allowed"],
    ),
    GRADIENTS: lambda paper, answers: gradients.count(answers),
    APPROVAL: lambda paper, answers: approval.count(
        Ballots.gather(paper.options, answers), seats=paper.seats, order=paper.order or None
    ),
    SCORE: lambda paper, answers: score.count(
        Scores.gather(paper.options, answers), seats=paper.seats, order=paper.order or None
    ),
    IRV: lambda paper, answers: irv.count(rankings_of(paper, answers), order=paper.order or None),
    STV: lambda paper, answers: stv.count(rankings_of(paper, answers), seats=paper.seats, order=paper.order or None),
    RANKING: lambda paper, answers: ranking.count(rankings_of(paper, answers), order=paper.order or None),
    POT: _pot,
    DIVISION: lambda paper, answers: division.count(question_of(paper), answers, order=paper.order or None),
}
