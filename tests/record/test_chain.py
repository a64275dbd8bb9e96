"""Whatever is done to the record behind its back is found, and the entry that is wrong is named.

The tests act as the owner of the database could: they take the guards away and write SQL.
"""

import hashlib
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from community.people.verbs import MOVED_IN
from community.record import actions as record
from community.record import chain, guards
from community.record.actions import BEGINNING, enter
from community.record.models import Entry, EntryAbout, EntryDetail, canonical, digest_of
from tests import make

pytestmark = pytest.mark.django_db

LENGTH = 7


@pytest.fixture
def entries():
    """A record of seven entries by two people, with reasons, in a database whose owner took the guards away."""
    ada, bo = make.people("ada bo")
    for number in range(LENGTH):
        enter(MOVED_IN, ada, by=ada, about=[bo], why=f"Reason {number}.", number=number)
    guards.remove_all(connection)
    assert chain.verify() is None
    return list(Entry.objects.order_by("seq"))


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def rehashed(entry, **changes):
    """The text of an entry with other facts, and its hash: what a careful forger writes."""
    text = canonical(entry.facts | changes)
    return text, hashlib.sha256(text.encode()).hexdigest()


def test_a_record_nobody_touched_holds(entries):
    assert [entry.seq for entry in entries] == list(range(1, LENGTH + 1))
    assert [entry.prev for entry in entries] == [BEGINNING, *(entry.hash for entry in entries[:-1])]


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("text", "{}", "its text was changed"),
        ("hash", "0" * 64, "its text was changed"),
        ("prev", "0" * 64, "it does not follow the entry before it"),
        ("at", "2026-01-01 00:00:00+00:00", "its column at was changed"),
        ("verb", "vote.certified", "its column verb was changed"),
        ("subject_type", "voting.vote", "its column subject was changed"),
        ("subject_id", 99, "its column subject was changed"),
        ("is_public", True, "its column public was changed"),
        ("by_id", None, "its column by was changed"),
    ],
)
def test_a_changed_column_is_found_and_named(entries, column, value, says):
    sql(f"UPDATE record_entry SET {column} = %s WHERE seq = 4", value)

    assert chain.verify() == (4, says)


def test_another_person_in_place_of_who_did_it_is_found(entries):
    sql("UPDATE record_entry SET by_id = (SELECT id FROM people_person WHERE name = 'Bo') WHERE seq = 4")

    assert chain.verify() == (4, "its column by was changed")


def test_every_column_of_an_entry_is_part_of_what_is_checked():
    """A new column has to be hashed too, and to get its line above."""
    columns = {field.column for field in Entry._meta.fields}
    tried = {"seq", "text", "hash", "prev", "at", "verb", "subject_type", "subject_id", "is_public", "by_id"}

    assert columns - tried == {"id"}


@pytest.mark.parametrize(
    "change",
    [
        'UPDATE record_entrydetail SET text = \'{"by":"Somebody else"}\' WHERE entry_id = %s',
        "UPDATE record_entrydetail SET salt = 'other' WHERE entry_id = %s",
        "UPDATE record_entrydetail SET text = '' WHERE entry_id = %s",  # erased, but not by us: the salt is there
    ],
)
def test_a_changed_reason_or_name_is_found(entries, change):
    sql(change, entries[3].pk)

    assert chain.verify() == (4, "its detail was changed")


def test_a_removed_detail_is_found(entries):
    sql("DELETE FROM record_entrydetail WHERE entry_id = %s", entries[3].pk)

    assert chain.verify() == (4, "its detail was removed")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE record_entryabout SET thing_id = thing_id + 99 WHERE entry_id = %s",
        "DELETE FROM record_entryabout WHERE entry_id = %s",
        "INSERT INTO record_entryabout (entry_id, thing_type, thing_id) VALUES (%s, 'voting.vote', 1)",
    ],
)
def test_a_changed_concern_is_found(entries, change):
    sql(change, entries[3].pk)

    assert chain.verify() == (4, "the things it concerns were changed")


def remove(*entries):
    pks = [entry.pk for entry in entries]
    for model in (EntryAbout, EntryDetail):
        model.objects.filter(entry__in=pks).delete()
    Entry.objects.filter(pk__in=pks).delete()


def test_a_deleted_entry_is_found_at_its_number(entries):
    remove(entries[3])

    assert chain.verify() == (4, "entry 4 is missing")


def test_the_first_entry_is_missed_too(entries):
    remove(entries[0])

    assert chain.verify() == (1, "entry 1 is missing")


