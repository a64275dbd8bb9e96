"""What another count of the same ballots says: beside a result, and with last time's ballots before a new vote."""

import pytest

from governance.voting import rules
from governance.voting.rules.comparing import FIRST_CHOICES, first_choices

KEYS = dict(zip("abcd", ("Hall", "School", "Library", "Clinic"), strict=True))
RANKED = [["a", "b"], ["a", "c"], ["b", "c"], ["c", "b"], ["d", "c"], ["c"], ["b", "a"], []]


def paper(method, **parameters):
    return rules.Paper(method, KEYS, parameters=parameters, order=tuple("abcd"))


@pytest.mark.parametrize(
    ("answer", "firsts"),
    [([], []), (["c", "a"], ["c"]), ({}, []), ({"a": 3, "b": 9}, ["b"]), ({"a": 4, "b": 4, "c": 1}, ["a", "b"])],
)
def test_a_ballot_puts_first_what_it_ranks_first_or_gives_the_most_points(answer, firsts):
    assert first_choices(answer) == firsts


def test_the_first_choices_alone_may_say_otherwise_than_the_runoff():
    ranked = paper("irv")
    assert rules.outcome(ranked, RANKED).winners == ("c",)
    found = rules.compared(ranked, RANKED)
    assert (found["rule"], found["winners"]) == (FIRST_CHOICES, ["a"])
    assert found["support"] == {"a": 2, "b": 2, "c": 2, "d": 1}


def test_a_simple_count_that_only_the_published_order_decides_otherwise_is_a_tie():
    """Three are first on two ballots each: with Library before Hall in the order, nothing would be different."""
    assert rules.compared(paper("irv"), RANKED)["is_tie"]


@pytest.mark.parametrize(
    "ranked",
    [
        [["a"]] * 3 + [["b", "c"]] * 2 + [["c", "b"]] * 2,  # more put Hall first; School wins by second choices
        [["a", "d"]] * 3 + [["b", "d"]] * 3 + [["c"]],  # the tie is between Hall and School, and Hall won anyhow
        [["a"], ["a"], ["b"]],
    ],
)
def test_a_simple_count_that_votes_decide_is_no_tie(ranked):
    assert "is_tie" not in rules.compared(paper("irv"), ranked)


def test_another_choice_is_no_tie_where_no_order_leads_to_the_same():
    """Hall and School tie for the most first choices, and Library won."""
    ranked = [["a", "c"]] * 3 + [["b", "c"]] * 3 + [["c"]] * 2 + [["d", "c"]] * 2
    two = rules.Paper("stv", KEYS, parameters={"seats": 1}, order=tuple("abcd"))
    assert rules.outcome(two, ranked).winners == ("c",)
    assert rules.compared(two, ranked)["winners"] == ["a"] and "is_tie" not in rules.compared(two, ranked)


def test_pots_that_only_the_order_parts_are_a_tie():
    """Two wishes of two people each; by equal shares the cheaper price decides, by most votes they are equal."""
    pot = rules.Paper(
        "pot", KEYS, {"a": 60, "b": 40, "c": 90, "d": 90},
        {"sum": 80, "utility": "cardinality", "completion": "none"}, tuple("abcd"),
    )  # fmt: skip
    answers = [["a", "b"], ["a", "b"]]
    found = rules.compared(pot, answers)
    assert rules.outcome(pot, answers).winners == ("b",)
    assert found == {"rule": "greedy", "winners": ["a"], "left": 20, "is_tie": True}


def test_a_tally_from_before_ties_were_told_is_held_against_what_it_could_say():
    told = {"compared": rules.compared(paper("irv"), RANKED)}
    before = {"compared": {name: value for name, value in told["compared"].items() if name != "is_tie"}}
    assert rules.as_kept(told, before) == before
    assert rules.as_kept(told, told) == told
    assert rules.as_kept({"passed": True}, {}) == {"passed": True}


