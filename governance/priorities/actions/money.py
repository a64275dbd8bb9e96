"""The fund names its cycles, and says how much money each board has in one."""

from zoneinfo import ZoneInfo

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.sums import coins
from community.record.verdict import insist

from .. import rules, verbs
from ..models import Cycle, Plan, Purse


def cycle_verdict(*, by, name, starts_on, ends_on):
    """Whether this person may name this cycle, and if not, why."""
    return rules.may_name_cycle(
        is_staff=by.is_authenticated and by.is_staff,
        name=name,
        starts=starts_on,
        ends=ends_on,
        overlaps=Cycle.objects.overlapping(starts_on, ends_on).exists(),
    )


@transaction.atomic
def name_cycle(*, by, name, starts_on, ends_on, language="en", at=None) -> Cycle:
    """Somebody of the fund names a period in which it gives money."""
    locks.hold("cycles")  # two named at once must not overlap
    at = at or clock.now()
    insist(cycle_verdict(by=by, name=name, starts_on=starts_on, ends_on=ends_on))
    cycle = Cycle.objects.create(
        name=name.strip(), starts_on=starts_on, ends_on=ends_on, language=language, by=by, at=at
    )
    days = {"starts": starts_on.isoformat(), "ends": ends_on.isoformat()}
    enter(verbs.CYCLE_NAMED, cycle, by=by, at=at, **days)
    return cycle


def purse_verdict(board, cycle, *, by, amount, currency, decided_by, why, at):
    """Whether this person may say that this board has this sum for this cycle, and if not, why."""
    plans = Plan.objects.filter(board=board, cycle=cycle, purse__currency=currency)
    bound = plans.filter(state=rules.ADOPTED_PLAN) | plans.filter(pk__in=Plan.objects.on_vote().values("pk"))
    return rules.may_set_purse(
        is_staff=by.is_authenticated and by.is_staff,
        amount=amount,
        coins=coins(currency),
        is_over=cycle.ends_on < at.astimezone(ZoneInfo(board.zone)).date(),
        decided_by=decided_by,
        why=why,
        planned=max(bound.values_list("purse__amount", flat=True), default=None),
    )


@transaction.atomic
def set_purse(board, cycle, *, by, amount, currency, decided_by, why, language="en", at=None) -> Purse:
    """Somebody of the fund says how much money a board has for a cycle. A correction is said anew."""
    locks.hold(board)
    at = at or clock.now()
    words = {"amount": amount, "currency": currency, "decided_by": decided_by, "why": why}
    insist(purse_verdict(board, cycle, by=by, at=at, **words))
    words |= {"decided_by": decided_by.strip(), "why": clean(why)}
    purse = Purse.objects.create(board=board, cycle=cycle, language=language, by=by, at=at, **words)
    facts = {"cycle": cycle.pk, "amount": amount, "currency": currency}
    enter(verbs.PURSE_SET, purse, by=by, why=purse.why, about=[board, cycle], at=at, **facts)
    return purse
