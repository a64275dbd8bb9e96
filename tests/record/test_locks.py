"""Locks are held by a transaction, are the same in every process, and let voters in together."""

import subprocess
import sys
import threading

import pytest
from django.db import OperationalError, connection, transaction

from community.people.models import Place
from community.record import locks
from tests.tools.served import ROOT

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="on SQLite the transaction itself is the lock"
)


@pytest.mark.django_db(transaction=True)
def test_a_lock_needs_a_transaction():
    with pytest.raises(RuntimeError, match="needs one"):
        locks.hold("record")


def test_a_thing_has_the_same_key_in_every_process():
    say = "from community.record.locks import key_of; print(key_of('voting.Vote', 7), end='')"

    said = {
        subprocess.run(
            [sys.executable, "-c", say],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert said == {str(locks.key_of("voting.Vote", 7))}


def test_keys_fit_a_lock_of_postgresql_and_do_not_meet():
    keys = {locks.key_of(kind, pk) for kind in ("voting.Vote", "boards.Board", "rooms.Room") for pk in range(5000)}

    assert len(keys) == 15_000
    assert all(-(2**63) <= key < 2**63 for key in keys)


@pytest.mark.django_db
def test_what_is_read_under_the_lock_is_new():
    place = Place.objects.create(name="Mill Street")
    Place.objects.filter(pk=place.pk).update(name="High Street")

    with transaction.atomic():
        assert locks.fresh(place).name == "High Street"


def waits(*, first_shared, then_shared):
    """Whether the second holder waits while the first one has the lock."""
    place = Place.objects.create(name="Mill Street")
    has_it, may_go, waited = threading.Event(), threading.Event(), []

    def first():
        with transaction.atomic():
            locks.hold(place, shared=first_shared)
            has_it.set()
            may_go.wait(10)
        connection.close()

    def second():
        has_it.wait(10)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
                locks.hold(place, shared=then_shared)
            waited.append(False)
        except OperationalError:
            waited.append(True)
        may_go.set()
        connection.close()

    threads = [threading.Thread(target=work) for work in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(15)
    return waited == [True]


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("first_shared", "then_shared", "is_waited_for"),
    [(True, True, False), (True, False, True), (False, True, True), (False, False, True)],
)
def test_voters_share_a_lock_and_a_close_has_it_alone(first_shared, then_shared, is_waited_for):
    assert waits(first_shared=first_shared, then_shared=then_shared) == is_waited_for
