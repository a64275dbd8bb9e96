from django.core.management.base import BaseCommand, CommandError

from community.record import actions as record
from community.record import chain
from community.record.models import Entry


class Command(BaseCommand):
    help = "Check the whole record again: every hash, every link, every column. Names the entry that is wrong."

    def add_arguments(self, parser):
        # A chain cannot tell by itself that its end was cut off, or that all of it was written anew.
        parser.add_argument(
            "--head", help="A head written down earlier, in minutes or in a mail: it must still be there."
        )

    def handle(self, *args, head=None, **options):
        fault = chain.verify()
        if fault:
            raise CommandError(f"Entry {fault[0]} is wrong: {fault[1]}.")
        if head and not Entry.objects.filter(hash=head).exists():
            raise CommandError(f"The head {head} is not in the record any more: it was cut off or written anew.")
        newest = record.head()
        self.stdout.write(f"The record holds: {newest['seq']} entries, head {newest['hash']}.")
