"""One ballot a person, one ballot a code; what goes wrong after it is in never takes it out again."""

import pytest
from django.db import IntegrityError, transaction

from community.record.actions import entered
from community.record.verdict import Refused
from governance.voting import actions as voting
from governance.voting import verbs
from governance.voting.actions.casting import put_in
from governance.voting.models import Ballot
from tests import make

from .filled import kept

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("mode", ["open", "secret"])
def test_a_code_that_stands_for_a_ballot_takes_no_other_and_nothing_is_marked(ask, members, mode):
    vote = ask("motion", mode)
    assert voting.cast(vote, by=members[0], choice="yes", receipt="the same code") == "the same code"

    with pytest.raises(Refused, match="code"), transaction.atomic():
        voting.cast(vote, by=members[1], choice="no", receipt="the same code")

    assert kept(vote) == ["yes"]
    assert [mark.person for mark in vote.roll.filter(voted=True)] == [members[0]]


def test_any_other_fault_of_a_ballot_is_not_taken_for_a_code_that_is_known(vote):
    with pytest.raises(IntegrityError), transaction.atomic():
        put_in(Ballot(vote=vote, choice="yes", receipt="a code"))  # nobody's


def test_whoever_sent_an_open_ballot_may_change_it_and_nobody_else_may(ask, members):
    vote, secret, now = ask("motion"), ask("motion", "secret"), make.now()
    for one in (vote, secret):
        voting.cast(one, by=members[0], choice="yes")

    assert voting.replace_verdict(vote, members[0], now)
    assert not voting.replace_verdict(vote, members[1], now)
    assert not voting.replace_verdict(vote, make.person("ana"), now)
    assert not voting.replace_verdict(secret, members[0], now)
    assert not voting.replace_verdict(vote, members[0], vote.closes_at)


@pytest.mark.parametrize("version", [0, 2, 7])
def test_a_change_names_the_ballot_it_replaces(ask, members, version):
    vote = ask("motion")
    voting.cast(vote, by=members[0], choice="yes")

    with pytest.raises(Refused, match="another window"):
        voting.replace(vote, by=members[0], choice="no", version=version)
    assert voting.replace(vote, by=members[0], choice="no", version=1, receipt="the second") == "the second"

    assert kept(vote) == ["no"]
    assert list(vote.ballots.order_by("version").values_list("version", flat=True)) == [1, 2]
    assert vote.box.get().receipt == "the second"


def test_whoever_is_not_on_the_roll_replaces_nothing(vote):
    with pytest.raises(Refused, match="not on the roll"):
        voting.replace(vote, by=make.person("ana"), choice="no", version=0)


def test_the_last_ballot_is_recorded_also_where_the_count_after_it_falls(
    board, members, django_capture_on_commit_callbacks
):
    vote = make.vote(board, by=members[0], seconded_by=members[1], ends_when_all_voted=True)

    def trip(verb, **_kwargs):
        if verb is verbs.CLOSED:
            raise RuntimeError("trouble")

    entered.connect(trip)
    try:
        with django_capture_on_commit_callbacks(execute=True) as before:
            for person in members[:-1]:
                voting.cast(vote, by=person, choice="yes")
        with django_capture_on_commit_callbacks(execute=True) as last:
            voting.cast(vote, by=members[-1], choice="yes")
    finally:
        entered.disconnect(trip)

    assert len(last) == len(before) + 1
    assert vote.roll.awaited().count() == 0 and vote.ballots.count() == len(members)
    assert voting.finish(vote, at=make.now())  # due work counts it


def test_a_ballot_says_by_which_way_it_came(ask, members):
    vote = ask("motion")
    voting.cast(vote, by=members[0], choice="yes")
    voting.cast(vote, by=members[1], choice="yes", channel="paper")

    assert set(vote.roll.filter(voted=True).values_list("person__name", "channel")) == {
        ("Rosa", "web"),
        ("Noi", "paper"),
    }
