"""By raw SQL, past every rule: what the database itself refuses to do to a vote, its roll and its box."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from governance.voting import actions as voting
from governance.voting.models import CountedBallot, RollEntry, SecretBallot, Tally, Vote
from tests import make

pytestmark = pytest.mark.django_db

TRUE = "TRUE" if connection.vendor == "postgresql" else "1"


def told(statement, *values):
    """What the database says against a statement; nothing where it does it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            connection.check_constraints()
    except IntegrityError as error:
        return str(error).splitlines()[0]
    return None


def copied(row, **fields):
    """Insert a row again with some other values, as somebody with a database client would."""
    put = {field.column: field.get_db_prep_save(getattr(row, field.attname), connection) for field in row._meta.fields}
    put |= fields
    if "id" not in fields:
        put.pop("id")
    columns, marks = ", ".join(put), ", ".join(["%s"] * len(put))
    return told(f"INSERT INTO {row._meta.db_table} ({columns}) VALUES ({marks})", *put.values())


@pytest.fixture
def secret(board, members):
    """A secret vote with one ballot in its box."""
    vote = make.vote(board, by=members[0], seconded_by=members[1], mode="secret")
    voting.cast(vote, by=members[0], choice="yes")
    return vote


def key() -> str:
    return str(uuid.uuid4()) if connection.vendor == "postgresql" else uuid.uuid4().hex


# --- The box ------------------------------------------------------------------------------------------


def test_a_secret_ballot_is_neither_changed_nor_taken_out(secret):
    assert "final" in told("UPDATE voting_secretballot SET choice = 'no'")
    assert "no ballot leaves an open box" in told("DELETE FROM voting_secretballot")


def test_a_closed_box_takes_no_ballot(secret):
    ballot = SecretBallot.objects.get()
    voting.close(secret, at=secret.closes_at)

    assert "a closed box takes no ballot" in copied(ballot, id=key())


def test_an_open_vote_box_takes_no_ballot_after_the_close(vote, members):
    voting.cast(vote, by=members[0], choice="yes")
    ballot = vote.ballots.get()
    voting.close(vote, at=vote.closes_at)

    assert "a closed box takes no ballot" in copied(ballot, id=key(), version=2, receipt="another")


def test_a_ballot_that_was_slipped_in_stops_the_result(secret):
    """While the box is open the database lets ballots in; without a mark on the roll nothing is certified."""
    assert copied(SecretBallot.objects.get(), id=key(), receipt="slipped in") is None

    voting.close(secret, at=secret.closes_at)

    with pytest.raises(Exception, match="holds 2 ballots and the roll 1 marks"):
        voting.certify(secret, at=secret.closes_at)


def test_lines_and_tallies_are_written_between_the_close_and_the_result_only(secret):
    """Neither before the box is opened nor after the count."""
    line = {"vote_id": secret.pk, "leaf": "0" * 64, "receipt": "more", "text": "{}"}
    assert "only a closed vote is counted" in copied(CountedBallot(vote=secret), **line)
    assert "only a closed vote is counted" in copied(Tally(vote=secret, text="{}", certified_at=make.now()))

    voting.finish(secret, at=secret.closes_at)

    assert "only a closed vote is counted" in copied(CountedBallot(vote=secret), **line)
    assert "only a closed vote is counted" in copied(Tally(vote=secret, text="{}", certified_at=make.now()))


# --- The roll -----------------------------------------------------------------------------------------


def test_from_the_opening_on_nobody_comes_on_the_roll(secret):
    mark, ana = secret.roll.first(), make.person("ana")
    put = RollEntry(vote=secret, person=ana, seat_number=99, seat_kind=mark.seat_kind)

    assert "only a called alternate" in copied(put)
    voting.close(secret, at=secret.closes_at)
    assert "only a called alternate" in copied(put)


def test_after_the_close_no_mark_is_made(secret, members):
    absent = secret.roll.get(person=members[1])
    voting.close(secret, at=secret.closes_at)

    for change in (f"voted = {TRUE}", f"recused = {TRUE}"):
        said = told(f"UPDATE voting_rollentry SET {change} WHERE id = %s", absent.pk)
        assert "marked while the vote is open" in said


# --- The vote -----------------------------------------------------------------------------------------


def test_an_open_vote_ends_later_only_when_two_people_wanted_it(vote, members, clerk):
    until = vote.closes_at + make.DAY
    voting.ask_for_time(vote, by=clerk, until=until, why="Snow.")
    move = "UPDATE voting_vote SET closes_at = %s WHERE id = %s"
    for when in (until, vote.closes_at - make.HOUR, vote.closes_at + make.HOUR):
        assert "ends only later" in told(move, when, vote.pk)

    asked = vote.extensions.get()
    assert "voting_more_time_takes_two" in told("UPDATE voting_extension SET agreed_by_id = %s", clerk.pk)
    voting.agree_to_time(asked, by=members[0])

    vote.refresh_from_db()
    assert vote.closes_at == until
    assert "ends only later" in told(move, until - make.HOUR, vote.pk)


@pytest.mark.parametrize("column", ["rules_text", "rules_hash", "mode", "method", "parameters"])
def test_what_counts_for_an_open_vote_is_not_rewritten(vote, column):
    assert "never changes" in told(f"UPDATE voting_vote SET {column} = 'other' WHERE id = %s", vote.pk)


def test_the_times_of_a_closed_vote_stay(vote):
    voting.close(vote, at=vote.closes_at)
    assert told("UPDATE voting_vote SET closes_at = %s WHERE id = %s", vote.closes_at + make.DAY, vote.pk)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a hole of SQLite")
@pytest.mark.parametrize("way", ["INSERT OR REPLACE", "REPLACE"])
def test_an_open_vote_is_not_put_in_the_place_of_itself_with_another_end(vote, way):
    columns = [field.column for field in Vote._meta.fields]
    taken = ", ".join("datetime(opens_at, '+1 hour')" if name == "closes_at" else name for name in columns)

    said = told(f"{way} INTO voting_vote ({', '.join(columns)}) SELECT {taken} FROM voting_vote WHERE id = %s", vote.pk)

    assert "in the place of another" in said


def test_a_vote_that_anything_hangs_on_is_not_deleted(vote):
    assert told("DELETE FROM voting_vote WHERE id = %s", vote.pk)
