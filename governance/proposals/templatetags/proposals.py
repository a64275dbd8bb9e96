"""`{% proposals_to priority %}` puts a priority's proposals, and the way to write one, on its page."""

from django import template

from community.record import clock
from governance.proposals.models import Proposal, given_from

register = template.Library()

SHOWN = 20  # proposals on the page of their priority


@register.inclusion_tag("proposals/proposals_to.html", takes_context=True)
def proposals_to(context, priority):
    """Proposals to a priority, the newest first, and where to write one, or why none are taken."""
    found = Proposal.objects.visible_to(context["request"].user).filter(priority=priority)
    return money_of(priority) | {
        "priority": priority,
        "may": priority.may_receive(clock.now()),
        "proposals": found.select_related("author")[:SHOWN],
        "total": found.count(),
    }


def money_of(priority) -> dict:
    """What was given of the sum the board adopted, what is left, and what was given beyond a sum it lowered since."""
    adoption = priority.in_force
    if adoption is None or adoption.amount is None or not (given := given_from(priority)):
        return {}
    left = adoption.amount - given
    return {
        "sum": adoption.amount,
        "currency": adoption.currency,
        "given": given,
        "left": max(left, 0),
        "is_over": left < 0,
    }
