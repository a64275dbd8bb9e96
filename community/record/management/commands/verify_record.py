from django.core.management.base import BaseCommand, CommandError

from community.record import chain
from community.record.actions import head


class Command(BaseCommand):
    help = "Check the whole record again: every hash, every link, every column. Names the entry that is wrong."

    def handle(self, *args, **options):
        fault = chain.verify()
        if fault:
            raise CommandError(f"Entry {fault[0]} is wrong: {fault[1]}.")
        newest = head()
        self.stdout.write(f"The record holds: {newest['seq']} entries, head {newest['hash']}.")
