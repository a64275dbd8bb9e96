"""What was promised secret stays so: in the tables, in the files, by the order and by the time of things."""

import time
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from governance.voting import actions as voting
from governance.voting import tasks
from governance.voting.models import CountedBallot, RollEntry, SecretBallot, Trace
from tests import make, town

pytestmark = pytest.mark.django_db(transaction=True)

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no hidden columns")
TABLE = SecretBallot._meta.db_table


@pytest.fixture
def hall():
    """A dozen people and a secret vote of theirs."""
    return make.people("ada bo cy dee eve fay gus hal ida jan kim lou")


@pytest.fixture
def vote(hall):
    return make.vote(make.board(seated=hall[:8], partners=hall[8:]), by=hall[0], seconded_by=hall[1], mode="secret")


def everybody_votes(vote, hall):
    """Everybody on the roll votes, one after the other; how many they are."""
    on_it = [person for person in hall if voting.cast_verdict(vote, person, make.now())]
    for number, person in enumerate(on_it):
        voting.cast(vote, by=person, choice=("yes", "no", "abstain")[number % 3])
    return len(on_it)


def hidden(model, column="xmin") -> list[str]:
    """A hidden column of PostgreSQL: xmin, the transaction that wrote the row."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column}::text FROM {model._meta.db_table}")
        return [value for (value,) in cursor.fetchall()]


def kept() -> bytes:
    """What the database's files hold where secret ballots lie or lay."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [TABLE])
            return bytes(cursor.fetchone()[0])
    path = Path(connection.settings_dict["NAME"])
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def keys() -> list[bytes]:
    """The key of each secret ballot, as the files have it."""
    found = SecretBallot.objects.values_list("pk", flat=True)
    return [key.bytes if connection.vendor == "postgresql" else key.hex.encode() for key in found]


def swept(known) -> list[bytes]:
    """Which of these keys are still in the files, after due work came round as often as it takes.

    PostgreSQL keeps rows that anybody's older reading may still want, its own housekeeping included, and as long as
    anybody on the server writes since before: in another test's database, too. So this is patient.
    """
    for _round in range(600):
        after = kept()
        if not (left := [key for key in known if key in after]):
            break
        time.sleep(0.5)
        tasks.sweep_boxes()
    return left


@contextmanager
def a_long_read():
    """Somebody reads the box for a long time, as a backup does."""
    if connection.vendor == "postgresql":
        reader = psycopg2.connect(**connection.get_connection_params())
        with reader.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {TABLE}")
            yield
        reader.close()
        return
    import sqlite3

    reader = sqlite3.connect(connection.settings_dict["NAME"])
    reader.execute("BEGIN")
    reader.execute(f"SELECT count(*) FROM {TABLE}").fetchall()
    yield
    reader.close()


# --- What is left after the count -----------------------------------------------------------------------


@on_postgresql
def test_after_the_close_no_hidden_column_joins_a_person_to_a_line(vote, hall):
    ballots = everybody_votes(vote, hall)
    marks = set(hidden(RollEntry))
    assert len(marks & set(hidden(SecretBallot))) == ballots, "before the count it does: docs/voting.md says so"

    voting.finish(vote, at=vote.closes_at)

    lines = hidden(CountedBallot)
    assert len(lines) == ballots and len(set(lines)) == 1
    assert set(lines).isdisjoint(marks)


def test_the_lines_are_written_in_the_order_of_their_fingerprint(vote, hall):
    everybody_votes(vote, hall)
    cast = list(SecretBallot.objects.values_list("receipt", flat=True))
    voting.finish(vote, at=vote.closes_at)
    lines = list(CountedBallot.objects.order_by("pk").values_list("leaf", "receipt"))
    assert lines == sorted(lines)
    assert sorted(receipt for _leaf, receipt in lines) == sorted(cast)


def test_after_the_close_no_secret_ballot_is_left_in_any_file(vote, hall):
    ballots = everybody_votes(vote, hall)
    known, before = keys(), kept()
    assert sum(key in before for key in known) == ballots, "the test looks where they lie"

    voting.finish(vote, at=vote.closes_at)

    assert swept(known) == []