def test_closing_the_gap_after_a_deletion_is_found(entries):
    remove(entries[3])
    for entry in entries[4:]:
        sql("UPDATE record_entry SET seq = seq - 1 WHERE id = %s", entry.pk)

    assert chain.verify() == (4, "it does not follow the entry before it")


def test_two_entries_that_changed_places_are_found(entries):
    for seq, entry in ((99, entries[3]), (4, entries[4]), (5, entries[3])):
        sql("UPDATE record_entry SET seq = %s WHERE id = %s", seq, entry.pk)

    assert chain.verify() == (4, "it does not follow the entry before it")


def test_an_inserted_entry_is_found(entries):
    for entry in reversed(entries[3:]):
        sql("UPDATE record_entry SET seq = seq + 1 WHERE id = %s", entry.pk)
    text, digest = rehashed(entries[2], seq=4, prev=entries[2].hash)
    forged = Entry.objects.get(pk=entries[2].pk)
    forged.pk, forged.seq, forged.text, forged.prev, forged.hash = None, 4, text, entries[2].hash, digest
    forged.save(force_insert=True)
    detail = entries[2].detail
    EntryDetail.objects.create(entry=forged, salt=detail.salt, text=detail.text)
    for concern in entries[2].concerns.all():
        EntryAbout.objects.create(entry=forged, thing_type=concern.thing_type, thing_id=concern.thing_id)

    # The forged one holds in itself; the true one after it doesn't follow it.
    assert chain.verify() == (5, "it does not follow the entry before it")


@pytest.mark.parametrize("text", ["no facts at all", "[]", "{}", '{"seq":4}', "null"])
def test_a_text_that_says_nothing_is_named_not_stumbled_over(entries, text):
    sql("UPDATE record_entry SET text = %s, hash = %s WHERE seq = 4", text, digest_of(text))

    assert chain.verify() == (4, "its text cannot be read")


def test_a_cut_tail_leaves_a_chain_that_holds_so_it_takes_a_head_written_down_elsewhere(entries):
    written_down = record.head()["hash"]
    remove(entries[-1])

    assert chain.verify() is None
    with pytest.raises(CommandError, match="not in the record any more"):
        call_command("verify_record", head=written_down)


def test_a_chain_forged_from_end_to_end_does_not_lead_to_the_head_either(entries):
    written_down, before = record.head()["hash"], BEGINNING
    for entry in entries:
        facts = {"verb": "vote.certified"} if entry.seq == 4 else {}
        text, digest = rehashed(entry, prev=before, **facts)
        sql(
            "UPDATE record_entry SET text = %s, hash = %s, prev = %s, verb = %s WHERE id = %s",
            text,
            digest,
            before,
            json.loads(text)["verb"],
            entry.pk,
        )
        before = digest

    assert chain.verify() is None
    with pytest.raises(CommandError, match="not in the record any more"):
        call_command("verify_record", head=written_down)


def test_a_head_of_any_day_is_found_in_a_record_that_only_grew(entries):
    said = StringIO()

    call_command("verify_record", head=entries[2].hash, stdout=said)

    assert f"The record holds: {LENGTH} entries, head {entries[-1].hash}." in said.getvalue()


def test_the_command_names_the_entry_that_is_wrong(entries):
    sql("UPDATE record_entry SET verb = 'vote.certified' WHERE seq = 4")

    with pytest.raises(CommandError, match="Entry 4 is wrong: its column verb was changed"):
        call_command("verify_record")


def test_an_erased_detail_keeps_the_chain_and_its_head():
    ada = make.person()
    entry = enter(MOVED_IN, ada, by=ada, why="I moved in with my mother, who is ill.")
    enter(MOVED_IN, ada, by=ada)
    head = record.head()

    record.erase(entry)

    entry = Entry.objects.get(pk=entry.pk)
    assert entry.told == {}
    assert "mother" not in entry.text
    assert chain.verify() is None
    assert record.head() == head


def test_an_erased_detail_cannot_be_guessed_from_its_hash():
    """Without the salt, the hash of a short reason would give it away to whoever tries all reasons."""
    ada = make.person()
    first = enter(MOVED_IN, ada, by=ada, why="Yes.")
    second = enter(MOVED_IN, ada, by=ada, why="Yes.")

    assert first.facts["detail"] != second.facts["detail"]


def test_names_reasons_and_titles_are_never_in_what_cannot_be_erased():
    ada, bo = make.people("adalina boris")
    enter(MOVED_IN, ada, by=bo, why="Because.", about=[bo])

    text = Entry.objects.get().text

    assert not any(word in text for word in ("Adalina", "Boris", "Because", "example.org"))
