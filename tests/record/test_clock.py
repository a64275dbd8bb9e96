"""One clock decides, the database's. That the web server's goes wrong changes nothing."""

import ast
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from community.record import clock

ROOT = Path(settings.BASE_DIR)
OTHER_CLOCKS = {"now", "utcnow", "today", "time", "localtime", "localdate"}


@pytest.mark.django_db
def test_it_is_in_utc_and_near_this_machine_here():
    from django.utils import timezone

    now = clock.now()

    assert now.tzinfo is UTC
    assert abs(now - timezone.now()) < timedelta(seconds=5)


@pytest.mark.django_db(transaction=True)
def test_it_goes_on_inside_a_transaction():
    """PostgreSQL's now() is the moment the transaction began: a ballot that waited would seem in time."""
    with transaction.atomic():
        first = clock.now()
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT pg_sleep(0.05)")
            else:
                cursor.execute(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000) SELECT max(i) FROM n"
                )
        then = clock.now()

    assert then > first


@pytest.mark.parametrize("wing", ["community", "governance"])
def test_nothing_that_decides_reads_another_clock(wing):
    """Rules get the time as an argument; actions, models and tasks ask record.clock."""
    readers = []
    for path in sorted((ROOT / wing).rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in OTHER_CLOCKS
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in {"timezone", "datetime", "date", "time"}
            ):
                readers.append(f"{path.relative_to(ROOT)}:{node.lineno}")

    assert readers == []
