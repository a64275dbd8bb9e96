"""A busy town: a thousand proposals, a discussion of 200 messages."""

import json
import sys
from datetime import timedelta

import django

django.setup()  # models can be imported only after this

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from cms.models import HomePage, WordsPage
from community.record import clock
from community.rooms import actions as rooms
from governance.proposals.models import Proposal, Version
from tests import make


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
    bare_page()
    return {
        "pages": {
            "home": "/",
            "priority with 200 messages": stay_put.get_absolute_url(),
            "1,000 proposals, first page": "/proposals/",
            "result": f"/votes/{decided.pk}/result/",
            "record": "/record/",
        },
        "room": room.pk,
        "writers": [session_of(member) for member in members],
    }


def bare_page():
    """The page that the floor shows."""
    page = WordsPage(title="Bare", slug="bare", body="<p>Words.</p>" * 20)
    HomePage.objects.first().add_child(instance=page)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(town()))
