"""The rules of a vote, each at its edges."""

from datetime import UTC, datetime, timedelta

import pytest

from community.record.verdict import YES, Refused, Verdict
from governance.boards.rules import Balance, Share
from governance.voting import rules

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
DAY = timedelta(days=1)

KEPT = Balance(residents=6, filled=11, total=11, floor=51)
LOST = Balance(residents=5, filled=10, total=11, floor=51)


def said(verdict) -> str:
    """The clause that said no, or nothing."""
    return "" if verdict else verdict.clause


# --- asking for a vote -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("is_member", "subject", "is_pending", "clause"),
    [
        (True, YES, False, ""),
        (False, YES, False, "vote.member"),
        (True, YES, True, "vote.movers"),
        (True, Verdict("No.", clause="priority.lens"), False, "priority.lens"),
        (False, Verdict("No.", clause="priority.lens"), True, "vote.member"),
    ],
)
def test_a_member_asks_for_a_vote_on_what_can_be_put_and_is_not_yet(is_member, subject, is_pending, clause):
    assert said(rules.may_move(is_member=is_member, subject=subject, is_pending=is_pending)) == clause


@pytest.mark.parametrize(
    ("state", "is_member", "has_moved", "clause"),
    [
        ("moved", True, False, ""),
        ("moved", True, True, "vote.movers"),
        ("moved", False, False, "vote.member"),
        ("called", True, False, "vote.movers"),
        ("certified", True, False, "vote.movers"),
    ],
)
def test_another_member_joins_in_until_the_vote_is_called(state, is_member, has_moved, clause):
    assert said(rules.may_second(state=state, is_member=is_member, has_moved=has_moved)) == clause


@pytest.mark.parametrize("now", rules.MOVES)
@pytest.mark.parametrize("then", rules.MOVES)
def test_a_vote_goes_one_step_at_a_time_and_never_back(now, then):
    order = [rules.MOVED, rules.CALLED, rules.OPENED, rules.CLOSED, rules.CERTIFIED]
    assert bool(rules.may_become(now=now, then=then)) == (order.index(then) == order.index(now) + 1)


# --- the clerk's times --------------------------------------------------------------------------------

# Called at noon with 7 days' notice; it may be put off by 14 days, and be open for 30 at most.
TIMES = {
    "is_clerk": True,
    "state": rules.CALLED,
    "called": NOON,
    "opens": NOON + 7 * DAY,
    "closes": NOON + 10 * DAY,
    "opens_now": NOON + 7 * DAY,
    "closes_now": NOON + 10 * DAY,
    "at": NOON + DAY,
    "notice_days": 7,
    "delay_days": 14,
    "days": 3,
    "max_days": 30,
}


@pytest.mark.parametrize(
    ("asked", "clause"),
    [
        ({}, ""),
        ({"is_clerk": False}, "vote.times"),
        ({"state": rules.MOVED}, "vote.times"),
        ({"state": rules.OPENED}, "vote.times"),
        ({"opens": NOON + 7 * DAY - MOMENT}, "vote.notice_days"),
        ({"opens": NOON + 21 * DAY, "closes": NOON + 24 * DAY}, ""),
        ({"opens": NOON + 21 * DAY + MOMENT, "closes": NOON + 25 * DAY}, "vote.delay_days"),
        # Too short to send a ballot in is a way of refusing.
        ({"closes": NOON + 7 * DAY}, "vote.days"),
        ({"closes": NOON + 10 * DAY - MOMENT}, "vote.days"),
        ({"closes": NOON + 10 * DAY}, ""),
        ({"closes": NOON + 37 * DAY}, ""),
        ({"closes": NOON + 37 * DAY + MOMENT}, "vote.max_days"),
        # In the past, though after the notice.
        ({"at": NOON + 9 * DAY, "opens": NOON + 8 * DAY}, "vote.notice_days"),
        ({"at": NOON + 8 * DAY, "opens": NOON + 8 * DAY, "closes": NOON + 11 * DAY}, ""),
    ],
)
def test_the_clerk_sets_times_between_the_notice_and_the_longest_delay(asked, clause):
    assert said(rules.may_set_times(**TIMES | asked)) == clause


def test_setting_the_times_again_and_again_does_not_put_a_vote_off_for_ever():
    put_off = TIMES | {"opens_now": NOON + 21 * DAY, "closes_now": NOON + 24 * DAY, "at": NOON + 20 * DAY}
    again = put_off | {"opens": NOON + 30 * DAY, "closes": NOON + 31 * DAY}
    assert said(rules.may_set_times(**again)) == "vote.delay_days"


def test_a_vote_that_could_not_open_in_its_time_gets_a_new_one():
    lapsed = TIMES | {"at": NOON + 40 * DAY, "closes": NOON + 60 * DAY}
    assert rules.may_set_times(**lapsed | {"opens": NOON + 54 * DAY})
    assert said(rules.may_set_times(**lapsed | {"opens": NOON + 54 * DAY + MOMENT})) == "vote.delay_days"


