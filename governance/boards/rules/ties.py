"""Ties: how close a person is to an organization, and which ties touch what a board decides."""

import re
import unicodedata
from datetime import date

from community.record.verdict import YES, Verdict, _

# How close somebody is to what is decided, and what follows from it.
NONE, DISCLOSED, TALKS, LEAVES = range(4)

OWN, BOARD, EMPLOYER, HOUSEHOLD = "own", "board", "employer", "household"
PAID, NEIGHBOUR, USER = "paid", "neighbour", "user"
GRADES = {
    OWN: LEAVES,
    BOARD: LEAVES,
    EMPLOYER: LEAVES,
    HOUSEHOLD: LEAVES,
    PAID: LEAVES,
    NEIGHBOUR: DISCLOSED,
    USER: DISCLOSED,
}
LASTING = (OWN, EMPLOYER, PAID)  # money came with these, so they count for some years after they end

# Words that one person writes in an organization's name and another leaves out.
FILLERS = {"the", "inc", "incorporated", "llc", "ltd", "corp", "and", "el", "la", "los", "las", "y"}
LONGEST = 160  # letters of a name that are compared


def name_key(name: str) -> str:
    """A name as it is compared: without case, accents, marks, and words such as "the", "inc", "el" and "la"."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("’", "").replace("'", ""))
    words = re.findall(r"[^\W_]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return " ".join([word for word in words if word not in FILLERS] or words)[:LONGEST]


def counts(*, kind: str, until: date | None, on: date, years: int) -> bool:
    """Whether a tie still counts on a day: while it lasts and, where money came with it, some years longer."""
    if until is None or until > on:
        return True
    return kind in LASTING and (until.year + years, until.month, until.day) > (on.year, on.month, on.day)


def may_declare(*, organization: str, is_declared: bool) -> Verdict:
    """Anyone declares how they are tied to an organization, once for each way."""
    if not name_key(organization):
        return Verdict(_("Write the name of the organization."), clause="tie.declared")
    if is_declared:
        return Verdict(_("You have declared this tie already."), clause="tie.declared")
    return YES


def may_end_tie(*, is_own: bool, has_ended: bool) -> Verdict:
    """A person says that a tie of theirs has ended. It stays readable to them, with its day."""
    if not is_own:
        return Verdict(_("Only the person who declared a tie ends it."), clause="tie.declared")
    if has_ended:
        return Verdict(_("This tie has ended already."), clause="tie.declared")
    return YES