@pytest.mark.parametrize(("rule", "other"), [("equal-shares", "greedy"), ("greedy", "equal-shares")])
def test_a_pot_is_compared_with_its_other_rule(rule, other):
    """51 people want two projects, 49 want two others: by most votes the larger group decides everything."""
    costs = {"a": 50, "b": 50, "c": 50, "d": 50}
    pot = rules.Paper("pot", KEYS, costs, {"sum": 100, "rule": rule, "completion": "none"}, tuple("abcd"))
    answers = [["a", "b"]] * 51 + [["c", "d"]] * 49
    by = {found["rule"]: set(found["winners"]) for found in (rules.compared(pot, answers),)}
    by[rule] = set(rules.outcome(pot, answers).winners)
    assert by["greedy"] == {"a", "b"} and by["equal-shares"] == {"a"}
    assert rules.compared(pot, answers)["rule"] == other


@pytest.mark.parametrize("method", ["motion", "consent", "gradients", "approval", "ranking", "division"])
def test_where_there_is_no_simpler_count_nothing_is_compared(method):
    assert rules.compared(paper(method), []) is None


def test_ballots_are_read_as_those_of_another_way_only_where_nothing_is_guessed():
    assert rules.replayed(paper("irv"), RANKED).keys() == {"approval", "irv", FIRST_CHOICES}
    assert rules.replayed(paper("approval"), [["a"]]).keys() == {"approval"}
    points = [{"a": 9, "b": 4}, {"b": 10}]
    assert rules.replayed(paper("score"), points).keys() == {"approval", "score", "irv", FIRST_CHOICES}


def test_several_places_are_filled_by_ways_for_several():
    found = rules.replayed(paper("stv", seats=2), RANKED)
    assert found.keys() == {"approval", "stv", FIRST_CHOICES}
    assert all(len(winners) == 2 for winners in found.values())


def test_points_are_read_as_what_one_can_live_with_from_half_of_them_on():
    found = rules.replayed(paper("score", points=4), [{"a": 2, "b": 1}, {"b": 4, "c": 3}, {"c": 4}])
    assert found["approval"] == ("c",) and found["score"] == ("c",)
    assert rules.replayed(paper("score", points=4), [{"a": 1}])["approval"] == ()


@pytest.mark.parametrize(
    ("yes", "no", "roll", "passes"),
    [
        (5, 1, 9, ["simple", "two-thirds", "absolute"]),
        (4, 2, 9, ["simple", "two-thirds"]),
        (4, 2, 7, ["simple", "two-thirds", "absolute"]),
        (5, 3, 9, ["simple", "absolute"]),
        (4, 3, 9, ["simple"]),
        (3, 3, 6, []),
        (0, 0, 3, []),
    ],
)
def test_a_motion_is_counted_by_each_majority_of_the_same_ballots(yes, no, roll, passes):
    found = rules.by_majorities({"yes": yes, "no": no, "abstain": 0}, roll)
    assert [name for name, lines in found.items() if all(line.holds for line in lines)] == passes


def test_where_the_residents_are_counted_alone_they_need_each_majority_too():
    found = rules.by_majorities({"yes": 6, "no": 2}, 9, {"yes": 3, "no": 2}, 6)
    told = {name: [(line.have, line.of, line.needed, line.holds) for line in lines] for name, lines in found.items()}
    assert told == {
        "simple": [(6, 8, 5, True), (3, 5, 3, True)],
        "two-thirds": [(6, 8, 6, True), (3, 5, 4, False)],
        "absolute": [(6, 9, 5, True), (3, 6, 4, False)],
    }


def test_the_way_that_was_used_comes_out_as_it_did():
    for method, answers in (("irv", RANKED), ("stv", RANKED), ("approval", [["a", "b"], ["b"]])):
        assert rules.replayed(paper(method), answers)[method] == rules.outcome(paper(method), answers).winners


@pytest.mark.parametrize(
    ("titles", "seats", "may"),
    [
        (["Hall", "School"], 1, True),
        (["Hall"], 1, False),
        (["Hall", "School", " hall "], 1, False),
        (["Hall", "School"], 2, False),
    ],
)
def test_a_question_offers_enough_nothing_twice_and_not_a_place_for_all(titles, seats, may):
    assert bool(rules.may_offer(method="approval", titles=titles, seats=seats)) is may
