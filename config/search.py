"""Search at the staff's desk: the database's own, with one writer at a time.

After each insert PostgreSQL's index also writes rows of other things. Two people who publish in the
same moment would each wait for a row of the other's until the database gives one of them up.
"""

from django.db import transaction
from modelsearch.backends import database

from community.record import locks


def in_turn(index):
    """The same index, in which one transaction writes after the other."""

    class InTurn(index):
        def add_items(self, model, objs):
            with transaction.atomic():
                locks.hold("search")
                super().add_items(model, objs)

    return InTurn


def SearchBackend(params):  # Wagtail looks for this name
    """The search of the engine that is used."""
    backend = database.SearchBackend(params)
    backend.index_class = in_turn(backend.index_class)
    return backend
