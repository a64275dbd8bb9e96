"""A browser window as one person has it: go, press, write, and notice everything that goes wrong on the way."""

import re
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, expect

PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
NARROWEST = {"width": 320, "height": 640}

# A refusal, a form sent back and a line that a test cut are no faults, though Chromium complains about them.
EXPECTED = re.compile(r"the server responded with a status of (409|422)|ERR_INTERNET_DISCONNECTED")

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": STANDARDS, "resultTypes": ["violations"]}


class Window:
    """One person's window. `faults` gathers what nobody should ever cause by using the site."""

    def __init__(self, chromium: Browser, url: str, *, who: str = "", script: bool = True, size: dict = PHONE):
        self.url, self.who, self.script, self.faults = url, who, script, []
        self.context = chromium.new_context(base_url=url, viewport=size, reduced_motion="reduce")
        self.page: Page = self.context.new_page()
        if not script:
            self.wire = self.context.new_cdp_session(self.page)
            self._allow_script(False)
        self.page.set_default_timeout(10_000)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("request", self._watch)
        self.page.on("response", self._judge)
        if who:
            self.sign_in(who)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not EXPECTED.search(message.text):
            self.faults.append(f"{self.page.url}: {message.text}")

    def _watch(self, request: Request) -> None:
        there = urlsplit(request.url)
        if there.scheme in ("http", "https", "ws") and there.netloc != urlsplit(self.url).netloc:
            self.faults.append(f"{self.page.url} asks {request.url}")

    def _judge(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")

    # --- What a person does ------------------------------------------------------------------------

    def sign_in(self, first_name: str) -> None:
        """Become somebody of the demo city, by the button a visitor would press."""
        self.go("/demo/")
        self.page.locator("form", has=self.page.locator(f'[name=person][value="{first_name}"]')).get_by_role(
            "button"
        ).click()
        self.page.wait_for_url("**/me/")

    def go(self, path: str) -> "Window":
        """Open an address. It must be there."""
        response = self.page.goto(path)
        assert response.ok, f"{response.status} for {path}"
        return self

    def follow(self, words: str | re.Pattern) -> "Window":
        """Follow the first link with these words in the main part."""
        with self.page.expect_navigation():
            self.main.get_by_role("link", name=words).first.click()
        return self

    def press(self, words: str | re.Pattern) -> "Window":
        """Press the first button with these words in the main part."""
        self.main.get_by_role("button", name=words).first.click()
        return self

    def write(self, label: str | re.Pattern, text: str) -> "Window":
        """Type into the field with this label."""
        self.main.get_by_label(label).first.fill(text)
        return self

    def choose(self, label: str | re.Pattern) -> "Window":
        """Tick the answer with this label."""
        self.main.get_by_label(label).first.check()
        return self

    # --- What a person sees ------------------------------------------------------------------------

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def sees(self, words: str | re.Pattern) -> "Window":
        """These words are in the main part, now or in a moment."""
        expect(self.main).to_contain_text(words)
        return self

    def waits_for(self, words: str | re.Pattern, seconds: float = 10) -> "Window":
        """Reload until these words are there: for what falls due by the clock."""
        deadline = time.monotonic() + seconds
        while not re.search(words, self.main.inner_text()):
            assert time.monotonic() < deadline, f"{words!r} is not on {self.path} after {seconds} seconds"
            self.page.wait_for_timeout(300)
            self.page.reload()
        return self

    # --- What a page is judged by ------------------------------------------------------------------

    @contextmanager
    def seen_as(self, *, size: dict = PHONE, scheme: str = "light"):
        """The same page on another screen, and back."""
        self.page.set_viewport_size(size)
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        try:
            yield
        finally:
            self.page.set_viewport_size(PHONE)
            self.page.emulate_media(color_scheme="light", reduced_motion="reduce")

    def _allow_script(self, allowed: bool) -> None:
        """Whether scripts run from now on. What a page did not run while it loaded, it never runs."""
        self.wire.send("Emulation.setScriptExecutionDisabled", {"value": not allowed})

    def violations(self) -> list[str]:
        """What axe finds on the page as it is shown now. Where no script runs, axe alone may."""
        if not self.script:
            self._allow_script(True)
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate("rules => axe.run(rules).then(told => told.violations)", AXE)
        if not self.script:
            self._allow_script(False)
        return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]

    def overflow(self) -> int:
        """How many pixels of the page lie beside the screen."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def close(self) -> None:
        self.context.close()
