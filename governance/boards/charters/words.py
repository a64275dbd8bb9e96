"""Clauses said in words, in the reader's language."""

from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from community.record.sums import money, number

from ..rules.balance import OF_ALL
from .clauses import CHOICES, MONEY, SENTENCES, UNSAID

# Shares as they are said. Others are said as sums.
SHARES = {
    ">1/2": _("more than half"),
    ">=1/2": _("at least half"),
    ">1/3": _("more than one third"),
    ">=1/3": _("at least one third"),
    ">2/3": _("more than two thirds"),
    ">=2/3": _("at least two thirds"),
    ">=3/4": _("at least three quarters"),
}
MORE_THAN, AT_LEAST = _("more than %(part)s"), _("at least %(part)s")
MAJORITIES = ("vote.majority", "vote.majority.charter", "vote.majority.removal")
ABSOLUTE = (">1/2 of all", ">=2/3 of all")  # what a charter can choose beside the shares
OF_BALLOTS, OF_EVERYBODY = _("%(part)s of the yes and no ballots"), _("%(part)s of all who may vote")


def share_in_words(share: str) -> str:
    """A share such as ">1/2" as it is said, "more than half"."""
    if share in SHARES:
        return gettext(SHARES[share])
    part = share.lstrip(">=")
    return gettext(AT_LEAST if share.startswith(">=") else MORE_THAN) % {"part": part}


def majority_in_words(majority: str) -> str:
    """A majority as it is said: "more than half of the yes and no ballots", or "… of all who may vote"."""
    part = share_in_words(majority.removesuffix(OF_ALL))
    return gettext(OF_EVERYBODY if majority.endswith(OF_ALL) else OF_BALLOTS) % {"part": part}


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
        return majority_in_words(value) if key in MAJORITIES else share_in_words(value)
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
