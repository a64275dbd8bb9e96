"""What is told of a secret vote, when, and to whom: the rules at their edges."""

from datetime import UTC, datetime, timedelta

import pytest

from governance.voting import rules
from governance.voting.rules.secrecy import ROUND

HOUR = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(("asks_residents", "is_advice", "may"), [
    (False, False, True), (False, True, True), (True, True, True), (True, False, False),
])  # fmt: skip
def test_a_majority_of_residents_is_counted_openly_unless_it_is_only_advice(asks_residents, is_advice, may):
    verdict = rules.may_hide(asks_residents=asks_residents, is_advice=is_advice)
    assert (bool(verdict), verdict.clause) == (may, "" if may else "vote.secret")
    assert not rules.may_hide(asks_residents=True)


@pytest.mark.parametrize(("voted", "told"), [(0, 0), (9, 0), (10, 10), (19, 10), (20, 20), (25, 20)])
def test_how_many_have_voted_is_told_in_steps(voted, told):
    assert rules.turnout_step(voted=voted, k_min=10) == told


@pytest.mark.parametrize(("last", "told", "step", "tells"), [
    (None, 0, 0, False),
    (None, 0, 10, True),
    (HOUR, 10, 20, False),
    (HOUR - rules.PAUSE + MOMENT, 10, 20, False),
    (HOUR - rules.PAUSE, 10, 20, True),
    (HOUR - rules.PAUSE, 20, 20, False),
    (HOUR - rules.PAUSE, 20, 10, False),
])  # fmt: skip
def test_a_new_figure_is_told_when_it_is_higher_and_the_last_is_old_enough(last, told, step, tells):
    assert rules.tells_turnout(last=last, at=HOUR, told=told, step=step) is tells
    assert timedelta(minutes=15) == rules.PAUSE


@pytest.mark.parametrize(("is_secret", "last", "at", "tells"), [
    (False, None, HOUR, True),
    (True, None, HOUR, False),
    (False, None, HOUR + ROUND - MOMENT, True),
    (False, None, HOUR + ROUND, False),
    (False, HOUR - MOMENT, HOUR, True),
    (False, HOUR, HOUR + MOMENT, False),
    (False, None, HOUR + timedelta(minutes=59), False),
])  # fmt: skip
def test_that_a_ballot_was_recorded_is_mailed_with_the_full_hour_and_never_in_a_secret_vote(is_secret, last, at, tells):
    assert rules.tells_recorded(is_secret=is_secret, last=last, at=at) is tells


@pytest.mark.parametrize(("is_secret", "ballots", "listed"), [
    (False, 0, True), (False, 99, True), (True, 19, False), (True, 20, True), (True, 21, True),
])  # fmt: skip
def test_ballots_are_listed_always_in_an_open_vote_and_in_a_secret_one_when_they_are_many(is_secret, ballots, listed):
    assert rules.lists_ballots(is_secret=is_secret, ballots=ballots, k_min=10) is listed


@pytest.mark.parametrize(("roll", "small"), [(0, True), (9, True), (10, False), (11, False)])
def test_a_small_board_hardly_keeps_a_secret(roll, small):
    assert rules.is_too_small(roll=roll, k_min=10) is small


@pytest.mark.parametrize(("counts", "all_the_same"), [
    ([], False), ([0, 0], False), ([1, 0], True), ([0, 3, 0], True), ([1, 1], False), ([2, 1], False),
])  # fmt: skip
def test_when_everybody_chose_the_same_the_result_tells_what_each_chose(counts, all_the_same):
    if counts:
        assert rules.gave_all_away(counts=counts) is all_the_same
    answers = [n for n, times in enumerate(counts) for _ in range(times)]
    assert rules.all_alike(answers) is all_the_same


def test_answers_are_alike_whatever_order_their_parts_are_written_in():
    assert rules.all_alike([{"a": 1, "b": 2}, {"b": 2, "a": 1}])
    assert not rules.all_alike([["a", "b"], ["b", "a"]])


def test_files_and_ballots_are_read_only_once_the_vote_is_decided_and_few_ballots_by_two_people_only():
    early = rules.may_publish(is_decided=False)
    assert rules.may_publish(is_decided=True)
    assert (bool(early), early.clause) == (False, "vote.times")
    for is_decided, is_scrutineer in ((False, True), (False, False), (True, False)):
        refused = rules.may_read_ballots(is_decided=is_decided, is_scrutineer=is_scrutineer)
        assert (bool(refused), refused.clause) == (False, "vote.secret")
        assert ("two people" in refused.message) is is_decided
    assert rules.may_read_ballots(is_decided=True, is_scrutineer=True)
