"""What must be right before a single ballot is taken: asked at every start."""

from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError, connections

from .guards import missing
from .keyed import KEYED, lies_by_key


@register(Tags.database)
def guards_are_in_place(app_configs, databases, **kwargs):
    """Append-only tables have their triggers."""
    found = []
    for alias in databases or []:
        try:
            names = missing(connections[alias])
        except DatabaseError:
            continue
        if names:
            found.append(
                Error(
                    f"These guards are missing from the database: {', '.join(names)}.",
                    hint="Run `manage.py migrate --skip-checks`; it installs them again.",
                    id="record.E001",
                )
            )
    return found


@register(Tags.database)
def sqlite_keeps_what_it_accepts(app_configs, databases, **kwargs):
    """SQLite runs with IMMEDIATE transactions, WAL, full sync and foreign keys."""
    found = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "sqlite":
            continue
        with connection.cursor() as cursor:
            facts = {"transaction_mode": connection.transaction_mode}
            for pragma in ("journal_mode", "synchronous", "foreign_keys", "secure_delete"):
                facts[pragma] = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
        wanted = {
            "transaction_mode": "IMMEDIATE",
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "secure_delete": 1,
        }
        wrong = {k: v for k, v in facts.items() if v != wanted[k]}
        wrong |= dict.fromkeys(tables_out_of_order(connection), "in the order of time")
        if wrong:
            found.append(
                Error(
                    f"SQLite is not set to keep ballots: {wrong}.",
                    hint="Leave the DATABASES options of config/settings.py as they are.",
                    id="record.E002",
                )
            )
    return found


def tables_out_of_order(connection) -> list[str]:
    """Tables that should lie in the order of their random key and don't."""
    present = KEYED & set(connection.introspection.table_names())
    return sorted(table for table in present if not lies_by_key(connection, table))


@register(Tags.database)
def postgresql_keeps_what_it_accepts(app_configs, databases, **kwargs):
    """PostgreSQL writes to the disk what it has acknowledged. That a commit waits for it, settings.py asks itself."""
    found = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'"
            )
            careless = sorted(name for (name,) in cursor.fetchall())
        if careless:
            found.append(
                Warning(
                    f"PostgreSQL may lose ballots when its machine stops: {' and '.join(careless)} off.",
                    hint="Switch them on in postgresql.conf. Only a throw-away database may do without.",
                    id="record.W003",
                )
            )
    return found
