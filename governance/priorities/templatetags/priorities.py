"""What other pages show of the money of boards and their plans."""

from zoneinfo import ZoneInfo

from django import template

from community.record import clock
from community.record.models import type_of
from governance.boards.charters import clause_in_words
from governance.priorities.models import Cycle, Plan, Purse, planned
from governance.voting.models import Vote

register = template.Library()

SHOWN = 2  # cycles on a board's page


@register.inclusion_tag("priorities/money_of.html")
def money_of(board):
    """What a board has for the cycles that are not over, and the way to its plan. Nothing where nothing was said."""
    at = clock.now()
    cycles = Cycle.objects.not_over(at.astimezone(ZoneInfo(board.zone)).date())
    found = Purse.objects.filter(board=board, cycle__in=cycles).newest().select_related("cycle", "board")
    return {
        "board": board,
        "purses": found.order_by("cycle__starts_on", "pk")[:SHOWN],
        "plan": Plan.objects.in_force(board, at),
    }


@register.inclusion_tag("priorities/planned_sum.html", takes_context=True)
def planned_sum(context, priority):
    """What a priority has in the plan in force, or that it has nothing there. Nothing where there is no plan."""
    plan, part = planned(priority, context.get("now")) if priority.board else (None, None)
    return {"plan": plan, "part": part}


@register.inclusion_tag("priorities/step_votes.html", takes_context=True)
def step_votes(context, thing):
    """The votes on one step of a plan, and the button to ask for one while that can be done."""
    at = context["now"]
    kind = type_of(thing)
    found = [vote for vote in context["votes"] if vote.subject_type == kind]
    return {
        "thing": thing,
        "votes": found,
        "is_pending": any(vote.state != Vote.State.CERTIFIED for vote in found),
        "asks": bool(thing.may_be_put(at)),
        "now": at,
        "request": context["request"],
    }


@register.filter
def counted_in_words(plan):
    """How the sums of a plan are counted, as its charter says it."""
    return clause_in_words("plan.count", plan.counted_by)
