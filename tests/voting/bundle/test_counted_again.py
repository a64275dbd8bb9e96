"""The verifier counts every method with code of its own, and comes to what the house published."""

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.record.verdict import Refused
from governance.boards.rules import Balance
from governance.voting import rules as voting
from governance.voting.bundle import verify, writer
from governance.voting.bundle.verify import Wrong

from . import made
from .made import ANSWERS, EXAMPLES, KEYS, POT, SHARES, lines, made_by, put, reseal

METHODS = list(EXAMPLES)
every_method = pytest.mark.parametrize("method", METHODS)
POTS = [
    POT | {"utility": utility, "completion": completion, "sum": 90}
    for utility in ("cost", "cardinality")
    for completion in ("none", "greedy", "increment", "increment-greedy")
] + [
    POT | {"exhaustive_stop": True}, POT | {"increment": "7/2"}, POT | {"min_vote_share": "34"},
    POT | {"start": "whole", "unit": 10}, POT | {"sum": 1000, "completion": "increment"},
    {"sum": 90, "rule": "greedy"}, {"sum": 90, "rule": "greedy", "variant": "no-skip"},
    {"sum": 90, "rule": "greedy", "variant": "threshold", "threshold": 2},
]  # fmt: skip


def checked(bundle):
    """Written into a folder of its own and checked with its published fingerprint. What the verifier says."""
    with TemporaryDirectory() as place:
        folder = Path(place, "bundle")
        return verify.verify(folder, writer.write(bundle, folder))


@every_method
@pytest.mark.parametrize("is_secret", [False, True], ids=["open", "secret"])
def test_every_method_is_counted_again(method, is_secret):
    said = "\n".join(checked(made_by(method, EXAMPLES[method], is_secret=is_secret)))
    assert "counted again they give the published result" in said


@every_method
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_verifier_and_the_house_count_every_method_alike(method, data):
    sent = data.draw(st.lists(ANSWERS[method], max_size=12))
    order = None if method in made.FIXED else data.draw(st.permutations(KEYS))
    assert checked(made_by(method, sent, order=order))


@pytest.mark.parametrize("parameters", POTS, ids=lambda one: " ".join(str(v) for v in one.values()))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_the_verifier_and_the_house_count_pots_by_every_switch_alike(parameters, data):
    sent = data.draw(st.lists(ANSWERS["pot"], max_size=12))
    assert checked(made_by("pot", sent, parameters=parameters, order=data.draw(st.permutations(KEYS))))


@settings(max_examples=60, deadline=None)
@given(st.lists(ANSWERS["stv"], max_size=30), st.integers(1, 4), st.permutations(KEYS))
def test_the_verifier_and_the_house_transfer_alike_for_any_number_of_seats(sent, seats, order):
    assert checked(made_by("stv", sent, parameters={"seats": seats}, order=order))


def test_charters_may_allow_objections():
    sent = [{"answer": "consent", "words": ""}, {"answer": "object", "words": "Noise."}]
    for allowed in (0, 1):
        said = checked(made_by("consent", sent, parameters={"objections_allowed": allowed}))
        assert ("The vote passed." in said) == bool(allowed)


# --- motions: the sums where somebody stepped back, and the majority of residents ---

CHOICES = st.lists(st.tuples(st.sampled_from(["resident", "partner"]), st.sampled_from(voting.CHOICES)), max_size=9)


@settings(max_examples=120, deadline=None)
@given(
    CHOICES, st.integers(0, 4), st.integers(0, 12), st.booleans(), st.integers(0, 9), st.booleans(), st.booleans(),
    st.sampled_from([">1/2", ">=2/3", ">0", ">=1"]),
)  # fmt: skip
def test_the_verifier_and_the_house_agree_where_somebody_stepped_back(
    sent, away, seats, counts, residents, is_minority, is_seat, share
):
    eligible, shares = {"resident": 9, "partner": 9}, dict.fromkeys(SHARES, share)
    balance = Balance(residents, 9, 9, 51, "2030-01-01" if is_minority else "")
    free = voting.Free(eligible, seats, away, 51, share)
    tally = made.tally_of(sent, eligible, shares, balance, free=free, away_counts=counts, seats_a_resident=is_seat)
    recusal = {"away": away, "seats": seats, "floor": 51, "counts": counts}
    said = {"recusal": recusal, "seats_a_resident": is_seat}
    bundle = made.made(sent, eligible=eligible, shares=shares, balance=balance, said=said, tally=tally)
    assert checked(bundle)


