"""Do what the clock has made due: once, or for ever."""

import signal
from threading import Event

from django.core.management.base import BaseCommand, CommandError

from config import due


class Command(BaseCommand):
    help = "Do what is due (votes that end, news to send, pages to publish): once, or with --loop for ever."

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true", help="go on until stopped, every few seconds")

    def handle(self, *, loop, **options):
        if loop:
            stop = Event()
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: stop.set())  # ends after the round it is in
            return due.loop(stop)
        failed = [name for name, went_well in due.run().items() if not went_well]
        if failed:
            raise CommandError(f"These pieces failed; the log says why: {', '.join(failed)}.")
