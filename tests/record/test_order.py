"""Entries stand in one row, numbered without a gap, however many hands write at once."""

import threading

import pytest
from django.db import connection, transaction

from community.people.verbs import MOVED_IN
from community.record import chain
from community.record.actions import enter
from community.record.models import Entry
from tests import make
from tests.load.hands import at_once

THREADS, EACH = 8, 10


@pytest.mark.django_db(transaction=True)
def test_eight_threads_write_one_chain():
    ada = make.person()

    def write(number):
        for _n in range(EACH):
            enter(MOVED_IN, ada, by=ada, thread=number)

    at_once(write, range(THREADS))

    seqs = list(Entry.objects.order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, THREADS * EACH + 1))
    assert chain.verify() is None


@pytest.mark.django_db(transaction=True)
def test_a_number_is_used_again_when_its_act_was_taken_back():
    """A sequence of the database would leave a gap here, and a gap looks like a deletion."""
    ada = make.person()
    enter(MOVED_IN, ada, by=ada)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enter(MOVED_IN, ada, by=ada)
        raise ZeroDivisionError
    enter(MOVED_IN, ada, by=ada)

    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]
    assert chain.verify() is None


@pytest.mark.django_db(transaction=True)
def test_the_next_entry_waits_for_the_act_before_it():
    """Somebody in the middle of an act holds the record: who comes after sees the act's entry, or none of it."""
    ada, inside, order = make.person(), threading.Event(), []

    def first():
        with transaction.atomic():
            enter(MOVED_IN, ada, by=ada)
            inside.set()
            # The other one has all the time it needs to get past us, if it could.
            threading.Event().wait(0.3)
            order.append("first")
        connection.close()

    def second():
        inside.wait(5)
        with transaction.atomic():
            enter(MOVED_IN, ada, by=ada)
            order.append("second")
        connection.close()

    threads = [threading.Thread(target=work) for work in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert order == ["first", "second"]
    assert chain.verify() is None
