"""Ranked ballots: Scottish STV by hand, instant runoff, ties, and what holds for every count."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.record.verdict import Refused
from governance.voting.counting import RULES, irv, stv
from governance.voting.counting.rankings import Contest, Rankings
from governance.voting.counting.transfers import EXCLUSION, FIRST, SURPLUS, VOTE, decimals, short

NAMES = ("ada", "bo", "cy", "di", "eli", "fay")


def ballots(*lines: str) -> list[str]:
    """Ballots as people write them: "3 ada bo" is three people who put Ada first and Bo second."""
    return [line.split()[1:] for line in lines for _person in range(int(line.split()[0]))]


def elect(*lines: str, names="ada bo cy di", seats=2, **more):
    return stv.count(Rankings.gather(names.split(), ballots(*lines)), seats=seats, **more)


def runoff(*lines: str, names="ada bo cy di", **more):
    return irv.count(Rankings.gather(names.split(), ballots(*lines)), **more)


@st.composite
def elections(draw):
    """A few candidates and ballots; ties are common on purpose."""
    ids = NAMES[: draw(st.integers(1, 6))]
    ranking = st.permutations(ids).flatmap(lambda order: st.integers(0, len(ids)).map(lambda n: tuple(order[:n])))
    return ids, draw(st.lists(ranking, max_size=40)), draw(st.integers(1, 4))


# --- the statute ---


def test_the_quota_is_the_fewest_votes_that_only_as_many_can_have_as_there_are_seats():
    assert [stv.quota_of(votes, 2) for votes in (0, 1, 2, 3, 5, 6, 299, 300)] == [1, 1, 1, 2, 2, 3, 100, 101]
    assert stv.quota_of(14207, 4) == 2842


def test_who_has_exactly_the_quota_is_elected_and_has_no_surplus():
    result = elect("4 ada bo", "3 bo", "2 cy", "2 di")

    assert result.quota == 4
    assert result.rounds[0].elected == ("ada",)
    assert [one.kind for one in result.rounds] == [FIRST, EXCLUSION, EXCLUSION]


def test_a_surplus_passes_on_every_paper_at_five_decimals_and_the_rest_is_written_off():
    result = elect("6 ada bo", "3 ada cy", "2 ada", "3 bo", "3 cy", "1 di")

    one = result.rounds[1]
    assert (result.quota, one.kind, one.of) == (7, SURPLUS, "ada")
    # 4 ÷ 11 = 0.36363|63…: six papers to Bo, three to Cy, two go nowhere.
    assert one.transfers == {"ada": -400_000, "bo": 6 * 36_363, "cy": 3 * 36_363}
    assert one.totals == {"ada": 700_000, "bo": 518_178, "cy": 409_089, "di": 100_000}
    assert (one.exhausted, one.rounding) == (2 * 36_363, 400_000 - 11 * 36_363)


def test_papers_that_came_with_a_surplus_go_on_at_their_reduced_value():
    result = elect("12 ada bo cy", "3 bo cy", "4 cy", "4 di", seats=3)

    # Quota 6. Ada's twelve papers go to Bo at 6/12; Bo then has 9, and passes on 3.
    assert result.quota == 6
    assert result.rounds[1].totals["bo"] == 9 * VOTE
    # At 3 × 0.5 ÷ 9 = 0.16666 and at 3 × 1 ÷ 9 = 0.33333.
    assert result.rounds[2].transfers["cy"] == 12 * 16_666 + 3 * 33_333


def test_the_largest_surplus_goes_first_even_when_it_came_later():
    result = elect("9 ada bo", "6 bo cy", "5 bo di", "1 cy", "1 di", names="ada bo cy di eli", seats=3)

    # Quota 6. Bo has 11 and Ada 9: Bo first.
    assert [one.of for one in result.rounds[:3]] == ["", "bo", "ada"]


def test_papers_never_go_to_somebody_who_is_elected():
    result = elect("5 ada bo cy", "4 bo", "1 cy", "1 di")

    assert result.rounds[0].elected == ("ada", "bo")
    assert len(result.rounds) == 1


def test_the_excluded_pass_on_all_their_papers_in_one_stage_at_the_value_at_which_they_came():
    result = elect("11 ada cy bo", "5 bo", "1 cy bo", "4 di", seats=2)

    # Quota 8. Cy has 11 papers at 3 ÷ 11 = 0.27272 and one of their own, the fewest, and Bo is next on all of them.
    assert [(one.kind, one.of) for one in result.rounds] == [(FIRST, ""), (SURPLUS, "ada"), (EXCLUSION, "cy")] + [
        (EXCLUSION, "di")
    ] * (len(result.rounds) - 3)
    assert result.rounds[2].transfers == {"bo": 11 * 27_272 + VOTE, "cy": -11 * 27_272 - VOTE}


def test_the_last_open_seats_are_filled_without_another_transfer():
    result = elect("9 ada bo", "2 bo", "1 cy", names="ada bo cy", seats=2)

    # Quota 5. Ada's surplus of 4 lifts Bo to 6.
    assert result.winners == ("ada", "bo")
    result = elect("3 ada", "2 bo", "1 cy", names="ada bo cy", seats=3)
    assert result.winners == ("ada", "bo", "cy")
    assert len(result.rounds) == 1


def test_who_is_elected_without_the_quota_is_told_why():
    lines = "\n".join(elect("5 ada", "2 bo", "1 cy", names="ada bo cy", seats=2).lines())
    assert "ada: 5  elected\n" in lines
    assert "bo: 2  elected without the quota: as many were left as seats" in lines
    assert "without the quota" not in "\n".join(runoff("2 ada", "1 bo", "1 cy").lines())


def test_seats_stay_empty_where_too_few_stand():
    assert elect("3 ada", "2 bo", names="ada bo", seats=4).winners == ("ada", "bo")


def test_there_is_at_least_one_seat():
    with pytest.raises(Refused, match="one seat"):
        elect("1 ada", seats=0)


# --- ties ---


def test_a_tie_is_broken_by_the_last_round_in_which_they_were_unequal():
    result = elect("6 ada", "4 bo", "3 cy", "1 di cy", "5 eli", names="ada bo cy di eli", seats=1)

    tie = result.ties[0]
    # Bo and Cy have four each after Di is gone; before, Cy had fewer.
    assert (tie.among, tie.first, tie.stage, tie.round, tie.why) == (("bo", "cy"), "cy", 1, 2, EXCLUSION)
    assert result.rounds[2].of == "cy"


@pytest.mark.parametrize(("order", "gone"), [(["ada", "bo", "cy"], "cy"), (["cy", "ada", "bo"], "bo")])
def test_who_was_never_unequal_goes_by_the_published_order(order, gone):
    result = elect("2 ada", "1 bo", "1 cy", names="ada bo cy", seats=2, order=order)

    assert result.excluded == (gone,)
    assert result.ties[0].stage == 0
    assert "by the published order" in "\n".join(result.lines())


def test_of_equal_surpluses_the_first_in_the_published_order_goes_first():
    for order in (["ada", "bo", "cy", "di"], ["bo", "ada", "cy", "di"]):
        result = elect("5 ada cy", "5 bo di", "1 cy", "1 di", seats=3, order=order)
        assert result.rounds[1].of == order[0]


def test_looking_back_narrows_a_tie_of_three_before_it_looks_further_back():
    result = elect(
        "5 ada", "3 bo", "1 eli cy", "2 cy", "2 di", "1 fay di",
        names="ada bo cy di eli fay", seats=1, order=["ada", "bo", "cy", "di", "eli", "fay"],
    )  # fmt: skip
    found = [(tie.among, tie.first, tie.stage) for tie in result.ties]
    # Fay and Eli are equal from the start; then Bo, Cy and Di have three each, and in round 2 Cy had fewest.
    assert found[0] == (("eli", "fay"), "fay", 0)
    assert found[1] == (("bo", "cy", "di"), "cy", 2)


def test_the_order_of_ties_names_everybody_once():
    with pytest.raises(Refused, match="every option once"):
        elect("1 ada", order=["ada", "bo"])


# --- instant runoff ---


def test_the_last_goes_until_one_has_more_than_half():
    result = runoff("4 ada", "3 bo cy", "2 cy bo")

    assert (result.rule, result.winners, result.seats, result.quota) == ("irv", ("bo",), 1, 5)
    assert result.parameters == {"majority": "of ballots still counting", "excluded": "one at a time"}
    assert result.excluded == ("di", "cy")
    assert [(one.kind, one.of) for one in result.rounds] == [(FIRST, ""), (EXCLUSION, "di"), (EXCLUSION, "cy")]
    assert result.rounds[-1].totals == {"ada": 4 * VOTE, "bo": 5 * VOTE, "cy": 0, "di": 0}


def test_more_than_half_is_counted_among_the_ballots_that_still_count():
    result = runoff("4 ada", "3 bo", "2 cy", "2 di", names="ada bo cy di")

    assert result.winners == ("ada",)
    assert result.rounds[-1].exhausted == 4 * VOTE
    assert result.quota == 4


def test_exactly_half_is_not_enough():
    result = runoff("2 ada", "1 bo", "1 cy bo", names="ada bo cy")

    assert result.rounds[0].elected == ()
    assert result.ties[-1].stage == 1
    assert result.winners == ("ada",)


# --- what holds for every count ---


@settings(max_examples=80, deadline=None)
@given(elections())
def test_no_vote_is_lost_or_made_in_any_round(election):
    ids, sent, seats = election
    rankings = Rankings.gather(ids, sent)
    for result in (stv.count(rankings, seats=seats), irv.count(rankings)):
        for one in result.rounds:
            assert sum(one.totals.values()) + one.non_transferable == VOTE * rankings.valid
            assert min(one.totals.values()) >= 0
            assert one.rounding >= 0
        for before, after in pairwise(result.rounds):
            moved = {n: after.totals[n] - before.totals[n] for n in ids if after.totals[n] != before.totals[n]}
            assert moved == {name: votes for name, votes in after.transfers.items() if votes}


@settings(max_examples=80, deadline=None)
@given(elections())
def test_as_many_win_as_there_are_seats_and_nobody_from_outside(election):
    ids, sent, seats = election
    rankings = Rankings.gather(ids, sent)
    for result, open_seats in ((stv.count(rankings, seats=seats), seats), (irv.count(rankings), 1)):
        assert len(result.winners) == (min(open_seats, len(ids)) if rankings.valid else 0)
        assert len(set(result.winners)) == len(result.winners)
        assert set(result.winners) <= set(ids)
        assert not set(result.winners) & set(result.excluded)


@settings(max_examples=60, deadline=None)
@given(elections(), st.randoms(use_true_random=False))
def test_in_which_order_ballots_or_options_come_makes_no_difference(election, random):
    ids, sent, seats = election
    mixed, listed = random.sample(sent, len(sent)), random.sample(ids, len(ids))
    for count in (lambda rankings: stv.count(rankings, seats=seats), irv.count):
        here, there = count(Rankings.gather(ids, sent)), count(Rankings.gather(listed, mixed))
        assert (here.winners, here.ties, here.input) == (there.winners, there.ties, there.input)
        assert here.as_dict()["rounds"] == there.as_dict()["rounds"]


@settings(max_examples=60, deadline=None)
@given(elections())
def test_one_seat_is_won_by_whoever_wins_the_runoff(election):
    ids, sent, _seats = election
    rankings = Rankings.gather(ids, sent)
    assert stv.count(rankings, seats=1).winners == irv.count(rankings).winners


@settings(max_examples=60, deadline=None)
@given(elections())
def test_three_times_as_many_people_of_the_same_minds_elect_the_same_by_runoff(election):
    ids, sent, _seats = election
    once, thrice = irv.count(Rankings.gather(ids, sent)), irv.count(Rankings.gather(ids, sent * 3))
    assert (once.winners, once.excluded) == (thrice.winners, thrice.excluded)
    assert [{n: 3 * v for n, v in one.totals.items()} for one in once.rounds] == [r.totals for r in thrice.rounds]


def test_a_group_that_is_as_large_as_two_quotas_gets_two_of_its_own():
    mine = [
        f"{n} {a} {b} {c}" for n, a, b, c in ((21, "ada", "bo", "cy"), (12, "bo", "cy", "ada"), (8, "cy", "ada", "bo"))
    ]
    result = elect(*mine, "10 di eli", "9 eli di", names="ada bo cy di eli", seats=2)

    assert set(result.winners) <= {"ada", "bo", "cy"}


# --- ballots and the record ---


def test_somebody_named_twice_keeps_the_better_place():
    assert Rankings.gather(["ada", "bo"], [["bo", "ada", "bo"]]).weights == {(1, 0): 1}


@pytest.mark.parametrize(("ids", "sent", "said"), [
    (["ada", "ada"], [], "same name"),
    (["ada"], [["zoe"]], "zoe is not one of the options"),
])  # fmt: skip
def test_what_cannot_be_counted_is_refused_with_the_reason(ids, sent, said):
    with pytest.raises(Refused, match=said):
        Rankings.gather(ids, sent)


def test_where_somebody_withdrew_everybody_else_moves_up():
    contest = Contest(1, Rankings.gather(["ada", "bo", "cy"], [["bo", "cy"], ["bo"], ["ada"]]), withdrawn=(1,))

    assert contest.ids == ("ada", "cy")
    assert contest.standing.weights == {(1,): 1, (): 1, (0,): 1}
    assert "bo" not in RULES["stv"].count(contest).winners


def test_an_abstention_is_a_person_and_not_a_valid_ballot():
    result = elect("2 ada", "3")

    assert (result.people, result.valid, result.quota) == (5, 2, 1)


def test_where_nobody_ranks_anybody_nobody_is_elected():
    for result in (elect("3"), elect(), runoff("2")):
        assert (result.winners, result.rounds) == ((), ())
    assert runoff("2").quota == 0


def test_the_record_says_votes_with_all_their_decimals():
    result = elect("6 ada bo", "3 ada cy", "2 ada", "3 bo", "3 cy", "1 di")

    said = result.as_dict()
    assert said["rounds"][1]["totals"]["bo"] == "5.18178"
    assert said["rounds"][1]["non_transferable"] == "0.72733"
    assert said["parameters"] == {"variant": "scottish-2007", "quota": "droop", "decimals": 5, "seats": 2}
    assert "  bo: 5.18178  (+2.18178)" in result.lines()


def test_votes_are_written_without_a_float():
    assert [decimals(votes) for votes in (0, 1, -1, 123_456_789_012_345)] == [
        "0.00000", "0.00001", "-0.00001", "1234567890.12345",
    ]  # fmt: skip
    assert [short(votes) for votes in (0, 100_000, 150_000, 1_000_000)] == ["0", "1", "1.5", "10"]


def test_the_rules_take_the_seats_from_the_file_or_from_the_person_who_asks():
    contest = Contest(2, Rankings.gather(["ada", "bo", "cy"], [["ada"], ["ada"], ["bo"], ["cy", "bo"]]))

    assert len(RULES["stv"].count(contest).winners) == 2
    assert len(RULES["stv"].count(contest, seats=1).winners) == 1
    assert RULES["irv"].count(contest).winners == ("ada",)


def test_a_round_is_told_with_what_moved_and_without_what_did_not():
    lines = elect("6 ada bo", "3 ada cy", "2 ada", "3 bo", "3 cy", "1 di").lines()

    at = lines.index("Round 2: the surplus of ada is passed on")
    assert lines[at + 1 : at + 6] == [
        "  ada: 7  (-4)",
        "  bo: 5.18178  (+2.18178)",
        "  cy: 4.09089  (+1.09089)",
        "  di: 1",
        "  non-transferable: 0.72733, rounding 0.00007",
    ]
