"""Each way to ask in words: for which question it fits, and how it is counted."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .. import rules
from ..models import Vote
from ..rules.outcomes import EQUAL_SHARES, GREEDY


@dataclass(frozen=True)
class Way:
    """One way to ask. name: what it is called; fits: advice; counted: what is answered, and what comes of it."""

    method: str
    fits: str
    counted: str

    @property
    def name(self):
        return Vote.Method(self.method).label

    @property
    def has_seats(self) -> bool:
        """Whether more than one option can win."""
        return rules.METHODS[self.method].seats

    @property
    def advises(self) -> bool:
        """Whether it decides nothing by itself."""
        return rules.METHODS[self.method].advises


WAYS = {
    way.method: way
    for way in (
        Way(
            "motion",
            _("For one thing that is to be done or paid, such as a single grant."),
            _("People say yes, no or abstain. It passes when enough of the yes and no ballots say yes."),
        ),
        Way(
            "consent",
            _("For a rule or a way of working: is it good enough for now, and safe enough to try?"),
            _("Nobody is asked whether they like it. It holds when nobody sees harm in it; an objection names it."),
        ),
        Way(
            "gradients",
            _("To sound out where people stand, before anything is decided."),
            _(
                "Everybody says on eight steps, from full support to a block, how far they go along."
                " The result is how many stand on each step, and where the middle of them stands."
            ),
        ),
        Way(
            "approval",
            _("For a choice among several good things, when people can live with more than one."),
            _("Everybody names all the options they can live with. Whatever is named by the most people wins."),
        ),
        Way(
            "score",
            _("For a choice among several, when it matters by how much people prefer one."),
            _("Everybody gives each option points, from 0 to a number that is the same for all. The most points win."),
        ),
        Way(
            "irv",
            _("For one office or one place, when there are three or more to choose from."),
            _(
                "Everybody puts the options in order. While none has more than half of the ballots, whichever has"
                " the fewest is left out, and its ballots go to the next choice on them."
            ),
        ),
        Way(
            "stv",
            _("For several seats or places that should mirror everybody who votes."),
            _(
                "Everybody puts the options in order. Whatever reaches the quota wins. What is above the quota, and"
                " the ballots of whatever is left out, go to the next choices on them."
            ),
        ),
        Way(
            "pot",
            _("For many proposals under one sum of money."),
            _("Everybody names the proposals they want. What is paid comes out of one sum."),
        ),
        Way(
            "ranking",
            _("To put priorities in an order."),
            _(
                "Everybody puts them in order. A ranked count gives the first place; the same count without it gives"
                " the second place, and so on to the last."
            ),
        ),
        Way(
            "division",
            _("To share a sum out among priorities."),
            _(
                "Everybody writes how they would share it out. All ballots together are read in two ways, side by"
                " side: their average, and a middle that nobody can bend by exaggerating."
            ),
        ),
    )
}
OF_POTS = {
    EQUAL_SHARES: _(
        "By equal shares: each ballot holds the same part of the sum. A proposal is paid when the people who want it"
        " can pay for it together out of their parts, those that cost each of them least first. So one large group"
        " cannot decide everything."
    ),
    GREEDY: _(
        "By most votes: the proposal that most people want is paid first, then the next one, while the money lasts."
    ),
}
SIMPLE = {rules.FIRST_CHOICES: _("First choices alone")}


def chosen_by(name: str) -> str:
    """What a count is called that options are chosen by: one of the ways, or the simple count beside them."""
    return str(SIMPLE[name]) if name in SIMPLE else str(WAYS[name].name)


def way_of(vote) -> dict:
    """How a vote is asked and counted: its way in words, with the switches that were set for it."""
    way, parameters = WAYS[vote.method], json.loads(vote.parameters)
    rule = OF_POTS[parameters.get("rule", EQUAL_SHARES)] if vote.method == "pot" else ""
    return {
        "name": way.name,
        "counted": way.counted,
        "rule": rule,
        "has_seats": way.has_seats,
        "seats": parameters.get("seats", 1),
    }
