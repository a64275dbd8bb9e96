"""One clock decides: the database's, read after the lock is held. The web server's clock may be wrong."""

from datetime import UTC, datetime

from django.db import connection
from django.utils.dateparse import parse_datetime


def now() -> datetime:
    """The database's present moment, in UTC. Not the moment its transaction began."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            return cursor.fetchone()[0].astimezone(UTC)
        cursor.execute("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')")
        return parse_datetime(cursor.fetchone()[0]).replace(tzinfo=UTC)
