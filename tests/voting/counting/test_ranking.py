"""A whole order from ranked ballots: instant runoff, repeated without who won."""

import random

import pytest
from hypothesis import given, settings

from community.record.verdict import Refused
from governance.voting.counting import RULES, irv, ranking
from governance.voting.counting.rankings import Contest, Rankings
from governance.voting.counting.transfers import VOTE

from .test_ranked import ballots, elections


def rank(*lines: str, names="ada bo cy di", **more):
    return ranking.count(Rankings.gather(names.split(), ballots(*lines)), **more)


def test_each_place_goes_to_the_winner_among_those_who_are_left():
    found = rank("4 ada bo", "3 bo cy", "2 cy bo")

    assert found.winners == ("bo", "cy", "ada", "di")
    first, second, third, fourth = found.rounds
    # Di and Cy go; Cy's two have Bo next.
    assert (first.votes, first.excluded) == ({"ada": 4 * VOTE, "bo": 5 * VOTE, "cy": 2 * VOTE, "di": 0}, ("di", "cy"))
    # Without Bo, Cy has Bo's three as well.
    assert (second.votes, second.excluded) == ({"ada": 4 * VOTE, "cy": 5 * VOTE, "di": 0}, ())
    assert (third.votes, third.exhausted) == ({"ada": 4 * VOTE, "di": 0}, 5 * VOTE)
    assert (fourth.votes, fourth.exhausted) == ({}, 9 * VOTE)


def test_it_is_not_the_order_in_which_one_runoff_excludes():
    """Cy is first to nobody and second to all: excluded first, and yet second in the order."""
    found = rank("5 ada cy bo", "4 bo cy ada", names="ada bo cy")

    assert irv.count(Rankings.gather(["ada", "bo", "cy"], ballots("5 ada cy bo", "4 bo cy ada"))).winners == ("ada",)
    assert found.winners == ("ada", "cy", "bo")


def test_who_is_ranked_by_nobody_comes_last_in_the_published_order():
    for order in (["ada", "bo", "cy", "di"], ["di", "cy", "bo", "ada"]):
        found = rank("2 bo", "1", order=order)
        assert found.winners == ("bo", *(name for name in order if name != "bo"))
        assert [one.votes for one in found.rounds[1:]] == [{}, {}, {}]
        assert [one.place for one in found.rounds] == [1, 2, 3, 4]
        assert [one.exhausted for one in found.rounds] == [0, 2 * VOTE, 2 * VOTE, 2 * VOTE]
        assert "ranked by nobody" in found.lines()[-1]


def test_where_nobody_ranks_anything_nothing_is_put_first():
    for found in (rank(), rank("3"), rank(names="")):
        assert (found.winners, found.rounds, found.ties) == ((), (), ())


@pytest.mark.parametrize("order", [["ada", "bo", "cy"], ["cy", "ada", "bo"], ["bo", "cy", "ada"]])
def test_a_full_tie_goes_by_the_published_order_and_every_place_of_it_is_told(order):
    found = rank("1 ada", "1 bo", "1 cy", names="ada bo cy", order=order)

    assert found.winners == tuple(order)
    assert [(tie.round, tie.first) for tie in found.ties] == [(1, order[2]), (1, order[1]), (2, order[2])]
    assert "  round 2, exclusion" in "\n".join(found.lines())


def test_the_order_of_ties_names_everybody_once():
    with pytest.raises(Refused, match="every option once"):
        rank("1 ada", order=["ada", "bo"])


def test_the_record_holds_what_everybody_had_when_they_went():
    said = rank("3 ada", "2 bo", "1 cy ada", names="ada bo cy").as_dict()

    assert (said["rule"], said["version"]) == ("ranking", "1")
    assert said["parameters"] == {
        "repeated": "irv", "majority": "of ballots still counting", "excluded": "one at a time",
    }  # fmt: skip
    assert said["order"] == ["ada", "bo", "cy"]
    assert said["winners"] == ["ada", "bo", "cy"]
    assert said["rounds"][0] == {
        "place": 1, "option": "ada", "votes": {"ada": "4.00000", "bo": "2.00000", "cy": "1.00000"},
        "excluded": ["cy"], "exhausted": "0.00000",
    }  # fmt: skip
    assert said["rounds"][1]["exhausted"] == "3.00000"
    assert not {"sum", "left", "unit", "losers"} & set(said)
    assert (said["people"], said["valid"]) == (6, 6)


def test_the_arithmetic_is_told_place_by_place():
    lines = rank("3 ada", "2 bo", "1 cy ada", names="ada bo cy").lines()

    assert lines[3:] == [
        "  1. ada: 4 against bo 2",
        "     excluded one after another: cy 1",
        "  2. bo: 2 against cy 1",
        "  3. cy: 1",
    ]


def test_who_withdrew_has_no_place():
    contest = Contest(1, Rankings.gather(["ada", "bo", "cy"], [["bo", "cy"], ["bo"], ["ada"]]), withdrawn=(1,))
    assert RULES["ranking"].count(contest).winners == ("ada", "cy")


def test_many_options_have_the_same_places_as_by_one_runoff_after_another():
    chance, ids = random.Random(4), [f"c{number:02}" for number in range(40)]
    left = Rankings.gather(ids, [chance.sample(ids, chance.randint(1, 12)) for _one in range(90)])
    for one in ranking.count(left).rounds:
        again = irv.count(left)
        assert (again.winners, again.excluded) == ((one.option,), one.excluded)
        assert again.rounds[-1].exhausted + VOTE * (90 - again.valid) == one.exhausted
        left = left.without([left.ids.index(one.option)])


def test_nobody_waits_minutes_for_an_order(monkeypatch):
    with pytest.raises(Refused, match="up to 350 options"):
        rank(names=" ".join(f"c{number}" for number in range(351)))
    monkeypatch.setattr(ranking, "MOST_STEPS", 4 * (4 * 16 + 2))
    assert rank("5 ada bo").winners
    with pytest.raises(Refused, match="of 4 options is counted from ballots that name up to 2, not 3"):
        rank("5 ada bo", "1 cy")


@settings(max_examples=80, deadline=None)
@given(elections())
def test_everybody_has_one_place_and_each_is_the_runoff_among_those_below(election):
    ids, sent, _seats = election
    found = ranking.count(Rankings.gather(ids, sent))
    assert sorted(found.winners) == (sorted(ids) if any(sent) else [])
    for at, one in enumerate(found.rounds):
        left = found.winners[at:]
        again = irv.count(Rankings.gather(left, [[name for name in ballot if name in left] for ballot in sent]))
        assert again.winners == ((one.option,) if one.votes else ())
        assert set(one.votes) <= set(left)


@settings(max_examples=60, deadline=None)
@given(elections())
def test_no_ballot_is_lost_for_any_place(election):
    ids, sent, _seats = election
    found = ranking.count(Rankings.gather(ids, sent))
    for one in found.rounds:
        at_the_end = [votes for name, votes in one.votes.items() if name not in one.excluded]
        assert sum(at_the_end) + one.exhausted == VOTE * found.valid
