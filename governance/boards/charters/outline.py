"""A charter as it is read: its clauses in groups, numbered in a fixed order; two versions side by side."""

from collections import defaultdict

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from .clauses import CLAUSES, PRINCIPLES
from .words import clause_in_words

# The groups in order, and the first word of the keys that belong to each.
GROUPS = [
    (_("Seats"), {"seats", "seat", "vacancy"}),
    (_("How long one sits here"), {"term"}),
    (_("How one gets a seat"), {"choose", "call", "clerk", "application", "lottery"}),
    (_("What the board decides"), {"right"}),
    (_("Votes"), {"vote"}),
    (_("Ties and stepping back"), {"recusal", "conflict", "tie"}),
    (_("Priorities and proposals"), {"suggestion", "priority", "proposal"}),
    (_("Money and plans"), {"cycle", "purse", "plan", "pot"}),
    (_("The fund’s answer"), {"answer"}),
    (_("Roles"), {"role"}),
    (_("Pay"), {"pay"}),
    (_("Talk"), {"room"}),
    (_("Privacy"), {"k_min"}),
    (_("This charter"), {"charter"}),
]
REST = _("Everything else")


def outline(charter) -> list[dict]:
    """The clauses and principles of a charter, in numbered groups."""
    titles = [title for title, _words in GROUPS] + [REST]
    home = {word: title for title, words in GROUPS for word in words}
    grouped = defaultdict(list)
    for key in (*CLAUSES, *PRINCIPLES):
        grouped[home.get(key.split(".")[0], REST)].append(key)
    found = []
    for number, title in enumerate((title for title in titles if grouped[title]), start=1):
        clauses = [
            {"key": key, "number": f"{number}.{n}", "says": say(charter, key), "is_set": key in CLAUSES}
            for n, key in enumerate(grouped[title], start=1)
        ]
        can_change = any(clause["is_set"] for clause in clauses)
        found.append({"number": number, "title": gettext(title), "clauses": clauses, "can_change": can_change})
    return found


def say(charter, key: str) -> str:
    """What a charter says under a key."""
    return clause_in_words(key, charter[key]) if key in CLAUSES else gettext(PRINCIPLES[key])


def numbers() -> dict[str, str]:
    """The number of each clause, by its key."""
    return {clause["key"]: clause["number"] for group in outline(CLAUSES) for clause in group["clauses"]}


def differences(before, after) -> list[dict]:
    """Each clause that says something else in the second charter: from, to, in words."""
    number = numbers()
    return [
        {"key": key, "number": number[key], "before": say(before, key), "after": say(after, key)}
        for key in CLAUSES
        if before[key] != after[key]
    ]
