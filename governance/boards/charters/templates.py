"""Charters to start from: each says which clauses differ from the usual ones."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True)
class Template:
    """A board to start from: the clauses that differ from the usual ones, seats among them."""

    name: str
    clauses: dict = field(default_factory=dict)


def seats(resident: int, partner: int = 0, public: int = 0) -> dict:
    """The clauses that say how many seats of each kind there are."""
    return {"seats.resident": resident, "seats.partner": partner, "seats.public": public}


TEMPLATES = {
    "resident-majority": Template(_("Resident majority, 11 seats"), seats(8, 2, 1)),
    "all-resident": Template(_("All residents, 9 seats"), seats(9) | {"seats.floor": 100}),
    "youth": Template(_("Youth board, 9 seats"), seats(8, 1) | {"term.months": 12}),
    "loan-committee": Template(
        _("Loan committee, 9 seats, two thirds decide"), seats(6, 3) | {"vote.majority": ">=2/3"}
    ),
    "cross-sector": Template(_("Cross-sector table, 15 seats"), seats(8, 4, 3)),
}
