"""Look at every vote again, from its roll to its files."""

from django.core.management.base import BaseCommand, CommandError

from governance.voting import recount
from governance.voting.models import Vote


class Command(BaseCommand):
    help = "Make roll, ballots, result and files of every vote again, and name each vote in which something is wrong."

    def handle(self, *args, **options):
        wrong = [f"Vote {vote.pk}, “{vote}”: {fault}." for vote, fault in recount.faults()]
        if wrong:
            raise CommandError("\n".join(wrong))
        decided = Vote.objects.filter(state=Vote.State.CERTIFIED).count()
        self.stdout.write(f"The votes hold: {decided} counted again.")
