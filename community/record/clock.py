"""One clock decides: the database's, read after the lock is held. The web server's clock may be wrong."""

from datetime import UTC, datetime

from django.db import connection
from django.db.models import DateTimeField, Func
from django.utils.dateparse import parse_datetime


def now() -> datetime:
    """The database's present moment, in UTC. Not the moment its transaction began."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            return cursor.fetchone()[0].astimezone(UTC)
        cursor.execute("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')")
        return parse_datetime(cursor.fetchone()[0]).replace(tzinfo=UTC)


class Present(Func):
    """The same moment inside a query, so that asking who is present now costs no query of its own."""

    output_field = DateTimeField()
    function, template = "CLOCK_TIMESTAMP", "%(function)s()"

    def as_sqlite(self, compiler, connection, **context):
        # With six digits, as Django writes moments there: they are compared as text. Two rounds of
        # formatting follow, so each % stands four times.
        template = "STRFTIME('%%%%Y-%%%%m-%%%%d %%%%H:%%%%M:%%%%f000', 'now')"
        return self.as_sql(compiler, connection, template=template, **context)