def test_a_backup_that_reads_the_box_does_not_stop_the_count_and_is_cleaned_up_after(vote, hall):
    everybody_votes(vote, hall)
    known = keys()
    with a_long_read():
        began = time.monotonic()
        voting.finish(vote, at=vote.closes_at)
        assert time.monotonic() - began < 5, "whoever votes elsewhere would have waited for the backup"
        vote.refresh_from_db()
        assert vote.state == "certified"
        assert any(key in kept() for key in known)
    assert tasks.sweep_boxes() is True
    assert swept(known) == []
    assert tasks.sweep_boxes() is False, "once is enough"


@on_postgresql
def test_what_a_killed_process_left_is_cleaned_up_by_whoever_looks_next(vote, hall):
    everybody_votes(vote, hall)
    known = keys()
    with connection.cursor() as cursor:  # the close of a process that did not live to clean up
        cursor.execute("UPDATE voting_vote SET state = 'closed' WHERE id = %s", [vote.pk])
        cursor.execute(f"DELETE FROM {TABLE}")
    assert any(key in kept() for key in known)

    assert swept(known) == []
    assert kept() == b""


def beside_another(vote, hall):
    """Everybody votes while one ballot of another secret vote lies in the same table: that vote, and all other keys."""
    other = make.vote(vote.board, by=hall[2], seconded_by=hall[3], mode="secret", text="Another one")
    voting.cast(other, by=hall[0], choice="yes")
    everybody_votes(vote, hall)
    return other, [key for key in keys() if key != other.secret_ballots.get().pk.bytes]


@on_postgresql
def test_another_open_secret_vote_does_not_hide_what_is_left_of_a_counted_one(vote, hall):
    """Its ballots lie in the same table, which is never empty meanwhile."""
    other, known = beside_another(vote, hall)
    with a_long_read():
        voting.finish(vote, at=vote.closes_at)
        assert any(key in kept() for key in known)
    assert swept(known) == []
    assert not Trace.objects.exists() and other.secret_ballots.count() == 1


@on_postgresql
def test_what_a_snapshot_elsewhere_still_sees_counts_as_left(vote, hall):
    """It keeps nobody from rewriting the table, and the rewritten table has the ballots in it all the same."""
    _other, known = beside_another(vote, hall)
    reader = psycopg2.connect(**connection.get_connection_params())
    with reader.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT count(*) FROM people_person")
        voting.finish(vote, at=vote.closes_at)
        assert any(key in kept() for key in known)
        assert Trace.objects.filter(vote=vote).exists() and tasks.sweep_boxes() is False
    reader.close()
    assert swept(known) == []
    assert not Trace.objects.exists()


# --- While it runs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["open", "secret"])
def test_casting_writes_the_mark_and_the_ballot_and_nothing_else_anywhere(hall, mode):
    """No entry, no news, no mail, no session: each of them would have a time and an order."""
    board = make.board(seated=hall[:8], partners=hall[8:])
    vote = make.vote(board, by=hall[0], seconded_by=hall[1], mode=mode)
    before = town.rows()

    voting.cast(vote, by=hall[0], choice="yes")

    box = TABLE if mode == "secret" else "voting_ballot"
    assert set(town.changed(before)) == {"voting_rollentry", box}


def test_of_a_secret_ballot_no_column_knows_a_time_a_number_or_a_person():
    kinds = {field.name: field.get_internal_type() for field in SecretBallot._meta.fields}
    assert kinds == {
        "id": "UUIDField",
        "vote": "ForeignKey",
        "choice": "TextField",
        "receipt": "CharField",
        "channel": "CharField",
    }
    marks = {field.get_internal_type() for field in RollEntry._meta.fields}
    assert marks.isdisjoint({"DateTimeField", "DateField", "TimeField"})


@on_postgresql
def test_the_database_keeps_no_time_of_a_transaction():
    """With track_commit_timestamp the moment of each mark could be read: it is off unless somebody turns it on."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW track_commit_timestamp")
        assert cursor.fetchone() == ("off",)


def test_a_session_is_not_written_by_each_request():
    assert settings.SESSION_SAVE_EVERY_REQUEST is False
    assert not getattr(settings, "USERSESSIONS_TRACK_ACTIVITY", False)
