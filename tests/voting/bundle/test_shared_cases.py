"""The cases that every method has to pass, from its ballots to a result that is counted again at home."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from community.record.verdict import Refused
from governance.voting import rules as voting
from governance.voting.bundle import verify, writer
from governance.voting.bundle.verify import Wrong

from .made import EXAMPLES, KEYS, PARAMETERS, POT, divided, made_by

STANCE = {"answer": "consent", "words": ""}
# One person's answer; answers between which everything is equal; what says nothing.
ONE = {
    "consent": STANCE, "gradients": "endorse", "approval": ["b"], "score": {"b": 3}, "irv": ["b"], "stv": ["b"],
    "ranking": ["b"], "pot": ["b"], "division": divided([18]),
}  # fmt: skip
TIED = {
    "approval": [[key] for key in KEYS], "score": [{key: 2} for key in KEYS], "irv": [[key] for key in KEYS],
    "stv": [[key] for key in KEYS], "ranking": [[key] for key in KEYS], "pot": [[key] for key in KEYS],
}  # fmt: skip
NOTHING = {
    "consent": {"answer": "aside", "words": ""}, "gradients": "abstain", "approval": [], "score": {}, "irv": [],
    "stv": [], "ranking": [], "pot": [], "division": {},
}  # fmt: skip
EVEN = POT | {"sum": 100, "utility": "cost", "completion": "greedy"}
every_method = pytest.mark.parametrize("method", list(ONE))


def counted(bundle) -> dict:
    """The published result, once the verifier has come to it too."""
    with TemporaryDirectory() as place:
        folder = Path(place, "vote")
        assert verify.verify(folder, writer.write(bundle, folder))
    return bundle.tally


def came_out(tally) -> object:
    """What came out of it, whatever the method calls it."""
    result = tally["result"]
    return next(result[name] for name in ("winners", "passed", "middle", "median") if name in result)


@every_method
def test_nobody_answers(method):
    tally = counted(made_by(method, []))
    assert not came_out(tally)
    assert (tally["passed"], tally["reason"], tally["present"]) == (False, "vote.quorum", 0)


@every_method
def test_one_person_answers(method):
    tally = counted(made_by(method, [ONE[method]], eligible={"resident": 1, "partner": 0}))
    assert tally["passed"]
    out = came_out(tally)
    assert out == (["b", "a", "c", "d"] if method == "ranking" else out)
    if method in ("approval", "score", "irv", "pot"):
        assert out == ["b"]
    if method == "stv":  # the statute fills the second seat with who is left at the end
        assert out[0] == "b"


@pytest.mark.parametrize("order", ["abcd", "dcba", "cadb"])
@pytest.mark.parametrize("method", list(TIED))
def test_everything_is_equal(method, order):
    parameters = EVEN if method == "pot" else PARAMETERS[method]
    tally = counted(made_by(method, TIED[method] * 2, order=list(order), parameters=parameters))
    seats = {"approval": 2, "score": 2, "irv": 1, "stv": 2, "ranking": 4}
    if method == "pot":  # those that fit one after another
        assert tally["result"]["winners"]
    else:
        assert came_out(tally) == list(order[: seats[method]])
        assert tally["result"]["ties"]


@every_method
def test_everybody_abstains(method):
    tally = counted(made_by(method, [NOTHING[method]] * 5))
    assert tally["present"] == tally["result"]["people"] == 5
    if method in ("gradients", "ranking", "division"):
        assert (tally["passed"], tally["level"]) == (True, "asked")
    else:
        assert not came_out(tally)
        assert (tally["passed"], tally["reason"]) == (False, "vote.method")


@every_method
def test_the_quorum_is_lost_with_one_resident(method):
    """Three residents and two partners answered; without one of the three, residents are half of those present."""
    eligible, kinds = {"resident": 4, "partner": 2}, ["partner", "partner", "resident", "resident", "resident"]
    assert counted(made_by(method, [ONE[method]] * 5, eligible=eligible, kinds=kinds))["passed"]
    tally = counted(made_by(method, [ONE[method]] * 4, eligible=eligible, kinds=kinds[:-1]))
    assert (tally["passed"], tally["reason"]) == (False, "vote.resident_quorum")


@every_method
@pytest.mark.parametrize(("residents", "reason"), [(4, ""), (2, "recusal.enough")])
def test_some_stepped_back(method, residents, reason):
    """Of nine seats four or six are empty of a vote: a partner and the residents who are left answer."""
    voters = {"resident": residents, "partner": 1}
    free = voting.Free(voters, 9, 8 - residents, 51, ">1/2")
    kinds = ["resident"] * residents + ["partner"]
    tally = counted(made_by(method, [ONE[method]] * len(kinds), eligible=voters, kinds=kinds, free=free))
    assert (tally["passed"], tally["away"]) == (not reason, 8 - residents)
    assert not reason or tally["reason"] == reason


@pytest.mark.parametrize("method", [name for name in ONE if name not in ("consent", "gradients")])
def test_an_option_that_stands_twice_is_refused_here_and_there(method):
    bundle = made_by(method, EXAMPLES[method])
    twice = [*bundle.rules["options"], bundle.rules["options"][0]]
    with TemporaryDirectory() as place, pytest.raises(Wrong, match="stands twice"):
        writer.write(replace(bundle, rules={**bundle.rules, "options": twice}), Path(place, "vote"))
        verify.verify(Path(place, "vote"))


@pytest.mark.parametrize("rule", ["equal-shares", "greedy"])
def test_what_costs_more_than_the_pot_is_not_paid(rule):
    parameters = {"sum": 45, "rule": rule}
    tally = counted(made_by("pot", [["a", "c"]] * 4 + [["b"]], parameters=parameters))
    assert tally["result"]["winners"] == ["c"]  # A costs 50


@every_method
def test_a_ballot_for_what_was_not_offered_is_refused_here_and_there(method):
    odd = {"consent": {"answer": "yes", "words": ""}, "gradients": "yes", "score": {"z": 1}, "division": {"z": 20}}
    with pytest.raises(Refused):
        made_by(method, [odd.get(method, ["z"])])
