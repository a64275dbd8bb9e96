"""Charters in rules: what a clause can say, and what makes it stricter."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.boards import rules
from governance.boards.charters import CLAUSES, TEMPLATES
from governance.boards.rules import Balance, Share
from governance.boards.rules.charters import Day, Level, OneOf, Part, Ways, Whole

DAYS = ["", "2026-12-31", "2027-06-30", "2030-01-01"]
KEPT = Balance(residents=8, filled=11, total=11, floor=51)


def values_of(kind):
    """Any value a clause of this kind can have."""
    match kind:
        case Whole():
            return st.integers(kind.low, kind.high)
        case Part():
            parts = st.tuples(st.sampled_from([">", ">="]), st.integers(1, 99), st.integers(1, 99))
            return parts.map(lambda one: f"{one[0]}{one[1]}/{one[2]}").filter(kind.knows)
        case Level():
            return st.sampled_from(["asked", "recommends", "decides"])
        case OneOf():
            return st.sampled_from(kind.known)
        case Ways():
            return st.lists(st.sampled_from(kind.known), min_size=1, unique=True)
        case Day():
            return st.sampled_from(DAYS)


changes = st.lists(st.sampled_from(list(CLAUSES)), min_size=1, max_size=5, unique=True).flatmap(
    lambda keys: st.fixed_dictionaries({key: values_of(rules.KINDS[key]) for key in keys})
)


def test_every_clause_has_a_kind_and_its_usual_value_is_one_it_can_have():
    assert set(rules.KINDS) == set(CLAUSES)
    for key, value in CLAUSES.items():
        assert rules.may_say(key, value), key


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_says_what_a_charter_can_say(template):
    start = TEMPLATES[template]
    charter = CLAUSES | start.clauses | ({"seats.promise_on": "2028-11-22"} if start.promise_months else {})
    for key, value in charter.items():
        assert rules.may_say(key, value), key
    assert rules.agrees(charter)
    for kind, names in start.seat_names.items():
        assert len(names) <= charter[f"seats.{kind}"]


@given(change=changes)
def test_every_change_is_either_the_clerks_to_make_or_takes_a_vote_and_never_both(change):
    """Whatever is changed, and also together with other things."""
    facts = {"changes": change, "charter": CLAUSES}
    alone = rules.may_tighten(is_clerk=True, balance=KEPT, change=rules.may_say("vote.days", 3), **facts)
    directions = {rules.direction(key, CLAUSES[key], then) for key, then in change.items() if then != CLAUSES[key]}
    takes_a_vote = rules.is_loosening(change, CLAUSES)

    assert takes_a_vote is (directions not in ({rules.STRICTER}, set()))
    if takes_a_vote:
        assert alone.clause == "charter.change"
    else:
        assert alone or alone.clause == "seats.floor"


@given(data=st.data(), key=st.sampled_from(list(CLAUSES)))
def test_no_way_of_stricter_steps_leads_back(data, key):
    """So the clerk cannot loosen a charter in two steps."""
    a, b, c = (data.draw(values_of(rules.KINDS[key])) for _n in range(3))
    first, second = rules.direction(key, a, b), rules.direction(key, b, c)
    if first == rules.STRICTER:
        assert rules.direction(key, b, a) == rules.LOOSER
    if first == second == rules.STRICTER:
        assert rules.direction(key, a, c) == rules.STRICTER
    assert rules.direction(key, a, a) == rules.NEITHER


@given(top=st.integers(1, 99), bottom=st.integers(1, 99), sign=st.sampled_from([">", ">="]))
def test_a_majority_is_more_than_half_and_can_be_reached(top, bottom, sign):
    share, part = f"{sign}{top}/{bottom}", Fraction(top, bottom)
    above_half = part > Fraction(1, 2) or (part == Fraction(1, 2) and sign == ">")
    for majority in (share, f"{share} of all"):
        can_be = above_half and (part < 1 or (part == 1 and sign == ">="))
        assert bool(rules.may_say("vote.majority", majority)) is can_be
    if rules.may_say("vote.majority", share):
        assert Share.read(share).needed(10) <= 10


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("vote.days", 0),
        ("vote.days", "3"),
        ("vote.days", True),
        ("vote.days", None),
        ("seats.floor", 50),
        ("vote.majority", "half"),
        ("vote.majority", ">=1/2"),
        ("vote.majority", ">1/0"),
        ("vote.majority", " of all"),
        ("vote.majority", ">1/2 of all of all"),
        ("vote.quorum", ">1/2 of all"),  # it is one already
        ("vote.quorum", ">=1e9/2"),
        ("vote.quorum", 2),
        ("charter.notice_days", 13),
        ("choose.resident", []),
        ("choose.resident", ["lottery", "lottery"]),
        ("choose.resident", ["a friend"]),
        ("choose.resident", [["lottery"]]),
        ("choose.resident", "lottery"),
        ("pay.ways", ["cash under the table"]),
        ("right.proposals", "rules"),
        ("seats.promise_on", "soon"),
        ("seats.promise_on", "2027-02-30"),
        ("seats.promise_on", "20270228"),
        ("seats.promise_on", None),
    ],
)
def test_what_a_clause_cannot_say_is_refused_with_its_clause(key, value):
    verdict = rules.may_say(key, value)
    assert not verdict and verdict.clause == key


@pytest.mark.parametrize(
    ("change", "clause"),
    [
        ({"seats.resident": 20}, None),
        ({"seats.resident": 23}, "seats.resident"),
        ({"seats.resident": 1, "seats.partner": 0}, "seats.resident"),
        ({"seats.resident": 3}, "seats.floor"),
        ({"seats.resident": 3, "seats.promise_on": "2027-06-30"}, None),
        ({"vote.days": 21, "vote.max_days": 20}, "vote.max_days"),
        ({"term.years": 1}, "term.years"),
        ({"pay.day_cap": 4799}, "pay.day_cap"),
    ],
)
def test_the_clauses_of_a_charter_go_together(change, clause):
    verdict = rules.agrees(CLAUSES | change)
    assert verdict.clause == (clause or "") and bool(verdict) is (clause is None)


@pytest.mark.parametrize(
    ("key", "was", "then", "said"),
    [
        ("seats.promise_on", "2027-06-30", "2027-01-01", rules.STRICTER),
        ("seats.promise_on", "2027-06-30", "2028-01-01", rules.LOOSER),
        ("seats.promise_on", "", "2028-01-01", rules.LOOSER),
        ("seats.promise_on", "2028-01-01", "", rules.NEITHER),
        ("right.seats", "recommends", "decides", rules.STRICTER),
        ("right.seats", "recommends", "asked", rules.LOOSER),
        ("pay.ways", ["card"], ["none", "card"], rules.STRICTER),
        ("pay.ways", ["card"], ["transfer"], rules.NEITHER),
        ("answer.days", 15, 10, rules.STRICTER),
        ("seats.floor", 51, 67, rules.STRICTER),
        ("seats.resident", 8, 9, rules.STRICTER),
        ("seats.partner", 2, 1, rules.NEITHER),
        ("vote.majority", ">1/2", ">=2/3", rules.NEITHER),
        ("pay.hour", 4800, 5700, rules.NEITHER),
    ],
)
def test_which_way_is_stricter(key, was, then, said):
    assert rules.direction(key, was, then) == said
