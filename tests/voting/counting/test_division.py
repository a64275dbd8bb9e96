"""Dividing a pot: the plain average and the phantom median, exact, within bounds, in whole units."""

from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.record.verdict import Refused
from governance.voting.counting.division import Question, Share, count

IDS = ("housing", "youth", "food", "arts")


def ask(pot=100, *, floors=(0, 0, 0), ceilings=None):
    """A pot for as many priorities as there are floors."""
    ceilings = ceilings or [pot] * len(floors)
    return Question(pot, tuple(Share(*bounds) for bounds in zip(IDS, floors, ceilings, strict=False)))


def ballot(*amounts):
    return dict(zip(IDS, amounts, strict=False))


def distance(found, wished) -> Fraction:
    """How far a division is from a wish: every difference, added up."""
    return sum(abs(found[name] - wished.get(name, 0)) for name in found)


def split(draw, question) -> dict:
    """A ballot that keeps to the bounds and gives out the pot."""
    amounts = [share.floor for share in question.shares]
    left = question.free
    for place in draw(st.permutations(range(len(amounts)))):
        room = min(left, question.shares[place].ceiling - amounts[place])
        given_now = draw(st.integers(0, room))
        amounts[place] += given_now
        left -= given_now
    for place, share in enumerate(question.shares):
        more = min(left, share.ceiling - amounts[place])
        amounts[place] += more
        left -= more
    return dict(zip(question.ids, amounts, strict=True))


