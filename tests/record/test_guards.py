"""The database refuses to rewrite what must stay, whoever asks it, on both engines."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from community.people import actions as people
from community.record import guards
from community.record.guards import GUARDS
from community.record.models import Entry
from community.record.verdict import YES
from governance.boards import actions as boards
from governance.voting import actions as voting
from governance.voting.models import TurnoutSample, Vote
from tests import make, town
from tests.acts import handing_over

# Every table whose rows are written once, and the columns that its one allowed update changes.
KEPT = {
    "record_entry": set(),
    "record_entryabout": set(),
    "record_entrydetail": {"text", "salt"},
    "rooms_message": {"hidden_at", "hidden_by_id", "hidden_why"},
    "boards_charter": set(),
    "boards_amendment": {"state"},
    "boards_term": {"until", "ended_why"},
    "boards_review": set(),
    "boards_lottery": {
        "state",
        "seed",
        "number",
        "drawn_at",
        "source_said",
        "fault",
        "fault_facts",
        "ended_at",
        "ended_why",
    },
    "boards_commitment": {"secret", "revealed_at"},
    "boards_ticket": {"is_drawn"},
    "boards_tie": {"until"},
    "boards_alternate": {"until", "ended_why"},
    "boards_naming": set(),
    "boards_removal": set(),
    "boards_firststep": set(),
    "boards_paychoice": set(),
    "people_card": {"used_at", "revoked_at"},
    "voting_ballot": set(),
    "voting_countedballot": set(),
    "voting_tally": set(),
    "voting_option": set(),
    "voting_question": set(),
    "voting_extension": {"agreed_by_id"},
    "voting_turnoutsample": set(),
    "voting_query": {"answer", "answer_language", "answered_by_id", "answered_at"},
    "voting_mover": set(),
    "voting_rollentry": {"voted", "channel", "recused"},
    "voting_disclosure": set(),
    "priorities_adoption": set(),
    "priorities_backing": set(),
    "priorities_cycle": set(),
    "priorities_purse": set(),
    "priorities_plan": {"state", "decision_id", "decided_at"},
    "priorities_planpart": {"rank", "average", "median", "amount"},
    "priorities_ranking": set(),
    "priorities_division": set(),
    "proposals_version": set(),
    "proposals_pot": set(),
    "proposals_potproposal": set(),
    "accountability_handover": set(),
    "accountability_handovernote": set(),
    "accountability_answer": {"kind", "reason", "language", "by_id", "answered_at", "late_told"},
}

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="a hole of SQLite")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="a command of PostgreSQL")


def model_of(table):
    return next(model for model in apps.get_models() if model._meta.db_table == table)


def refused(statement, *values):
    """Whether the database refuses a statement. What was done before it in the test stays."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except IntegrityError:
        return True
    return False


def worked_on(t):
    """What the town does not do of itself."""
    people.give_card(t.silent, by=t.clerk, may=YES)
    boards.tick(t.east.things.term, "needs", by=t.east.things.term.person)
    boards.choose_pay(t.east.board, "donate", by=t.member)
    voting.propose_removal(t.east.things.term, by=t.member, why="Absent.")
    voting.disclose(t.east.things.sent, by=t.member, grade=3, why="My sister.")
    handing_over(t)()
    voting.propose_question(t.east.board, by=t.member, text="Where?", choices=["Hall", "School"], method="approval")
    open_vote = t.east.things.open
    voting.ask_for_time(open_vote, by=t.member, until=open_vote.closes_at + make.DAY, why="Snow.")
    voting.question(t.east.things.certified, by=t.resident, text="Why so few?")
    TurnoutSample.objects.create(vote=open_vote, at=make.now(), ballots=10)


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):
    """A town in which every one of these tables holds rows."""
    with town.standing(django_db_blocker) as built:
        with transaction.atomic():
            worked_on(built)
            assert [table for table in KEPT if not model_of(table)._default_manager.exists()] == []
        yield built


@pytest.fixture
def world(standing):
    """The town, as it is before each test."""
    with town.taken_back():
        yield standing


def test_these_tables_are_written_once_and_no_other():
    """A table that is added here, or loses its guards, is a decision: say so in KEPT."""
    assert {guard.table for guard in GUARDS.values() if guard.name.endswith("_no_delete")} == set(KEPT)


