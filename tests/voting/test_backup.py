"""A backup taken while people vote holds every ballot acknowledged before it, and the restored house is whole."""

import os
import sqlite3
import subprocess
import threading
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from community.people.models import Person
from governance.boards.models import Seat, Term
from governance.voting import actions as voting
from tests import make
from tests.tools import servers
from tests.tools.served import manage

pytestmark = pytest.mark.django_db(transaction=True)

VOTERS, BEFORE, HANDS = 120, 30, 4
KEPT = (
    "SELECT receipt FROM voting_ballot WHERE vote_id = {0} "
    "UNION SELECT receipt FROM voting_secretballot WHERE vote_id = {0}"
)
MARKED = "SELECT count(*) FROM voting_rollentry WHERE voted AND vote_id = {0}"


class Voting:
    """People of a hall who send their ballots, some hands at a time, and write down each that was acknowledged."""

    def __init__(self, votes, people):
        self.acknowledged, self.errors, self.enough = [], [], threading.Event()
        self.stop = threading.Event()
        work = [(vote, person) for person in people for vote in votes]
        self.hands = [threading.Thread(target=self.send, args=(work[n::HANDS],)) for n in range(HANDS)]
        for hand in self.hands:
            hand.start()

    def send(self, work):
        try:
            for vote, person in work:
                if self.stop.is_set():
                    return
                self.acknowledged.append((vote.pk, voting.cast(vote, by=person, choice="yes")))
                if len(self.acknowledged) >= BEFORE:
                    self.enough.set()
        except Exception as error:  # it belongs to the test, not to the thread
            self.errors.append(error)
        finally:
            connection.close()

    def end(self):
        self.stop.set()
        for hand in self.hands:
            hand.join(60)


def hall():
    """A board of as many residents as there are voters."""
    board = make.board("Hall")
    people = Person.objects.bulk_create(
        Person(name=f"Voter {n}", email=f"voter{n}@example.org", password="!") for n in range(VOTERS)
    )
    board.seats.all().delete()
    seats = Seat.objects.bulk_create(Seat(board=board, number=n + 1, kind="resident") for n in range(VOTERS))
    now = make.now() - 30 * make.DAY
    Term.objects.bulk_create(
        Term(seat=seat, person=person, since=now, until=now + 365 * make.DAY, chosen="founding")
        for seat, person in zip(seats, people, strict=True)
    )
    return board, people


def opened(board, people, text, mode="open"):
    at = make.now() - board.charter_at(make.now())["vote.notice_days"] * make.DAY
    vote = voting.propose_motion(board, by=people[0], text=text, mode=mode, at=at)
    vote = voting.second(vote, by=people[1], at=at)
    return voting.open_vote(vote, at=vote.opens_at)


class SQLiteRestored:
    """A copy by our own command, put into an empty folder."""

    def __init__(self, folder):
        self.path, self.environment = folder / "table.sqlite3", {"DATABASE_URL": ""}
        call_command("backup", str(self.path))

    def ask(self, question):
        with closing(sqlite3.connect(self.path)) as copy:
            return [row[0] for row in copy.execute(question)]

    def drop(self):
        self.path.unlink()


class PostgresRestored:
    """A dump by pg_dump, restored into an empty database of the same server."""

    def __init__(self, folder):
        server, name = urlsplit(os.environ["DATABASE_URL"]), connection.settings_dict["NAME"]
        self.admin = server.geturl()
        self.name = f"{name}_restored"
        self.url = server._replace(path=f"/{self.name}").geturl()
        self.environment = {"DATABASE_URL": self.url}
        programs, dump = servers.postgres_programs(), folder / "dump"
        whole = server._replace(path=f"/{name}").geturl()
        subprocess.run([programs / "pg_dump", "-Fc", "-f", dump, whole], check=True)
        subprocess.run([programs / "createdb", "--maintenance-db", self.admin, self.name], check=True)
        subprocess.run([programs / "pg_restore", "--exit-on-error", "-d", self.url, dump], check=True)

    def ask(self, question):
        with closing(psycopg2.connect(self.url)) as copy, copy.cursor() as cursor:
            cursor.execute(question)
            return [row[0] for row in cursor.fetchall()]

    def drop(self):
        subprocess.run(
            [servers.postgres_programs() / "dropdb", "-f", "--maintenance-db", self.admin, self.name], check=True
        )


def environment_of(folder: Path, restored) -> dict:
    """What a command of the restored house is started with."""
    found = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(folder), "HASHED_STATIC": "0"}
    return found | {"SQLITE_PATH": str(folder / "table.sqlite3"), **restored.environment}


def test_what_was_acknowledged_before_the_backup_is_in_it_and_everything_holds(tmp_path):
    board, people = hall()
    first = make.decided(opened(board, people, "Paint the hall"), yes=people[:100])
    head = voting.publish(first)
    votes = [opened(board, people, "Meet at noon"), opened(board, people, "Rest on Sundays", mode="secret")]
    crowd = Voting(votes, people)
    assert crowd.enough.wait(60)

    sure = list(crowd.acknowledged)
    restored = (PostgresRestored if connection.vendor == "postgresql" else SQLiteRestored)(tmp_path)
    after = list(crowd.acknowledged)
    crowd.end()

    assert crowd.errors == [] and BEFORE <= len(sure) < len(after) <= 2 * VOTERS, "nobody voted during the backup"
    try:
        for vote in votes:
            kept = restored.ask(KEPT.format(vote.pk))
            assert {code for pk, code in sure if pk == vote.pk} <= set(kept), "an acknowledged ballot is missing"
            assert restored.ask(MARKED.format(vote.pk)) == [len(kept)]
        there = environment_of(tmp_path, restored)
        manage(there, "migrate", "-v0")
        assert "The record holds" in manage(there, "verify_record")
        assert manage(there, "publish_votes") == f"Vote {first.pk}: {head}\n"
        assert manage(there, "verify_votes") == "The votes hold: 1 counted again.\n"
    finally:
        restored.drop()


@pytest.mark.skipif(connection.vendor == "postgresql", reason="on PostgreSQL it is pg_dump's affair")
def test_a_backup_replaces_nothing_and_is_for_its_owner_only(tmp_path):
    path = tmp_path / "copy.sqlite3"
    call_command("backup", str(path))
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(path))


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has the command")
def test_on_postgresql_the_command_names_the_right_tool(tmp_path):
    with pytest.raises(CommandError, match="pg_dump"):
        call_command("backup", str(tmp_path / "copy"))
