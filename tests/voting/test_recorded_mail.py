"""A ballot in somebody's name does not go unseen: they are told, with the hour and never with the ballot."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from community.notifications import tasks as notifications
from community.notifications.models import Mail, Notification
from community.record.models import Entry
from governance.voting import actions as voting
from governance.voting import rules, tasks
from tests import make

pytestmark = pytest.mark.django_db

TITLE = "A ballot was recorded for you"


def hour_after(moment, hours=1):
    """A few seconds after a full hour."""
    return moment.replace(minute=0, second=5, microsecond=0) + hours * make.HOUR


def mailed(at) -> list:
    """What due work tells at a moment."""
    tasks.tell_recorded(at)
    mail.outbox.clear()
    notifications.send_due(at)
    return sorted((one.to[0], one.body) for one in mail.outbox if TITLE in one.subject)


@pytest.mark.parametrize(
    ("minute", "second", "last", "is_secret", "tells"),
    [
        (0, 0, None, False, True),
        (0, 59, None, False, True),
        (1, 0, None, False, False),
        (59, 59, None, False, False),
        (0, 30, 20, False, False),
        (0, 0, 3600, False, True),
        (0, 0, None, True, False),
    ],
)
def test_the_hour_tells_and_not_the_ballot(minute, second, last, is_secret, tells):
    at = datetime(2026, 5, 11, 16, minute, second, tzinfo=UTC)
    last = last and at - timedelta(seconds=last)
    assert rules.tells_recorded(is_secret=is_secret, last=last, at=at) is tells


def test_who_voted_is_mailed_once_with_the_next_full_hour(vote, members):
    rosa, noi, _earl = members
    first = hour_after(make.now())
    code = voting.cast(vote, by=rosa, choice="no")
    assert mailed(first - 30 * make.MINUTE) == [], "not at the moment of casting"

    ((to, body),) = mailed(first)
    assert to == rosa.email and vote.question in body and f"/votes/{vote.pk}/" in body
    assert not any(word in body for word in (code, code[:4], "No", f"{first:%H:%M}", str(first.date())))

    voting.cast(vote, by=noi, choice="yes")
    voting.replace(vote, by=rosa, choice="yes", version=1)
    assert mailed(first + timedelta(seconds=10)) == [], "of this hour it was told"
    assert [to for to, _body in mailed(hour_after(first))] == [noi.email], "and each of them once"
    assert mailed(hour_after(first, 2)) == []


def test_it_is_news_on_the_site_too(client, vote, members):
    voting.cast(vote, by=members[0], choice="no")
    mailed(hour_after(make.now()))
    client.force_login(members[0])
    assert TITLE in client.get("/me/news/").content.decode()


def test_nobody_else_reads_that_it_was_told(client, vote, members, clerk):
    voting.cast(vote, by=members[0], choice="no")
    mailed(hour_after(make.now()))
    entry = Entry.objects.get(verb="vote.recorded")
    assert entry.facts["facts"] == {} and entry.facts["about"] == [["voting.vote", vote.pk]] and not entry.is_public
    client.force_login(clerk)
    for path in ("/record/", vote.get_absolute_url(), f"/api/v1/votes/{vote.pk}/"):
        assert "ballot was recorded" not in client.get(path).content.decode(), path


def test_of_a_secret_vote_nothing_leaves_before_it_is_decided_and_then_to_everybody_alike(board, members):
    vote = make.vote(board, by=members[0], seconded_by=members[1], mode="secret")
    opened = Mail.objects.count(), Notification.objects.count()
    for number, person in enumerate(members[:2], 1):
        voting.cast(vote, by=person, choice="yes")
        assert mailed(hour_after(make.now(), number)) == []
    assert (Mail.objects.count(), Notification.objects.count()) == opened
    assert not voting.tell_recorded(vote, at=hour_after(make.now()))

    voting.finish(vote, at=vote.closes_at)
    notifications.send_due()

    told = {one.to[0]: one.body for one in mail.outbox if "A vote was decided" in one.subject}
    assert set(told) == {person.email for person in members}, "also to who did not vote"
    for person in members:
        assert ("A ballot was recorded for you." in told[person.email]) is (person in members[:2])
        assert ("No ballot was recorded for you." in told[person.email]) is (person is members[2])


def test_somebody_without_mail_or_shut_out_stops_nothing(vote, members):
    rosa, noi, earl = members
    for person in members:
        voting.cast(vote, by=person, choice="no")
    type(rosa).objects.filter(pk=rosa.pk).update(email=None)
    type(noi).objects.filter(pk=noi.pk).update(is_active=False)
    first = hour_after(make.now())
    assert [to for to, _body in mailed(first)] == [earl.email]
    assert mailed(hour_after(first)) == [] and Entry.objects.filter(verb="vote.recorded").count() == 1
