"""Somebody applies page by page, as the pages lead: for the tests of the way and of what comes after it."""

import re

from django.urls import reverse
from django.utils.html import strip_tags

from governance.boards.models import Application, Call
from tests import make

DOOR = "/boards/eastbank/application/"
STEPS = ["place", "why", "needs", "pay", "name"]
ANSWERS = {
    "place": {"place": "", "proof": "own_word"},
    "about": {},
    "why": {"why": "I rent here."},
    "needs": {"needs": ["childcare", "interpreter"]},
    "pay": {"pay_way": "card"},
    "name": {"name": "Yesenia Morales", "contact": "555-0199, evenings"},
}


def drawn(eastbank, sam, **fields):
    """A call whose seats are drawn by lot."""
    quotas = fields.pop("quotas", [{"category": "age", "value": "14-24", "least": 1, "most": 1}])
    return make.call(eastbank, clerk=sam, way=Call.Way.LOTTERY, quotas=quotas, **fields)


def to(step, call=None, lang=""):
    return f"{lang}{DOOR}{step}/" + (f"?call={call.pk}" if call else "")


def walk(client, call, lang="", **changes):
    """Answer every question, one page after the other, as the pages lead; then stand before sending."""
    path = to("place", call, lang)
    for _n in range(7):
        step = path.split("/")[-2]
        if step == "check":
            return path
        page = client.get(path)
        assert page.status_code == 200, path
        hidden = re.search(r'name="call" value="(\d+)"', page.content.decode())
        sent = ANSWERS[step] | changes.get(step, {}) | ({"call": hidden[1]} if hidden else {})
        answer = client.post(path.partition("?")[0], sent)
        assert answer.status_code == 302, strip_tags(answer.content.decode())
        path = answer["Location"]
    raise AssertionError("the questions never end")


def applied(client, call, **changes):
    """Somebody applies; their application."""
    check = walk(client, call, **changes)
    answer = client.post(check)
    assert answer.status_code == 302, strip_tags(answer.content.decode())
    return Application.objects.latest("pk")


def application_page(application):
    return reverse("board_application", args=[application.board.slug, application.pk])
