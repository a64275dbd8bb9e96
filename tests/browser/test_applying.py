"""Somebody applies for a seat on a small phone, in Spanish, without an account and without a script, and comes back."""

import re

import pytest

from .windows import NARROWEST, PHONE

pytestmark = pytest.mark.browser

CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")


@pytest.mark.parametrize(
    ("start", "script", "size"), [("/es", False, PHONE), ("", True, PHONE), ("/es", False, NARROWEST)]
)
def test_somebody_applies_without_an_account_and_comes_back_with_the_code(window, look, start, script, size):
    visitor = window(script=script, size=size)
    look(visitor.go(f"{start}/boards/eastbank/application/"))
    visitor.page.locator("main a.btn").first.click()
    for _question in range(5):
        visitor.page.wait_for_url("**/application/*/*")
        look(visitor)
        if visitor.path.endswith("/why/"):
            visitor.page.locator("textarea").fill("Vivo aquí.")
        if visitor.path.endswith("/name/"):
            visitor.page.locator("[name=name]").fill("Marisol Vega")
            visitor.page.locator("[name=contact]").fill(f"555-01{len(start)}{int(script)}{size['width']}")
        with visitor.page.expect_navigation():
            visitor.page.locator("main form button").first.click()
    assert visitor.path.endswith("/application/check/")
    look(visitor)
    with visitor.page.expect_navigation():
        visitor.page.locator("main form button").first.click()
    look(visitor.sees("Vivo aquí."))
    code, address = CODE.search(visitor.main.inner_text())[0], visitor.path
    assert code not in visitor.page.url

    back = window(script=script, size=size)
    back.go(f"{start}/boards/eastbank/application/code/").page.locator("[name=code]").fill(code.lower())
    with back.page.expect_navigation():
        back.page.locator("main form button").first.click()
    assert back.path == address
    look(back.sees(code))