@pytest.mark.parametrize(("residents", "partners", "passed"), [
    ("yyyn", "y", True), ("yynn", "yyy", False), ("yyn", "nnn", False), ("aaaa", "yyy", False),
])  # fmt: skip
def test_a_majority_of_residents_is_counted_where_the_charter_asks_for_it(residents, partners, passed):
    names = {"y": "yes", "n": "no", "a": "abstain"}
    sent = [("resident", names[one]) for one in residents] + [("partner", names[one]) for one in partners]
    tally = made.tally_of(sent, made.ROLL)
    yes, no = residents.count("y"), residents.count("n")
    tally["resident_majority"] = {
        "have": yes, "of": yes + no, "needed": (yes + no) // 2 + 1, "holds": 2 * yes > yes + no,
        "clause": "vote.residents_too",
    }  # fmt: skip
    lines = [tally[name] for name in ("quorum", "resident_quorum", "majority", "resident_majority")]
    fallen = [one["clause"] for one in lines if not one["holds"]]
    tally |= {"passed": not fallen, "reason": fallen[0] if fallen else "vote.majority"}

    said = checked(made.made(sent, said={"majority_residents": ">1/2"}, tally=tally))

    assert ("The vote passed." in said) == passed == tally["passed"]
    with pytest.raises(Wrong):  # rules that do not ask for it
        checked(made.made(sent, tally=tally))


def test_a_board_that_does_not_hold_its_floor_yet_only_recommends():
    balance = Balance(4, 9, 9, 51, "2030-01-01")
    bundle = made.made(balance=balance)
    assert bundle.tally["level"] == "recommends"
    assert checked(bundle)
    with pytest.raises(Wrong, match="level"):
        checked(made.made(balance=balance, tally=dict(bundle.tally, level="decides")))


# --- small secret votes: the ballots are not listed ---


@pytest.mark.parametrize("method", ["motion", *METHODS])
def test_where_ballots_are_not_listed_the_verifier_says_so_and_checks_what_it_can(method, tmp_path):
    more = {"is_secret": True, "is_listed": False}
    bundle = made.made(**more) if method == "motion" else made_by(method, EXAMPLES[method], **more)
    head = writer.write(bundle, tmp_path / "x")

    said = "\n".join(verify.verify(tmp_path / "x", head))

    assert lines(tmp_path / "x") == []
    assert "not listed: so few voted in secret" in said
    assert "cannot be shown here" in said
    assert "counted again" not in said
    listed = made.made(is_secret=True) if method == "motion" else made_by(method, EXAMPLES[method], is_secret=True)
    writer.write(listed, tmp_path / "y")
    roots = [json.loads((tmp_path / name / "manifest.json").read_text())["root"] for name in "xy"]
    assert roots[0] == roots[1]


@pytest.mark.parametrize("change", [
    {"passed": False}, {"present": 6}, {"by_choice": {"yes": 6, "no": 0, "abstain": 0}},
    {"by_choice": {"yes": 3, "no": 3, "abstain": 1}}, {"majority": {}},
])  # fmt: skip
def test_sums_that_do_not_fit_together_are_found_without_ballots(change):
    honest = made.made(is_secret=True, is_listed=False)
    with pytest.raises(Wrong):
        checked(made.made(is_secret=True, is_listed=False, tally={**honest.tally, **change}))


def test_a_list_that_was_slipped_in_is_found(tmp_path):
    writer.write(made.made(is_secret=True, is_listed=False), tmp_path / "x")
    put(tmp_path / "x", [writer.line_of({"choice": "yes", "receipt": "r"})])
    reseal(tmp_path / "x")
    with pytest.raises(Wrong, match="listed after all"):
        verify.verify(tmp_path / "x")


def test_no_other_file_lists_what_is_not_listed():
    with pytest.raises(Refused, match="not listed"):
        checked(made.made(is_secret=True, is_listed=False, beside={"ballots.csv": b"a"}))


# --- what isn't on the ballot paper ---

