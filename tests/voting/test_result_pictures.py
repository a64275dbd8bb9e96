"""What a result page draws and says, method by method, from the count's own record."""

import json
import re
from html import unescape

import pytest
from django.template import Context, Template

from governance.voting import reading, rules

KEYS = dict(zip("abcd", ("Fridges", "Pantry", "Classes", "Garden"), strict=True))
COSTS = {"a": 52_000_00, "b": 38_000_00, "c": 30_000_00, "d": 140_000_00}
WANTED = [["a", "b"], ["a", "c"], ["a"], ["b"], ["b", "d"], ["d"], ["a", "c"], ["c"]]
RANKED = [["a", "b"], ["a", "c"], ["a", "c"], ["a", "b", "d"], ["b"], ["c", "d"], ["d", "c"], ["d"]]


def paper(method, costs=None, **parameters):
    return rules.Paper(method, KEYS, costs or {}, parameters, tuple("abcd"))


def shown(asked, answers):
    """What is drawn of a count that went through the tally: as JSON, with its keys in the order of the alphabet."""
    told = json.loads(json.dumps(rules.outcome(asked, answers).as_dict(), sort_keys=True))
    options = reading.options_of(asked)
    return reading.picture(
        asked.method, told, options, parameters=asked.parameters, compared=rules.compared(asked, answers)
    )


def words(asked, answers) -> str:
    """The part of the page, as words."""
    found = {"paper": asked, "result": rules.outcome(asked, answers), "compared": rules.compared(asked, answers)}
    html = Template("{% load voting %}{% count_as paper result compared %}").render(Context(found))
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
    return re.sub(r" (?=[.,;”])|(?<=“) ", "", text)


def test_every_way_to_ask_has_its_words_and_every_count_but_a_motions_its_picture():
    assert reading.WAYS.keys() == rules.METHODS.keys()
    assert {"motion", *reading.counts.PICTURES} == rules.METHODS.keys()


def test_a_pot_says_who_paid_what_and_what_fell_short_by_how_much():
    asked = paper("pot", COSTS, sum=160_000_00, completion="none")
    said = words(asked, WANTED)
    for part in (
        "Each part is $20,000.",
        "A Fridges $52,000 Paid 4 people want it. Each paid $13,000 of their $20,000.",
        "C Classes $30,000 Paid 3 people want it. 1 paid $16,000 of $20,000; 2 gave what was left of theirs.",
        "Garden $140,000 Not paid 2 people want it. They had",
        "short.",
        "Would a simple count have been different?",
        "Left over, $",
    ):
        assert part in said, f"{part}\n{said}"


def test_the_pieces_of_the_cloth_and_what_is_left_are_the_whole_pot():
    for rule in ("equal-shares", "greedy"):
        found = shown(paper("pot", COSTS, sum=160_000_00, rule=rule), WANTED)
        assert sum(piece["value"] for piece in found["pieces"]) == found["sum"] == found["spent"] + found["left"]
        assert [row["left"] for row in found["paid"]][-1] == found["left"]
        assert [row["option"]["letter"] for row in found["paid"]] == list("ABCD")[: len(found["paid"])]
        assert {row["option"]["key"] for row in found["rows"]} == set(KEYS)


def test_what_supporters_had_and_what_was_missing_is_the_cost():
    found = shown(paper("pot", COSTS, sum=160_000_00, completion="none"), WANTED)
    for row in found["unpaid"]:
        assert row["how"] != "short" or row["had"] + row["short"] == row["cost"]


def test_by_most_votes_the_page_says_what_no_longer_fitted():
    said = words(paper("pot", COSTS, sum=100_000_00, rule="greedy"), WANTED)
    assert "By most votes" in said and "When its turn came" in said and "Each part" not in said


def test_a_pot_that_nobody_wants_pays_nothing():
    found = shown(paper("pot", COSTS, sum=160_000_00), [[], []])
    assert found["paid"] == [] and found["left"] == found["sum"] and len(found["unpaid"]) == 4


