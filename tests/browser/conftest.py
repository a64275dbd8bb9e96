"""A real Chromium and a real site with the demo city, for the tests in this folder."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import product

import pytest
from django.db import connection
from playwright.sync_api import sync_playwright

from tests.tools.inside import Inside
from tests.tools.served import served
from tests.tools.suite import chromium as program

from .atlas import name_of
from .voting import board_of_three, session_of
from .windows import LAPTOP, PHONE, Window

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def launched():
    """A browser, where the machine has one. It starts after the site: while it runs, Django takes this thread for an
    async one."""
    if not program():
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        yield started
        started.close()


@contextmanager
def beside(patience: int):
    """Work with the database beside the browser: `do(rooms.say, room, by=ada, text="Hello")`. patience: seconds."""
    with ThreadPoolExecutor(1) as thread:
        yield lambda act, *args, **kwargs: thread.submit(act, *args, **kwargs).result(patience)
        thread.submit(lambda: connection.close()).result()


@pytest.fixture(scope="session")
def city(clones, django_db_setup, django_db_blocker):
    """The demo city, served as by `make run`: hashed and compressed files, sockets, due work. For many tests."""
    with django_db_blocker.unblock(), served(clones, "city", DEMO="1", HASHED_STATIC="1") as site:
        yield site


@pytest.fixture(scope="module")
def chromium(city):
    with launched() as browser:
        yield browser


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
    assert not faults, "\n".join([*faults, "The site's log:", *city.log.read_text().splitlines()[-30:]])


@pytest.fixture
def look():
    """Look at a page as it stands, once at each stage of each kind of page: light and dark, small and large."""
    seen, found = set(), []

    def at(one: Window) -> Window:
        kind = (name_of(one.path), tuple(one.main.locator("h2, .tag").all_inner_texts()))
        if one.script and kind not in seen:
            seen.add(kind)
            for size, scheme in product((PHONE, LAPTOP), ("light", "dark")):
                with one.seen_as(size=size, scheme=scheme):
                    wide = [f"{one.overflow()} px too wide"] * (one.overflow() > 0)
                    found.extend(f"{one.path} {size['width']} {scheme}: {what}" for what in wide + one.violations())
        return one

    yield at
    assert not found, "\n".join(found)


# --- A small site in the test's own process, for ballots ---------------------------------------------------


@pytest.fixture
def site(transactional_db):
    with Inside() as inside:
        yield inside


@pytest.fixture
def do(site):
    with beside(60) as act:
        yield act


@pytest.fixture
def browser(site):
    with launched() as browser:
        yield browser


@pytest.fixture
def table(do):
    """The board, its members and Earl's session."""
    board, members = do(board_of_three)
    return board, members, do(session_of, members[2])


@pytest.fixture
def earl(browser, site, table):
    """Opens Earl's window."""
    opened = []

    def new(**options) -> Window:
        one = Window(browser, site.url, **options)
        one.context.add_cookies([{"name": "sessionid", "value": table[2], "url": site.url}])
        opened.append(one)
        return one

    yield new
    faults = [fault for one in opened for fault in one.faults if "ERR_" not in fault]
    assert not faults, faults