ODD = {
    "motion": ["maybe", "", 1, None, ["yes"], {"yes": 1}],
    "consent": ["consent", {"answer": "consent"}, {"answer": "maybe", "words": ""}, {"answer": "object", "words": " "},
                {"answer": "consent", "words": 1}, {"answer": "consent", "words": "", "more": ""}],
    "gradients": ["love", ["block"], None],
    "approval": ["a", ["z"], ["b", "a"], ["a", "a"], {"a": 1}, [1], [["a"]]],
    "pot": ["a", ["z"], ["b", "a"], ["a", "a"], None],
    "score": [{"a": 6}, {"a": -1}, {"a": True}, {"a": 1.5}, {"a": "1"}, {"z": 1}, ["a"], {"a": [1]}],
    "irv": [["a", "a"], ["z"], "a", {"a": 1}],
    "stv": [["a", "a"], ["z"], None],
    "ranking": [["a", "a"], ["z"], 0],
    "division": [{"a": 20}, {"a": 19, "c": 2}, {"a": 2, "b": 1, "c": 1}, {"z": 20}, {"a": 19.0, "c": 1}, [], {"a": 0}],
}  # fmt: skip


@pytest.mark.parametrize(("method", "choice"), [(m, c) for m, all_ in ODD.items() for c in all_], ids=str)
def test_a_ballot_that_says_what_was_not_asked_is_found(method, choice):
    sent = EXAMPLES.get(method, ["yes"] * 5)
    bundle = made.made() if method == "motion" else made_by(method, sent)
    ballots = [*bundle.ballots[1:], dict(bundle.ballots[0], choice=choice)]
    with pytest.raises(Wrong, match=r"what was not asked|cannot be read|broken"):
        checked(replace(bundle, ballots=writer.in_order(ballots)))


# --- published results that don't follow ---


def spoiled(value):
    """Something else in the place of a value, of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value + "9"
    if isinstance(value, list):
        return value[::-1] if len(value) > 1 and value != value[::-1] else [*value, "z"]
    if isinstance(value, dict) and value:
        key = sorted(value)[0]
        return {**value, key: spoiled(value[key])}
    return "z"


FOLLOWS = {
    "consent": {"by_answer", "passed", "objections", "concerns", "people"},
    "gradients": {"by_step", "middle", "people"},
    "approval": {"winners", "rounds", "people"},
    "score": {"winners", "rounds", "people"},
    "irv": {"winners", "excluded", "rounds", "people"},
    "stv": {"winners", "excluded", "rounds", "people"},
    "ranking": {"winners", "people"},
    "pot": {"winners", "left", "people"},
    "division": {"given", "average", "median", "people"},
}


@pytest.mark.parametrize(("method", "part"), [(m, part) for m, parts in FOLLOWS.items() for part in sorted(parts)])
def test_a_result_that_does_not_follow_from_the_ballots_is_found(method, part):
    bundle = made_by(method, EXAMPLES[method])
    result = {**bundle.tally["result"], part: spoiled(bundle.tally["result"][part])}
    with pytest.raises(Wrong, match=r"says otherwise|as many as the marks|come to the pot|no number|broken"):
        checked(replace(bundle, tally={**bundle.tally, "result": result}))


@pytest.mark.parametrize("part", ["roll", "present", "passed", "reason", "level", "balance", "quorum", "method"])
@every_method
def test_every_sum_of_a_result_is_made_again(method, part):
    bundle = made_by(method, EXAMPLES[method])
    with pytest.raises(Wrong):
        checked(replace(bundle, tally={**bundle.tally, part: spoiled(bundle.tally[part])}))


@pytest.mark.parametrize("change", [
    {"method": "guess"}, {"options": []}, {"options": [{"key": "a"}, {"key": "a"}]}, {"order": ["a", "b"]},
    {"quorum": "half"}, {"quorum": ">1/0"}, {"parameters": {"seats": "two"}}, {"balance": {}},
], ids=str)  # fmt: skip
def test_rules_that_cannot_be_followed_are_found(change):
    bundle = made_by("approval", EXAMPLES["approval"])
    with pytest.raises(Wrong):
        checked(replace(bundle, rules={**bundle.rules, **change}))


@pytest.mark.parametrize("increment", ["1e999999", "0", "-1", "1/0", "x", "1/1000000000"])
def test_a_step_that_would_never_end_or_is_no_number_is_found(increment):
    bundle = made_by("pot", EXAMPLES["pot"], parameters=POT)
    with pytest.raises(Wrong):
        checked(replace(bundle, rules={**bundle.rules, "parameters": POT | {"increment": increment}}))
