"""Boards in rules: the majority in whole numbers, and who may call, apply, be seated and leave."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.boards import rules
from governance.boards.rules import Balance, Share

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("residents", "filled", "floor", "kept", "needed"),
    [
        (0, 0, 51, False, 0),  # an empty board holds no majority
        (1, 1, 51, True, 1),
        (1, 2, 51, False, 2),  # half is not 51 %
        (5, 9, 51, True, 5),
        (4, 9, 51, False, 5),
        (6, 11, 51, True, 6),
        (5, 11, 51, False, 6),
        (51, 100, 51, True, 51),  # exactly the floor is enough
        (50, 100, 51, False, 51),
        (9, 9, 100, True, 9),
        (8, 9, 100, False, 9),
        (2, 3, 67, False, 3),  # 66.67 % is not rounded up to 67
        (1, 3, 33, True, 1),
    ],
)
def test_the_balance_is_counted_in_whole_numbers(residents, filled, floor, kept, needed):
    balance = Balance(residents=residents, filled=filled, total=filled + 2, floor=floor)
    assert (balance.is_kept, balance.needed) == (kept, needed)
    assert bool(rules.may_decide(balance=balance)) is kept


@given(
    kinds=st.lists(st.sampled_from(["resident", "partner", "public"]), max_size=40),
    floor=st.integers(min_value=0, max_value=100),
)
def test_the_balance_is_what_a_recount_by_hand_says(kinds, floor):
    residents = sum(1 for kind in kinds if kind == "resident")
    balance = Balance(residents=residents, filled=len(kinds), total=len(kinds), floor=floor)

    by_hand = bool(kinds) and Fraction(residents, len(kinds)) >= Fraction(floor, 100)

    assert balance.is_kept is by_hand
    enough = [n for n in range(len(kinds) + 1) if Fraction(n) >= Fraction(floor, 100) * len(kinds)]
    assert balance.needed == enough[0]


@given(part=st.integers(0, 60), whole=st.integers(0, 60), top=st.integers(1, 9), bottom=st.integers(1, 9))
def test_a_share_is_what_a_recount_by_hand_says(part, whole, top, bottom):
    least = Fraction(top, bottom)
    more, at_least = Share.read(f">{top}/{bottom}"), Share.read(f">={top}/{bottom}")

    assert more.holds(part, whole) is (part > least * whole)
    assert at_least.holds(part, whole) is (whole > 0 and part >= least * whole)
    for share in (more, at_least):
        if whole:
            assert share.holds(share.needed(whole), whole)
            assert not share.holds(share.needed(whole) - 1, whole)


def test_a_share_says_whether_it_is_more_than_or_at_least():
    with pytest.raises(ValueError, match="begins with"):
        Share.read("1/2")


CALL = {"is_clerk": True, "seat_is_vacant": True, "has_open_call": False, "opens": NOON, "least_days": 21}


@pytest.mark.parametrize(
    ("facts", "closes", "clause"),
    [
        ({}, NOON + 21 * DAY, None),
        ({}, NOON + 21 * DAY - timedelta(seconds=1), "call.days"),
        ({"seat_is_vacant": False}, NOON + 30 * DAY, "seat.vacant"),
        ({"has_open_call": True}, NOON + 30 * DAY, "call.open"),
        ({"is_clerk": False}, NOON + 30 * DAY, "clerk.role"),
    ],
)
def test_a_clerk_opens_one_call_for_a_vacant_seat_for_as_long_as_the_charter_says(facts, closes, clause):
    verdict = rules.may_open_call(**CALL | facts, closes=closes)
    assert (bool(verdict), verdict.clause) == (clause is None, clause or "")


APPLY = {
    "opens": NOON,
    "closes": NOON + DAY,
    "at": NOON,
    "seat_is_vacant": True,
    "has_applied": False,
    "holds_seat": False,
    "works_for_fund": False,
}


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({}, ""),
        ({"at": NOON - timedelta(seconds=1)}, "not open yet"),
        ({"at": NOON + DAY - timedelta(seconds=1)}, ""),
        ({"at": NOON + DAY}, "closed"),
        ({"holds_seat": True}, "hold a seat"),
        ({"seat_is_vacant": False}, "seat is taken"),
        ({"has_applied": True}, "applied for this seat already"),
        ({"works_for_fund": True}, "work for the fund"),
    ],
)
def test_anyone_without_a_seat_applies_once_while_the_call_is_open(facts, says):
    verdict = rules.may_apply(**APPLY | facts)
    assert says in verdict.message
    assert bool(verdict) is (says == "")


SEAT = {
    "is_clerk": True,
    "seat_is_vacant": True,
    "holds_seat": False,
    "is_carried": False,
    "is_founding": False,
    "why": "",
    "chose_another": False,
    "is_own": False,
    "works_for_fund": False,
    "is_waiting": True,
}


@pytest.mark.parametrize(
    ("facts", "clause"),
    [
        ({"is_carried": True}, None),  # the board chose
        ({"is_founding": True, "why": "She rents here."}, None),  # a founding board, with a reason
        ({"is_founding": True}, "seat.motion"),  # without a reason
        ({"is_founding": True, "why": "  \n"}, "seat.motion"),  # with an empty one
        ({"is_founding": True, "why": "I know him.", "chose_another": True}, "seat.motion"),  # past the board's choice
        ({"is_founding": True, "why": "I know me.", "is_own": True}, "seat.motion"),  # nobody seats themself
        ({"is_carried": True, "is_own": True}, None),
        ({"is_carried": True, "chose_another": True}, None),  # it chose two: the clerk seats one of them
        ({"why": "She rents here."}, "seat.motion"),  # founded long ago: the clerk doesn't choose
        ({"is_carried": True, "is_clerk": False}, "clerk.role"),
        ({"is_carried": True, "seat_is_vacant": False}, "seat.vacant"),
        ({"is_carried": True, "holds_seat": True}, "seat.vacant"),
        ({"is_carried": True, "works_for_fund": True}, "seat.motion"),
        ({"is_carried": True, "is_waiting": False}, "seat.motion"),
    ],
)
def test_a_motion_fills_a_seat_and_on_a_founding_board_a_public_reason_does(facts, clause):
    verdict = rules.may_seat(**SEAT | facts)
    assert (bool(verdict), verdict.clause) == (clause is None, clause or "")


END = {"is_clerk": False, "is_own": False, "has_ended": False, "why": "", "ends_anyway": False}


@pytest.mark.parametrize(
    ("facts", "allowed"),
    [
        ({"is_own": True}, True),
        ({"is_clerk": True, "why": "She moved away."}, True),
        ({"is_clerk": True}, False),  # the clerk says why
        ({"is_clerk": True, "why": " "}, False),
        ({"why": "I would rather she left."}, False),
        ({"is_own": True, "has_ended": True}, False),
    ],
)
def test_a_member_gives_up_their_own_seat_and_the_clerk_enters_an_end_with_a_reason(facts, allowed):
    assert bool(rules.may_end_term(**END | facts)) is allowed
