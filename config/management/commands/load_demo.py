"""Let the demo city move in: Calder Bend, whose people and figures are all made up."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from community.record.actions import head
from config.demo import story


class Command(BaseCommand):
    help = "Load the demo city, Calder Bend, into a database without boards: all of it, or nothing."

    def handle(self, **options):
        begun = time.monotonic()
        try:
            town = story.tell()
        except story.NotEmpty:
            raise CommandError("Boards stand here already. The demo city moves into an empty database only.") from None
        count, seconds = head()["seq"], time.monotonic() - begun
        self.stdout.write(f"Calder Bend stands: {len(town.things)} things, {count} entries, {seconds:.1f} s.")
        if not settings.DEMO:
            self.stdout.write("Serve it with DEMO=1, so that pages say it is made up and /demo/ lets you in.")
