"""Writers on SQLite take their turn: first come, first served, and nobody waits for ever."""

import threading
import time

import pytest
from django.db import OperationalError, connection, transaction

from community.people.models import Place
from config.sqlite.base import Queue

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL needs no queue")


def in_threads(*works):
    """Run each in a thread of its own, started in this order, and wait for all."""
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
        time.sleep(0.02)
    return threads


def test_turns_are_given_in_the_order_in_which_they_were_asked_for():
    queue, order = Queue(), []

    def writer(name):
        def work():
            assert queue.acquire(timeout=5)
            order.append(name)
            queue.release()

        return work

    queue.acquire(timeout=1)
    threads = in_threads(*(writer(name) for name in range(8)))
    queue.release()
    for thread in threads:
        thread.join()

    assert order == list(range(8))


def test_who_waits_too_long_leaves_the_queue_and_the_next_one_is_served():
    queue, served = Queue(), []
    queue.acquire(timeout=1)

    threads = in_threads(
        lambda: served.append(("hasty", queue.acquire(timeout=0.05))),
        lambda: served.append(("patient", queue.acquire(timeout=5))),
    )
    threads[0].join()
    queue.release()
    threads[1].join()

    assert served == [("hasty", False), ("patient", True)]


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_twenty_writers_that_read_first_all_succeed():
    errors = []

    def write(number):
        def work():
            try:
                with transaction.atomic():
                    Place.objects.count()
                    Place.objects.create(name=f"Street {number}")
            except OperationalError as error:
                errors.append(error)
            finally:
                connection.close()

        return work

    for thread in in_threads(*(write(number) for number in range(20))):
        thread.join()

    assert errors == []
    assert Place.objects.count() == 20


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_failed_transaction_hands_its_turn_on():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Place.objects.create(name="Nowhere")
        raise ZeroDivisionError

    def work():
        with transaction.atomic():
            Place.objects.create(name="Mill Street")
        connection.close()

    for thread in in_threads(work):
        thread.join(timeout=5)

    assert list(Place.objects.values_list("name", flat=True)) == ["Mill Street"]


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_connection_closed_in_the_middle_hands_its_turn_on():
    def leave():
        connection.set_autocommit(False)
        Place.objects.create(name="Half written")
        connection.close()

    for thread in in_threads(leave):
        thread.join(timeout=5)
    with transaction.atomic():
        Place.objects.create(name="Mill Street")

    assert list(Place.objects.values_list("name", flat=True)) == ["Mill Street"]
