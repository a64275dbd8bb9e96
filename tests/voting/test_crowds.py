"""A whole hall votes at once in many processes, each person three times: one ballot each, and nothing went wrong.

The suite tries it with a small hall; VOTERS=2000 in the environment with the full one.
"""

import os
import time
from urllib.parse import urlsplit

import pytest
from django.db import connection

from governance.voting import actions as voting
from tests.load.hall import Hall, box_of, size, tell
from tests.load.hands import in_processes
from tests.settings import FOLDER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.served]

VOTERS, TIMES, PROCESSES, HANDS = size("VOTERS", 150), 3, 4, 8


def this_database() -> dict:
    """The environment of a process that works on the same database as this one."""
    name = str(connection.settings_dict["NAME"])
    found = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": FOLDER.name}
    if connection.vendor == "postgresql":
        return found | {"DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()}
    return found | {"SQLITE_PATH": name}


def test_every_second_ballot_is_refused_and_none_is_lost_or_doubled():
    """In an open and in a secret vote at the same time, so that their locks and tables meet."""
    hall = Hall(VOTERS)
    votes = [hall.vote("Open the library on Sundays"), hall.vote("Who chairs", mode="secret")]
    ballots = [
        [vote.pk, person.pk, choice] for choice in ("yes", "no", "abstain") for person in hall.people for vote in votes
    ]

    began = time.monotonic()
    answers = in_processes("tests.load.casters", ballots, processes=PROCESSES, environment=this_database(), hands=HANDS)
    took = time.monotonic() - began

    for vote in votes:
        found = {}
        for pk, outcome, count in answers:
            if pk == vote.pk:
                found[outcome] = found.get(outcome, 0) + count
        assert found == {"recorded": VOTERS, "refused": VOTERS * (TIMES - 1)}
        assert box_of(vote) == VOTERS
        voting.finish(vote, at=vote.closes_at)
        vote.refresh_from_db()
        assert vote.counted.count() == vote.tally.facts["present"] == VOTERS
    tell(f"{len(ballots)} attempts in {took:.1f} s, {PROCESSES} processes with {HANDS} hands each")
