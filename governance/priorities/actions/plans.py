"""A plan is begun, its order and its sums are counted, and the board adopts it or does not."""

from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from community.record import clock, locks
from community.record.actions import enter
from community.record.sums import coins
from community.record.verdict import YES, insist
from community.rooms import actions as rooms
from governance.boards.models import BoardRole
from governance.voting.models import Vote

from .. import rules, verbs
from ..models import Adoption, Division, Plan, PlanPart, Purse, Ranking, committed


def _fundable(board, currency) -> list[Adoption]:
    """The adoptions in force of a board's priorities that get money, in this currency."""
    found = Adoption.objects.in_force().filter(priority__board=board, priority__live=True, amount__isnull=False)
    return list(found.filter(currency=currency).select_related("priority").order_by("pk"))


def _is_another(board, cycle) -> bool:
    """Whether a plan keeps another one from being begun: somebody asked for a vote on it, or it only waits for one."""
    begun = board.plans.under_way().filter(cycle=cycle)
    asked = Q(pk__in=[])
    for model, of in ((Plan, "pk"), (Ranking, "ranking__pk"), (Division, "division__pk")):
        pending = Vote.objects.filter(subject_type=model._meta.label_lower).exclude(state=Vote.State.CERTIFIED)
        asked |= Q(**{f"{of}__in": pending.values("subject_id")})
    if begun.filter(asked).exists():
        return True
    return any(plan.holds() for plan in begun.filter(state=rules.COUNTED).select_related("board", "cycle", "purse"))


def _divides(charter, board, cycle, purse, adoptions, at):
    """Whether some division of the money keeps to the charter's bounds and to what was given already."""
    unit, begins = coins(purse.currency), cycle.begins(board)
    # Of the money of a cycle that has not begun nothing was given yet.
    held = committed([one.priority for one in adoptions], begins) if begins <= at else {}
    limits = {"floor": charter["plan.floor"], "ceiling": charter["plan.ceiling"]}
    given = [-(-held.get(one.priority_id, 0) // unit) for one in adoptions]
    return rules.may_divide(
        pot=purse.pot, bounds=[rules.bounds(pot=purse.pot, committed=one, **limits) for one in given]
    )


def begin_verdict(board, cycle, person, at, *, purse=None, known=None):
    """Whether this person may begin a plan for this board and cycle now, and if not, why.

    known: what does not depend on the cycle, where a page asks about several; it is filled by the first.
    What was given is read only where nothing else stands in the way.
    """
    known = {} if known is None else known
    if not known:
        known["charter"], known["is_member"] = board.charter_at(at), board.seats_person(person, at)
        known["is_clerk"] = not known["is_member"] and board.has_role(person, BoardRole.Role.CLERK, at)
    is_member, is_clerk = known["is_member"], known["is_clerk"]
    purse = purse or Purse.objects.filter(board=board, cycle=cycle).first()
    may_ask = (is_member or is_clerk) and purse is not None
    if may_ask and purse.currency not in known:
        known[purse.currency] = _fundable(board, purse.currency)
    adoptions = known[purse.currency] if may_ask else []
    may = rules.may_begin(
        is_member=is_member,
        is_clerk=is_clerk,
        has_purse=purse is not None,
        is_over=cycle.ends_on < at.astimezone(ZoneInfo(board.zone)).date(),
        priorities=len(adoptions),
        is_another=may_ask and _is_another(board, cycle),
        divides=YES,
    )
    return may and _divides(known["charter"], board, cycle, purse, adoptions, at)


@transaction.atomic
def begin_plan(board, cycle, *, by, at=None) -> Plan:
    """A member or the clerk begins a plan: with what the board has, and with the priorities it has adopted.

    What was begun before for the same cycle, and went nowhere, is overtaken.
    """
    locks.hold(board)
    at = at or clock.now()
    insist(begin_verdict(board, cycle, by, at))
    for old in board.plans.under_way().filter(cycle=cycle):
        _end(old, rules.OVERTAKEN, verbs.PLAN_OVERTAKEN, at)
    purse = Purse.objects.filter(board=board, cycle=cycle).first()
    plan = Plan.objects.create(board=board, cycle=cycle, purse=purse, charter=board.charter_at(at), by=by, at=at)
    PlanPart.objects.bulk_create(
        PlanPart(plan=plan, priority=one.priority, adoption=one) for one in _fundable(board, purse.currency)
    )
    Ranking.objects.create(plan=plan)
    Division.objects.create(plan=plan)
    rooms.open_for(plan, str(plan), readable_by="everyone", writable_by="signed_in", at=at)
    facts = {"cycle": cycle.pk, "amount": purse.amount, "currency": purse.currency}
    enter(verbs.PLAN_BEGUN, plan, by=by, about=[board, purse], at=at, parts=plan.parts.count(), **facts)
    return plan


@transaction.atomic
def order_plan(plan, *, vote, at=None) -> Plan:
    """Write the order that the board voted for into its plan."""
    plan = locks.fresh(plan)
    at = at or clock.now()
    places = {key: place for place, key in enumerate(vote.tally.facts["result"]["winners"], 1)}
    for part in plan.parts.all():
        part.rank = places[part.key]
        part.save(update_fields=["rank"])
    enter(verbs.PLAN_ORDERED, plan, about=[vote, plan.board], at=at, vote=vote.pk)
    return _counted(plan, at)


@transaction.atomic
def divide_plan(plan, *, vote, at=None) -> Plan:
    """Write the sums that came out of the members' divisions into the plan: both, and the one that counts."""
    plan = locks.fresh(plan)
    at, unit = at or clock.now(), coins(plan.currency)
    result = vote.tally.facts["result"]
    ways = {way: result[way]["whole"] for way in (rules.AVERAGE, rules.MEDIAN)}
    for part in plan.parts.all():
        part.average, part.median = (ways[way][part.key] * unit for way in (rules.AVERAGE, rules.MEDIAN))
        part.amount = ways[plan.counted_by][part.key] * unit
        part.save(update_fields=["average", "median", "amount"])
    enter(verbs.PLAN_DIVIDED, plan, about=[vote, plan.board], at=at, vote=vote.pk, way=plan.counted_by)
    return _counted(plan, at)


def _counted(plan, at) -> Plan:
    """With its order and its sums a plan is whole, and can be put to the vote."""
    if plan.parts.filter(rank=None).exists() or plan.parts.filter(amount=None).exists():
        return plan
    return _end(plan, rules.COUNTED, verbs.PLAN_COUNTED, at)


@transaction.atomic
def decide_plan(plan, *, vote, at=None) -> Plan:
    """Write down what the board decided on its plan.

    A yes that comes too late changes nothing, and the record says so.
    """
    locks.hold(plan.board)
    plan = locks.fresh(plan)
    at = at or clock.now()
    plan.decision, plan.decided_at = vote, at
    if not vote.passed:
        return _end(plan, rules.REJECTED_PLAN, verbs.PLAN_REJECTED, at, vote=vote.pk)
    if not (holds := plan.holds()):
        return _end(plan, rules.OVERTAKEN, verbs.PLAN_OVERTAKEN, at, vote=vote.pk, clause=holds.clause)
    return _end(plan, rules.ADOPTED_PLAN, verbs.PLAN_ADOPTED, at, vote=vote.pk, text=vote.subject_hash)


def _end(plan, state, verb, at, **facts) -> Plan:
    """The plan goes on to its next state."""
    plan.state = state
    plan.save(update_fields=["state", "decision", "decided_at"])
    enter(verb, plan, about=[plan.board, plan.decision], at=at, **facts)
    return plan
