"""Every page that links lead to, as somebody sees it: found by following them, not by a list to keep up."""

import re
from collections import Counter, deque
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin, urlsplit

import httpx
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

ENOUGH = 6  # pages of one kind: one of each stage, not each of a hundred proposals
NOT_PAGES = re.compile(r"/(static|media|papers|staff|api|health|live)/|.*/accounts/logout/")


@dataclass
class Found:
    """One page: its address, the name of its view, and what the server sent."""

    path: str
    name: str
    html: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")


def language_of(path: str) -> str:
    """The language an address is in."""
    return translation.get_language_from_path(path) or settings.LANGUAGE_CODE


def name_of(path: str) -> str:
    """The name of the view behind an address, or nothing."""
    with translation.override(language_of(path)):
        try:
            return resolve(urlsplit(path).path).view_name
        except Resolver404:
            return ""


def become(client: httpx.Client, who: str) -> None:
    """Sign in as somebody of the demo city."""
    client.get("/demo/")
    form = {"person": who, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    assert client.post("/demo/session/", data=form, headers={"Referer": str(client.base_url)}).is_success


def explore(url: str, *, who: str = "", start: str = "/") -> list[Found]:
    """All pages of a language that can be reached from its first one, a few of each kind."""
    found, counted, seen, waiting = [], Counter(), {start}, deque([(start, "nowhere")])
    with httpx.Client(base_url=url, follow_redirects=True, timeout=30) as client:
        if who:
            become(client, who)
        while waiting:
            path, came_from = waiting.popleft()
            name = name_of(path)
            if not name or counted[name] >= ENOUGH:
                continue
            counted[name] += 1
            answer = client.get(path)
            assert answer.status_code == 200, f"{answer.status_code} for {path}, linked from {came_from}"
            if "text/html" not in answer.headers["Content-Type"]:
                continue
            found.append(Found(path, name, answer.text))
            for link in found[-1].soup.select("a[href]:not(.words a)"):  # what people wrote leads where it leads
                there = urlsplit(urljoin(url + path, link["href"]))
                address = there.path + (f"?{there.query}" if there.query else "")
                if f"{there.scheme}://{there.netloc}" == url and address not in seen:
                    seen.add(address)
                    if language_of(address) == language_of(start) and not NOT_PAGES.match(address):
                        waiting.append((address, path))
    return found
