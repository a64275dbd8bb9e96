"""A hall of 200 people votes over HTTP, each three times, from four client processes; then votes close among them."""

import random
import time
from collections import Counter

import pytest
from django.db import connection

from community.record import chain
from governance.voting import actions as voting
from tests.load.crash import Voters
from tests.load.hall import Hall, box_of, size, tell
from tests.load.hands import at_once, from_processes
from tests.tools import clones as cloning
from tests.tools.served import served

pytestmark = pytest.mark.served

PEOPLE, PROCESSES = size("VOTERS", 200), 4
ROUNDS, VOTERS = size("ROUNDS", 10), 24  # closes, and ballots around each


@pytest.fixture(scope="module")
def hall(clones, django_db_setup, django_db_blocker):
    """A served site with a large board and a small one, and this process beside it on the same database."""
    with django_db_blocker.unblock(), served(clones, "hall") as site:
        before = connection.settings_dict["NAME"]
        cloning.use(site.database)
        try:
            hall = Hall(PEOPLE, site)
            hall.table = Hall(VOTERS, site, "Table")
            yield hall
        finally:
            cloning.use(before)


def send(hall, ballots) -> list:
    """What came back: the status, the seconds and the moment of each."""
    return from_processes(hall.site.port, ballots, processes=PROCESSES)


def test_a_hall_of_people_who_each_vote_three_times_has_one_ballot_each(hall):
    vote = hall.vote("Open the library on Sundays")
    choices = ("yes", "no", "abstain")
    ballots = [hall.ballot(vote, person, choice=choice) for choice in choices for person in hall.people]

    answers = send(hall, ballots)

    statuses = Counter(status for status, _seconds, _moment in answers)
    assert statuses == {201: PEOPLE, 409: PEOPLE * (len(choices) - 1)}
    assert box_of(vote) == PEOPLE
    slowest = max(seconds for _status, seconds, _moment in answers)
    tell(f"{len(ballots)} ballots over HTTP, the slowest took {slowest:.1f} s")
    assert slowest < PEOPLE / 20, "the queue served somebody last again and again"


def counted_as_accepted(vote, accepted: int) -> None:
    """What was accepted is what is marked, what is counted and what the tally says."""
    vote.refresh_from_db()
    marks = vote.roll.filter(voted=True).count()
    assert accepted == marks == vote.counted.count() == vote.tally.facts["present"]


def test_what_was_accepted_is_what_is_counted_whenever_a_vote_closes(hall):
    """A vote is closed in the middle of its ballots, by two hands at once; every other one is secret."""
    table, waits, torn = hall.table, [], 0
    for number in range(ROUNDS):
        vote = table.vote(f"Motion {number}", mode=("open", "secret")[number % 2])
        voters = Voters(hall.site.port, [table.ballot(vote, person) for person in table.people])
        voters.until_taken(random.randint(1, VOTERS // 4))

        began = time.monotonic()
        hands = at_once(lambda _n, vote=vote: voting.finish(vote, at=vote.closes_at), range(2))
        waits.append(time.monotonic() - began)
        voters.done()

        assert sorted(hands) == [False, True] and set(voters.others) <= {409}
        counted_as_accepted(vote, len(voters.taken))
        torn += len(voters.taken) < VOTERS
    assert torn > ROUNDS // 3, "too few were closed while people voted: nothing was tried"
    assert chain.verify() is None
    tell(f"{ROUNDS} closes, {torn} of them among {VOTERS} voters, each took {min(waits):.2f} to {max(waits):.2f} s")
    assert max(waits) < 5, "a close waited for voters who came after it"


def test_a_vote_that_ends_by_the_clock_counts_what_was_accepted_until_then(hall):
    """Nobody closes it but the due work of the served process. Ballots come before, at and after the moment."""
    vote = hall.vote("Until the bell", seconds=4)
    ends = vote.closes_at.timestamp()
    ballots = [
        hall.ballot(vote, person, not_before=ends + 2 * (place / PEOPLE - 0.5))
        for place, person in enumerate(hall.people)
    ]

    answers = send(hall, ballots)

    accepted = Counter(status for status, _seconds, _moment in answers)
    assert set(accepted) <= {201, 409}
    deadline = time.monotonic() + 60
    while vote.state != "certified":
        assert time.monotonic() < deadline
        time.sleep(0.2)
        vote.refresh_from_db()
    counted_as_accepted(vote, accepted[201])
