"""When the database cannot write, a voter reads that their ballot is not recorded, and has it still: never success."""

from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from governance.voting.models import Ballot, RollEntry
from tests import make
from tests.read import code_of, hidden, review, text_of

pytestmark = pytest.mark.django_db(transaction=True)

# Longer than a page of SQLite's file, so that it finds no room in one that is there already.
LONG = {"choice": "concern", "words": "🌽" * 1000}
IS_SQLITE = connection.vendor == "sqlite"


@contextmanager
def locked():
    """Somebody else writes, and does not stop."""
    if IS_SQLITE:
        import sqlite3

        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        execute("PRAGMA busy_timeout = 50")
    else:
        import psycopg2

        other = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
        execute("SET statement_timeout = 100")
    try:
        cursor = other.cursor()
        cursor.execute("BEGIN IMMEDIATE" if IS_SQLITE else "LOCK TABLE voting_rollentry IN ACCESS EXCLUSIVE MODE")
        yield
    finally:
        other.rollback() if not IS_SQLITE else cursor.execute("ROLLBACK")
        other.close()
        execute("PRAGMA busy_timeout = 20000" if IS_SQLITE else "SET statement_timeout = 20000")


@contextmanager
def read_only():
    """The disk was mounted for reading, or the server stands by."""
    execute("PRAGMA query_only = ON" if IS_SQLITE else "SET default_transaction_read_only = on")
    try:
        yield
    finally:
        execute("PRAGMA query_only = OFF" if IS_SQLITE else "SET default_transaction_read_only = off")


@contextmanager
def full():
    """No page of the file is left."""
    execute("CREATE TABLE filler (words TEXT)")
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(OperationalError, match="full"):
            for _row in range(100_000):
                cursor.execute("INSERT INTO filler VALUES (hex(zeroblob(400)))")
    try:
        yield
    finally:
        execute("PRAGMA max_page_count = 4294967294")


def execute(sql) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


TROUBLE = [locked, read_only] + [full] * IS_SQLITE


@pytest.fixture
def open_vote():
    members = make.people("rosa noi earl")
    board = make.board(seated=members)
    return make.vote(board, by=members[0], seconded_by=members[1], method="consent"), members[2]


@pytest.mark.parametrize("trouble", TROUBLE, ids=lambda trouble: trouble.__name__)
def test_a_ballot_that_cannot_be_written_comes_back_filled_in_and_can_be_sent_again(client, open_vote, trouble):
    vote, earl = open_vote
    client.force_login(earl)
    carried = hidden(review(client, vote, **LONG))
    where = reverse("ballot", args=[vote.pk])

    with trouble():
        response = client.post(where, carried)

    assert response.status_code == 503
    assert "Your ballot was not recorded." in text_of(response) and "Try again" in text_of(response)
    assert hidden(response) == carried, "the same choices with the same code"
    assert not Ballot.objects.exists() and not RollEntry.objects.filter(voted=True).exists()
    again = client.post(where, hidden(response))
    assert again.status_code == 201 and code_of(again) == Ballot.objects.get().receipt


def test_a_database_that_goes_away_right_after_the_ballot_is_in_makes_no_page_say_it_is_not(client, open_vote):
    vote, earl = open_vote
    client.force_login(earl)
    carried = hidden(review(client, vote, **LONG))

    is_in = []

    def gone_after_the_ballot(execute, sql, params, many, context):
        if is_in:
            raise OperationalError("gone")
        done = execute(sql, params, many, context)
        if sql.startswith("INSERT INTO") and "voting_ballot" in sql:
            is_in.append(sql)
        return done

    with connection.execute_wrapper(gone_after_the_ballot):
        response = client.post(reverse("ballot", args=[vote.pk]), carried)

    assert is_in and response.status_code == 201 and "Your ballot is recorded" in text_of(response)
    assert Ballot.objects.count() == 1
