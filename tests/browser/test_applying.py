"""Somebody applies for a seat on a small phone, in Spanish, without an account and without a script, and comes back."""

import pytest

from .applying import come_back, send_application
from .windows import NARROWEST, PHONE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("start", "script", "size"), [("/es", False, PHONE), ("", True, PHONE), ("/es", False, NARROWEST)]
)
def test_somebody_applies_without_an_account_and_comes_back_with_the_code(window, look, start, script, size):
    visitor = window(script=script, size=size)
    contact = f"555-01{len(start)}{int(script)}{size['width']}"
    code, address = send_application(visitor, start, contact=contact, look=look)
    assert code not in visitor.page.url

    back = come_back(window(script=script, size=size), start, code)
    assert back.path == address
    look(back.sees(code))
