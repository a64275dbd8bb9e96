"""Guards that were lost are missed by name, and come back."""

from copy import copy

import pytest
from django.core import checks
from django.core.management import call_command
from django.db import IntegrityError, connection

from community.people.verbs import MOVED_IN
from community.record import guards
from community.record.actions import enter
from community.record.checks import guards_are_in_place
from community.record.guards import GUARDS
from community.record.models import Entry
from tests import make

from .test_guards import KEPT, model_of, on_postgresql


def complaints():
    return [error.msg for error in guards_are_in_place(None, ["default"])]


def test_all_guards_are_there_after_the_migrations(db):
    assert guards.missing(connection) == []
    assert [error for error in checks.run_checks(databases=["default"]) if error.id.startswith("record.E")] == []


@pytest.mark.parametrize("name", [name for name, guard in GUARDS.items() if guard.fits(connection)])
def test_a_guard_that_is_taken_away_is_missed_by_name(db, name):
    for statement in GUARDS[name].remove(connection):
        with connection.cursor() as cursor:
            cursor.execute(statement)

    assert complaints() == [f"These guards are missing from the database: {name}."]


@on_postgresql
def test_a_guard_that_is_only_switched_off_is_missed_too(db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE record_entry DISABLE TRIGGER record_entry_no_update")

    assert guards.missing(connection) == ["record_entry_no_update"]


@pytest.mark.django_db(transaction=True)
def test_guards_come_back_to_tables_that_were_altered():
    """SQLite rebuilds a table to alter it and drops its triggers; the next `migrate` puts them back."""
    guards.make_way(None)  # as before each migrate
    for table in KEPT:
        model = model_of(table)
        old = next(field for field in model._meta.fields if not field.primary_key)
        new = copy(old)
        new.null = not old.null
        with connection.schema_editor() as editor:
            editor.alter_field(model, old, new)
    lost = {GUARDS[name].table for name in guards.missing(connection)}
    looking = {guard.table for guard in GUARDS.values() if isinstance(guard, guards.LookingGuard)}
    assert lost == (set(KEPT) | looking if connection.vendor == "sqlite" else set())

    call_command("migrate", verbosity=0)

    assert guards.missing(connection) == []
    enter(MOVED_IN, make.person())
    with pytest.raises(IntegrityError, match="append-only"):
        Entry.objects.update(verb="vote.certified")
