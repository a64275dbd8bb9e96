"""Small screens, the other direction, and the keyboard alone: nobody is left outside."""

import pytest

from .atlas import explore
from .windows import NARROWEST, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.alike]

# Nothing of the page may need the mouse or a scroll to the side.
FOCUS_IS_SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


@pytest.mark.parametrize(("who", "start"), [("", "/"), ("", "/es/"), ("rosa", "/es/"), ("sam", "/")])
def test_no_page_is_wider_than_its_screen_in_either_direction(window, city, who, start):
    one = window(who)
    kinds = {page.name: page.path for page in explore(city.url, who=who, start=start)}
    wide = []

    for path in kinds.values():
        one.go(path)
        for size in (NARROWEST, PHONE):
            one.page.set_viewport_size(size)
            wide += [f"{path} at {size['width']}: {one.overflow()} px"] * (one.overflow() > 0)
        one.page.evaluate("document.documentElement.dir = 'rtl'")
        wide += [f"{path} from right to left: {one.overflow()} px"] * (one.overflow() > 0)

    assert not wide, "\n".join(wide)


def tab_to(one, selector: str, most: int = 60) -> None:
    """Press Tab until the thing has the focus. Every stop on the way must be seen."""
    for _ in range(most):
        one.page.keyboard.press("Tab")
        here = one.page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        assert one.page.evaluate(FOCUS_IS_SEEN), f"The focus cannot be seen on {here}"
        if one.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached with Tab on {one.path}")


def test_a_ballot_is_cast_with_the_keyboard_alone(window):
    one = window("darnell").go("/votes/")

    links = "[...document.querySelectorAll(\"main a[href$='/ballot/']\")]"
    motion = one.page.evaluate(f"() => {links}.pop().getAttribute('href')")  # before it: one with boxes to tick
    tab_to(one, f"main a[href='{motion}']")
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**/ballot/")
    tab_to(one, "main input[type=radio]")
    one.page.keyboard.press("ArrowDown")
    one.page.keyboard.press("Space")
    chosen = one.page.evaluate("document.activeElement.value")
    tab_to(one, "main button.btn")
    one.page.keyboard.press("Enter")
    one.sees("You have not voted yet")
    tab_to(one, "main button.btn--leaf")
    one.page.keyboard.press("Enter")

    assert chosen == "no"
    one.sees("recorded")
