"""What the clock makes due, done by a loop: no queue, no worker to install (docs/decisions/0003).

Every piece is an idempotent action of a room: it looks for what is due and does only that. So any
number of loops may run beside each other, and one that was away catches up by itself.
"""

import logging
from threading import Event

from django.db import close_old_connections

from cms import tasks as cms
from community.notifications import tasks as notifications
from community.record import clock
from governance.accountability import tasks as accountability
from governance.boards import tasks as boards
from governance.voting import tasks as voting

from .models import DueWork

log = logging.getLogger("table.due")

EVERY = 5  # seconds between two rounds
LATE = 120  # seconds without a round after which /health/ speaks up

# Decisions first, then what follows from them, then the news of both.
TASKS = [*voting.DUE, *accountability.DUE, *boards.DUE, *cms.DUE, *notifications.DUE]


def name_of(task) -> str:
    """The room and the function, for example voting.finish_due."""
    return f"{task.__module__.split('.')[-2]}.{task.__name__}"


def run(at=None) -> dict[str, bool]:
    """Do everything that is due. A piece that fails is logged and stops no other piece."""
    went = {}
    for task in TASKS:
        try:
            task(at=at)
        except Exception:
            log.exception("Due work failed: %s", name_of(task))
            went[name_of(task)] = False
        else:
            went[name_of(task)] = True
    now = clock.now()
    DueWork.objects.bulk_create(
        [DueWork(name=name, ran_at=now, went_well=well) for name, well in went.items()],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["ran_at", "went_well"],
    )
    return went


def loop(stop: Event) -> None:
    """Round after round until told to stop, also while the database is away."""
    while True:
        try:
            run()
        except Exception:
            log.exception("A round of due work could not be finished.")
        close_old_connections()  # nobody else does it outside a request; a broken one is made anew
        if stop.wait(EVERY):
            return
