"""What is left of a priority's money: its sum, less what was given and what is being voted on.

The sum is the one in the plan in force or, where the board has none, the one the priority was adopted with. While a
plan is being voted on its sum holds as well, so that nothing is promised which it would take away.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, Sum

from community.record import clock
from community.record.models import type_of
from governance.priorities.models import Plan, planned
from governance.voting.models import Vote


def held_by(priorities, since=None, *, beside=None) -> Counter:
    """What of priorities' money was given, or is asked for by votes that were called, by the priorities' numbers.

    since: votes called from this moment on. beside: a proposal or pot that is left out. What one member alone asked
    for holds no money back; a pending vote holds the sum that was put, whatever its author writes meanwhile.
    """
    from .pots import Pot
    from .proposals import Proposal

    # What is asked is read before what is given: a vote certified in between counts twice, which refuses too much
    # and never too little.
    found, things = Counter(), {type_of(model): model for model in (Proposal, Pot)}
    asked = Q()
    for kind, model in things.items():
        of = model.objects.filter(priority__in=priorities).exclude(pk=beside.pk if isinstance(beside, model) else None)
        asked |= Q(subject_type=kind, subject_id__in=of.order_by().values("pk"))
    votes = Vote.objects.filter(asked).called().order_by("subject_type", "pk")
    for kind, of_kind in groupby(votes.filter(called_at__gte=since) if since else votes, lambda one: one.subject_type):
        sums = {vote.subject_id: vote.pinned["amount"] for vote in of_kind}  # a thing has one vote under way at most
        for pk, priority in things[kind].objects.filter(pk__in=sums).values_list("pk", "priority"):
            found[priority] += sums[pk]
    given = Proposal.objects.filter(priority__in=priorities, state=Proposal.State.PASSED)
    if since:
        given = given.filter(decision__called_at__gte=since)
    if isinstance(beside, Proposal):
        given = given.exclude(pk=beside.pk)
    found.update(dict(given.order_by().values_list("priority").annotate(sum=Sum("amount"))))
    return found


def most_of(priority) -> int | None:
    """What all proposals to a priority can get together: by the plan in force, or as it was adopted. Cents."""
    adoption = priority.in_force
    if adoption is None or adoption.amount is None:
        return None
    _plan, part = planned(priority)
    return part.amount if part else adoption.amount


@dataclass(frozen=True)
class Left:
    """What a priority can still give. Cents; `amount` is nothing where there is no limit.

    is_planned: not where a plan is in force that does not name the priority.
    """

    amount: int | None
    is_planned: bool = True
    plan: Plan | None = None


def left_for(priority, *, beside=None, at=None) -> Left:
    """What is left of a priority's money beside a proposal or pot, by the plan in force or as it was adopted."""
    at, adoption = at or clock.now(), priority.in_force
    if adoption is None or adoption.amount is None:
        return Left(None)
    plan, part = planned(priority, at)
    if plan and (part is None or plan.currency != adoption.currency):
        return Left(0, is_planned=False, plan=plan)
    if plan:
        lefts = [part.amount - _held(priority, plan, beside)]
    else:
        lefts = [adoption.amount - held_by([priority.pk], beside=beside)[priority.pk]]
    on_vote = Plan.objects.on_vote().filter(board=priority.board, cycle__starts_on__lte=at.date())
    for other in on_vote.select_related("board", "cycle"):
        in_it = other.parts.filter(priority=priority).first()
        lefts.append((in_it.amount if in_it else 0) - _held(priority, other, beside))
    return Left(min(lefts), plan=plan)


def _held(priority, plan, beside) -> int:
    """What was given or asked of a priority's money in the cycle of a plan."""
    return held_by([priority.pk], plan.cycle.begins(plan.board), beside=beside)[priority.pk]


def given_from(priority) -> int:
    """What the board has given so far in the money in which it adopted this priority. Cents."""
    from .proposals import Proposal

    given = priority.proposals.filter(state=Proposal.State.PASSED, currency=priority.in_force.currency)
    return given.aggregate(sum=Sum("amount"))["sum"] or 0