def test_a_ranked_count_for_several_is_told_round_by_round():
    said = words(paper("stv", seats=2), RANKED)
    for part in (
        "8 people ranked something. There are 2 seats. The quota is 3 votes.",
        "Fridges 4 Chosen in round 1. 4 first choices.",
        "Round 2: Fridges has more than the quota; what is above it goes on",
        "Got 0.5.",
        "Ties, and how they were broken",
        "Would a simple count have been different?",
    ):
        assert part in said, f"{part}\n{said}"


def test_one_of_a_thing_is_told_as_one():
    said = words(paper("stv", seats=1), [["a"]])
    assert "1 person ranked something. There is 1 seat. The quota is 1 vote." in said


def test_every_round_keeps_all_votes():
    for method, seats in (("irv", 1), ("stv", 2), ("stv", 3)):
        found = shown(paper(method, seats=seats), RANKED)
        for one in found["rounds"]:
            assert sum(row["total"] for row in one["rows"]) + one["exhausted"] == found["valid"]
        assert [end["option"]["key"] for end in found["rows"] if end.get("has_won")] == [
            option["key"] for option in found["winners"]
        ]
        assert {end["option"]["key"] for end in found["rows"]} == set(KEYS)


def test_an_option_without_a_first_choice_is_left_out_and_still_told():
    found = shown(paper("irv"), [["a"], ["a"], ["b", "c"], ["d"], ["d"], ["b"]])
    assert next(end for end in found["rows"] if end["option"]["key"] == "c")["round"] == 2