def test_no_column_of_any_row_is_rewritten(world):
    rewritten = [
        f"{table}.{field.column}"
        for table, may_change in KEPT.items()
        for field in model_of(table)._meta.fields
        if field.column not in may_change
        # The smallest change there is: a row takes the value it has.
        if not refused(f"UPDATE {table} SET {field.column} = {field.column}")
    ]

    assert rewritten == []


@pytest.mark.parametrize("table", [table for table, may_change in KEPT.items() if may_change])
def test_the_one_change_that_is_allowed_brings_no_other_with_it(world, table):
    """While a row is erased, hidden, ended, marked or answered, its other columns stay as they are."""
    model = model_of(table)
    true = "TRUE" if connection.vendor == "postgresql" else "1"
    not_yet, allowed = {
        "record_entrydetail": ({}, "text = '', salt = ''"),
        "rooms_message": ({"hidden_at": None}, "hidden_at = at, hidden_by_id = by_id, hidden_why = 'A reason.'"),
        "boards_amendment": ({"state": "waiting"}, "state = 'not_passed'"),
        "boards_term": ({}, "until = since, ended_why = 'A reason.'"),
        "boards_lottery": (
            {"state": "published"},
            "state = 'drawn', seed = 'a seed', number = 1, drawn_at = published_at, source_said = '1 2 3 4'",
        ),
        "boards_tie": ({"until": None}, "until = '2020-01-02'"),
        "boards_alternate": ({}, "until = since, ended_why = 'A reason.'"),
        "people_card": ({"used_at": None, "revoked_at": None}, "used_at = issued_at, revoked_at = issued_at"),
        "boards_commitment": ({"secret": ""}, "secret = 'words', revealed_at = at"),
        "boards_ticket": ({"is_drawn": False}, f"is_drawn = {true}"),
        "voting_rollentry": ({"voted": False}, f"voted = {true}, channel = 'web'"),
        "voting_extension": ({"agreed_by": None}, f"agreed_by_id = {world.resident.pk}"),
        "voting_query": (
            {"answered_at": None},
            f"answer = 'A reason.', answer_language = 'en', answered_by_id = {world.clerk.pk}, answered_at = at",
        ),
        "priorities_plan": ({"state": "begun"}, "state = 'overtaken'"),
        "priorities_planpart": ({"rank": None}, "rank = 1"),
        "accountability_answer": (
            {"answered_at": None},
            f"kind = 'not', reason = 'A reason.', by_id = {world.staff.pk}, answered_at = due_at",
        ),
    }[table]
    row = model.objects.filter(**not_yet).order_by("pk").first().pk

    for field in model._meta.fields:
        if field.column in KEPT[table]:
            continue
        change = other_value(field)
        assert refused(f"UPDATE {table} SET {allowed}, {field.column} = {change} WHERE id = %s", row), field.column
    assert not refused(f"UPDATE {table} SET {allowed} WHERE id = %s", row)
    if table != "record_entrydetail":  # erasing what is erased changes nothing
        assert refused(f"UPDATE {table} SET {allowed} WHERE id = %s", row)


def other_value(field) -> str:
    """SQL for another value that no constraint but the guard refuses."""
    if isinstance(field, models.BooleanField):
        return f"NOT {field.column}"
    if isinstance(field, models.DateTimeField):
        return "'2020-01-01 00:00:00'"
    if isinstance(field, models.JSONField):
        return "'[1]'"
    if field.null:
        return f"CASE WHEN {field.column} IS NULL THEN 1 ELSE NULL END"
    if isinstance(field, models.ForeignKey):
        return f"(SELECT max(id) + 1 FROM {field.related_model._meta.db_table})"
    if isinstance(field, models.JSONField):
        return "'[]'"
    if isinstance(field, models.UUIDField):
        return "'00000000000040008000000000000000'"
    if isinstance(field, models.IntegerField):
        return f"{field.column} + 1000"
    return "'other'"


def test_no_row_is_deleted(world):
    assert [table for table in KEPT if not refused(f"DELETE FROM {table}")] == []


@on_postgresql
def test_no_table_is_emptied(db):
    assert [table for table in KEPT if not refused(f"TRUNCATE {table} CASCADE")] == []


