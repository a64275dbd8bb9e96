"""What the first page knows: read live from the rooms, in as many queries for a city as for a street."""

from collections import Counter
from itertools import chain

from django.db.models import Count, F, Q, Sum

from community.record import clock
from governance.accountability.models import Answer
from governance.boards.models import Board, Call
from governance.boards.table import table_of
from governance.priorities import reading
from governance.priorities.models import Adoption, Plan, PlanPart, Priority
from governance.voting.models import Vote

SHOWN = 4  # of each kind; the lists have the rest


def facts(person, *, language: str, at=None) -> dict:
    """What is on the table, what is open now, who sits at the table, and whether the fund answers."""
    at = at or clock.now()
    votes = Vote.objects.visible_to(person).open_at(at).select_related("board").order_by("closes_at", "pk")
    calls = Call.objects.open_at(at).select_related("seat__board")
    receiving = Priority.objects.originals().at_stage(Priority.Stage.OPEN, at).as_listed()
    votes, calls = list(votes[:SHOWN]), list(calls[:SHOWN])
    plans = Plan.objects.in_force_of_all(at)
    lines = reading.lines_of(receiving[:SHOWN], plans, language=language, at=at)
    board = board_to_show(votes, calls)
    table = table_of(board, at) if board else None
    return {
        "now": at,
        "sums": on_the_table(plans, at),
        "votes": votes,
        "calls": calls,
        "lines": lines,
        "next": soonest(votes, calls, lines),
        "table": table,
        "picture": table.picture() if table else [],
        "answers": answered(at),
    }


def on_the_table(plans, at) -> list[dict]:
    """The sums of all priorities that take proposals, one for each currency: by the plan, where a board has one."""
    found = Counter()
    open_now = Adoption.objects.receiving(at).order_by()
    beside = open_now.exclude(priority__board__in=[plan.board_id for plan in plans])
    found.update(dict(beside.values_list("currency").annotate(sum=Sum("amount")).filter(sum__gt=0)))
    parts = PlanPart.objects.filter(plan__in=plans, priority__in=open_now.values("priority")).order_by()
    found.update(dict(parts.values_list("plan__purse__currency").annotate(sum=Sum("amount")).filter(sum__gt=0)))
    return [
        {"currency": currency, "sum": found[currency]} for currency in sorted(found, key=lambda one: (-found[one], one))
    ]


def board_to_show(votes, calls) -> Board | None:
    """The board where something is going on, or the first one."""
    busy = chain((call.seat.board for call in calls), (vote.board for vote in votes))
    return next(busy, None) or Board.objects.first()


def soonest(votes, calls, lines):
    """What closes next, among votes, calls and priorities: its kind and the thing."""
    ends = [("vote", vote, vote.closes_at) for vote in votes]
    ends += [("call", call, call.closes_at) for call in calls]
    ends += [("line", line, line["terms"]["closes_at"]) for line in lines if line["terms"]["closes_at"]]
    if not ends:
        return None
    kind, thing, moment = min(ends, key=lambda end: end[2])
    return {"kind": kind, "thing": thing, "closes_at": moment}


def answered(at) -> dict:
    """How many decisions the fund has answered, how many it owes, how many are late."""
    return Answer.objects.aggregate(
        total=Count("pk"),
        given=Count("pk", filter=Q(answered_at__isnull=False)),
        in_time=Count("pk", filter=Q(answered_at__lte=F("due_at"))),
        late=Count("pk", filter=Q(answered_at=None, due_at__lt=at)),
    )
