"""A house on SQLite moves into PostgreSQL with everything it has, or stays where it is with everything it has."""

import os
import shutil
import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from community.people.models import Person
from community.record import actions as record
from community.record import guards
from community.record.models import Entry
from config import server
from governance.voting import actions as voting
from governance.voting.models import Vote
from tests import make
from tests.tools import clones
from tests.tools.served import manage

pytestmark = pytest.mark.django_db(transaction=True)
moves = pytest.mark.skipif(connection.vendor == "sqlite", reason="a house moves into PostgreSQL")


SIGN_IN = """
from django.test import Client
from community.people.models import Person
Client().force_login(Person.objects.filter(is_staff=False).order_by("pk").first())
"""


SECRET = "Who keeps the key"
VOTE_IN_SECRET = f"""
from governance.voting import actions as voting
from tests import make
members = make.people("ana bo cy")
board = make.board("A new board", seated=members)
vote = make.vote(board, by=members[0], seconded_by=members[1], text="{SECRET}", mode="secret")
for person in members[:2]:
    voting.cast(vote, by=person, choice="yes")
"""


class Embedded:
    """An installation on SQLite in a folder of its own, from one database file."""

    def __init__(self, folder: Path):
        self.folder, self.file = folder, folder / "table.sqlite3"

    def manage(self, *command: str) -> str:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": "", "REDIS_URL": ""}
        environment |= {"DATA_DIR": str(self.folder), "HASHED_STATIC": "0", "DEMO": "1"}
        environment["SECRET_KEY"] = settings.SECRET_KEY
        return manage(environment, *command)

    def tell(self, statement: str, *values) -> list[tuple]:
        """Ask or change its file behind the house's back, guards aside."""
        with closing(sqlite3.connect(self.file)) as file, file:
            for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                file.execute(f"DROP TRIGGER {name}")
            return file.execute(statement, values).fetchall()


@pytest.fixture(scope="module")
def calder_bend(request, tmp_path_factory):
    """The demo city on SQLite, with votes of every kind, decided and open."""
    city = Embedded(tmp_path_factory.mktemp("city"))
    template = request.config.cache.mkdir("databases") / f"template-{clones.fingerprint()}.sqlite3"
    if template.exists():  # the same file that migrate would make
        shutil.copyfile(template, city.file)
    city.manage("migrate", "-v0")
    city.manage("load_demo")
    return city


@pytest.fixture
def city(calder_bend, tmp_path):
    """A copy that a test may spoil."""
    shutil.copyfile(calder_bend.file, tmp_path / "table.sqlite3")
    return Embedded(tmp_path)


def said_by(command: str, *arguments: str) -> str:
    said = StringIO()
    call_command(command, *arguments, stdout=said)
    return said.getvalue()


def refusal_of(city: Embedded) -> str:
    """Why the house cannot move; and nothing has changed."""
    people = Person.objects.count()
    with pytest.raises(CommandError) as refused:
        call_command("move_in", str(city.file), stdout=StringIO())
    assert str(refused.value).endswith("Nothing was moved.")
    assert Person.objects.count() == people and guards.missing(connection) == []
    return str(refused.value)


