"""What is shown never depends on where the database happens to keep its rows, or on how it looks for them.

PostgreSQL does both in its own way, and changes it when its statistics change: a list without an order of its own
then loses something between two of its pages, or shows it twice.
"""

import random

import pytest
from django.db import connection

from tests import town

from .test_privacy import PASSING, addresses, differences, pages

# Ways to look for rows, by what PostgreSQL is kept from: in a larger or a smaller house it would choose another.
WAYS = ["hashagg hashjoin seqscan", "sort"]


def move_rows() -> int:
    """Write every row anew at some other place; how many those were."""
    moved, chance = 0, random.Random(1)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # guards refuse to write anything anew
        for table in connection.introspection.table_names(cursor):
            key = connection.introspection.get_primary_key_column(cursor, table)
            cursor.execute(f'SELECT "{key}" FROM "{table}"')
            keys = [row[0] for row in cursor.fetchall()]
            for one in chance.sample(keys, len(keys)):
                cursor.execute(f'UPDATE "{table}" SET "{key}" = "{key}" WHERE "{key}" = %s', [one])
            moved += len(keys)
        cursor.execute("SET LOCAL session_replication_role = origin")
    return moved


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps its rows by their number")
def test_every_list_has_an_order_of_its_own(standing, clients):
    def seen() -> dict:
        return {
            (role, path): PASSING.sub("", page)
            for role in ("visitor", "clerk")
            for path, page in pages(clients[role], [*addresses(standing), "/me/"])
        }

    before = seen()
    with town.taken_back():
        assert move_rows() > 1000
        for ways in WAYS:
            with town.taken_back():
                with connection.cursor() as cursor:
                    for way in ways.split():
                        cursor.execute(f"SET LOCAL enable_{way} = off")
                assert differences(before, seen()) == {}, ways
