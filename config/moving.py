"""A house moves: every row of an embedded installation goes into an empty PostgreSQL database, or none does.

Rows are copied as they are, with their numbers and times; no act is done again, so the record keeps every hash. Both
sides are read again before anything is kept.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, IntegrityError, connections, models, transaction
from django.db.backends.sqlite3 import base as sqlite
from django.db.migrations.executor import MigrationExecutor

from community.people.models import Person
from community.record import chain, guards
from community.record.models import Entry

OLD, NEW = "old", "default"
AT_ONCE = 500  # rows
# Made anew by `manage.py update_index`: the engines search in different ways.
LEFT = {"wagtailsearch"}
REFUSALS = (DatabaseError, ValidationError, ValueError)  # ValueError: psycopg2, when a text holds a zero byte


class CannotMove(Exception):
    """Says in one sentence why nothing was moved."""


@contextmanager
def old_house(file: Path):
    """Have the SQLite file at hand as the database "old". It is only ever read."""
    if not file.is_file():
        raise CannotMove(f"{file} does not exist.")
    old = {"ENGINE": "django.db.backends.sqlite3", "NAME": f"file:{quote(str(file.resolve()))}?mode=ro"}
    connections[OLD] = sqlite.DatabaseWrapper(connections.configure_settings({NEW: {}, OLD: old})[OLD], OLD)
    try:
        yield
    finally:
        connections[OLD].close()
        del connections[OLD]


def insist_on_twins() -> None:
    """Both databases are of this version, and the new one is empty."""
    for alias, name in ((OLD, "The SQLite file"), (NEW, "The PostgreSQL database")):
        try:
            executor = MigrationExecutor(connections[alias])
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                raise CannotMove(f"{name} is of an earlier version: run manage.py migrate on it first.")
        except DatabaseError as error:
            raise CannotMove(f"{name} cannot be read: {error}.") from None
    with connections[OLD].cursor() as cursor:
        for model in moving():
            told = cursor.execute(f'PRAGMA table_info("{model._meta.db_table}")').fetchall()
            if {row[1] for row in told} != {field.column for field in model._meta.local_concrete_fields}:
                raise CannotMove(f"The SQLite file is of another version: {model._meta.db_table} has other columns.")
    if Person.objects.using(NEW).exists() or Entry.objects.using(NEW).exists():
        raise CannotMove("People live in the PostgreSQL database already. A house moves into an empty one only.")


def moving() -> list[type[models.Model]]:
    """The models whose rows move: all that have a table of their own."""
    found = apps.get_models(include_auto_created=True)
    return [m for m in found if not m._meta.proxy and m._meta.managed and m._meta.app_label not in LEFT]


def rows(model, alias: str) -> Iterator[tuple]:
    """The rows of a model's own table by key, each as its columns in the order of the fields."""
    names = [field.attname for field in model._meta.local_concrete_fields]
    kept = models.QuerySet(model, using=alias)  # a manager could hide some
    return kept.order_by(model._meta.pk.attname).values_list(*names).iterator(chunk_size=AT_ONCE)


def sum_of(model, alias: str) -> tuple[int, int]:
    """How many rows there are, and a sum of their hashes: engines order texts differently, a sum has no order."""
    count = total = 0
    for row in rows(model, alias):
        text = json.dumps(row, sort_keys=True, default=str)
        total = (total + int.from_bytes(hashlib.sha256(text.encode()).digest())) % 2**256
        count += 1
    return count, total


def empty_new() -> None:
    """What migrations wrote goes: the old house has it, under its own numbers. Guards stand aside meanwhile."""
    new = connections[NEW]
    guards.remove_all(new)
    tables = set(new.introspection.django_table_names(only_existing=True)) - {"django_migrations"}
    with new.cursor() as cursor:
        for statement in new.ops.sql_flush(no_style(), sorted(tables), reset_sequences=True):
            cursor.execute(statement)


def copy(model, batch: list[tuple]) -> None:
    """Copy rows of one table. PostgreSQL is stricter than SQLite: a row that it refuses is named."""
    try:
        write(model, batch)
    except REFUSALS as error:
        if len(batch) == 1:
            why = str(error).splitlines()[0]  # what follows would show the row
            raise CannotMove(f"PostgreSQL refuses {named(model, batch[0])}: {why}.") from None
        for row in batch:
            copy(model, [row])


def write(model, batch: list[tuple]) -> None:
    """Put rows into the new table in one statement."""
    new, fields = connections[NEW], model._meta.local_concrete_fields
    quoted = new.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(batch))
    values = [f.get_db_prep_save(value, new) for row in batch for f, value in zip(fields, row, strict=True)]
    with transaction.atomic(using=NEW), new.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES {places}", values)


def named(model, row: tuple) -> str:
    """Which row it is, by its key."""
    key = model._meta.pk
    return f"the row of {model._meta.db_table} with {key.column} {row[model._meta.local_concrete_fields.index(key)]}"


def go_on_counting(all_of_them) -> None:
    """Give out new numbers from where the old house was, so that no number of a row that is gone is given out again.

    Whoever holds one, in a session or a log, would come upon a stranger's row.
    """
    with connections[OLD].cursor() as old, connections[NEW].cursor() as new:
        reached = dict(old.execute("SELECT name, seq FROM sqlite_sequence WHERE seq > 0").fetchall())
        for model in all_of_them:
            table, key = model._meta.db_table, model._meta.pk
            if table in reached and isinstance(key, models.AutoField):  # and the larger kinds of it
                new.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, key.column, reached[table]])


def move(say: Callable[[str], None]) -> None:
    """Copy everything in one transaction, read both sides again, and only then keep it.

    say: is told the name of each table and its number of rows, as it goes.
    Raises CannotMove, and then nothing was changed.
    """
    new, all_of_them = connections[NEW], moving()
    # The first read of the old one decides what it holds: whatever a command writes meanwhile stays outside.
    with transaction.atomic(using=NEW), transaction.atomic(using=OLD):
        with new.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")  # the limits of a page are none for a whole house
        empty_new()
        for model in all_of_them:
            found = rows(model, OLD)
            while batch := list(islice(found, AT_ONCE)):
                copy(model, batch)
            count, total = sum_of(model, OLD)
            if sum_of(model, NEW) != (count, total):
                raise CannotMove(f"{model._meta.label} reads differently in PostgreSQL than in the file.")
            if count:
                say(f"{model._meta.db_table}: {count}")
        go_on_counting(all_of_them)
        try:
            new.check_constraints()
        except IntegrityError as error:
            raise CannotMove(f"A row refers to one that is not there: {str(error).splitlines()[0]}.") from None
        if fault := chain.verify():
            raise CannotMove(f"Entry {fault[0]} of the record is wrong: {fault[1]}.")
        guards.install_all(new)
    ContentType.objects.clear_cache()
