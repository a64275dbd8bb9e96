"""What every test stands on: a cloned database, an empty cache, English."""

import gc
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation

from tests.settings import FOLDER, WORKER
from tests.tools import clones as cloning

# A rule is right or wrong; that a busy machine takes its time to try it says nothing about it.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")


# Sums, rules and words: what is here and asks for no database is the same on every engine.
PURE = ("voting/counting/", "voting/bundle/", "boards/lottery/", "rules.py", "test_contrast.py", "test_house.py",
        "test_parts.py", "test_phrases.py", "test_translations.py", "people/test_words.py")  # fmt: skip


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items):
    for item in items:
        asks = "django_db_setup" in item.fixturenames or item.get_closest_marker("django_db")
        if not asks and any(name in item.path.as_posix() for name in PURE):
            item.add_marker(pytest.mark.alike)


def pytest_collection_finish():
    """What is loaded by now stays to the end. Looking through it for garbage all the time takes a sixth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_unconfigure():
    """Leave nothing in the temporary folder."""
    FOLDER.cleanup()


@pytest.fixture(scope="session")
def clones(request, django_db_blocker):
    """Fresh copies of the migrated database, by name."""
    with django_db_blocker.unblock():
        return cloning.for_engine(request.config.cache.mkdir("databases"), Path(settings.DATA_DIR))


@pytest.fixture(scope="session")
def django_db_setup(clones, django_test_environment, django_db_blocker):
    """Each worker tests in a clone of its own.

    A transactional test leaves rows behind and guards refuse to empty append-only tables, so it ends
    with a new clone in place of Django's flush: what the migrations wrote is back as well.
    """

    def start_afresh(test_case=None):
        connections.close_all()
        cloning.use(clones.clone(WORKER))

    with django_db_blocker.unblock():
        start_afresh()
    TransactionTestCase._fixture_teardown = start_afresh
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        clones.drop(WORKER)


@pytest.fixture(autouse=True)
def a_clean_start():
    """No test sees what another one cached, or the language it spoke."""
    cache.clear()
    with translation.override(settings.LANGUAGE_CODE):
        yield