@on_sqlite
def test_no_row_is_replaced_by_its_number_or_by_any_other_unique_key(world):
    """SQLite's REPLACE deletes the row in the way without asking the guards against deleting."""
    for table in KEPT:
        model, columns = model_of(table), [field.column for field in model_of(table)._meta.fields]
        keys = [["id"]]
        with connection.cursor() as cursor:
            keys += guards.unique_keys(cursor, table)
        for key in keys:
            # The same row again, with a new value wherever this key does not look.
            values = ", ".join("lower(hex(randomblob(16)))" if c == "id" and "id" not in key else c for c in columns)
            if isinstance(model._meta.pk, models.BigAutoField):
                values = ", ".join("NULL" if c == "id" and "id" not in key else c for c in columns)
            statement = f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} LIMIT 1"
            assert refused(statement), f"{table} by {key}"


@on_postgresql
@pytest.mark.parametrize("table", [table for table, may_change in KEPT.items() if not may_change])
def test_no_row_is_replaced_by_an_upsert(world, table):
    columns = ", ".join(f'"{field.column}"' for field in model_of(table)._meta.fields)

    assert refused(
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} LIMIT 1 "
        "ON CONFLICT (id) DO UPDATE SET id = EXCLUDED.id"
    )


def test_what_is_voted_on_and_the_times_of_an_open_vote_stay(world):
    things, table = world.east.things, Vote._meta.db_table
    always = {"called_at", "opens_at", "closes_at", "charter_id", "state", "passed"}
    for field in Vote._meta.fields:
        change = other_value(field)
        if field.column not in always:
            assert refused(f"UPDATE {table} SET {field.column} = {change} WHERE id = %s", things.moved.pk), field.column
        if field.column not in {"state", "passed"}:
            assert refused(f"UPDATE {table} SET {field.column} = {change} WHERE id = %s", things.open.pk), field.column
        assert refused(f"UPDATE {table} SET {field.column} = {change} WHERE id = %s", things.certified.pk), field.column
    for column in ("opens_at", "closes_at", "charter_id"):
        assert refused(f"UPDATE {table} SET {column} = NULL WHERE id = %s", things.open.pk), column


@pytest.mark.parametrize("state", ["moved", "called", "certified"])
def test_an_open_vote_takes_no_step_back_and_none_too_many(world, state):
    assert refused("UPDATE voting_vote SET state = %s WHERE id = %s", state, world.east.things.open.pk)


def test_a_closed_vote_is_not_opened_again(world):
    pk = world.east.things.open.pk
    assert not refused("UPDATE voting_vote SET state = 'closed' WHERE id = %s", pk)

    assert refused("UPDATE voting_vote SET state = 'opened' WHERE id = %s", pk)


def test_a_seat_keeps_its_kind(world):
    for column, value in (("kind", "'partner'"), ("number", "99"), ("board_id", world.west.board.pk)):
        assert refused(f"UPDATE boards_seat SET {column} = {value} WHERE id = %s", world.east.things.seat.pk), column


def test_two_people_never_hold_one_seat_at_one_time(world):
    """Also by SQL: the terms of a seat and the places of a person in a room follow one another."""
    for table in ("boards_term", "rooms_roommember"):
        columns = [field.column for field in model_of(table)._meta.fields if field.column != "id"]
        names = ", ".join(columns)
        assert refused(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM {table} WHERE until IS NULL OR until > since LIMIT 1"
        ), table


def test_the_error_says_which_table_it_is(world):
    with pytest.raises(IntegrityError, match="record_entry is append-only"), transaction.atomic():
        Entry.objects.update(verb="vote.certified")
    with pytest.raises(IntegrityError, match="record_entry"), transaction.atomic():
        Entry.objects.filter(seq=1)._raw_delete("default")


def test_a_guard_comes_with_the_column_that_it_looks_at(db):
    """Going back to an earlier version and forth again, PostgreSQL would refuse a trigger on what is not there."""
    name = "rooms_room_waits"
    guards.Guard(name, "rooms_room", "UPDATE", "not yet", guards.changed("title", "not_there_yet"))
    try:
        guards.install_all(connection)
        assert name not in guards.missing(connection)
        guards.Guard(name, "rooms_room", "UPDATE", "now", guards.changed("subject_id"))
        assert guards.missing(connection) == [name]
    finally:
        del guards.GUARDS[name]
