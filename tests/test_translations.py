"""Every sentence has its Spanish: nothing missing, nothing unfinished, nothing lost on the way.

The sentences are collected here by reading the sources, so the test needs no gettext on the machine.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
WINGS = ("config", "cms", "governance", "community")
OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]

# How many sentences the call holds, and what comes before them.
MARKS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "pgettext": 1, "pgettext_lazy": 1,
         "ngettext": 2, "ngettext_lazy": 2, "ngettext_": 2, "npgettext": 2}  # fmt: skip
LITERAL = r"""u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
IN_TEMPLATE = re.compile(
    rf"\b(_|gettext|ngettext|pgettext|npgettext)\(\s*{LITERAL}(?:\s*,\s*{LITERAL})?(?:\s*,\s*{LITERAL})?"
)
PLACE = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def in_python(path: Path) -> Iterator[tuple]:
    """What a module says: (context, sentence, plural)."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if name in MARKS and texts:
            yield said(name, texts)


def in_template(path: Path) -> Iterator[tuple]:
    """What a template says, as Django itself reads it out of one."""
    for name, *texts in IN_TEMPLATE.findall(templatize(path.read_text(), origin=str(path))):
        yield said(name, [ast.literal_eval(text) for text in texts if text])


def said(mark: str, texts: list[str]) -> tuple:
    context = texts.pop(0) if mark.startswith(("pg", "npg")) else None
    return context, texts[0], texts[1] if MARKS[mark] == 2 else None


def sources() -> dict[tuple, str]:
    """Every sentence in the sources, and where it was first found."""
    found = {}
    for wing in WINGS:
        for path in sorted((ROOT / wing).rglob("*.py")):
            for sentence in in_python(path):
                found.setdefault(sentence, str(path.relative_to(ROOT)))
    for path in sorted((ROOT / "templates").rglob("*.*")):
        for sentence in in_template(path):
            found.setdefault(sentence, str(path.relative_to(ROOT)))
    return found


def folder(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES"


@pytest.fixture(params=OTHERS)
def catalogue(request):
    return polib.pofile(folder(request.param) / "django.po")


def listed(found) -> str:
    return "\n".join(sorted(found))


def test_every_sentence_is_in_the_catalogue(catalogue):
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue if not entry.obsolete}

    missing = [
        f"{place}: {one!r}" for (context, one, _plural), place in sources().items() if (context, one) not in known
    ]

    assert not missing, "Run `make messages` and translate:\n" + listed(missing)


def test_nothing_is_untranslated_or_fuzzy(catalogue):
    unfinished = [entry.msgid for entry in catalogue if not entry.obsolete and (entry.fuzzy or not entry.translated())]

    assert not unfinished, listed(unfinished)


def test_a_translation_keeps_the_names_and_numbers_of_its_sentence(catalogue):
    lost = []
    for entry in catalogue:
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            asked = set(PLACE.findall(entry.msgid_plural or entry.msgid))
            # A plural form may leave out the number it is about ("one day"), and nothing else.
            allowed = {frozenset(asked), frozenset(PLACE.findall(entry.msgid))}
            if text and frozenset(PLACE.findall(text)) not in allowed:
                lost.append(f"{entry.msgid!r} → {text!r}")

    assert not lost, listed(lost)


def test_what_is_served_is_what_was_translated(catalogue):
    compiled = polib.mofile(Path(catalogue.fpath).with_suffix(".mo"))

    def words(entries):
        return {(e.msgctxt, e.msgid): (e.msgstr, *e.msgstr_plural.values()) for e in entries}

    assert words(compiled) == words(catalogue.translated_entries()), (
        "Run `make messages`: the .mo is older than the .po."
    )
