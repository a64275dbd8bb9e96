"""The first and the last moment of a vote, nights with an hour more or less, and the leap day."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from community.record.verdict import Refused
from governance.voting import actions as voting
from governance.voting.models import Vote
from tests import make
from tests.read import text_of

pytestmark = pytest.mark.django_db

MOMENT = timedelta(microseconds=1)
NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("after", "is_taken"),
    [(-MOMENT, True), (timedelta(0), False), (MOMENT, False)],
    ids=["a moment before", "exactly then", "a moment after"],
)
def test_a_ballot_is_taken_until_the_close_and_not_at_it(vote, members, after, is_taken):
    at = vote.closes_at + after
    if is_taken:
        voting.cast(vote, by=members[0], choice="yes", at=at)
    else:
        with pytest.raises(Refused, match="not open"):
            voting.cast(vote, by=members[0], choice="yes", at=at)
    assert vote.roll.filter(voted=True).exists() is is_taken


def test_a_vote_closes_at_its_last_moment_and_not_before(vote):
    with pytest.raises(Refused, match="close a vote early"):
        voting.close(vote, at=vote.closes_at - MOMENT)
    assert voting.close(vote, at=vote.closes_at).state == Vote.State.CLOSED


def test_a_vote_opens_at_its_first_moment_and_not_before(board, members):
    vote = make.vote(board, by=members[0], seconded_by=members[1], opened=False)
    with pytest.raises(Refused, match="does not open yet"):
        voting.open_vote(vote, at=vote.opens_at - MOMENT)
    vote = voting.open_vote(vote, at=vote.opens_at)
    voting.cast(vote, by=members[0], choice="yes", at=vote.opens_at)


def night_of(month: int, *, gains: bool) -> datetime:
    """The next night in New York on which the clocks change, at the hour that is missing or comes twice."""
    day = datetime.now(NEW_YORK).replace(hour=12, minute=0, second=0, microsecond=0)
    while True:
        day += timedelta(days=1)
        before, after = (day - timedelta(days=1)).utcoffset(), day.utcoffset()
        if day.month == month and (after < before if gains else after > before):
            return day.replace(hour=1 if gains else 2, minute=30)


@pytest.fixture
def set_times(members, clerk, client):
    """What the clerk is told after typing when a vote opens and closes, in the zone of the board."""
    client.force_login(clerk)

    def send(opens: datetime, closes: datetime):
        at = opens.astimezone(UTC) - 8 * make.DAY
        board = make.board(seated=members, clerk=clerk, clauses={"term.months": 36})
        assert board.zone == "America/New_York"
        vote = make.vote(board, by=members[0], seconded_by=members[1], opened=False, at=at)
        typed = {"opens_at": f"{opens:%Y-%m-%dT%H:%M}", "closes_at": f"{closes:%Y-%m-%dT%H:%M}"}
        return vote, client.post(reverse("times", args=[vote.pk]), typed)

    return send


@pytest.mark.parametrize(("month", "gains"), [(3, False), (11, True)], ids=["an hour missing", "an hour twice"])
def test_an_hour_that_is_missing_or_comes_twice_is_not_guessed(set_times, month, gains):
    night = night_of(month, gains=gains)
    vote, answer = set_times(night - 5 * make.DAY, night)
    before = vote.closes_at

    assert answer.status_code == 422
    assert "ambiguous" in text_of(answer) or "does not exist" in text_of(answer)
    vote.refresh_from_db()
    assert vote.closes_at == before


@pytest.mark.parametrize(("month", "gains", "hours"), [(3, False, 71), (11, True, 73)])
def test_three_days_from_noon_to_noon_are_three_days_whatever_the_clocks_do(set_times, month, gains, hours):
    noon = night_of(month, gains=gains).replace(hour=12, minute=0)
    vote, answer = set_times(noon - timedelta(days=2), noon + timedelta(days=1))

    assert answer.status_code == 302
    vote.refresh_from_db()
    assert vote.closes_at - vote.opens_at == timedelta(hours=hours)
    assert vote.closes_at.astimezone(NEW_YORK).hour == vote.opens_at.astimezone(NEW_YORK).hour == 12


def test_a_vote_over_the_leap_day_has_that_day_too(members, clerk):
    founded = datetime(2028, 2, 1, 12, tzinfo=UTC)
    board = make.board("Leap", seated=members, clerk=clerk, at=founded)
    vote = make.vote(board, by=members[0], seconded_by=members[1], at=datetime(2028, 2, 20, 12, tzinfo=UTC))

    assert vote.opens_at == datetime(2028, 2, 27, 12, tzinfo=UTC)
    assert vote.closes_at == datetime(2028, 3, 1, 12, tzinfo=UTC)
    voting.cast(vote, by=members[0], choice="yes", at=datetime(2028, 2, 29, 23, 59, tzinfo=UTC))
