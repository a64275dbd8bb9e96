"""What falls due by the clock: nothing waits for somebody to ask, and nothing in trouble stops the rest."""

import pytest
from django.dispatch import receiver

from community.record.actions import entered
from governance.voting import tasks, verbs
from tests import make

pytestmark = pytest.mark.django_db


def test_a_vote_that_missed_its_time_gets_another_without_anybody_asking(board, members, clerk):
    called = make.vote(board, by=members[0], seconded_by=members[1], opened=False)
    long_after = called.closes_at + 5 * make.DAY
    assert tasks.open_due(at=long_after) == 1
    called.refresh_from_db()
    assert (called.opens_at, called.closes_at) == (long_after, long_after + 3 * make.DAY)
    assert called.is_open_at(long_after)


def test_a_member_who_goes_to_work_for_the_fund_is_not_on_the_roll(board, members):
    members[2].is_staff = True
    members[2].save()
    vote = make.vote(board, by=members[0], seconded_by=members[1])
    assert not vote.roll.filter(person=members[2]).exists()
    assert vote.roll.count() == board.terms_at(make.now()).count() - 1


def test_one_vote_in_trouble_stops_no_other(board, members, caplog):
    broken = make.vote(board, by=members[0], seconded_by=members[1], text="First")
    sound = make.vote(board, by=members[0], seconded_by=members[1], text="Second")
    after = sound.closes_at + make.HOUR

    @receiver(entered)
    def trip(entry, verb, subject, **kwargs):
        if verb is verbs.CLOSED and subject.pk == broken.pk:
            raise RuntimeError("trouble")

    try:
        assert tasks.finish_due(at=after) == 1
    finally:
        entered.disconnect(trip)
    broken.refresh_from_db()
    sound.refresh_from_db()
    assert (broken.state, sound.state) == ("opened", "certified")
