"""A busy town: a thousand proposals, a discussion of 200 messages, a vote with 300 people on its roll."""

import json
import sys
from datetime import timedelta

import django

django.setup()  # models can be imported only after this

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction

from cms.models import HomePage, WordsPage
from community.people.models import Person
from community.record import clock
from community.rooms import actions as rooms
from governance.boards import actions as boards
from governance.boards.models import Seat
from governance.proposals.models import Proposal, Version
from governance.voting import actions as voting
from governance.voting import receipts
from tests import make

VOTERS = 300


def session_of(person) -> str:
    """A signed-in session for a client that has no browser."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key


@transaction.atomic
def town() -> dict:
    """Fill an empty database; the addresses and sessions the measurements need."""
    members = make.people("rosa darnell noi earl carmen")
    eastbank = make.board(seated=members)
    stay_put = make.adopted(eastbank, members=members)
    start, now = clock.now() - timedelta(hours=3), clock.now()
    room = rooms.room_for(stay_put)
    for number in range(200):
        moment = start + timedelta(seconds=45 * number)
        rooms.say(room, by=members[number % 5], text=f"Rents rose again on street {number}.", language="en", at=moment)
    adoption = stay_put.in_force
    rows = Proposal.objects.bulk_create(
        Proposal(
            priority=stay_put, adoption=adoption, author=members[n % 5], title=f"Proposal {n}", what="Work. " * 40,
            why="It is needed. " * 20, amount=100_00, state="sent", made_at=now, sent_at=now,
        )
        for n in range(1000)
    )  # fmt: skip
    Version.objects.bulk_create(
        Version(proposal=row, number=1, text=json.dumps({"title": row.title}), hash=f"{row.pk:064x}", at=now)
        for row in rows
    )
    decided = make.vote(eastbank, by=members[0], seconded_by=members[1], ends_when_all_voted=True)
    make.decided(decided, yes=members[:4], no=members[4:], at=make.now())
    hall = hall_vote()
    bare_tables()
    return {
        "pages": {
            "home": "/",
            "priority with 200 messages": stay_put.get_absolute_url(),
            "1,000 proposals, first page": "/proposals/",
            "result": f"/votes/{decided.pk}/result/",
            "record": "/record/",
        },
        "vote": hall[0].pk,
        "voters": hall[1],
        "receipts": [receipts.sign(hall[0], receipts.new_code()) for _voter in hall[1]],
        "room": room.pk,
        "writers": [session_of(member) for member in members],
    }


def hall_vote():
    """A vote of a whole hall. Its board is as large as the hall."""
    at = make.now() - 31 * make.DAY
    hall = boards.found(name="Hall", slug="hall", purpose="Everybody.", template="all-resident", at=at)
    Seat.objects.bulk_create(Seat(board=hall, number=n, kind="resident") for n in range(10, VOTERS + 1))
    voters = Person.objects.bulk_create(
        Person(name=f"Voter {n}", email=f"voter{n}@example.org", password="!") for n in range(VOTERS)
    )
    for seat, voter in zip(hall.seats.all(), voters, strict=True):
        boards.seat_founder(seat, voter, by=None, why="For the measurement.", at=at)
    vote = voting.propose_motion(hall, by=voters[0], text="Meet on Mondays", at=make.now() - 8 * make.DAY)
    vote = voting.second(vote, by=voters[1], at=make.now() - 8 * make.DAY)
    return voting.open_vote(vote, at=make.now()), [session_of(voter) for voter in voters]


def bare_tables():
    """What the floor's insert writes to, and the page it shows."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_roll (id integer PRIMARY KEY, voted integer NOT NULL)")
        cursor.execute("CREATE TABLE bench_box (id char(32) PRIMARY KEY, choice varchar(10) NOT NULL)")
        for number in range(VOTERS):
            cursor.execute("INSERT INTO bench_roll (id, voted) VALUES (%s, 0)", [number])
    page = WordsPage(title="Bare", slug="bare", body="<p>Words.</p>" * 20)
    HomePage.objects.first().add_child(instance=page)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(town()))
