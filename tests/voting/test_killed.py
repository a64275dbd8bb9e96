"""The server is killed, or PostgreSQL is, in the middle of a vote: what was acknowledged is there afterwards.

The suite tries a few rounds; ROUNDS=20 in the environment tries as many.
"""

import os
import random
import signal
import subprocess
import tempfile
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest
from django.db import connection

from community.record import chain
from governance.voting import actions as voting
from tests.load.crash import TAKEN, Voters, send_again
from tests.load.hall import Hall, box_of, size, tell
from tests.load.voters import send
from tests.tools import clones as cloning
from tests.tools.served import served
from tests.tools.servers import Cluster

pytestmark = pytest.mark.served

PEOPLE, ROUNDS = 120, size("ROUNDS", 3)


def nothing_is_lost(hall, vote, ballots, voters, port) -> None:
    """Whatever was acknowledged is in the box, once; everybody else can still vote; and all of it is counted."""
    assert voters.taken and len(voters.taken) < len(ballots), "it was killed before or after the voting"
    people = {hall.sessions[person.pk]: person.pk for person in hall.people}
    acknowledged = {people[ballot["session"]] for ballot in voters.taken}
    marked = set(vote.roll.filter(voted=True).values_list("person", flat=True))
    assert acknowledged <= marked, "an acknowledged ballot is lost"
    assert box_of(vote) == len(marked)

    # The same ballot with the same code: whoever was told nothing, or that it failed, just sends it again.
    assert send_again(port, ballots) == {201}

    assert box_of(vote) == len(ballots)
    voting.finish(vote, at=vote.closes_at)
    vote.refresh_from_db()
    assert vote.tally.facts["present"] == vote.counted.count() == len(ballots)
    assert chain.verify() is None
    tell(f"{len(acknowledged)} acknowledged, {len(marked) - len(acknowledged)} more recorded without an answer, 0 lost")


def rounds(hall):
    """Each round its own vote, open and secret in turn, with a ballot of everybody."""
    for number in range(ROUNDS):
        vote = hall.vote(f"Motion {number}", mode=("secret", "open")[number % 2])
        yield vote, [hall.ballot(vote, person) for person in hall.people]


def test_the_serving_process_is_killed_in_the_middle_of_a_vote(clones, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), served(clones, "killed") as site:
        before = connection.settings_dict["NAME"]
        cloning.use(site.database)
        try:
            hall = Hall(PEOPLE, site)
            for vote, ballots in rounds(hall):
                voters = Voters(site.port, ballots)
                voters.until_taken(random.randint(1, PEOPLE // 2))
                site.stop(signal.SIGKILL)
                voters.done()
                site.start()
                nothing_is_lost(hall, vote, ballots, voters, site.port)
        finally:
            cloning.use(before)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lives in the process that was killed above")
def test_postgresql_stops_at_once_in_the_middle_of_a_vote_and_the_site_goes_on_by_itself(
    clones, django_db_setup, django_db_blocker, monkeypatch
):
    """On a cluster that keeps what it acknowledges, as in production: the suite's own one spares every fsync."""
    with tempfile.TemporaryDirectory(prefix="common-table-stopped-") as folder:
        cluster = Cluster(Path(folder), careful=True)
        cluster.start()
        try:
            with django_db_blocker.unblock():
                fill(cluster, clones.template)
                monkeypatch.setenv("DATABASE_URL", cluster.url())
                connection.close()
                monkeypatch.setitem(connection.settings_dict, "PORT", cluster.port)
                monkeypatch.setitem(connection.settings_dict, "NAME", "postgres")
                stopped_and_started(cluster, clones)
        finally:
            connection.close()
            cluster.stop()


def fill(cluster, template: str) -> None:
    """Copy the migrated database into the cluster."""
    from_port = str(connection.settings_dict["PORT"])
    server = ["-h", "127.0.0.1", "-U", "table", "-q", "-v", "ON_ERROR_STOP=1"]
    dump = [cluster.programs / "pg_dump", "-h", "127.0.0.1", "-U", "table", "-p", from_port, template]
    with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumped:
        psql = [cluster.programs / "psql", *server, "-p", str(cluster.port), "-o", os.devnull, "postgres"]
        subprocess.run(psql, stdin=dumped.stdout, check=True)
    assert dumped.returncode == 0


class Nowhere:
    """The site's database is made already: nothing is cloned for it and nothing dropped."""

    def clone(self, _name):
        return "postgres"

    def drop(self, _name):
        pass


def stopped_and_started(cluster, clones):
    """The rounds themselves."""
    with served(Nowhere(), "stopped") as site:
        hall, waits = Hall(PEOPLE, site), []
        for vote, ballots in rounds(hall):
            voters = Voters(site.port, ballots)
            voters.until_taken(random.randint(1, PEOPLE // 2))
            cluster.stop()
            voters.done()
            connection.close()
            cluster.start()
            waits.append(until_it_takes(site.port, next(b for b in ballots if b not in voters.taken)))
            nothing_is_lost(hall, vote, ballots, voters, site.port)
        tell(f"{len(waits)} stops; ballots were taken again after {max(waits):.1f} s at most")
        assert max(waits) < 10


def until_it_takes(port: int, ballot: dict) -> float:
    """Seconds until the site takes a ballot again, or knows that it has."""
    began = time.monotonic()
    while time.monotonic() - began < 20:
        line = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            if send(line, ballot) in (*TAKEN, 409):
                return time.monotonic() - began
        except (OSError, HTTPException):
            pass
        finally:
            line.close()
        time.sleep(0.05)
    raise AssertionError("it did not come back by itself")
