"""Charters to start from. Every number a rule needs is a clause here; none is a constant in code.

Majorities are written as sums: ">1/2" is more than half, ">=2/3" at least two thirds.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

CLAUSES = {
    "seats.floor": 51,  # residents hold at least this percentage of the filled seats
    "term.months": 24,  # how long a seat is held
    "call.days": 21,  # how long a call for a seat stays open
    "vote.movers": 2,  # members who must ask for a vote; then nobody can refuse it
    "vote.notice_days": 7,  # days between the call for a vote and its opening
    "vote.days": 3,  # days a vote stays open unless the clerk sets other times
    "vote.delay_days": 14,  # how much later than the notice the clerk may open a vote
    "vote.max_days": 30,  # the longest a vote may stay open
    "vote.quorum": ">1/2",  # of filled seats that must have sent a ballot
    "vote.resident_quorum": ">1/2",  # of those present that must be residents
    "vote.majority": ">1/2",  # of the yes and no ballots that must say yes
    "suggestion.members": 3,  # members who put a suggestion on the board's table
    "answer.days": 15,  # days the fund has to answer a decision
}

# What each clause says, for the charter's page. %(value)s is the number in force.
SENTENCES = {
    "seats.floor": _(
        "Residents hold at least %(value)s%% of the filled seats. Below that the board may talk, not decide."
    ),
    "term.months": _("A seat is held for %(value)s months."),
    "call.days": _("A call for a seat stays open for %(value)s days."),
    "vote.movers": _("%(value)s members who ask for a vote get it. Nobody can refuse."),
    "vote.notice_days": _("A vote opens %(value)s days or more after it was called."),
    "vote.days": _("A vote stays open for %(value)s days unless the clerk sets other times."),
    "vote.delay_days": _("The clerk may open a vote up to %(value)s days later than the notice."),
    "vote.max_days": _("No vote stays open for more than %(value)s days."),
    "vote.quorum": _("Quorum, first part: %(value)s of the people on the roll sent a ballot."),
    "vote.resident_quorum": _("Quorum, second part: %(value)s of those present are residents."),
    "vote.majority": _("A motion passes with %(value)s of the yes and no ballots."),
    "suggestion.members": _("%(value)s members put a suggestion on the board’s table."),
    "answer.days": _("The fund answers a decision within %(value)s days."),
}

# Clauses without a number: who may do what.
PRINCIPLES = {
    "vote.roll": _("Only the people on the roll vote. The roll is fixed when the vote opens."),
    "vote.once": _("One person, one ballot. It is final."),
    "vote.open": _("Ballots are taken while the vote is open, and at no other time."),
    "vote.times": _("The clerk sets the times of a vote. Nobody can close it early."),
    "vote.member": _("People who hold a seat on the board ask for votes."),
    "seat.motion": _(
        "A seat is filled by a motion of the board, or with a public reason while the board is being founded."
    ),
    "seat.vacant": _("One seat, one person. One person, one seat on a board."),
    "call.open": _("Applications are taken while the call is open."),
    "clerk.role": _("The clerk opens calls, seats people and sets times."),
    "priority.lens": _("A priority names its board, who is burdened, who benefits and what history lies behind it."),
    "priority.adopted": _(
        "Money is given only to a priority that the board has adopted, in the very words it adopted."
    ),
    "priority.window": _("Proposals are taken between a priority’s opening and closing dates."),
    "proposal.sum": _("A proposal asks for no more than the priority’s sum."),
    "answer.role": _("The fund answers every decision, in public and with a reason."),
    "room.open": _("Every room says who reads and who writes in it."),
}


@dataclass(frozen=True)
class Template:
    """A board to start from: its seats by kind, and the clauses that differ from the usual ones."""

    name: str
    seats: dict
    clauses: dict


TEMPLATES = {
    "resident-majority": Template(_("Resident majority, 11 seats"), {"resident": 8, "partner": 2, "public": 1}, {}),
    "all-resident": Template(_("All residents, 9 seats"), {"resident": 9}, {"seats.floor": 100}),
    "youth": Template(_("Youth board, 9 seats"), {"resident": 8, "partner": 1}, {"term.months": 12}),
    "loan-committee": Template(
        _("Loan committee, 9 seats, two thirds decide"),
        {"resident": 6, "partner": 3},
        {"vote.majority": ">=2/3"},
    ),
    "cross-sector": Template(_("Cross-sector table, 15 seats"), {"resident": 8, "partner": 4, "public": 3}, {}),
}
