"""Charters to start from. Every number a rule needs is a clause here; none is a constant in code.

Majorities are written as sums: ">1/2" is more than half, ">=2/3" at least two thirds.
"""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from community.record.verdict import ngettext_

CLAUSES = {
    "seats.floor": 51,  # residents hold at least this percentage of the filled seats
    "term.months": 24,  # how long a seat is held
    "call.days": 21,  # how long a call for a seat stays open
    "vote.movers": 2,  # members who must ask for a vote; then nobody can refuse it
    "vote.notice_days": 7,  # days between the call for a vote and its opening
    "vote.days": 3,  # days a vote stays open at least
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
        "Residents hold at least %(value)s%% of the filled seats."
        " Below that the board may talk and give seats to residents, but decide nothing else."
    ),
    "term.months": ngettext_("A seat is held for %(value)s month.", "A seat is held for %(value)s months."),
    "call.days": ngettext_(
        "A call for a seat stays open for at least %(value)s day.",
        "A call for a seat stays open for at least %(value)s days.",
    ),
    "vote.movers": ngettext_(
        "%(value)s member who asks for a vote gets it. Nobody can refuse.",
        "%(value)s members who ask for a vote get it. Nobody can refuse.",
    ),
    "vote.notice_days": ngettext_(
        "A vote opens %(value)s day or more after it was called.",
        "A vote opens %(value)s days or more after it was called.",
    ),
    "vote.days": ngettext_(
        "A vote stays open for %(value)s day, or longer when the clerk sets it so.",
        "A vote stays open for %(value)s days, or longer when the clerk sets it so.",
    ),
    "vote.delay_days": ngettext_(
        "The clerk may open a vote up to %(value)s day later than the notice.",
        "The clerk may open a vote up to %(value)s days later than the notice.",
    ),
    "vote.max_days": ngettext_(
        "No vote stays open for more than %(value)s day.", "No vote stays open for more than %(value)s days."
    ),
    "vote.quorum": _("Quorum, first part: %(value)s of the people on the roll sent a ballot."),
    "vote.resident_quorum": _("Quorum, second part: %(value)s of those present are residents."),
    "vote.majority": _("A motion passes with %(value)s of the yes and no ballots."),
    "suggestion.members": ngettext_(
        "%(value)s member puts a suggestion on the board’s table.",
        "%(value)s members put a suggestion on the board’s table.",
    ),
    "answer.days": ngettext_(
        "The fund answers a decision within %(value)s day.", "The fund answers a decision within %(value)s days."
    ),
}

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
    "room.pace": _("A message is short, and leaves others time to read and to answer."),
    "room.moderators": _("Moderators may hide a message. Everybody can read why."),
}

# What the clauses with a number are about, where no board and so no number is at hand.
IN_SHORT = {
    "seats.floor": _("Residents hold the majority of the filled seats."),
    "term.months": _("A seat is held for a set time."),
    "call.days": _("A call stays open long enough for everybody to see it."),
    "vote.movers": _("When enough members ask for a vote, nobody can refuse it."),
    "vote.notice_days": _("A vote opens only after its notice."),
    "vote.days": _("A vote stays open for days, so that everybody can send a ballot."),
    "vote.delay_days": _("Nobody can put a vote off for long."),
    "vote.max_days": _("No vote stays open for ever."),
    "vote.quorum": _("Enough of the people on the roll must send a ballot."),
    "vote.resident_quorum": _("Enough of those present must be residents."),
    "vote.majority": _("Enough of the yes and no ballots must say yes."),
    "suggestion.members": _("When enough members put a suggestion forward, it is on the board’s table."),
    "answer.days": _("The fund answers every decision by a set date."),
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


def share_in_words(share: str) -> str:
    """A share such as ">1/2" as it is said, "more than half", in the reader's language."""
    if share in SHARES:
        return gettext(SHARES[share])
    part = share.lstrip(">=")
    return gettext(AT_LEAST if share.startswith(">=") else MORE_THAN) % {"part": part}


def clause_in_words(key: str, value) -> str:
    """A clause as a sentence with the number or share in force, in the reader's language."""
    sentence = SENTENCES[key]
    if isinstance(sentence, tuple):
        return ngettext(*sentence, value) % {"value": value}
    return gettext(sentence) % {"value": share_in_words(value) if isinstance(value, str) else value}
