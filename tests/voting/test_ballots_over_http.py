"""A hall of 200 people votes over HTTP, each three times, from four client processes; then votes close among them."""

import time
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection

from community.people.models import Person
from community.record import chain
from governance.boards.models import Seat, Term
from governance.voting import actions as voting
from governance.voting import receipts
from governance.voting.models import Vote
from tests import make
from tests.load.hands import Beside, from_processes
from tests.tools import clones as cloning
from tests.tools.served import served

pytestmark = pytest.mark.served

PEOPLE, PROCESSES = 200, 4
ROUNDS, VOTERS, APART = 20, 24, 0.7  # votes that close, ballots around each, seconds from one to the next


@pytest.fixture(scope="module")
def hall(clones, django_db_setup, django_db_blocker):
    """A served site whose board has 200 seats, and this process beside it on the same database."""
    with django_db_blocker.unblock(), served(clones, "hall") as site:
        before = connection.settings_dict["NAME"]
        cloning.use(site.database)
        try:
            yield Hall(site)
        finally:
            cloning.use(before)


def address(vote) -> str:
    return f"/votes/{vote.pk}/ballot/"


class Hall:
    """The board, its people with their sessions, and the server they all use."""

    def __init__(self, site):
        self.site, now = site, make.now()
        self.board = make.board("Eastbank", clauses={"vote.notice_days": 0, "vote.movers": 1})
        people = [Person(name=f"Voter {n}", email=f"voter{n}@example.org", password="!") for n in range(PEOPLE)]
        self.people = Person.objects.bulk_create(people)
        Seat.objects.filter(board=self.board).delete()
        seats = [Seat(board=self.board, number=n, kind="resident") for n in range(1, PEOPLE + 1)]
        Term.objects.bulk_create(
            Term(seat=seat, person=person, since=now, until=now + 30 * make.DAY, chosen="founding")
            for seat, person in zip(Seat.objects.bulk_create(seats), self.people, strict=True)
        )
        self.sessions = {person.pk: self.sign_in(person, now) for person in self.people}

    def sign_in(self, person, now) -> str:
        """A session as if the person had signed in."""
        store = SessionStore()
        told = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
        key = store._get_new_session_key()
        Session.objects.create(session_key=key, session_data=store.encode(told), expire_date=now + make.DAY)
        return key

    def vote(self, text, seconds=3600) -> Vote:
        """An open vote that closes in so many seconds."""
        vote = voting.propose_motion(self.board, by=self.people[0], text=text)
        Vote.objects.filter(pk=vote.pk).update(closes_at=vote.opens_at + timedelta(seconds=seconds))
        return voting.open_vote(vote)

    def ballot(self, vote, person, **fields) -> dict:
        """What a client process is told to send."""
        return {
            "path": address(vote),
            "choice": "yes",
            "receipt": receipts.sign(vote, receipts.new_code()),
            "session": self.sessions[person.pk],
        } | fields

    def send(self, ballots) -> list:
        """What came back: the address, the status and the seconds of each."""
        return from_processes(self.site.port, ballots, processes=PROCESSES)


def test_200_people_who_each_vote_three_times_have_200_ballots(hall):
    vote = hall.vote("Open the library on Sundays")
    choices = ("yes", "no", "abstain")
    ballots = [hall.ballot(vote, person, choice=choice) for choice in choices for person in hall.people]

    answers = hall.send(ballots)

    statuses = Counter(status for _path, status, _seconds in answers)
    assert statuses == {201: PEOPLE, 409: PEOPLE * (len(choices) - 1)}
    assert vote.ballots.count() == vote.roll.filter(voted=True).count() == PEOPLE
    slowest = max(seconds for _path, _status, seconds in answers)
    assert slowest < 10, "the queue served somebody last again and again"


def test_what_was_accepted_is_what_is_counted_20_times(hall):
    """Ballots come just before and just after each vote's closing time, while two hands close it.

    One is the served process, the other is this one: as on a site with several workers.
    """
    first = 3  # seconds until the first one closes: opening them all takes a moment
    votes = [hall.vote(f"Motion {n}", seconds=first + n * APART) for n in range(ROUNDS)]
    ballots = [
        hall.ballot(vote, person, not_before=vote.closes_at.timestamp() + (place / VOTERS - 0.75) * APART)
        for vote in votes
        for place, person in enumerate(hall.people[:VOTERS])
    ]

    with Beside(hall.send, ballots) as voters:
        for vote in votes:
            time.sleep(max(0, vote.closes_at.timestamp() - time.time()))
            voting.finish(vote)

    assert {status for _path, status, _seconds in voters.answers} == {201, 409}
    accepted = Counter(path for path, status, _seconds in voters.answers if status == 201)
    for vote in votes:
        voting.finish(vote)
        vote.refresh_from_db()
        box = vote.ballots.count()
        assert accepted[address(vote)] == box == vote.tally.facts["present"] == vote.roll.filter(voted=True).count()
    torn = [vote for vote in votes if 0 < accepted[address(vote)] < VOTERS]
    assert len(torn) > ROUNDS // 4, "too few were closed while people voted: nothing was tried"
    assert chain.verify() is None
