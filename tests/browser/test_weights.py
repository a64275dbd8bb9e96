"""What a first visit costs on a small data plan: every byte over the wire, from an empty cache."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

from .atlas import explore

pytestmark = [pytest.mark.browser, pytest.mark.alike]

# Bytes, as in the design: compressed, fonts and headers included.
READING, LIVE, NEXT = 60 * 1024, 75 * 1024, 10 * 1024
REQUESTS = 9

READ = [
    "home",
    "wagtail_serve",
    "priorities",
    "suggestions",
    "answers",
    "boards",
    "board_applying",
    "board_application_step",
    "proposals",
    "votes",
    "result",
    "record",
    "person",
]
TALKED = ["priority", "suggestion", "board", "proposal", "vote", "room"]  # they carry a discussion that is live


@dataclass
class Visit:
    """What came over the wire for one page."""

    path: str
    parts: list[tuple[int, str]] = field(default_factory=list)

    @property
    def weight(self) -> int:
        return sum(size for size, _url in self.parts)

    def told(self) -> str:
        lines = [f"{self.path}: {self.weight / 1024:.1f} KB in {len(self.parts)} requests"]
        return "\n".join(
            [*lines, *(f"  {size / 1024:6.1f} KB {url}" for size, url in sorted(self.parts, reverse=True))]
        )


def visit(page, path: str) -> Visit:
    """Open a page and weigh it: what the browser received, headers included, as Chromium counts it.

    What the page before it had asked for may still arrive, and belongs to that page. Whatever this one asks for
    must have arrived, so that nothing is weighed too lightly.
    """
    wire, asked, arrived = page.context.new_cdp_session(page), {}, {}
    wire.on("Network.requestWillBeSent", lambda e: asked.update({e["requestId"]: e["request"]["url"]}))
    wire.on("Network.loadingFinished", lambda e: arrived.update({e["requestId"]: e["encodedDataLength"]}))
    page.goto("about:blank")
    wire.send("Network.enable")
    assert page.goto(path, wait_until="networkidle").ok, path
    page.evaluate("document.fonts.ready")
    wire.detach()
    assert asked.keys() <= arrived.keys(), [url for key, url in asked.items() if key not in arrived]
    return Visit(path, [(size, urlsplit(asked[key]).path) for key, size in arrived.items() if size and key in asked])


@pytest.fixture(scope="module")
def pages(city):
    """One address of each kind of page, in English and in Spanish."""
    kinds = {}
    for language, start in (("en", "/"), ("es", "/es/")):
        for page in explore(city.url, start=start):
            kinds.setdefault((page.name, language), page.path)
        kinds.setdefault(("room", language), f"{start}rooms/1/")  # links lead there from long talk only
    return kinds


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", [*READ, *TALKED])
def test_a_first_visit_is_light(window, pages, name, language):
    """The window watches that nothing comes from anywhere else."""
    seen = visit(window().page, pages[name, language])

    assert seen.weight <= (LIVE if name in TALKED else READING), seen.told()
    assert len(seen.parts) <= REQUESTS, seen.told()


@pytest.mark.parametrize("who", ["rosa"])
def test_a_ballot_is_light_too(window, pages, who):
    voter = window(who)
    voter.go("/votes/").page.context.new_cdp_session(voter.page).send("Network.clearBrowserCache")

    seen = visit(voter.page, pages["ballot", "en"])

    assert seen.weight <= READING, seen.told()


def test_a_visit_weighs_what_it_asked_for_itself(window, pages):
    """The page before it is still busy when it begins."""
    page = window().go("/").page
    page.evaluate("for (let n = 0; n < 40; n++) void fetch('/record/?page=' + n).catch(() => 0)")

    seen = visit(page, pages["votes", "en"])

    assert {path for _size, path in seen.parts} >= {"/votes/"}
    assert "/record/" not in seen.told()


def test_the_next_page_costs_a_tenth(window, pages):
    page = window().page
    visit(page, "/")

    for name in READ:
        seen = visit(page, pages[name, "en"])
        assert seen.weight <= NEXT, seen.told()
