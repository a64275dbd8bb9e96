"""On SQLite secret ballots lie in the order of their random key, whatever became of the table."""

import uuid
from copy import copy

import pytest
from django.core.management import call_command
from django.db import connection

from community.record import guards, keyed
from community.record.checks import sqlite_keeps_what_it_accepts
from governance.voting import actions as voting
from governance.voting.models import SecretBallot
from tests import make

pytestmark = [
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps the order of time"),
    pytest.mark.django_db(transaction=True),
]
TABLE = "voting_secretballot"


@pytest.fixture
def cast():
    """The keys of a dozen secret ballots, in the order in which they were cast."""
    people = make.people("ada bo cy dee eve fay gus hal ida jan kim lou")
    board = make.board(seated=people[:8], partners=people[8:])
    vote = make.vote(board, by=people[0], seconded_by=people[1], mode="secret")
    keys = []
    for person in people:
        if voting.cast_verdict(vote, person, make.now()):
            voting.cast(vote, by=person, choice="yes")
            keys += SecretBallot.objects.exclude(pk__in=keys).values_list("pk", flat=True)
    assert len(keys) > 8
    return keys


def as_they_lie() -> list[uuid.UUID]:
    """The keys as a scan of the table finds them, without any wish for an order."""
    with connection.cursor() as cursor:
        rows = cursor.execute(f"SELECT id, choice FROM {TABLE} NOT INDEXED").fetchall()
    return [uuid.UUID(key) for key, _choice in rows]


def rebuilt():
    """The table as Django rebuilds it, to alter a field: an ordinary one, in the order in which rows came."""
    guards.make_way(None)  # as before each migrate
    old = SecretBallot._meta.get_field("channel")
    new = copy(old)
    new.null = True
    with connection.schema_editor() as editor:
        editor.alter_field(SecretBallot, old, new)


def complaints():
    return [error.msg for error in sqlite_keeps_what_it_accepts(None, ["default"])]


def test_ballots_lie_in_the_order_of_their_keys_and_not_in_that_in_which_they_were_cast(cast):
    assert as_they_lie() == sorted(cast) != cast


def test_a_table_that_was_altered_is_missed_by_name_and_put_right_by_the_next_migrate_with_its_ballots(cast):
    before = sorted(SecretBallot.objects.values_list("pk", "choice", "receipt", "channel"))
    rebuilt()
    assert len(complaints()) == 1 and TABLE in complaints()[0]

    call_command("migrate", verbosity=0)

    assert complaints() == [] and guards.missing(connection) == []
    assert as_they_lie() == sorted(cast)
    assert sorted(SecretBallot.objects.values_list("pk", "choice", "receipt", "channel")) == before


@pytest.mark.parametrize("step", ["CREATE TABLE", "INSERT INTO", "DROP TABLE"])
def test_what_is_interrupted_in_the_middle_loses_no_ballot_and_keeps_no_other_copy(cast, step):
    rebuilt()

    def full(execute, sql, params, many, context):
        if sql.startswith(step):
            raise OSError("No space left on device")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full), pytest.raises(OSError, match="No space"):
        keyed.put_right(connection, TABLE)
    assert SecretBallot.objects.count() == len(cast)
    keyed.put_right(connection, TABLE)

    assert as_they_lie() == sorted(cast)
    assert [table for table in connection.introspection.table_names() if table.startswith(TABLE)] == [TABLE]
