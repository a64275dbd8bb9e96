"""Repeat a lottery from its published file: the same as the stand-alone script, which anybody can run at home."""

from django.core.management.base import BaseCommand, CommandError

from governance.boards.lottery import redraw


class Command(BaseCommand):
    help = "Check a published lottery file and draw its panel again from the revealed secrets. Reads no database."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", help="the file, as it was published")
        parser.add_argument("secrets", nargs="*", help="what was revealed: every secret, or the public source's words")
        parser.add_argument("--token", help="an applicant's token: say in how many panels they stand")

    def handle(self, *, file, secrets, token, **options):
        try:
            self.stdout.write(redraw.report(file, secrets, token), ending="")
        except redraw.Malformed as fault:
            raise CommandError(str(fault)) from None
