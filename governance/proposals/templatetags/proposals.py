"""`{% proposals_to priority %}` puts a priority's proposals, and the way to write one, on its page."""

from django import template

from community.record import clock
from governance.priorities.models import planned
from governance.proposals import actions
from governance.proposals.models import Pot, Proposal, given_from
from governance.voting import reading as votes
from governance.voting.models import Vote

register = template.Library()

SHOWN = 20  # proposals on the page of their priority
POTS = 5  # votes on many at once


@register.inclusion_tag("proposals/proposals_to.html", takes_context=True)
def proposals_to(context, priority):
    """Proposals to a priority, the newest first, and where to write one, or why none are taken.

    Votes on many at once stand above them, and for members the way to ask for one.
    """
    at, person = context.get("now") or clock.now(), context["request"].user
    found = Proposal.objects.visible_to(person).filter(priority=priority)
    pots = Pot.objects.visible_to(person).filter(priority=priority)
    on_pots = Vote.objects.filter(subject_type=Pot._meta.label_lower, subject_id__in=pots.values("pk"))
    is_member = priority.board.seats_person(person, at)
    return money_of(priority, at) | {
        "priority": priority,
        "may": priority.may_receive(at),
        "proposals": found.select_related("author")[:SHOWN],
        "total": found.count(),
        "votes": votes.with_stages(on_pots.select_related("board", "tally")[:POTS], person, at),
        "asks": is_member and bool(actions.pot_verdict(priority, person, at)),
        "now": at,
    }


def money_of(priority, at) -> dict:
    """What was given of the sum the board adopted, what is left, and what was given beyond a sum it lowered since.

    Where a plan in force names the priority, its sum is what can be given; what earlier plans gave is no part of it.
    """
    adoption = priority.in_force
    if adoption is None or adoption.amount is None:
        return {}
    given, (plan, part) = given_from(priority), planned(priority, at)
    if not given and not part:
        return {}
    return {
        "sum": adoption.amount,
        "currency": adoption.currency,
        "given": given,
        "left": max(adoption.amount - given, 0),
        "is_over": given > adoption.amount,
        "plan": plan if part else None,
        "planned": part.amount if part else None,
    }
