"""What is shown never depends on where the database happens to keep its rows, or on how it looks for them.

PostgreSQL does both in its own way, and changes it when its statistics change: a list without an order of its own
then loses something between two of its pages, or shows it twice.
"""

import ast
import random
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models

from tests import town
from tests.test_house import sources

from .test_privacy import PASSING, addresses, differences, pages

OURS = [model for model in apps.get_models() if model.__module__.startswith(("cms.", "community.", "governance."))]

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


def tell_apart(model) -> list[set]:
    """What tells one row of a model from all others; or from all others of its whole: a seat's number, in its board."""
    fields = model._meta.get_fields()
    own = [{"pk"}, *({field.name} for field in fields if getattr(field, "unique", False) and not field.is_relation)]
    together = [constraint.fields for constraint in model._meta.total_unique_constraints]
    wholes = {field.name for field in fields if isinstance(field, models.ForeignKey)}
    return [*own, *map(set, together), *(set(names) - wholes for names in together if set(names) - wholes)]


def name_of(ordered) -> str:
    """The name that a part of an order goes by, be it written as text or as an expression."""
    return ordered.lstrip("-") if isinstance(ordered, str) else ordered.expression.name


@pytest.mark.parametrize("model", [model for model in OURS if model._meta.ordering], ids=lambda one: one._meta.label)
def test_no_two_rows_of_a_model_are_equal_in_its_order(model):
    names = {name_of(ordered) for ordered in model._meta.ordering}
    assert any(names >= unique for unique in tell_apart(model)), (
        f"{model._meta.label} is in the order of {sorted(names)}: rows of the same moment change places. End it on pk."
    )


def orders(path: Path):
    """Each `order_by(…)` of a file with its line and the last thing it orders by; empty ones take an order away."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "order_by" and node.args:
            yield node.lineno, ast.unparse(node.args[-1]).strip("'-")


def test_no_list_asks_for_an_order_in_which_two_can_be_equal():
    """What ends on a name that tells rows apart within their whole is asked for within one: a room, a board, a vote."""
    last = {"model._meta.pk.attname"}  # the key by the name of its column
    last |= {name for model in OURS for unique in tell_apart(model) if len(unique) == 1 for name in unique}
    last -= {"name"}  # two places never share one, two people may
    found = [(path.name, line, by) for path in sources() for line, by in orders(path)]
    assert len(found) > 60
    assert [one for one in found if not {one[2], one[2].split("__")[-1]} & last] == [], "End the order on pk."


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
