"""Write the files of decided votes that have none, or whose files were lost."""

from django.core.management.base import BaseCommand

from governance.voting import actions as voting
from governance.voting import files
from governance.voting.models import Vote


class Command(BaseCommand):
    help = "Write the files of decided votes where they are missing: after a restore, or when the disk was full."

    def handle(self, *args, **options):
        for vote in Vote.objects.filter(state=Vote.State.CERTIFIED).order_by("pk").iterator():
            before = files.head_of(vote)
            if before and not files.fault(vote, before):
                continue
            head = voting.publish(vote)
            again = " They were written by another version; the record says so." if before not in ("", head) else ""
            self.stdout.write(f"Vote {vote.pk}: {head}{again}")
