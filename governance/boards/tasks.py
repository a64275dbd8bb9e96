"""What becomes due for boards: what was begun and never sent goes, and lotteries are worked out beside everything."""

import subprocess
import sys

from django.conf import settings

from . import actions as boards

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


DUE = [drop_unsent, compute_lotteries]
