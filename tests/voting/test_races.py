"""Many hands on one vote at the same moment: one ballot a person, and a close that loses none.

A voter who is held in the middle of the transaction stands for the slow network, the busy disk and
the bad luck that make these races rare, and so makes them happen every time.
"""

import threading
from functools import partial

import pytest
from django.db import connection, transaction

from community.record import chain, locks
from community.record.models import Entry
from community.record.verdict import Refused
from governance.voting import actions as voting
from governance.voting import tasks, verbs
from governance.voting.models import Ballot, Tally, Vote
from tests import make
from tests.load.hands import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def a_vote(names="ada bo cy dee", **fields):
    """An open vote and the people on its roll."""
    people = make.people(names)
    board = make.board(seated=people)
    return make.vote(board, by=people[0], seconded_by=people[1], **fields), people


def fallen(answers):
    """What went wrong in threads, other than a refusal."""
    return [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, Refused)]


class Held:
    """A transaction in a thread that does its work and then waits, uncommitted, until it may go on."""

    def __init__(self, work):
        self.is_in, self.may_go, self.answer = threading.Event(), threading.Event(), None
        self.thread = threading.Thread(target=self.run, args=(work,))
        self.thread.start()
        assert self.is_in.wait(10)

    def run(self, work):
        try:
            with transaction.atomic():
                work()
                self.is_in.set()
                self.may_go.wait(10)
        except Refused as refused:
            self.answer = refused
        finally:
            self.is_in.set()
            connection.close()

    def let_go(self):
        self.may_go.set()
        self.thread.join(20)


class Meanwhile:
    """Work in a thread that may have to wait for somebody."""

    def __init__(self, work):
        self.answer = None
        self.thread = threading.Thread(target=self.run, args=(work,))
        self.thread.start()

    def run(self, work):
        try:
            self.answer = work()
        except Refused as refused:
            self.answer = refused
        finally:
            connection.close()

    def waits(self):
        """Whether it is still not done after it had time enough."""
        self.thread.join(0.4)
        return self.thread.is_alive()

    def done(self):
        self.thread.join(20)
        assert not self.thread.is_alive()
        return self.answer


# --- One person, one ballot ------------------------------------------------------------------------


@pytest.mark.parametrize("ends", [False, True], ids=["by the clock", "when all have voted"])
def test_one_person_with_many_hands_has_one_ballot(ends):
    vote, people = a_vote(ends_when_all_voted=ends)
    hands = [(person, choice) for person in people for choice in ("yes", "no", "abstain", "yes", "no")]

    answers = at_once(lambda hand: voting.cast(vote, by=hand[0], choice=hand[1]), hands)

    assert fallen(answers) == []
    refused = [str(answer) for answer in answers if isinstance(answer, Refused)]
    assert len(refused) == len(hands) - len(people)
    assert {*refused} <= {
        "Your ballot is recorded already.",
        "This vote is not open, so no ballot is taken.",  # everybody had voted, so it ended
    }
    assert Ballot.objects.count() == vote.roll.filter(voted=True).count() == len(people)


def test_the_second_ballot_of_a_person_waits_for_the_first_and_is_refused():
    vote, (ada, *_others) = a_vote()
    first = Held(lambda: voting.cast(vote, by=ada, choice="yes"))
    second = Meanwhile(lambda: voting.cast(vote, by=ada, choice="no"))

    assert second.waits()
    first.let_go()

    assert "recorded already" in str(second.done())
    assert [ballot.choice for ballot in Ballot.objects.all()] == ["yes"]


def test_a_ballot_that_was_taken_back_leaves_the_way_free():
    vote, (ada, *_others) = a_vote()

    def cast_and_fall():
        voting.cast(vote, by=ada, choice="yes")
        transaction.set_rollback(True)

    first = Held(cast_and_fall)
    second = Meanwhile(lambda: voting.cast(vote, by=ada, choice="no"))
    first.let_go()

    assert isinstance(second.done(), str)
    assert [ballot.choice for ballot in Ballot.objects.all()] == ["no"]


