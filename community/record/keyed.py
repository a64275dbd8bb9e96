"""Tables whose rows lie in the order of their random key, so that their order tells nothing of time.

SQLite keeps an ordinary table in the order in which rows came. A table WITHOUT ROWID lies in the order of its key; but
Django cannot ask for one, and a later AlterField quietly makes it an ordinary table again. So each such table is put
right after every migrate, and a system check asks. PostgreSQL has no such tables: there a vote's ballots are
rewritten when it closes.
"""

from django.db import connections, transaction
from django.db.migrations.operations.base import Operation

KEYED: set[str] = set()


def lies_by_key(connection, table: str) -> bool:
    """Whether a SQLite table lies in the order of its key."""
    with connection.cursor() as cursor:
        found = cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table]).fetchone()
    return bool(found) and found[0].rstrip().upper().endswith("WITHOUT ROWID")


def put_right(connection, table: str) -> None:
    """Make a SQLite table lie in the order of its key, with its rows and indexes: all of it or nothing.

    Its triggers go, as they do when Django rebuilds a table; they are installed again after this.
    """
    if connection.vendor != "sqlite" or lies_by_key(connection, table):
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        kept = cursor.execute(
            "SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [table]
        ).fetchall()
        made = next(sql for kind, sql in kept if kind == "table")
        cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_before")
        cursor.execute(f"{made} WITHOUT ROWID")
        cursor.execute(f"INSERT INTO {table} SELECT * FROM {table}_before")
        cursor.execute(f"DROP TABLE {table}_before")
        for kind, sql in kept:
            if kind == "index":
                cursor.execute(sql)


def put_all_right(sender, using="default", **kwargs) -> None:
    """After each migrate of a room: its keyed tables are put right, before its guards are installed again."""
    connection = connections[using]
    tables = {model._meta.db_table for model in sender.get_models()} & KEYED
    with connection.cursor() as cursor:
        tables &= set(connection.introspection.table_names(cursor))
    for table in sorted(tables):
        put_right(connection, table)


class KeyOrder(Operation):
    """Migration step: these tables lie in the order of their key from now on."""

    reversible = True
    reduces_to_sql = False

    def __init__(self, *tables: str):
        self.tables = tables

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for table in self.tables:
            put_right(schema_editor.connection, table)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        pass

    def describe(self):
        return f"Keep {', '.join(self.tables)} in the order of the key"