@moves
def test_every_row_arrives_and_the_record_has_the_same_head(city):
    said = said_by("move_in", str(city.file))

    assert city.manage("verify_record") == said_by("verify_record")
    assert record.head()["hash"] in said
    for (table,) in city.tell("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        if not table.startswith("wagtailsearch") and table != "django_migrations":
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                assert cursor.fetchone() == city.tell(f'SELECT count(*) FROM "{table}"')[0], table
    assert guards.missing(connection) == []


@moves
def test_the_votes_are_counted_again_and_their_files_are_the_same(city):
    said_by("move_in", str(city.file))

    here, there = said_by("publish_votes"), city.manage("publish_votes")
    assert here == there and here.count("\n") == Vote.objects.filter(tally__isnull=False).count()
    assert said_by("verify_votes") == city.manage("verify_votes")


@moves
def test_the_house_goes_on_where_it_was(city):
    """An open vote takes the next ballot, numbers go on, and what must stay is guarded."""
    said_by("move_in", str(city.file))
    vote = Vote.objects.filter(state="opened", method="motion", mode="open", roll__voted=False).first()
    person = vote.roll.filter(voted=False).first().person
    ballots, entries = vote.ballots.count(), Entry.objects.count()

    voting.cast(vote, by=person, choice="yes")
    make.board("A new board", seated=[make.person("Ana")])

    assert vote.ballots.count() == ballots + 1
    assert Entry.objects.count() > entries
    call_command("verify_record", stdout=StringIO())
    with pytest.raises(Exception, match="append-only"):
        Entry.objects.filter(seq=1).update(verb="forged")


@moves
def test_a_secret_vote_goes_on_with_the_ballots_it_has(city):
    """They lie in a table of their own, without name, number or time; two before the move, one after."""
    city.manage("shell", "--no-imports", "-c", VOTE_IN_SECRET)
    said_by("move_in", str(city.file))
    vote = Vote.objects.get(question__contains=SECRET)
    assert vote.secret_ballots.count() == vote.roll.filter(voted=True).count() == 2

    voting.cast(vote, by=vote.roll.get(voted=False).person, choice="yes")
    voting.finish(vote, at=vote.closes_at)
    vote.refresh_from_db()
    assert vote.passed and vote.counted.count() == 3


@moves
def test_who_was_signed_in_still_is(city, client):
    city.manage("shell", "--no-imports", "-c", SIGN_IN)
    (key,) = city.tell("SELECT session_key FROM django_session")[0]
    (name,) = city.tell("SELECT name FROM people_person WHERE is_staff = 0 ORDER BY id")[0]
    said_by("move_in", str(city.file))
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert name in client.get("/me/").content.decode()


@moves
def test_the_number_of_something_that_is_gone_is_never_given_out_again(city):
    """A session that still holds it would lead to a stranger's things."""
    (newest,) = city.tell("SELECT max(id) FROM rooms_message")[0]
    city.tell("DELETE FROM rooms_message WHERE id = ?", newest)
    said_by("move_in", str(city.file))
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('rooms_message', 'id'))")
        assert cursor.fetchone()[0] > newest


@moves
def test_a_row_that_postgresql_refuses_is_named_without_its_words(city):
    (pk,) = city.tell("SELECT min(id) FROM rooms_message")[0]
    city.tell("UPDATE rooms_message SET text = 'my secret' || char(0) WHERE id = ?", pk)
    said = refusal_of(city)
    assert f"rooms_message with id {pk}" in said and "my secret" not in said


@moves
def test_a_row_that_would_arrive_changed_stops_everything(city):
    city.tell("UPDATE boards_seat SET number = 1.5 WHERE id = (SELECT min(id) FROM boards_seat)")
    assert "boards.Seat reads differently" in refusal_of(city)


@moves
def test_a_row_that_refers_to_nothing_stops_everything(city):
    city.tell("UPDATE boards_term SET seat_id = 4711 WHERE id = (SELECT min(id) FROM boards_term)")
    assert "refers to one that is not there" in refusal_of(city)


@moves
def test_a_record_that_was_tampered_with_stays_where_it_is(city):
    city.tell("UPDATE record_entry SET verb = 'forged' WHERE seq = 7")
    assert "Entry 7 of the record is wrong" in refusal_of(city)


@moves
def test_nobody_moves_in_where_people_live(city):
    make.person("Ana")
    assert "People live in the PostgreSQL database already" in refusal_of(city)


@moves
def test_a_house_that_is_served_does_not_move(city, tmp_path):
    """Wherever it is served from: the file's folder, the data folder, or the one that a link leads to."""
    with server.alone(city.folder):
        assert "already serves" in refusal_of(city)
    with server.alone(settings.DATA_DIR):
        assert "already serves" in refusal_of(city)
    linked = Embedded(tmp_path / "linked")
    linked.folder.mkdir()
    linked.file.symlink_to(city.file)
    for folder in (city.folder, linked.folder):
        with server.alone(folder):
            assert "already serves" in refusal_of(linked)


@moves
def test_a_file_of_another_version_is_refused(city):
    city.tell("DELETE FROM django_migrations WHERE app = 'voting'")
    assert "run manage.py migrate on it first" in refusal_of(city)


@moves
def test_a_file_with_columns_nobody_knows_is_refused(city):
    city.tell("ALTER TABLE people_person ADD COLUMN nickname text")
    assert "people_person has other columns" in refusal_of(city)


@moves
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "does not exist"),
        (b"", "run manage.py migrate on it first"),
        (b"this is a letter, not a database", "cannot be read"),
    ],
)
def test_what_is_no_database_is_refused(tmp_path, content, why):
    nothing = Embedded(tmp_path)
    if content is not None:
        nothing.file.write_bytes(content)
    assert why in refusal_of(nothing)


@pytest.mark.skipif(connection.vendor == "postgresql", reason="here it would move in")
def test_on_sqlite_the_command_asks_for_the_new_database(tmp_path):
    with pytest.raises(CommandError, match="DATABASE_URL"):
        call_command("move_in", str(tmp_path / "table.sqlite3"))