# --- opening, casting, closing ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "at", "balance", "clause"),
    [
        ("called", NOON - MOMENT, KEPT, "vote.notice_days"),
        ("called", NOON, KEPT, ""),
        ("called", NOON + DAY - MOMENT, KEPT, ""),
        ("called", NOON + DAY, KEPT, "vote.times"),
        ("called", NOON, LOST, "seats.floor"),
        ("called", NOON, Balance(0, 0, 11, 51), "seats.floor"),
        ("moved", NOON, KEPT, "vote.notice_days"),
        ("opened", NOON, KEPT, "vote.notice_days"),
    ],
)
def test_a_called_vote_opens_at_its_time_while_residents_hold_the_floor(state, at, balance, clause):
    asked = {"state": state, "opens": NOON, "closes": NOON + DAY, "at": at, "balance": balance}
    assert said(rules.may_open(**asked, seats_a_resident=False)) == clause
    # The way back into balance stays open: only the floor does not stop a vote on a resident's seat.
    assert said(rules.may_open(**asked, seats_a_resident=True)) == ("" if clause == "seats.floor" else clause)


@pytest.mark.parametrize(
    ("asked", "clause"),
    [
        ({}, ""),
        ({"at": NOON - MOMENT}, "vote.open"),
        ({"at": NOON + DAY - MOMENT}, ""),
        ({"at": NOON + DAY}, "vote.open"),
        ({"state": rules.CALLED}, "vote.open"),
        ({"state": rules.CLOSED}, "vote.open"),
        ({"state": rules.CERTIFIED}, "vote.open"),
        ({"is_on_roll": False}, "vote.roll"),
        ({"is_on_roll": False, "has_cast": True, "state": rules.CLOSED}, "vote.roll"),
        ({"has_cast": True}, "vote.once"),
        ({"has_cast": True, "at": NOON + DAY}, "vote.open"),
    ],
)
def test_a_person_on_the_roll_casts_one_ballot_between_the_first_moment_and_the_last(asked, clause):
    usual = {
        "state": rules.OPENED,
        "opens": NOON,
        "closes": NOON + DAY,
        "at": NOON,
        "is_on_roll": True,
        "has_cast": False,
    }
    assert said(rules.may_cast(**usual | asked)) == clause


@pytest.mark.parametrize(
    ("choice", "holds"), [("yes", True), ("no", True), ("abstain", True), ("Yes", False), ("", False)]
)
def test_a_ballot_says_yes_no_or_abstain(choice, holds):
    try:
        assert rules.read(rules.Paper("motion"), choice) == choice and holds
    except Refused as refused:
        assert not holds and refused.verdict.clause == "vote.paper"


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ({}, False),
        ({"at": NOON}, True),
        ({"all_voted": True}, False),
        ({"ends_when_all_voted": True}, False),
        ({"ends_when_all_voted": True, "all_voted": True}, True),
        ({"state": rules.CALLED, "at": NOON}, False),
        ({"state": rules.CERTIFIED, "at": NOON}, False),
    ],
)
def test_a_vote_closes_at_its_time_or_when_all_voted_and_it_said_so(asked, holds):
    usual = {
        "state": rules.OPENED,
        "closes": NOON,
        "at": NOON - MOMENT,
        "ends_when_all_voted": False,
        "all_voted": False,
    }
    assert bool(rules.may_close(**usual | asked)) == holds


@pytest.mark.parametrize(
    ("state", "ballots", "marks", "clause"),
    [
        (rules.CLOSED, 4, 4, ""),
        (rules.CLOSED, 0, 0, ""),
        (rules.CLOSED, 5, 4, "vote.once"),
        (rules.CLOSED, 3, 4, "vote.once"),
        (rules.OPENED, 4, 4, "vote.times"),
        (rules.CERTIFIED, 4, 4, "vote.times"),
    ],
)
def test_a_closed_vote_is_certified_when_box_and_roll_agree(state, ballots, marks, clause):
    assert said(rules.may_certify(state=state, ballots=ballots, marks=marks)) == clause


@pytest.mark.parametrize(
    ("share", "whole", "needed"),
    [
        (">1/2", 0, 1),
        (">1/2", 1, 1),
        (">1/2", 2, 2),
        (">1/2", 10, 6),
        (">1/2", 11, 6),
        (">=2/3", 0, 1),
        (">=2/3", 1, 1),
        (">=2/3", 9, 6),
        (">=2/3", 10, 7),
    ],
)
def test_a_share_holds_from_the_number_that_is_needed_on(share, whole, needed):
    rule = Share.read(share)
    assert rule.needed(whole) == needed
    assert [rule.holds(part, whole) for part in range(whole + 1)] == [part >= needed for part in range(whole + 1)]
