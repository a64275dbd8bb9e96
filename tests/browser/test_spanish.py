"""No English on a Spanish page, unless somebody wrote it and it is marked as English."""

import re
from functools import cache

import polib
import pytest
from django.conf import settings

from .atlas import Found, explore

pytestmark = [pytest.mark.browser, pytest.mark.alike]

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
    """The page's own words, piece by piece, without what people wrote.

    People's words stand in elements that name another language, or in .words and bdi. Where they are said
    again, in the page's title or to a screen reader, they are taken out of the sentence around them.
    """
    soup, theirs = page.soup, set()
    for other in soup.select("script, style, svg, code"):
        other.decompose()
    for other in soup.select("[lang]:not([lang^=es]), bdi, .words"):
        if not other.decomposed:
            theirs |= {" ".join(text.split()) for text in [*other.stripped_strings, other.get_text()]} - {""}
            other.decompose()
    told = {" ".join(text.split()) for text in soup.stripped_strings}
    for tag in soup.find_all(True):
        told |= {value for name, value in tag.attrs.items() if name in ATTRIBUTES}
        told |= {value for name, value in tag.attrs.items() if name.startswith("data-") and " " in value}
    return {ours(text, sorted(theirs, key=len, reverse=True)) for text in told}


def ours(text: str, theirs: list[str]) -> str:
    """A piece of text without the words of people in it, whole or cut short."""
    for words in theirs:
        text = "" if text.endswith("…") and words.startswith(text[:-1]) else text.replace(words, "")
    return text.strip()


@pytest.mark.parametrize("who", ["", "yesenia", "rosa", "sam", "andre"])
def test_a_spanish_page_says_nothing_in_english(city, who):
    told = {}
    for page in explore(city.url, who=who, start="/es/"):
        for text in said_by_the_site(page):
            told.setdefault(text, page.path)

    leaks = [f"{path}: {text}" for text, path in told.items() if is_english(text)]

    assert not leaks, "\n".join(leaks)
