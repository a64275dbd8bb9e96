"""Before a vote closes its voters are reminded: twice at most, and never so that it tells who has voted in secret."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from community.notifications import tasks as notifications
from community.notifications.models import Mail
from community.record.models import Entry
from config import phrases
from governance.boards.models import Term
from governance.voting import actions as voting
from governance.voting import rules, tasks
from tests import make

pytestmark = pytest.mark.django_db

TITLE = "A vote closes soon"
NOON = datetime(2026, 5, 11, 16, tzinfo=UTC)
DAY, TWO = timedelta(hours=24), timedelta(hours=2)


def reminded(at) -> list:
    """Who is mailed at a moment, and what."""
    tasks.remind(at)
    mail.outbox.clear()
    notifications.send_due(at)
    return sorted((one.to[0], one.body) for one in mail.outbox if TITLE in one.subject)


def people(sent) -> list:
    return [to for to, _body in sent]


@pytest.mark.parametrize(
    ("before", "last", "reminds"),
    [
        (timedelta(hours=24, seconds=1), timedelta(hours=72), False),
        (DAY, timedelta(hours=72), True),
        (DAY, DAY, False),
        (timedelta(hours=23), DAY, False),
        (timedelta(hours=23), timedelta(hours=25), True),
        (timedelta(hours=2, seconds=1), timedelta(hours=23), False),
        (TWO, timedelta(hours=23), True),
        (timedelta(hours=1), TWO, False),
        (timedelta(hours=1), timedelta(hours=72), True),
        (timedelta(0), timedelta(hours=72), False),
    ],
)
def test_a_day_and_two_hours_before_the_close_and_not_at_the_opening(before, last, reminds):
    assert rules.reminds(closes=NOON, last=NOON - last, at=NOON - before) is reminds


def test_in_an_open_vote_those_are_reminded_who_have_not_voted(board, vote, members):
    rosa, noi, earl = members
    voting.cast(vote, by=rosa, choice="no")
    assert reminded(vote.closes_at - DAY - make.MINUTE) == []

    first = reminded(vote.closes_at - DAY)
    assert people(first) == sorted([noi.email, earl.email])
    closes = phrases.moment(vote.closes_at, board.zone)
    assert all(vote.question in body and f"/votes/{vote.pk}/" in body and closes in body for _to, body in first)
    assert reminded(vote.closes_at - 20 * make.HOUR) == [], "once a day before"

    voting.cast(vote, by=noi, choice="yes")
    assert people(reminded(vote.closes_at - TWO)) == [earl.email]
    assert reminded(vote.closes_at - make.MINUTE) == [], "and once two hours before"


def test_when_everybody_has_voted_nobody_is_reminded(vote, members):
    for person in members:
        voting.cast(vote, by=person, choice="yes")
    assert reminded(vote.closes_at - TWO) == [] and not Entry.objects.filter(verb="vote.reminded").exists()


def test_in_a_secret_vote_everybody_gets_the_same_mail_whoever_has_voted(board, members):
    vote = make.vote(board, by=members[0], seconded_by=members[1], mode="secret")
    voting.cast(vote, by=members[0], choice="yes")
    sent = reminded(vote.closes_at - DAY)
    assert people(sent) == sorted(person.email for person in members)
    assert len({body.split("\n", 1)[1] for _to, body in sent}) == 1, "but for the name at the top"


def test_a_secret_vote_in_which_all_have_voted_is_not_told_apart_from_another(board, members):
    vote = make.vote(board, by=members[0], seconded_by=members[1], mode="secret")
    for person in members:
        voting.cast(vote, by=person, choice="yes")
    assert people(reminded(vote.closes_at - TWO)) == sorted(person.email for person in members)


@pytest.mark.parametrize("mode", ["open", "secret"])
def test_who_stepped_back_or_left_the_board_is_left_alone(board, members, mode):
    vote = make.vote(board, by=members[0], seconded_by=members[1], mode=mode)
    vote.roll.filter(person=members[0]).update(recused=True)
    Term.objects.filter(person=members[1]).update(until=vote.closes_at - 2 * make.DAY)
    assert people(reminded(vote.closes_at - DAY)) == [members[2].email]


def test_a_vote_that_opened_late_does_not_remind_at_once(board, members):
    vote = make.vote(board, by=members[0], seconded_by=members[1], opened=False)
    opened = vote.closes_at - 20 * make.HOUR
    voting.open_vote(vote, at=opened)
    assert reminded(opened) == []
    assert people(reminded(vote.closes_at - TWO)) == sorted(person.email for person in members)


def test_a_mail_that_was_held_up_is_not_sent_when_it_says_nothing_true_any_more(vote, members):
    tasks.remind(vote.closes_at - DAY)
    voting.cast(vote, by=members[0], choice="yes")
    assert people(reminded(vote.closes_at - 20 * make.HOUR)) == sorted(person.email for person in members[1:])

    tasks.remind(vote.closes_at - TWO)
    voting.finish(vote, at=vote.closes_at)
    assert reminded(vote.closes_at + make.MINUTE) == []
    assert not Mail.objects.filter(entry__verb="vote.reminded", sent_at=None).exists(), "and it is not tried again"


def test_a_vote_that_closes_later_reminds_again(vote, members):
    reminded(vote.closes_at - TWO)
    later = vote.closes_at + 2 * make.DAY
    extension = voting.ask_for_time(vote, by=members[0], until=later, why="A member is ill.")
    voting.agree_to_time(extension, by=members[1])
    assert len(reminded(later - DAY)) == len(members)


def test_the_reminder_stands_in_nobodys_record(client, vote):
    reminded(vote.closes_at - DAY)
    assert not Entry.objects.get(verb="vote.reminded").is_public
    assert "reminded" not in client.get("/record/").content.decode()
