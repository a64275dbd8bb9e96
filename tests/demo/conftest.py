"""The demo city, loaded once for the tests of a file: each test's own changes are taken back."""

import pytest
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def city(loaded, db):
    """Calder Bend, as it stands after loading."""
