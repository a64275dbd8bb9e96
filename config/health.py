"""How the installation is doing, for a monitor and for whoever runs it."""

import logging

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from redis import RedisError

from community.record import actions as record
from community.record import clock, guards

from . import due
from .models import DueWork

log = logging.getLogger("table.health")


@never_cache
def health(request):
    """The state of the parts as JSON: 503 when pages cannot be trusted, 200 with a notice when a part limps.

    Due work that stands still is a notice only: a proxy that saw 503 would take every page away.
    """
    try:
        state = {
            "engine": connection.vendor,
            "due_work": due_work(),
            "record": record.head(),
            "guards_missing": guards.missing(connection),
        }
    except DatabaseError:
        log.exception("The database does not answer as it should.")
        return JsonResponse({"status": "down", "engine": connection.vendor}, status=503)
    state["channel_layer"] = channel_layer()
    if state["guards_missing"]:
        state["status"] = "down"
    elif state["due_work"]["is_late"] or state["due_work"]["failing"] or not state["channel_layer"]["answers"]:
        state["status"] = "attention"
    else:
        state["status"] = "ok"
    return JsonResponse(state, status=503 if state["status"] == "down" else 200)


def due_work() -> dict:
    """When due work last ran, and which pieces failed then. The reasons are in the log, not here."""
    names = [due.name_of(task) for task in due.TASKS]
    pieces = list(DueWork.objects.filter(name__in=names))
    last = max((piece.ran_at for piece in pieces), default=None)
    age = (clock.now() - last).total_seconds() if last else None
    return {
        "last_run": last,
        "age_seconds": age and round(age, 1),
        "is_late": age is None or age > due.LATE,
        "failing": [piece.name for piece in pieces if not piece.went_well],
    }


def channel_layer() -> dict:
    """Where nudges to open pages travel, and whether it answers. Without it pages poll."""
    if not settings.REDIS_URL:
        return {"kind": "memory", "answers": True}
    try:
        cache.get("health")
    except RedisError:
        return {"kind": "redis", "answers": False}
    return {"kind": "redis", "answers": True}
