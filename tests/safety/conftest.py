"""The same town for every test of safety, and what can be read in it."""

import pytest

from tests import town
from tests.matrix.world import clients_of


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):
    with town.standing(django_db_blocker) as built:
        yield built


@pytest.fixture
def the_town(standing):
    """The town, as it is before each test."""
    with town.taken_back():
        yield standing


@pytest.fixture(scope="module")
def clients(standing):
    return clients_of(standing)
