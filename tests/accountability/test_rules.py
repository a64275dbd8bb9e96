"""What the fund owes, in rules, at their edges."""

from datetime import UTC, datetime, timedelta

import pytest

from governance.accountability import rules

DUE = datetime(2026, 5, 23, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (timedelta(days=-5), 0),
        (timedelta(microseconds=-1), 0),
        (timedelta(0), 0),
        (timedelta(hours=23, minutes=59), 0),
        (timedelta(days=1), 1),
        (timedelta(days=30), 30),
    ],
)
def test_lateness_is_counted_in_whole_days(after, days):
    assert rules.days_late(due=DUE, at=DUE + after) == days


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ({}, True),
        ({"is_staff": False}, False),
        ({"is_answered": True}, False),
        ({"kind": "perhaps"}, False),
        ({"kind": ""}, False),
        ({"kind": "partly", "reason": " "}, False),
        ({"kind": "not", "reason": ""}, False),
        ({"kind": "not", "reason": "No money."}, True),
    ],
)
def test_staff_answer_once_with_a_reason_unless_all_was_done(asked, holds):
    usual = {"is_staff": True, "is_answered": False, "kind": "carried_out", "reason": ""}
    assert bool(rules.may_answer(**usual | asked)) == holds
