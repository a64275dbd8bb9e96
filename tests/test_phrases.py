"""Sums, moments and verdicts in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from community.record.verdict import YES, Verdict
from config import phrases

NOW = datetime(2026, 5, 11, 16, 0, tzinfo=UTC)  # noon of a Monday in New York


@pytest.mark.parametrize(
    ("minor", "currency", "said"),
    [
        (7_200_000, "USD", "$72,000"),
        (1_250, "EUR", "€12.50"),
        (5, "USD", "$0.05"),
        (0, "USD", "$0"),
        (-7_200_000, "USD", "−$72,000"),
        (90_000, "CHF", "CHF\xa0900"),
        (5_000, "JPY", "JPY\xa05,000"),
        (None, "USD", ""),
    ],
)
def test_a_sum_is_written_as_people_write_it(minor, currency, said):
    assert phrases.money(minor, currency) == said


def test_a_sum_in_spanish_is_grouped_as_it_is_here():
    with translation.override("es"):
        assert phrases.money(7_200_050, "USD") == "$72,000.50"


def test_a_moment_has_its_weekday_and_its_hour():
    assert (
        phrases.moment(datetime(2026, 5, 15, 0, 0, tzinfo=UTC), at=NOW) == "Thursday 14 May, 8:00\N{NO-BREAK SPACE}pm"
    )


def test_a_moment_is_told_in_the_zone_asked_for():
    told = phrases.moment(datetime(2026, 5, 15, 3, 0, tzinfo=UTC), zone="America/Los_Angeles", at=NOW)

    assert told == "Thursday 14 May, 8:00\N{NO-BREAK SPACE}pm"


def test_another_year_is_named():
    assert phrases.day(date(2027, 6, 1), at=NOW) == "Tuesday 1 June 2027"


@pytest.mark.parametrize(
    ("zone", "name"), [("America/New_York", "EDT"), ("America/Sao_Paulo", "UTC-03"), ("UTC", "UTC")]
)
def test_a_zone_has_a_name(zone, name):
    assert phrases.zone_name(NOW.astimezone(phrases.zone_of(zone))) == name


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(seconds=30), "in less than a minute"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(minutes=59), "in 59 minutes"),
        (timedelta(hours=5, minutes=59), "in 5 hours"),
        (timedelta(hours=25), "in 1 day"),
        (timedelta(hours=37), "in 2 days"),
        (timedelta(days=3), "in 3 days"),
        (timedelta(days=365), "in 12 months"),
        (timedelta(seconds=-30), "just now"),
        (timedelta(hours=-1), "1 hour ago"),
        (timedelta(days=-3), "3 days ago"),
    ],
)
def test_how_long_until_then(away, said):
    assert phrases.until(NOW + away, NOW) == said


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(0), ""),
        (timedelta(days=-1), ""),
        (timedelta(minutes=20), "20 minutes late"),
        (timedelta(hours=23), "23 hours late"),
        (timedelta(days=1, hours=20), "1 day late"),
        (timedelta(days=200), "200 days late"),
    ],
)
def test_how_late(ago, said):
    assert phrases.late(NOW - ago, NOW) == said


def test_a_verdict_is_said_with_its_facts():
    verdict = Verdict("Ends %(at)s, %(n)s of %(sum)s.", params={"at": NOW, "n": 1284, "sum": "all"})

    assert phrases.sentence(verdict).endswith("12:00\N{NO-BREAK SPACE}pm, 1,284 of all.")


def test_a_verdict_counts():
    several = Verdict("%(count)s member must ask.", plural="%(count)s members must ask.", count=2)

    assert phrases.sentence(several) == "2 members must ask."


def test_a_yes_has_no_reason():
    assert phrases.sentence(YES) == ""


def test_a_clause_is_told_in_words():
    assert phrases.clause("vote.once") == (
        "One person, one ballot. In an open vote it can be changed until the close; in a secret vote it is final."
    )
    assert phrases.clause("vote.notice_days") == "A vote opens only after its notice."
