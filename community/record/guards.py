"""The database's own last line: triggers that refuse to rewrite what must stay.

Each room lists its guards; a migration installs them; `post_migrate` installs them again, because
AlterField and AddField rebuild a SQLite table and silently drop its triggers. The owner of the
database can still remove a trigger: that is why the record is hash-chained and its head published.
"""

import re
from dataclasses import dataclass

from django.db import connections
from django.db.migrations.operations.base import Operation

GUARDS: dict[str, "Guard"] = {}


@dataclass(frozen=True)
class Guard:
    """Refuse an UPDATE, DELETE or INSERT on a table when a condition on OLD and NEW holds.

    when: SQL that both engines read the same way; always refused when empty.
    says: the error's text.
    """

    name: str
    table: str
    event: str
    says: str
    when: str = ""

    def __post_init__(self):
        GUARDS[self.name] = self

    def fits(self, connection) -> bool:
        """Whether this engine needs it."""
        return True

    @property
    def columns(self) -> set[str]:
        """The columns of its table that it looks at."""
        return set(re.findall(r"\b(?:NEW|OLD)\.(\w+)", self.when))

    def install(self, connection) -> list[str]:
        """The statements that put the trigger in place."""
        says = self.says.replace("'", "''")
        if connection.vendor == "postgresql":
            when = f"WHEN ({self.when})" if self.when else ""
            return [
                f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{says}' USING ERRCODE = 'restrict_violation'; END $$",
                f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}",
                f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
                f"FOR EACH ROW {when} EXECUTE FUNCTION {self.name}()",
            ]
        when = f"WHEN {self.when}" if self.when else ""
        return [
            f"DROP TRIGGER IF EXISTS {self.name}",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH ROW {when} "
            f"BEGIN SELECT RAISE(ABORT, '{says}'); END",
        ]

    def remove(self, connection) -> list[str]:
        """The statements that take the trigger away (a migration undone, a test's clean-up)."""
        if connection.vendor == "postgresql":
            return [f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}"]
        return [f"DROP TRIGGER IF EXISTS {self.name}"]


@dataclass(frozen=True)
class LookingGuard(Guard):
    """A guard whose condition looks into other tables, which PostgreSQL allows only inside the function.

    SQLite refuses to rebuild a table that a trigger of another one names. So there these guards are taken away before
    each migrate and come back after it.
    """

    def install(self, connection):
        if connection.vendor != "postgresql":
            return super().install(connection)
        says = self.says.replace("'", "''")
        passes = "OLD" if self.event == "DELETE" else "NEW"
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {self.when} THEN RAISE EXCEPTION '{says}' USING ERRCODE = 'restrict_violation'; END IF; "
            f"RETURN {passes}; END $$",
            f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        ]


@dataclass(frozen=True)
class TruncateGuard(Guard):
    """Refuse TRUNCATE on PostgreSQL, which row triggers don't see. SQLite has no TRUNCATE."""

    def fits(self, connection):
        return connection.vendor == "postgresql"

    def install(self, connection):
        return [s.replace("FOR EACH ROW", "FOR EACH STATEMENT") for s in super().install(connection)]


def changed(*columns: str) -> str:
    """SQL that is true when an update changes any of these columns, also from or to nothing."""
    return " OR ".join(
        f"COALESCE(NEW.{column} <> OLD.{column}, (NEW.{column} IS NULL) <> (OLD.{column} IS NULL))"
        for column in columns
    )


def append_only(table: str, *, except_update: str = "") -> list[Guard]:
    """Guards for a table whose rows are written once: no update, no delete, no replace.

    `except_update` is SQL for the one update that is allowed.
    """
    says = f"{table} is append-only"
    return [
        Guard(
            f"{table}_no_update",
            table,
            "UPDATE",
            says,
            f"({except_update}) IS NOT TRUE" if except_update else "",
        ),
        Guard(f"{table}_no_delete", table, "DELETE", says),
        ReplaceGuard(f"{table}_no_replace", table, "INSERT", says),
        TruncateGuard(f"{table}_no_truncate", table, "TRUNCATE", says),
    ]


