"""The job that works the chances of one lottery out, in a process of its own. Due work starts it."""

import sys
import time
import traceback

from django.conf import settings
from django.core.management.base import BaseCommand

from community.record import clock
from governance.boards import actions as boards
from governance.boards.lottery import redraw
from governance.boards.lottery.chances import Cancelled, fairest
from governance.boards.lottery.panels import Impossible
from governance.boards.lottery.pool import BadPool
from governance.boards.lottery.table import file_text, table_of
from governance.boards.models import Lottery, opaque_word
from governance.boards.pools import Made, drawable, pool_of, told_of

EVERY = 1.0  # seconds between two words about how far it is


class Command(BaseCommand):
    help = "Work out the chances of a lottery that due work has taken up, and publish them. Nobody needs to call this."

    def add_arguments(self, parser):
        parser.add_argument("pk", type=int, help="the lottery's number")
        parser.add_argument("claim", help="the word that due work took it up with")

    def handle(self, *, pk, claim, **options):
        lottery = Lottery.objects.select_related("call__seat__board", "after").get(pk=pk)
        try:
            while not self.published(lottery, claim):
                self.stdout.write("The pool has changed. Once more.")
        except Cancelled:
            self.stdout.write("Stopped, or taken up by another job.")
        except Impossible as no:
            boards.fail_lottery(lottery, claim=claim, fault="impossible", facts=facts_of(no))
        except BadPool as no:
            boards.fail_lottery(lottery, claim=claim, fault=no.fault)
        except Exception as error:
            # Where it broke, and never the values: an error's text may hold what somebody said of themselves.
            self.stderr.write("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
            sys.exit(1)

    def published(self, lottery, claim) -> bool:
        """Work it out for the pool as it is now. Whether the pool was still the same when that was done."""
        made = work_out(lottery, Progress(lottery, claim))
        return boards.publish_lottery(lottery, claim=claim, made=made)


def work_out(lottery, progress) -> Made:
    """The file and the tickets of a lottery, for the pool as it is now."""
    tokens = {pk: opaque_word() for pk in drawable_keys(lottery)}
    pool = pool_of(lottery, tokens, clock.now())
    chances = fairest(pool, seconds=settings.LOTTERY_SECONDS, progress=progress)
    table = table_of(pool, chances, progress=progress)
    text = file_text(
        told_of(lottery, pool),
        chances,
        table,
        title=str(lottery.call),
        commitments=list(lottery.commitments.values_list("digest", flat=True)),
        source=lottery.source,
    )
    # Who shares a home with somebody who sits already cannot be drawn, and has no chance.
    stood = {token: table.chances.get(token, 0) for token in tokens.values()}
    return Made(text, redraw.sha256(text), tokens, stood, min(table.chances.values()), chances.is_leximin)


def drawable_keys(lottery) -> list[int]:
    """The applications that can be drawn now, in an order that tells nothing of when they came."""
    return sorted(drawable(lottery.call, lottery.after, clock.now()).values_list("pk", flat=True))


def facts_of(no: Impossible) -> dict:
    """Which quotas collide, and by how many people they would have to give way."""

    def said(limit):
        return {"category": limit.quota.category, "value": limit.quota.value, "side": limit.side,
                "people": limit.people}  # fmt: skip

    return {"together": [said(one) for one in no.together], "gives_way": [said(one) for one in no.gives_way]}


class Progress:
    """Tells the lottery how far the job is, now and then, and stops it when it is no longer wanted."""

    def __init__(self, lottery, claim):
        self.lottery, self.claim, self.said_at = lottery, claim, 0.0

    def __call__(self, stage, done, total):
        if time.monotonic() - self.said_at < EVERY:
            return
        self.said_at = time.monotonic()
        if not boards.note_progress(self.lottery, claim=self.claim, stage=stage, done=done, total=total):
            raise Cancelled
