"""Charters to start from: each says which clauses differ from the usual ones."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True)
class Template:
    """A board to start from: the clauses that differ from the usual ones, seats among them.

    seat_names: what seats are called, by kind, in order; seats without a name go by their kind.
    promise_months: in how many months the fund promises that residents hold the floor, where they don't yet.
    """

    name: str
    about: str
    clauses: dict = field(default_factory=dict)
    seat_names: dict = field(default_factory=dict)
    promise_months: int = 0


def seats(resident: int, partner: int = 0, public: int = 0) -> dict:
    """The clauses that say how many seats of each kind there are."""
    return {"seats.resident": resident, "seats.partner": partner, "seats.public": public}


YOUNG = _("Young person, 16 to 25 years; from 14 when a parent or guardian agrees")

TEMPLATES = {
    "resident-majority": Template(
        _("Resident majority, 11 seats"),
        _("Residents hold 8 of 11 seats. Partner organizations and the public sector hold the others."),
        seats(8, 2, 1),
    ),
    "all-resident": Template(
        _("All residents, 9 seats"),
        _("Nobody but residents sits and votes here."),
        seats(9) | {"seats.floor": 100},
    ),
    "youth": Template(
        _("Youth board, 9 seats"),
        _("Young people of 16 to 25 years decide, whatever papers they have, or 14 when a parent or guardian agrees."),
        seats(8, 1) | {"term.months": 12},
        {"resident": [YOUNG] * 8, "partner": [_("Youth organization")]},
    ),
    "loan-committee": Template(
        _("Loan committee, 9 seats, two thirds decide"),
        _("Decides on loans. A yes needs two thirds of the yes and no ballots."),
        seats(6, 3) | {"vote.majority": ">=2/3"},
    ),
    "cross-sector": Template(
        _("Cross-sector table, 15 seats"),
        _("Residents hold 8 of 15 seats. Each other seat is for one sector, such as a hospital or the county."),
        seats(8, 4, 3),
        {
            "partner": [_("Hospital"), _("Lender"), _("Labor"), _("Chamber of commerce")],
            "public": [_("County and transit"), _("Workforce board"), _("Schools and college")],
        },
    ),
    "foundation": Template(
        _("Foundation board, 9 seats, 4 for residents"),
        _(
            "Residents sit on the fund’s own board. While they are a minority voice the board may recommend,"
            " not decide, and the fund promises by which day they hold the majority."
        ),
        seats(4, 5) | {"vote.resident_quorum": ">=1/3"},
        {"partner": [_("Trustee of the fund")] * 5},
        promise_months=24,
    ),
}
