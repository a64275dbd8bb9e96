"""Clauses said in words, in the reader's language."""

from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from community.record.sums import money, number

from .clauses import AT_LEAST, CHOICES, MONEY, MORE_THAN, SENTENCES, SHARES, UNSAID


def share_in_words(share: str) -> str:
    """A share such as ">1/2" as it is said, "more than half"."""
    if share in SHARES:
        return gettext(SHARES[share])
    part = share.lstrip(">=")
    return gettext(AT_LEAST if share.startswith(">=") else MORE_THAN) % {"part": part}


def list_in_words(said: list[str]) -> str:
    """Several things of which each is possible: "a, b or c"."""
    *first, last = said
    return gettext("%(first)s or %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def value_in_words(key: str, value) -> str:
    """What a clause sets, as it is said: a number, a share, a sum, a day, a level or ways to choose from."""
    if key in MONEY:
        return money(value, settings.CURRENCY)
    if isinstance(value, list):
        return list_in_words([str(CHOICES[one]) for one in value])
    if isinstance(value, int):
        return number(value)
    if value.startswith(">"):
        return share_in_words(value)
    return str(CHOICES[value]) if value in CHOICES else date_format(date.fromisoformat(value), "DATE_FORMAT")


def clause_in_words(key: str, value) -> str:
    """A clause as a sentence with the number, share, sum, day or choice in force."""
    sentence = SENTENCES[key]
    if value == "":
        return gettext(UNSAID[key])
    if isinstance(sentence, dict):
        return gettext(sentence[value])
    said = {"value": value_in_words(key, value)}
    return (ngettext(*sentence, value) if isinstance(sentence, tuple) else gettext(sentence)) % said
