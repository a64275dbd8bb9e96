"""How a vote is counted: by table at its edges, and by laws that hold for every box of ballots."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.boards.rules import Balance, Share
from governance.voting import rules
from tests.voting import sums

KEPT = Balance(residents=6, filled=9, total=9, floor=51)
LOST = Balance(residents=4, filled=8, total=9, floor=51)
USUAL = {"quorum": ">1/2", "resident_quorum": ">1/2", "majority": ">1/2"}


def box(resident="", partner="", public=""):
    """Ballots in short: box(resident="yyn") is two residents for and one against."""
    names = {"y": "yes", "n": "no", "a": "abstain"}
    kinds = {"resident": resident, "partner": partner, "public": public}
    return [(kind, names[letter]) for kind, letters in kinds.items() for letter in letters]


def count(ballots, roll=(6, 3), balance=KEPT, **shares):
    residents, partners = roll
    roll = {"resident": residents, "partner": partners}
    return sums.count(ballots, roll=roll, balance=balance, **USUAL | shares)


@pytest.mark.parametrize(
    ("said", "ballots", "asked", "reason"),
    [
        ("everybody says yes", box("yyyyyy", "yyy"), {}, ""),
        ("quorum by one ballot", box("yyyy", "y"), {}, ""),
        ("one ballot short of the quorum", box("yyyy"), {}, "vote.quorum"),
        ("an empty box", [], {}, "vote.quorum"),
        ("abstentions count as present", box("yaaa", "a"), {}, ""),
        ("abstentions only", box("aaaa", "a"), {}, "vote.majority"),
        ("a tie", box("yynn", "a"), {}, "vote.majority"),
        ("one more yes than no", box("yyyn", "na"), {}, ""),
        ("residents half of those present", box("yyy", "yyy"), {}, "vote.resident_quorum"),
        ("one more resident", box("yyyy", "yyy"), {}, ""),
        ("the floor lost, though all say yes", box("yyyyyy", "yyy"), {"balance": LOST}, "seats.floor"),
        ("an empty board", [], {"balance": Balance(0, 0, 9, 51)}, "seats.floor"),
        ("nobody on the roll", [], {"roll": (0, 0)}, "vote.quorum"),
        ("two thirds reached", box("yyyyyy", "nnn"), {"majority": ">=2/3"}, ""),
        ("one short of two thirds", box("yyyyy", "nnn"), {"majority": ">=2/3"}, "vote.majority"),
        ("two thirds of one", box("yaaaa"), {"majority": ">=2/3"}, ""),
        ("one person alone", box("y"), {"roll": (1, 0), "balance": Balance(1, 1, 9, 51)}, ""),
        ("residents only by floor of 100", box("yyyyyy"), {"roll": (6, 0), "balance": Balance(6, 6, 9, 100)}, ""),
        ("a floor of 100 with one partner", box("yyyyyy"), {"balance": Balance(8, 9, 9, 100)}, "seats.floor"),
    ],
)
def test_a_vote_passes_when_every_sum_holds_and_says_which_did_not(said, ballots, asked, reason):
    counted = count(ballots, **asked)
    assert counted.passed == (not reason), said
    assert counted.reason == (reason or "vote.majority"), said


def test_the_quorum_is_lost_with_one_resident():
    """Four residents and three partners are present; without one of the four, residents hold half."""
    assert count(box("yyyy", "yyy")).passed
    without = count(box("yyy", "yyy"))
    assert not without.passed
    line = without.lines["resident_quorum"]
    assert (line.have, line.of, line.needed) == (3, 6, 4)


def test_the_sums_are_plain_facts():
    facts = count(box("yyyn", "ya")).as_facts()
    assert facts["by_choice"] == {"yes": 4, "no": 1, "abstain": 1}
    assert not {"method", "result", "away"} & facts.keys()
    assert facts["by_kind"]["resident"] == {"yes": 3, "no": 1, "abstain": 0}
    assert facts["majority"] == {"have": 4, "of": 5, "needed": 3, "holds": True, "clause": "vote.majority"}
    assert facts["quorum"] == {"have": 6, "of": 9, "needed": 5, "holds": True, "clause": "vote.quorum"}


def test_residents_alone_need_the_majority_too_where_the_charter_asks_for_it():
    """Two residents of six say yes; with all partners that is a majority of the whole."""
    ballots = box("yynn", "yyy")
    assert count(ballots).passed
    asked = count(ballots, residents_too=True)
    assert (asked.passed, asked.reason) == (False, "vote.residents_too")
    assert vars(asked.lines["resident_majority"]) == {
        "have": 2, "of": 4, "needed": 3, "holds": False, "clause": "vote.residents_too",
    }  # fmt: skip
    assert count(box("yyyn", "yyy"), residents_too=True).passed
    assert not count(box("aaaa", "yyy"), residents_too=True).passed


def test_an_absolute_majority_is_of_all_who_may_vote_absent_or_not():
    """Of nine on the roll four say yes and one no: most of the ballots, and less than half of all."""
    ballots = box("yyyn", "y")
    assert count(ballots).passed
    absolute = count(ballots, majority=">1/2 of all")
    assert (absolute.passed, absolute.reason) == (False, "vote.majority")
    assert vars(absolute.lines["majority"]) == {
        "have": 4, "of": 9, "needed": 5, "holds": False, "clause": "vote.majority",
    }  # fmt: skip
    assert count(box("yyyy", "y"), majority=">1/2 of all").passed
    residents = count(box("yyya", "yy"), majority=">1/2 of all", residents_too=True)
    assert (residents.passed, residents.lines["resident_majority"].of) == (False, 6)


def test_where_no_resident_may_vote_none_said_yes():
    setting = rules.Setting({"partner": 3}, {"partner": 3}, ">0", ">0", KEPT)
    for majority in (">1/2", ">1/2 of all"):
        alone = rules.count(setting, [("partner", "yes")] * 3, majority=majority, residents_too=True)
        line = alone.lines["resident_majority"]
        assert (line.have, line.of, line.holds) == (0, 0, False)


def test_by_its_charter_the_seats_of_those_who_stepped_back_count_for_the_quorum_or_not():
    """Nine hold a seat, two of them stepped back, and five of the other seven sent a ballot."""
    free = rules.Free({"resident": 5, "partner": 2}, 9, 2, 51, ">1/2")
    setting = rules.Setting(
        {"resident": 5, "partner": 2}, {"resident": 4, "partner": 1}, ">1/2", ">1/2", KEPT, free=free
    )
    assert setting.lines()["quorum"].of == 7
    assert replace(setting, away_counts=True).lines()["quorum"].of == 9


def test_in_a_secret_vote_quorum_comes_from_the_marks_and_no_choice_is_told_by_kind_of_seat():
    setting = rules.Setting(
        roll={"resident": 6, "partner": 3},
        marks={"resident": 4, "partner": 1},
        quorum=">1/2",
        resident_quorum=">1/2",
        balance=KEPT,
    )
    counted = rules.count(setting, [("", "yes")] * 3 + [("", "no")] * 2, majority=">1/2")
    assert (counted.passed, counted.present, counted.by_kind) == (True, 5, None)
    assert "by_kind" not in counted.as_facts()


# --- laws -----------------------------------------------------------------------------------------------

KINDS = ("resident", "partner", "public")
ballots_of = st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(rules.CHOICES)), max_size=40)
shares = st.sampled_from([">1/2", ">=1/2", ">=2/3", ">3/5", ">=1"])


@st.composite
def boxes(draw):
    """A box of ballots and a roll they can have come from, with a board and a charter."""
    ballots = draw(ballots_of)
    cast = Counter(kind for kind, _choice in ballots)
    roll = {kind: cast[kind] + draw(st.integers(0, 6)) for kind in KINDS}
    filled = draw(st.integers(0, 20))
    balance = Balance(draw(st.integers(0, filled)), filled, 20, draw(st.integers(0, 100)))
    charter = {name: draw(shares) for name in USUAL}
    return ballots, {"roll": roll, "balance": balance, **charter}


@given(boxes(), st.randoms())
def test_the_order_of_the_ballots_changes_nothing(given_box, random):
    ballots, facts = given_box
    shuffled = list(ballots)
    random.shuffle(shuffled)
    assert sums.count(shuffled, **facts) == sums.count(ballots, **facts)


@given(boxes())
def test_no_ballot_is_lost_or_made(given_box):
    ballots, facts = given_box
    counted = sums.count(ballots, **facts)
    assert counted.present == len(ballots) == sum(counted.by_choice.values())
    assert counted.roll == sum(facts["roll"].values())
    for choice in rules.CHOICES:
        assert sum(kinds[choice] for kinds in counted.by_kind.values()) == counted.by_choice[choice]
        assert counted.by_choice[choice] == sum(said == choice for _kind, said in ballots)


@given(boxes())
def test_it_passes_exactly_when_all_four_sums_hold(given_box):
    ballots, facts = given_box
    counted = sums.count(ballots, **facts)
    lines = counted.lines.values()
    assert len(lines) == 4
    assert counted.passed == all(line.holds for line in lines)
    if not counted.passed:
        assert counted.reason == next(line.clause for line in lines if not line.holds)


@given(boxes())
def test_another_yes_of_a_resident_never_turns_a_yes_into_a_no(given_box):
    ballots, facts = given_box
    more = facts | {"roll": facts["roll"] | {"resident": facts["roll"]["resident"] + 1}}
    before = sums.count(ballots, **more)
    after = sums.count([*ballots, ("resident", "yes")], **more)
    assert after.passed or not before.passed


@given(st.integers(0, 400), st.integers(0, 400), shares)
def test_a_share_is_compared_without_rounding(part, whole, share):
    part = min(part, whole)
    rule = Share.read(share)
    exactly = Fraction(part, whole) if whole else None
    holds = exactly is not None and (exactly > rule.least if rule.is_more_than else exactly >= rule.least)
    assert rule.holds(part, whole) == holds
    assert holds == (part >= rule.needed(whole) and whole > 0)
