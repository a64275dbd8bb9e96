"""A hall of 200 people votes over HTTP, each three times, from four client processes; then votes close among them."""

import time
from collections import Counter

import pytest
from django.db import connection

from community.record import chain
from governance.voting import actions as voting
from tests.load.hall import Hall, address, box_of, size, tell
from tests.load.hands import Beside, from_processes
from tests.tools import clones as cloning
from tests.tools.served import served

pytestmark = pytest.mark.served

PEOPLE, PROCESSES = size("VOTERS", 200), 4
ROUNDS, VOTERS, APART = size("ROUNDS", 20), 24, 0.7  # closes, ballots around each, seconds from one to the next


@pytest.fixture(scope="module")
def hall(clones, django_db_setup, django_db_blocker):
    """A served site whose board has as many seats, and this process beside it on the same database."""
    with django_db_blocker.unblock(), served(clones, "hall") as site:
        before = connection.settings_dict["NAME"]
        cloning.use(site.database)
        try:
            yield Hall(PEOPLE, site)
        finally:
            cloning.use(before)


def send(hall, ballots) -> list:
    """What came back: the address, the status and the seconds of each."""
    return from_processes(hall.site.port, ballots, processes=PROCESSES)


def test_a_hall_of_people_who_each_vote_three_times_has_one_ballot_each(hall):
    vote = hall.vote("Open the library on Sundays")
    choices = ("yes", "no", "abstain")
    ballots = [hall.ballot(vote, person, choice=choice) for choice in choices for person in hall.people]

    answers = send(hall, ballots)

    statuses = Counter(status for _path, status, _seconds in answers)
    assert statuses == {201: PEOPLE, 409: PEOPLE * (len(choices) - 1)}
    assert box_of(vote) == PEOPLE
    slowest = max(seconds for _path, _status, seconds in answers)
    tell(f"{len(ballots)} ballots over HTTP, the slowest took {slowest:.1f} s")
    assert slowest < PEOPLE / 20, "the queue served somebody last again and again"


def test_what_was_accepted_is_what_is_counted_whenever_a_vote_closes(hall):
    """Ballots come just before and just after each vote's closing time, while two hands close it.

    One is the served process, the other is this one: as on a site with several workers. Every other vote is secret.
    """
    first = 3 + ROUNDS / 10  # seconds until the first one closes: opening them all takes a moment
    modes = ("open", "secret")
    votes = [hall.vote(f"Motion {n}", seconds=first + n * APART, mode=modes[n % 2]) for n in range(ROUNDS)]
    ballots = [
        hall.ballot(vote, person, not_before=vote.closes_at.timestamp() + (place / VOTERS - 0.75) * APART)
        for vote in votes
        for place, person in enumerate(hall.people[:VOTERS])
    ]

    waits = []
    with Beside(send, hall, ballots) as voters:
        for vote in votes:
            time.sleep(max(0, vote.closes_at.timestamp() - time.time()))
            began = time.monotonic()
            voting.finish(vote)
            waits.append(time.monotonic() - began)

    assert {status for _path, status, _seconds in voters.answers} == {201, 409}
    accepted = Counter(path for path, status, _seconds in voters.answers if status == 201)
    for vote in votes:
        voting.finish(vote)
        vote.refresh_from_db()
        marks = vote.roll.filter(voted=True).count()
        assert accepted[address(vote)] == marks == vote.counted.count() == vote.tally.facts["present"]
    torn = [vote for vote in votes if 0 < accepted[address(vote)] < VOTERS]
    assert len(torn) > ROUNDS // 4, "too few were closed while people voted: nothing was tried"
    assert chain.verify() is None
    tell(f"{ROUNDS} closes, {len(torn)} among voters, each took {min(waits):.2f} to {max(waits):.2f} s")
    assert max(waits) < 5, "a close waited for voters who came after it"
