"""Each start asks whether the database keeps what it acknowledges."""

import tempfile
from pathlib import Path

import psycopg2
import pytest
from django.db import connection

from community.record.checks import postgresql_keeps_what_it_accepts, sqlite_keeps_what_it_accepts
from tests.tools.servers import postgres

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is asked by another check")
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is asked by another check")


@on_postgresql
@pytest.mark.django_db
def test_a_commit_waits_for_the_disk_whatever_the_server_says():
    """The suite's own server has it switched off."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)
        cursor.execute("SELECT reset_val FROM pg_settings WHERE name = 'statement_timeout'")
        assert cursor.fetchone() == ("20000",)


@on_postgresql
@pytest.mark.django_db
def test_a_server_that_spares_its_fsyncs_is_warned_of():
    (warning,) = postgresql_keeps_what_it_accepts(None, ["default"])
    assert "fsync and full_page_writes off" in warning.msg


@on_postgresql
def test_the_cluster_on_which_ballots_are_counted_after_a_crash_keeps_its_fsyncs():
    with tempfile.TemporaryDirectory() as folder, postgres(Path(folder), careful=True) as address:
        line = psycopg2.connect(address)
        with line.cursor() as cursor:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                cursor.execute(f"SHOW {setting}")
                assert cursor.fetchone() == ("on",)
        line.close()


@on_sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("careless", ["synchronous = NORMAL", "foreign_keys = OFF", "secure_delete = OFF"])
def test_a_sqlite_that_is_set_to_lose_something_does_not_start(careless):
    assert sqlite_keeps_what_it_accepts(None, ["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {careless}")

    assert careless.split()[0] in sqlite_keeps_what_it_accepts(None, ["default"])[0].msg

    connection.close()
