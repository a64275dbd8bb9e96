"""What falls due by the clock: ends of terms are told, unsent words go, lotteries are worked out beside everything."""

import subprocess
import sys
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from community.record import clock

from . import actions as boards
from . import rules
from .models import Reminder, Term


def remind_of_ends(at=None) -> int:
    """Tell, once each, whose term ends in 60 and in 14 days."""
    at = at or clock.now()
    due = Q()
    for days in rules.REMINDED:
        told = Reminder.objects.filter(term=OuterRef("pk"), days__lte=days)
        due |= Q(~Exists(told), until__lte=at + timedelta(days=days))
    ending = Term.objects.at(at).filter(due)
    return sum(boards.remind(term, at=at) for term in ending.select_related("person", "seat__board"))


JOBS: list[subprocess.Popen] = []  # those this process started, so that none stays behind when it has ended


def drop_unsent(at=None) -> None:
    """Drop applications that were begun long ago and never sent."""
    boards.drop_unsent(at=at)


def compute_lotteries(at=None) -> None:
    """Start the job of a lottery that waits for its chances: a process of its own, which nothing waits for."""
    JOBS[:] = [job for job in JOBS if job.poll() is None]
    if lottery := boards.claim_lottery(at=at):
        # Pages come first.
        command = ["nice", "-n", "10", sys.executable, "manage.py", "compute_lottery", str(lottery.pk), lottery.claim]
        JOBS.append(subprocess.Popen(command, cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL))


DUE = [remind_of_ends, drop_unsent, compute_lotteries]
