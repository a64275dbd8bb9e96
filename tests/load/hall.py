"""A hall full of people who hold a seat, each with a session, and the votes they are asked to."""

import os
import sys
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from community.people.models import Person
from governance.boards.models import Seat, Term
from governance.voting import actions as voting
from governance.voting import receipts
from governance.voting.models import Vote
from tests import make


def size(name: str, usual: int) -> int:
    """How many, in this run: VOTERS=2000 in the environment makes it the whole test, ROUNDS likewise."""
    return int(os.environ.get(name, usual))


def tell(figures: str) -> None:
    """Say what was measured: pytest shows it with -s."""
    sys.stdout.write(f"\n{figures}\n")


class Hall:
    """A board as large as the hall, and its people. site: where they are served, if they are."""

    def __init__(self, people: int, site=None, name="Hall"):
        self.site, now = site, make.now()
        self.board = make.board(name, clauses={"vote.notice_days": 0})
        persons = [Person(name=f"{name} {n}", email=f"{name}{n}@example.org", password="!") for n in range(people)]
        self.people = Person.objects.bulk_create(persons)
        Seat.objects.filter(board=self.board).delete()
        seats = [Seat(board=self.board, number=n, kind="resident") for n in range(1, people + 1)]
        Term.objects.bulk_create(
            Term(seat=seat, person=person, since=now, until=now + 30 * make.DAY, chosen="founding")
            for seat, person in zip(Seat.objects.bulk_create(seats), self.people, strict=True)
        )
        self.sessions = {person.pk: self.sign_in(person, now) for person in self.people} if site else {}

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

    def vote(self, text, seconds=3600, mode="open") -> Vote:
        """An open vote that closes in so many seconds."""
        vote = voting.propose_motion(self.board, by=self.people[0], text=text, mode=mode)
        vote = voting.second(vote, by=self.people[1])
        Vote.objects.filter(pk=vote.pk).update(closes_at=vote.opens_at + timedelta(seconds=seconds))
        return voting.open_vote(vote)

    def ballot(self, vote, person, *, choice="yes", **fields) -> dict:
        """What a client process is told to send: the last step, with a code the review would have given out."""
        code = receipts.sign(vote, receipts.new_code())
        return {"path": address(vote), "choice": choice, "receipt": code, "session": self.sessions[person.pk]} | fields


def address(vote) -> str:
    return f"/votes/{vote.pk}/ballot/"


def box_of(vote) -> int:
    """How many ballots it holds; the roll says the same, or something is broken."""
    ballots = vote.box.count()
    assert ballots == vote.roll.filter(voted=True).count()
    return ballots
