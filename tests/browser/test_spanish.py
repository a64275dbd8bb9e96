"""No English on a Spanish page, unless somebody wrote it and it is marked as English."""

import re
from functools import cache

import polib
import pytest
from django.conf import settings

from .atlas import Found, explore

pytestmark = pytest.mark.browser

CATALOGUE = settings.BASE_DIR / "locale/es/LC_MESSAGES/django.po"
PLACE = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|<[^>]+>")
ATTRIBUTES = ("aria-label", "title", "alt", "content", "placeholder", "label")

# Words no English sentence does without and no Spanish one knows: they find what nobody marked for translation.
ENGLISH = re.compile(
    r"\b(the|of|and|this|that|with|you|your|for|is|are|was|not|who|what|when|where|by|in|on|at|to|it|its|from|be|can"
    r"|will|have|every|each|nobody)\b"
)


@cache
def sentences() -> tuple[set, list]:
    """Every sentence whose Spanish differs: as it stands, or as a pattern where it holds names or numbers."""
    plain, patterns = set(), []
    for entry in polib.pofile(CATALOGUE):
        spanish = {entry.msgstr, *entry.msgstr_plural.values()}
        for said in {entry.msgid, entry.msgid_plural} - spanish - {""}:
            bits = PLACE.split(" ".join(said.split()))
            if len(bits) == 1:
                plain.add(bits[0].strip())
            elif len("".join(bits).strip(" .:,")) > 3:
                patterns.append(re.compile(".+".join(map(re.escape, bits)).strip()))
    return plain, patterns


def is_english(text: str) -> bool:
    plain, patterns = sentences()
    return text in plain or bool(ENGLISH.search(text)) or any(pattern.fullmatch(text) for pattern in patterns)


def said_by_the_site(page: Found) -> set[str]:
    """The page's own words, piece by piece. People's words carry their language, and names stand in bdi."""
    soup = page.soup
    for other in soup.select("[lang]:not([lang^=es]), bdi, script, style, svg, code"):
        other.decompose()
    told = {" ".join(text.split()) for text in soup.stripped_strings}
    for tag in soup.find_all(True):
        told |= {value for name, value in tag.attrs.items() if name in ATTRIBUTES}
        told |= {value for name, value in tag.attrs.items() if name.startswith("data-") and " " in value}
    return told


@pytest.mark.parametrize("who", ["", "yesenia", "rosa", "sam", "andre"])
def test_a_spanish_page_says_nothing_in_english(city, who):
    told = {}
    for page in explore(city.url, who=who, start="/es/"):
        for text in said_by_the_site(page):
            told.setdefault(text, page.path)

    leaks = [f"{path}: {text}" for text, path in told.items() if is_english(text)]

    assert not leaks, "\n".join(leaks)
