"""How somebody without an account applies for a seat in the browser, and comes back with the code."""

import re

from .windows import Window

CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")


def send_application(visitor: Window, start: str, *, contact: str, look) -> tuple[str, str]:
    """Answer question after question and send. The code, and the address of the page it leads to."""
    look(visitor.go(f"{start}/boards/eastbank/application/"))
    visitor.page.locator("main a.btn").first.click()
    for _question in range(5):
        visitor.page.wait_for_url("**/application/*/*")
        look(visitor)
        if visitor.path.endswith("/why/"):
            visitor.page.locator("textarea").fill("Vivo aquí.")
        if visitor.path.endswith("/name/"):
            visitor.page.locator("[name=name]").fill("Marisol Vega")
            visitor.page.locator("[name=contact]").fill(contact)
        with visitor.page.expect_navigation():
            visitor.page.locator("main form button").first.click()
    assert visitor.path.endswith("/application/check/")
    look(visitor)
    with visitor.page.expect_navigation():
        visitor.page.locator("main form button").first.click()
    look(visitor.sees("Vivo aquí."))
    return CODE.search(visitor.main.inner_text())[0], visitor.path


def come_back(visitor: Window, start: str, code: str) -> Window:
    """Type the code, however one writes it."""
    visitor.go(f"{start}/boards/eastbank/application/code/").page.locator("[name=code]").fill(code.lower())
    with visitor.page.expect_navigation():
        visitor.page.locator("main form button").first.click()
    return visitor
