"""When a vote may close and be certified, who may choose what: the rules at their edges, clause and reason."""

from datetime import UTC, datetime, timedelta

import pytest

from governance.voting import rules
from governance.voting.rules import CERTIFIED, CLOSED, OPENED

CLOSES = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(("state", "at", "ends_when_all_voted", "all_voted", "may"), [
    (OPENED, CLOSES, False, False, True),
    (OPENED, CLOSES - MOMENT, False, False, False),
    (OPENED, CLOSES - MOMENT, True, True, True),
    (OPENED, CLOSES - MOMENT, True, False, False),
    (OPENED, CLOSES - MOMENT, False, True, False),
    (CLOSED, CLOSES, False, False, False),
    (CERTIFIED, CLOSES, True, True, False),
])  # fmt: skip
def test_a_vote_closes_at_its_time_or_when_everybody_voted_where_it_said_so(
    state, at, ends_when_all_voted, all_voted, may
):
    verdict = rules.may_close(
        state=state, closes=CLOSES, at=at, ends_when_all_voted=ends_when_all_voted, all_voted=all_voted
    )
    assert bool(verdict) == may
    assert verdict.clause == ("" if may else "vote.times")


def test_a_closed_vote_is_certified_when_the_box_holds_as_many_ballots_as_the_roll_marks():
    assert rules.may_certify(state=CLOSED, ballots=3, marks=3)
    early = rules.may_certify(state=OPENED, ballots=3, marks=3)
    assert (bool(early), early.clause) == (False, "vote.times")
    for ballots, marks in ((2, 3), (4, 3)):
        odd = rules.may_certify(state=CLOSED, ballots=ballots, marks=marks)
        assert (bool(odd), odd.clause, odd.params) == (False, "vote.once", {"ballots": ballots, "marks": marks})
        assert f"holds {ballots} ballots and the roll {marks} marks" in odd.message % odd.params


@pytest.mark.parametrize(("right", "level", "asks"), [
    ("right.priorities", "decides", True),
    ("right.seats", "decides", False),
    ("right.charter", "decides", False),
    ("right.seats", "recommends", True),
    ("right.charter", "asked", True),
])  # fmt: skip
def test_a_yes_asks_the_fund_unless_the_board_carries_it_out_itself(right, level, asks):
    assert rules.asks_the_fund(right=right, level=level) is asks


@pytest.mark.parametrize(("facts", "may"), [
    ({}, True), ({"state": CLOSED}, False), ({"passed": False}, False), ({"passed": None}, False),
    ({"binds": True}, False),
])  # fmt: skip
def test_the_fund_follows_a_recommendation_that_was_counted_and_said_yes(facts, may):
    verdict = rules.may_follow(**{"state": CERTIFIED, "passed": True, "binds": False} | facts)
    assert bool(verdict) == may
    assert verdict.clause == ("" if may else "answer.role")


STANDS = {"state": OPENED, "opens": CLOSES - timedelta(days=1), "closes": CLOSES, "at": CLOSES - MOMENT,
          "is_on_roll": True, "has_cast": False}  # fmt: skip


@pytest.mark.parametrize(("facts", "clause"), [
    ({}, ""),
    ({"at": CLOSES - timedelta(days=1)}, ""),
    ({"at": CLOSES - timedelta(days=1) - MOMENT}, "vote.open"),
    ({"at": CLOSES}, "vote.open"),
    ({"state": CLOSED}, "vote.open"),
    ({"is_on_roll": False}, "vote.roll"),
    ({"is_on_roll": False, "has_cast": True, "state": CLOSED}, "vote.roll"),
    ({"has_cast": True}, "vote.once"),
    ({"has_cast": True, "at": CLOSES}, "vote.open"),
    ({"is_away": True}, "recusal.said"),
    ({"still_sits": False}, "vote.roll"),
    ({"is_away": True, "still_sits": False}, "recusal.said"),
])  # fmt: skip
def test_who_is_on_the_roll_casts_once_while_the_vote_is_open(facts, clause):
    verdict = rules.may_cast(**STANDS | facts)
    assert (bool(verdict), verdict.clause) == (not clause, clause)


CAST = {
    "state": OPENED, "opens": CLOSES - timedelta(days=3), "closes": CLOSES, "at": CLOSES - MOMENT, "is_on_roll": True,
    "has_cast": True, "is_secret": False,
}  # fmt: skip


@pytest.mark.parametrize(("standing", "version", "clause"), [
    ({}, None, ""),
    ({}, 2, ""),
    ({}, 1, "vote.once"),
    ({}, 3, "vote.once"),
    ({"has_cast": False}, 2, "vote.once"),
    ({"is_secret": True}, 2, "vote.once"),
    ({"at": CLOSES}, 2, "vote.open"),
    ({"is_on_roll": False}, 2, "vote.roll"),
    ({"is_away": True}, 2, "recusal.said"),
])  # fmt: skip
def test_a_ballot_takes_the_place_of_the_newest_one_in_an_open_vote_until_the_close(standing, version, clause):
    verdict = rules.may_replace(standing=CAST | standing, version=version, newest=2)
    assert (bool(verdict), verdict.clause) == (not clause, clause)


def test_why_a_ballot_is_not_taken_twice_is_said_in_words_that_fit():
    again = rules.may_cast(**CAST)
    final = rules.may_cast(**CAST | {"is_secret": True})
    assert "You can change it" in again.remedy and "it is final" in final.message and not final.remedy
    assert {again.clause, final.clause} == {"vote.once"}
    said = [
        rules.may_replace(standing=CAST | facts, version=1, newest=2).message
        for facts in ({"is_secret": True}, {"has_cast": False}, {})
    ]
    for words, message in zip(("a ballot is final", "No ballot of yours", "in another window"), said, strict=True):
        assert words in message


def test_a_receipt_code_stands_for_one_ballot():
    known = rules.may_count_once(is_known=True)
    assert rules.may_count_once(is_known=False)
    assert (bool(known), known.clause) == (False, "vote.receipt")