def test_of_two_windows_that_change_one_ballot_at_once_the_second_waits_and_is_told():
    vote, (ada, *_others) = a_vote()
    voting.cast(vote, by=ada, choice="yes")
    first = Held(lambda: voting.replace(vote, by=ada, choice="no", version=1))
    second = Meanwhile(lambda: voting.replace(vote, by=ada, choice="abstain", version=1))

    assert second.waits()
    first.let_go()

    assert "another window" in str(second.done())
    assert list(Ballot.objects.order_by("version").values_list("version", "choice")) == [(1, "yes"), (2, "no")]


def test_people_who_change_their_ballots_do_not_wait_for_each_other():
    vote, (ada, bo, *_others) = a_vote()
    for person in (ada, bo):
        voting.cast(vote, by=person, choice="yes")
    first = Held(lambda: voting.replace(vote, by=ada, choice="no", version=1))
    second = Meanwhile(lambda: voting.replace(vote, by=bo, choice="no", version=1))

    assert second.waits() == (connection.vendor == "sqlite")  # where one writes at a time
    first.let_go()

    assert isinstance(second.done(), str)


# --- Closing while people vote ------------------------------------------------------------------


def test_a_close_waits_for_a_ballot_on_its_way_and_counts_it():
    vote, (ada, *_others) = a_vote()
    voter = Held(lambda: voting.cast(vote, by=ada, choice="yes"))
    closing = Meanwhile(lambda: voting.finish(vote, at=vote.closes_at))

    assert closing.waits()
    voter.let_go()

    assert closing.done() is True
    assert voter.answer is None
    assert Tally.objects.get().facts["present"] == Ballot.objects.count() == 1


def test_a_ballot_that_comes_while_a_close_is_made_is_refused():
    """The voter sees an open page; the close is in the middle of its transaction."""
    vote, (ada, *_others) = a_vote()
    closing = Held(lambda: voting.close(vote, at=vote.closes_at))
    voter = Meanwhile(lambda: voting.cast(vote, by=ada, choice="yes"))

    assert voter.waits()
    closing.let_go()

    assert "not open" in str(voter.done())
    voting.finish(vote, at=vote.closes_at)
    assert Tally.objects.get().facts["present"] == Ballot.objects.count() == 0
    assert not vote.roll.filter(voted=True).exists()


def test_a_close_that_is_taken_back_lets_the_voter_in():
    vote, (ada, *_others) = a_vote()

    def close_and_fall():
        voting.close(vote, at=vote.closes_at)
        transaction.set_rollback(True)

    closing = Held(close_and_fall)
    voter = Meanwhile(lambda: voting.cast(vote, by=ada, choice="yes"))
    closing.let_go()

    assert isinstance(voter.done(), str)
    assert Ballot.objects.count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time anyway")
def test_voters_do_not_wait_for_each_other():
    vote, (ada, bo, *_others) = a_vote()
    first = Held(lambda: voting.cast(vote, by=ada, choice="yes"))
    second = Meanwhile(lambda: voting.cast(vote, by=bo, choice="no"))

    assert not second.waits()
    first.let_go()
    assert isinstance(second.done(), str)
    assert Ballot.objects.count() == 2


def test_what_was_accepted_is_what_is_counted_whenever_the_close_comes():
    """The close sets off with the voters, so that some come before it and some after, over the rounds."""
    people = make.people("ada bo cy dee eve fay gus hal")
    board = make.board(seated=people)
    outcomes = set()
    for number in range(10):
        vote = make.vote(board, by=people[0], seconded_by=people[1], text=f"Motion {number}")
        hands = [partial(voting.cast, vote, by=person, choice="yes") for person in people]
        # A different place among the voters each time.
        hands.insert(number, partial(voting.finish, vote, at=vote.closes_at))

        answers = at_once(lambda hand: hand(), hands)

        assert fallen(answers) == []
        accepted = sum(isinstance(answer, str) for answer in answers)
        tally = Tally.objects.get(vote=vote).facts
        assert tally["present"] == accepted == vote.ballots.count() == vote.roll.filter(voted=True).count()
        outcomes |= {"accepted"} if accepted else set()
        outcomes |= {"refused"} if accepted < len(people) else set()
    assert outcomes == {"accepted", "refused"}
    assert chain.verify() is None


