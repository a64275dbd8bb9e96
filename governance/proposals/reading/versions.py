"""A proposal as it is read: what changed from one version to the next."""

import re
from html import unescape

from django.utils.html import strip_tags

from community.people.words import as_html

from ..rules import changes


def plain(text: str) -> str:
    """People's words without markup, for comparing."""
    html = as_html(text).replace("</p>", "</p>\n\n").replace("<br>", "\n").replace("</li>", "</li>\n")
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", unescape(strip_tags(html))).strip()


def change(versions, asked) -> dict | None:
    """What a version changed in the one before it: the one asked for, or the newest. Nothing for the first.

    versions: the newest first. asked: a number as it came in an address.
    """
    numbers = {str(version.number): n for n, version in enumerate(versions[:-1])}
    if not numbers:
        return None
    place = numbers.get(asked or "", 0)
    new, old = versions[place], versions[place + 1]
    texts = ("title", "organization", "what", "why")
    return {
        "version": new,
        "before": old,
        "texts": [
            {"field": field, "pieces": list(changes(plain(old.facts[field]), plain(new.facts[field])))}
            for field in texts
            if old.facts[field] != new.facts[field]
        ],
        "amounts": (old.facts["amount"], new.facts["amount"]) if old.facts["amount"] != new.facts["amount"] else None,
    }