def test_a_runoff_says_how_many_were_more_than_half_in_each_round():
    found = shown(paper("irv"), [["a", "b"], ["a"], ["b"], ["c"], ["c"]])
    counting = [sum(row["total"] for row in one["rows"]) for one in found["rounds"]]
    assert [one["needed"] for one in found["rounds"]] == [n // 2 + 1 for n in counting]
    assert found["rounds"][-1]["needed"] == found["quota"]
    assert "Garden 0 Left out in round 2" in words(paper("irv"), [["a", "b"], ["a"], ["b", "c"], ["c"], ["c"]])


def test_where_nobody_ranked_anything_nothing_is_drawn_and_nothing_breaks():
    found = shown(paper("irv"), [[], []])
    assert (found["rounds"], found["winners"], found["rows"]) == ([], [], [])
    assert "0 people ranked something" in words(paper("irv"), [[], []])


def test_an_order_is_told_place_by_place():
    said = words(paper("ranking"), [["a", "b", "c"], ["a", "c"], ["b", "a"], ["c", "b", "a"], ["b"], ["a"]])
    assert "1. Fridges 5 of 6 ballots were with it when all others had been left out. Left out before:" in said
    told = words(paper("ranking"), [["a", "b", "c", "d"], ["a", "b", "d", "c"], ["b", "a", "d", "c"]])
    assert "1. Fridges 2 to 1 against Pantry, 2 to 0 against" in told
    assert "4. Classes It was the only one left." in told
    assert "4. Garden Nobody ranked it." in said


def test_approval_names_who_won_and_how_many_named_each():
    said = words(paper("approval", seats=2), [["a", "b"], ["a"], ["b", "c"], ["a"]])
    assert "2 can win." in said and "Fridges 3 Chosen 3 of 4 people named it." in said
    assert "Garden 0 Not chosen 0 of 4 people named it." in said


def test_points_are_told_with_what_there_could_have_been():
    said = words(paper("score"), [{"a": 10, "b": 5}, {"b": 9}])
    assert "Pantry 14 Chosen 14 points of 20 there could be." in said
    assert "Would a simple count have been different? No." not in said


def test_a_simple_count_that_is_a_tie_is_not_called_different():
    said = words(paper("irv"), [["a", "b"], ["a", "c"], ["b", "c"], ["c", "b"], ["d", "c"], ["c"], ["b", "a"], []])
    tie = "Would a simple count have been different? It would be a tie, which the published order would decide."
    assert f"{tie} It would have chosen too: Fridges. It would have left out: Classes." in said
    assert "Yes." not in said


def test_who_is_chosen_without_the_quota_is_told_why():
    said = words(paper("stv", seats=2), [["a"]] * 5 + [["b"]] * 2 + [["c"]])
    why = "Chosen without the quota: as many were left as seats."
    assert "The quota is 3 votes." in said
    assert f"Pantry 2 Chosen in round 4. 2 first choices {why}" in said.replace("choices.", "choices")
    assert said.count(why) == 2  # in the list, and in the round
    assert why not in words(paper("stv", seats=2), [["a"]] * 3 + [["b"]] * 3)
    assert why not in words(paper("irv"), [["a"]] * 2 + [["b"], ["c"], ["d"]])


def test_places_that_nobody_is_wanted_for_stay_empty():
    assert "1 place stays empty" in words(paper("approval", seats=2), [["a"], ["a"]])


def test_consent_tells_the_harm_and_the_concerns_in_peoples_words():
    answers = [("consent", ""), ("concern", "It may shame."), ("object", "Nights are shut out."), ("aside", "")]
    asked = rules.Paper("consent")
    said = words(asked, [{"answer": answer, "words": text} for answer, text in answers])
    assert "“Nights are shut out.”" in said and "“It may shame.”" in said
    assert said.index("I consent 1") < said.index("I object 1") < said.index("I stand aside 1")


def test_gradients_stand_in_the_order_of_the_scale_with_their_middle():
    asked = rules.Paper("gradients")
    said = words(asked, ["endorse", "agree_with_reservations", "block"])
    assert said.index("Yes, fully 1") < said.index("Yes, with reservations 1 The middle stands here")
    assert said.index("Yes, with reservations 1") < said.index("No, stop this 1")


BOUNDS = {"a": [10_000, 120_000], "b": [0, 120_000], "c": [0, 120_000], "d": [0, 120_000]}
SHARED = [
    {"a": 50_000, "b": 50_000, "c": 50_000, "d": 50_000},
    {"a": 120_000, "b": 80_000},
    {"a": 10_000, "c": 100_000, "d": 90_000},
    {"a": 33_333, "b": 66_667, "c": 100_000},
]


def test_a_division_shows_both_ways_and_the_sums_behind_them():
    asked = paper("division", pot=200_000, bounds=BOUNDS)
    said = words(asked, SHARED)
    for part in (
        "4 people divided the sum.",
        "$120,000 + $50,000 + $33,333 + $10,000 = $213,333.",
        "The average: $213,333 ÷ 4 = $53,333. What is less than one unit was cut off.",
        "The least it may get is $10,000, the most is $120,000.",
        "(the middle)",
    ):
        assert part in said, f"{part}\n{said}"
    rows = shown(asked, SHARED)["rows"]
    assert sum(row["average"] for row in rows) == sum(row["median"] for row in rows) == 200_000_00


def test_the_middle_of_the_line_is_the_middle_that_was_counted():
    for row in shown(paper("division", pot=200_000, bounds=BOUNDS), SHARED)["rows"]:
        middle = next(one["amount"] for one in row["line"] if one["is_middle"])
        assert 0 <= row["median"] - middle // 100 * 100 <= 100
        assert len(row["line"]) == 2 * len(SHARED) + 1


def test_a_division_that_nobody_made_says_so():
    assert shown(paper("division", pot=200_000, bounds=BOUNDS), [{}])["rows"] == []


@pytest.mark.parametrize("text", ["7", "-1/3", "0x10/0x3"])
def test_fractions_are_read_in_the_base_they_are_written_in(text):
    assert reading.pots._fraction(text) == {"7": 7, "-1/3": -reading.pots.Fraction(1, 3)}.get(
        text, reading.pots.Fraction(16, 3)
    )