@dataclass(frozen=True)
class ReplaceGuard(Guard):
    """Refuse INSERT OR REPLACE over an existing row on SQLite. PostgreSQL's upsert is an UPDATE.

    It deletes every row that shares any unique key with the new one and asks no delete trigger, so a
    new row with a known key is refused, whichever key it is.
    """

    def fits(self, connection):
        return connection.vendor == "sqlite"

    def install(self, connection):
        with connection.cursor() as cursor:
            keys = [["id"], *unique_keys(cursor, self.table)]
        same = " OR ".join(f"({' AND '.join(f'{c} = NEW.{c}' for c in key)})" for key in keys)
        says = self.says.replace("'", "''")
        return [
            f"DROP TRIGGER IF EXISTS {self.name}",
            f"CREATE TRIGGER {self.name} BEFORE INSERT ON {self.table} FOR EACH ROW WHEN EXISTS "
            f"(SELECT 1 FROM {self.table} WHERE {same}) BEGIN SELECT RAISE(ABORT, '{says}'); END",
        ]


def unique_keys(cursor, table: str) -> list[list[str]]:
    """The columns of each unique index of a SQLite table; an index over some rows only is none."""
    indexes = cursor.execute(f"PRAGMA index_list({table})").fetchall()
    names = [name for _seq, name, is_unique, _origin, is_partial in indexes if is_unique and not is_partial]
    keys = ([row[2] for row in cursor.execute(f"PRAGMA index_info({name})").fetchall()] for name in sorted(names))
    return [key for key in keys if None not in key]  # an expression has no column


class InstallGuards(Operation):
    """Migration step: install the guards of these tables."""

    reversible = True
    reduces_to_sql = False

    def __init__(self, *tables: str):
        self.tables = tables

    def state_forwards(self, app_label, state):
        pass

    def _run(self, schema_editor, verb):
        connection = schema_editor.connection
        waits = connection.vendor == "sqlite" and verb == "install"
        for guard in that_fit(connection, self.tables):
            if waits and isinstance(guard, LookingGuard):
                continue
            for sql in getattr(guard, verb)(connection):
                schema_editor.execute(sql)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self._run(schema_editor, "install")

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self._run(schema_editor, "remove")

    def describe(self):
        return f"Install the guards of {', '.join(self.tables)}"


class RemoveGuards(InstallGuards):
    """Migration step: take the guards of these tables away, because old rows are about to be completed."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self._run(schema_editor, "remove")

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self._run(schema_editor, "install")

    def describe(self):
        return f"Take the guards of {', '.join(self.tables)} away"


def that_fit(connection, tables=None) -> list[Guard]:
    """The guards that a database can have as it is: of its engine, on tables that have every column they look at.

    On the way to another version, forth or back, some are not there: such a guard comes with the column.
    tables: only those on these; else on all.
    """
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor)) & {guard.table for guard in GUARDS.values()}
        if tables is not None:
            there &= set(tables)
        columns = {}
        for table in there:  # Django's own description does not read SQLite's tables WITHOUT ROWID
            cursor.execute(f"SELECT * FROM {table} LIMIT 0")
            columns[table] = {column[0] for column in cursor.description}
    return [
        guard
        for guard in GUARDS.values()
        if guard.table in there and guard.fits(connection) and guard.columns <= columns[guard.table]
    ]


def install_all(connection, tables=None) -> None:
    """Put every guard in place that fits. tables: only on these; else on all."""
    with connection.cursor() as cursor:
        for guard in that_fit(connection, tables):
            for sql in guard.install(connection):
                cursor.execute(sql)


def remove_all(connection) -> None:
    """Take every guard away: for a test's clean-up, or while a house moves into an empty database (config/moving)."""
    with connection.cursor() as cursor:
        for guard in that_fit(connection):
            for sql in guard.remove(connection):
                cursor.execute(sql)


def missing(connection) -> list[str]:
    """The names of guards that should be in the database and aren't."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return sorted(guard.name for guard in that_fit(connection) if guard.name not in present)


def make_way(sender, using="default", **kwargs) -> None:
    """Before each migrate on SQLite: guards that look into other tables stand aside."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for guard in GUARDS.values():
            if isinstance(guard, LookingGuard):
                for sql in guard.remove(connection):
                    cursor.execute(sql)


def reinstall(sender, using="default", **kwargs) -> None:
    """After each migrate: SQLite may have rebuilt a table and dropped its triggers."""
    install_all(connections[using], {model._meta.db_table for model in sender.get_models()})