def test_the_last_voters_end_a_vote_together_and_it_ends_once():
    vote, people = a_vote(ends_when_all_voted=True)

    answers = at_once(lambda person: voting.cast(vote, by=person, choice="yes"), people)
    tasks.finish_due()  # where the last ones did not see each other, the clock's hand ends it

    assert all(isinstance(answer, str) for answer in answers)
    vote.refresh_from_db()
    assert vote.passed
    assert Tally.objects.get().facts["present"] == len(people)


def test_a_vote_that_is_due_is_closed_and_counted_once_by_however_many_workers():
    vote, (ada, bo, cy, _dee) = a_vote()
    for person in (ada, bo, cy):
        voting.cast(vote, by=person, choice="yes")

    answers = at_once(lambda _n: voting.finish(vote, at=vote.closes_at), range(6))

    assert sorted(answers) == [False] * 5 + [True]
    made = Entry.objects.filter(verb__in=[verbs.CLOSED.key, verbs.CERTIFIED.key]).values_list("verb", flat=True)
    assert sorted(made) == [verbs.CERTIFIED.key, verbs.CLOSED.key]
    assert Tally.objects.count() == 1


def test_a_vote_that_is_due_is_opened_once_by_however_many_workers():
    people = make.people("ada bo cy dee")
    vote = make.vote(make.board(seated=people), by=people[0], seconded_by=people[1], opened=False)

    answers = at_once(lambda _n: tasks.open_due(at=vote.opens_at), range(6))

    assert sorted(answers) == [0] * 5 + [1]
    assert vote.roll.count() == len(people)


# --- The same thing asked for by two at once -----------------------------------------------------


def test_two_members_who_ask_for_the_same_vote_at_once_get_one():
    people = make.people("ada bo cy dee")
    board = make.board(seated=people)
    priority = make.priority(board)

    answers = at_once(lambda person: voting.move(board, priority, by=person), people)

    assert fallen(answers) == []
    assert len([answer for answer in answers if isinstance(answer, Vote)]) == Vote.objects.count() == 1


def test_members_who_second_at_once_call_the_vote_once():
    people = make.people("ada bo cy dee")
    vote = voting.propose_motion(make.board(seated=people), by=people[0], text="Meet on Tuesdays")

    answers = at_once(lambda person: voting.second(vote, by=person), people[1:])

    assert fallen(answers) == []
    assert Entry.objects.filter(verb=verbs.CALLED.key).count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time anyway")
@pytest.mark.parametrize("act", [voting.certify, voting.follow], ids=["certifying", "following"])
@pytest.mark.parametrize("whose", ["board", "subject"])
def test_what_a_vote_changes_waits_for_whoever_is_changing_the_board_or_the_thing(whose, act):
    """Else a sum could be promised twice: by this vote, and by what is going on beside it."""
    people = make.people("ada bo cy dee")
    board = make.board(seated=people, clauses={"right.motions": "recommends"})
    vote = make.vote(board, by=people[0], seconded_by=people[1])
    for person in people:
        voting.cast(vote, by=person, choice="yes")
    voting.close(vote, at=vote.closes_at)
    by = {}
    if act is voting.follow:
        voting.certify(vote, at=vote.closes_at)
        by = {"by": make.staff("andre")}
    busy = Held(lambda: locks.hold(getattr(vote, whose)))
    acting = Meanwhile(lambda: act(vote, at=vote.closes_at, **by))

    assert acting.waits()
    busy.let_go()
    assert isinstance(acting.done(), Vote)
