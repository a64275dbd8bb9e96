"""How tests read a page: as the words in its main part, and by what it asks of the database."""

import re

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
