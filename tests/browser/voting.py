"""A site in the test's own process with one open vote of each method, and the hands that fill each of them in."""

from contextlib import nullcontext
from itertools import product

from django.conf import settings
from django.test import Client

from tests import make
from tests.boxes import about_money

from .windows import LAPTOP, NARROWEST, PHONE, Window

MANY = ["Food close to home", "Safe walks to school", "Cooler homes", "Help with childcare"]
METHODS = ["motion", "consent", "gradients", "approval", "score", "irv", "stv", "pot", "ranking", "division"]


def board_of_three():
    """A board with its members."""
    members = make.people("rosa noi earl")
    return make.board(seated=members), members


def ask(board, members, method, mode="open"):
    """An open vote by any method."""
    how = {"by": members[0], "seconded_by": members[1], "mode": mode}
    if method in ("motion", "consent", "gradients"):
        return make.vote(board, method=method, **how)
    if method in ("pot", "ranking", "division"):
        return about_money(board, method, **how)
    return make.question(board, method=method, choices=MANY, **how)


def session_of(person) -> str:
    """A session as if the person had signed in."""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def fill(one: Window, method: str) -> None:
    """Choose something on a ballot, as a person does."""
    main = one.main
    if method in ("motion", "consent", "gradients"):
        main.locator("input[type=radio]").nth(2).check()
        if method == "consent":
            main.locator("textarea").fill("It shuts the night shift out.")
    elif method in ("approval", "pot"):
        for place in (0, 2):
            main.locator("input[type=checkbox]").nth(place).check()
    elif method == "score":
        main.locator("select").nth(1).select_option("7")
    elif method == "division":
        for place, title in enumerate(("ada", "bo", "cy")):
            main.get_by_label(title).fill(("4,000", "3000", "3000")[place])
    else:
        for _time in range(2):
            main.locator("button[name=add]:visible").first.click()
            main.locator("button[name=off]:visible").nth(_time).wait_for()
        # Without script the page comes anew.
        with nullcontext() if one.script else one.page.expect_navigation():
            main.locator("button[name=up]:visible").last.click()


def state(one: Window) -> list:
    """What a ballot says as it stands on the page."""
    return one.page.evaluate(
        """() => [...new FormData(document.querySelector("main form"))]
          .filter(([name]) => !["csrfmiddlewaretoken", "version", "receipt"].includes(name))"""
    )


def check(one: Window) -> Window:
    """On to the review, by the button that sends the choices."""
    one.main.locator("form button:not([type=button]):not([name])").first.click()
    one.page.locator("ballot-sender").wait_for()
    return one


def look(one: Window) -> None:
    """No fault for any sense, nothing too wide, light and dark, small and large."""
    for size, scheme in product((PHONE, NARROWEST, LAPTOP), ("light", "dark")):
        with one.seen_as(size=size, scheme=scheme):
            assert one.overflow() == 0, (one.path, size)
            if size != NARROWEST:
                assert one.violations() == [], (one.path, size, scheme)


def glance(one: Window) -> None:
    """No fault and nothing too wide, as the page stands."""
    assert one.overflow() == 0, one.path
    assert one.violations() == [], one.path


def kept(vote):
    """What is in the box of a vote."""
    return [one.answer for one in vote.box]
