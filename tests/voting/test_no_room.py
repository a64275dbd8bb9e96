"""The disk is full, the file is read-only, somebody holds the database: nothing half is written, nobody is told yes.

The errors are the databases' own. Once the trouble is over the same person votes as if nothing had been.
"""

import sqlite3
from contextlib import contextmanager

import psycopg2
import pytest
from django.db import DatabaseError, connection

from community.record import locks
from governance.voting import actions as voting
from governance.voting.models import Ballot, CountedBallot, SecretBallot
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


NAMES = "ada bo cy dee eve fay gus hal"
LONG = {"answer": "object", "words": "It takes the last tree of the street. " * 20}  # a few of these need a page more


@pytest.fixture
def people():
    return make.people(NAMES)


@pytest.fixture(params=["open", "secret"])
def vote(people, request):
    return make.vote(
        make.board(seated=people), by=people[0], seconded_by=people[1], method="consent", mode=request.param
    )


def marks(vote) -> int:
    return vote.roll.filter(voted=True).count()


def tell(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def box_of(vote) -> str:
    return "voting_secretballot" if vote.is_secret else "voting_ballot"


@contextmanager
def a_full_disk(vote):
    """No page more for what is inserted."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Leave no free page in the file, and let it not grow.
            cursor.execute("VACUUM")
            (pages,) = cursor.execute("PRAGMA page_count").fetchone()
            (usual,) = cursor.execute("PRAGMA max_page_count").fetchone()
            cursor.execute(f"PRAGMA max_page_count = {pages}")
        yield "full"
        tell(f"PRAGMA max_page_count = {usual}")
        return
    # PostgreSQL says so by this error, when its next page cannot be had.
    tables = [box_of(vote), "voting_countedballot"]
    tell(
        "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$",
        *(f"CREATE TRIGGER no_room AFTER INSERT ON {table} EXECUTE FUNCTION no_room()" for table in tables),
    )
    yield "No space left"
    tell(*(f"DROP TRIGGER no_room ON {table}" for table in tables))


@contextmanager
def a_read_only_database(vote):
    """Somebody mounted it so, or a standby took over."""
    if connection.vendor == "sqlite":
        tell("PRAGMA query_only = ON")
        yield "readonly"
        tell("PRAGMA query_only = OFF")
        return
    tell("SET default_transaction_read_only = on")
    yield "read-only"
    tell("SET default_transaction_read_only = off")


@contextmanager
def a_held_database(vote):
    """Somebody does not let go, longer than anybody waits."""
    if connection.vendor == "sqlite":
        tell("PRAGMA busy_timeout = 200")
        other = sqlite3.connect(connection.settings_dict["NAME"])
        other.execute("BEGIN IMMEDIATE")
        yield "locked"
        other.close()
        return
    tell("SET statement_timeout = 300")
    other = psycopg2.connect(**connection.get_connection_params())
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [locks.key_of(vote._meta.label, vote.pk)])
    yield "timeout"
    other.close()


TROUBLES = pytest.mark.parametrize("trouble", [a_full_disk, a_read_only_database, a_held_database])


@TROUBLES
def test_a_ballot_that_cannot_be_written_leaves_nothing_and_can_be_sent_again(vote, people, trouble):
    taken, failed = [], []
    with trouble(vote) as said:
        for person in people:
            try:
                voting.cast(vote, by=person, choice=LONG)
                taken.append(person)
            except DatabaseError as error:
                assert said in str(error)
                failed.append(person)
        assert failed, "there was room for all of them"
        assert marks(vote) == vote.box.count() == len(taken)

    for person in failed:
        voting.cast(vote, by=person, choice=LONG)

    assert marks(vote) == vote.box.count() == len(people)


@TROUBLES
def test_a_close_that_cannot_be_written_leaves_the_box_as_it_was_and_comes_later(vote, people, trouble):
    for person in people:
        voting.cast(vote, by=person, choice=LONG)
    before = sorted(vote.box.values_list("pk", "choice", "receipt"))

    with trouble(vote) as said, pytest.raises(DatabaseError, match=said):
        voting.finish(vote, at=vote.closes_at)

    vote.refresh_from_db()
    assert vote.state == "opened" and not CountedBallot.objects.exists()
    assert sorted(vote.box.values_list("pk", "choice", "receipt")) == before
    assert voting.finish(vote, at=vote.closes_at)
    vote.refresh_from_db()
    assert vote.tally.facts["present"] == CountedBallot.objects.count() == len(people)
    assert SecretBallot.objects.count() == 0 and Ballot.objects.count() in (0, len(people))


def test_a_ballot_that_is_replaced_stays_when_the_new_one_cannot_be_written(people):
    vote = make.vote(make.board(seated=people), by=people[0], seconded_by=people[1])
    voting.cast(vote, by=people[0], choice="yes")
    with a_read_only_database(vote) as said, pytest.raises(DatabaseError, match=said):
        voting.replace(vote, by=people[0], choice="no", version=1)

    assert [ballot.choice for ballot in vote.box] == ["yes"]
    voting.replace(vote, by=people[0], choice="no", version=1)
    assert [ballot.choice for ballot in vote.box] == ["no"]
