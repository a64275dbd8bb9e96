"""How tests read a page: as the words in its main part, and by what it asks of the database."""

import re

from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def text_of(response) -> str:
    """The page's main part as words."""
    main = response.content.decode().partition('<main id="main"')[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def page(client, name, thing, person=None, status=200) -> str:
    """What this person, or a visitor, reads on the page of a thing."""
    client.logout()
    if person:
        client.force_login(person)
    response = client.get(reverse(name, args=[getattr(thing, "slug", thing.pk)]))
    assert response.status_code == status
    return text_of(response)


def queries(act, *given) -> int:
    """How many queries an act takes."""
    with CaptureQueriesContext(connection) as found:
        act(*given)
    return len(found)


def hidden(response) -> dict:
    """The hidden fields of a page's forms: what it carries to the next step."""
    fields = {}
    for tag in BeautifulSoup(response.content, "html.parser").select("main input[type=hidden][name]:not([disabled])"):
        fields.setdefault(tag["name"], []).append(tag["value"])
    fields.pop("csrfmiddlewaretoken", None)
    return fields


def review(client, vote, **chosen):
    """Fill a ballot in and look at it once more: the page with the receipt code."""
    return client.post(reverse("ballot", args=[vote.pk]), chosen)


def send_ballot(client, vote, **chosen):
    """Fill a ballot in, look at it and send it: the page that says it is recorded."""
    looked_at = review(client, vote, **chosen)
    return (
        client.post(reverse("ballot", args=[vote.pk]), hidden(looked_at)) if looked_at.status_code == 200 else looked_at
    )


def code_of(response) -> str:
    """The receipt code on a page."""
    groups = BeautifulSoup(response.content, "html.parser").select(".code [aria-hidden]")
    return "-".join(group.text for group in groups)