@st.composite
def questions(draw):
    """A pot with bounds that fit into it."""
    size, pot = draw(st.integers(1, 4)), draw(st.integers(0, 60))
    floors, left = [], pot
    for _place in range(size):
        floors.append(draw(st.integers(0, left // 2)))
        left -= floors[-1]
    ceilings = [draw(st.integers(floor, pot)) for floor in floors]
    short = max(0, pot - sum(ceilings))
    for place in range(size):
        more = min(short, pot - ceilings[place])
        ceilings[place] += more
        short -= more
    return Question(pot, tuple(Share(*bounds) for bounds in zip(IDS, floors, ceilings, strict=False)))


@st.composite
def divisions(draw, least=1):
    """A question, and how a few members answer it."""
    question = draw(questions())
    return question, [split(draw, question) for _member in range(draw(st.integers(least, 6)))]


# --- by hand ---


def test_the_average_is_what_members_gave_on_average():
    result = count(ask(), [ballot(100, 0, 0), ballot(50, 50, 0), ballot(0, 50, 50)])

    assert result.average.exact == {"housing": 50, "youth": Fraction(100, 3), "food": Fraction(50, 3)}
    assert result.average.whole == {"housing": 50, "youth": 33, "food": 17}
    assert result.average.raised == ("food",)


def test_members_who_each_want_one_thing_are_given_their_exact_proportion():
    wishes = [ballot(100, 0, 0)] * 4 + [ballot(0, 100, 0)] * 2 + [ballot(0, 0, 100)]

    result = count(ask(), wishes)

    assert result.median.exact == {"housing": Fraction(400, 7), "youth": Fraction(200, 7), "food": Fraction(100, 7)}
    assert result.median.step == Fraction(100, 7)
    assert result.median.whole == {"housing": 57, "youth": 29, "food": 14}


def test_members_who_agree_get_what_they_agree_on():
    result = count(ask(), [ballot(70, 20, 10)] * 5)

    assert result.median.exact == result.average.exact == ballot(70, 20, 10)


def test_one_member_who_exaggerates_moves_the_average_and_not_the_median():
    others = [ballot(40, 40, 20), ballot(50, 30, 20)]
    honest, loud = [*others, ballot(60, 20, 20)], [*others, ballot(100, 0, 0)]

    said, shouted = count(ask(), honest), count(ask(), loud)

    assert distance(shouted.average.exact, honest[-1]) != distance(said.average.exact, honest[-1])
    assert distance(shouted.median.exact, honest[-1]) >= distance(said.median.exact, honest[-1])


def test_floors_are_kept_and_only_the_rest_is_divided():
    result = count(ask(floors=(10, 20, 0)), [ballot(80, 20, 0), ballot(10, 90, 0), ballot(10, 20, 70)])

    assert result.median.exact == {
        "housing": 10 + Fraction(70, 3), "youth": 20 + Fraction(70, 3), "food": Fraction(70, 3),
    }  # fmt: skip


def test_equal_remainders_go_by_the_published_order_and_are_named():
    wishes = [ballot(10, 0, 0), ballot(0, 10, 0), ballot(0, 0, 10)]
    result = count(ask(10), wishes, order=["food", "youth", "housing"])

    assert result.average.whole == {"housing": 3, "youth": 3, "food": 4}
    assert result.average.raised == ("food",)
    assert set(result.average.ties) == {"housing", "youth", "food"}


def test_where_nobody_divides_the_pot_there_is_no_outcome():
    for sent in ([], [{}, {}]):
        result = count(ask(), sent)
        assert (result.average, result.median, result.people, result.divided) == (None, None, len(sent), 0)
        assert result.as_dict()["median"] is None


def test_an_abstention_counts_as_a_person_and_divides_nothing():
    result = count(ask(), [ballot(60, 40, 0), {}])

    assert (result.people, result.divided) == (2, 1)
    assert result.average.whole == ballot(60, 40, 0)


def test_the_arithmetic_is_shown():
    text = "\n".join(count(ask(), [ballot(100, 0, 0), ballot(50, 50, 0), ballot(0, 50, 50)]).lines())

    assert "food: 17  (exactly 50/3, rounded up)" in text
    assert "from 100, 50, 0" in text


@pytest.mark.parametrize(("wrong", "said"), [
    (ballot(50, 40, 0), "come to 90, and the pot holds 100"),
    (ballot(120, -20, 0), "housing may get between 0 and 100"),
    ({"zoo": 100}, "zoo is not one of the options"),
    (ballot(50.5, 49.5, 0), "housing may get"),
])  # fmt: skip
def test_a_ballot_that_does_not_divide_the_pot_is_refused(wrong, said):
    with pytest.raises(Refused, match=said):
        count(ask(), [wrong])


@pytest.mark.parametrize(("question", "said"), [
    (lambda: ask(10, floors=(8, 8)), "No division"),
    (lambda: ask(10, floors=(0, 0), ceilings=(3, 3)), "No division"),
    (lambda: ask(10, floors=(5, 0), ceilings=(4, 9)), "above the most"),
    (lambda: ask(-1), "no sum"),
    (lambda: Question(5, (Share("a", 0, 5), Share("a", 0, 5))), "same name"),
])  # fmt: skip
def test_a_question_without_an_answer_is_refused(question, said):
    with pytest.raises(Refused, match=said):
        question()


# --- what holds for every division ---


@settings(max_examples=150, deadline=None)
@given(divisions())
def test_both_ways_give_out_the_whole_pot_within_the_bounds(division):
    question, sent = division
    result = count(question, sent)
    for found in (result.average, result.median):
        assert sum(found.exact.values()) == sum(found.whole.values()) == question.pot
        for share in question.shares:
            assert share.floor <= found.exact[share.id] <= share.ceiling
            assert share.floor <= found.whole[share.id] <= share.ceiling
            assert abs(found.whole[share.id] - found.exact[share.id]) < 1


@settings(max_examples=150, deadline=None)
@given(divisions())
def test_the_median_is_the_median_of_the_amounts_and_the_phantoms(division):
    question, sent = division
    found = count(question, sent).median
    for share in question.shares:
        phantoms = [min(k * found.step, Fraction(question.free)) for k in range(len(sent) + 1)]
        amounts = [Fraction(one[share.id] - share.floor) for one in sent]
        assert found.exact[share.id] - share.floor == median(phantoms + amounts)


@settings(max_examples=60, deadline=None)
@given(divisions(), st.randoms(use_true_random=False))
def test_who_wrote_which_ballot_makes_no_difference(division, random):
    question, sent = division
    assert count(question, sent) == count(question, random.sample(sent, len(sent)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(IDS), min_size=1, max_size=9))
def test_single_minded_members_are_served_in_proportion_whoever_they_are(wanted):
    result = count(ask(840, floors=(0, 0, 0, 0)), [{name: 840} for name in wanted])
    for found in (result.average, result.median):
        assert found.exact == {name: Fraction(840 * wanted.count(name), len(wanted)) for name in IDS}


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_nobody_brings_the_median_nearer_to_their_wish_by_writing_something_else(data):
    question, sent = data.draw(divisions())
    wish, lie = sent[0], split(data.draw, question)

    honest = count(question, sent).median.exact
    bent = count(question, [lie, *sent[1:]]).median.exact

    assert distance(bent, wish) >= distance(honest, wish)


def test_the_record_holds_exact_fractions_as_text_and_the_step_of_the_phantoms():
    said = count(ask(10), [ballot(10, 0, 0), ballot(0, 10, 0), ballot(0, 0, 10)]).as_dict()

    assert said["average"] == {
        "exact": {"housing": "10/3", "youth": "10/3", "food": "10/3"},
        "whole": {"housing": 3, "youth": 3, "food": 4},
        "raised": ["food"],
        "ties": ["food", "housing", "youth"],
        "step": None,
    }
    assert said["median"]["step"] == "10/3"
    assert said["parameters"]["pot"] == 10


def test_the_text_says_how_far_the_phantoms_are_apart_and_only_for_the_median():
    lines = count(ask(10), [ballot(10, 0, 0), ballot(0, 10, 0), ballot(0, 0, 10)]).lines()

    assert [line for line in lines if line.startswith("By the")] == [
        "By the average:",
        "By the median, phantoms 3.3333 apart:",
    ]
