"""A real Chromium and a real site with the demo city, for the tests in this folder."""

import pytest
from playwright.sync_api import sync_playwright

from tests.tools.served import served
from tests.tools.suite import chromium as program

from .windows import Window

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def city(clones, django_db_setup, django_db_blocker):
    """The demo city, served as by `make run`: hashed and compressed files, sockets, due work."""
    with django_db_blocker.unblock(), served(clones, "city", DEMO="1", HASHED_STATIC="1") as site:
        yield site


@pytest.fixture(scope="module")
def chromium(city):
    """The browser. It starts after the site: while it runs, Django takes this thread for an async one."""
    if not program():
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium, city):
    """Opens windows: window() for a visitor, window("rosa") for Rosa. None may have caused a fault."""
    opened = []

    def new(who: str = "", **options) -> Window:
        opened.append(Window(chromium, city.url, who=who, **options))
        return opened[-1]

    yield new
    faults = [fault for one in opened for fault in one.faults]
    for one in opened:
        one.close()
    assert not faults, "\n".join(faults)
