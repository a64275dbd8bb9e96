"""Seat the members of a board from a file: everybody, or nobody and the reasons."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from community.people.models import Person
from governance.boards import people_file
from governance.boards.models import Board

WHY = "Named in the list of founding members."


class Command(BaseCommand):
    help = "Seat people from a CSV file with the columns name, e-mail, language, seat, from, until. All or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="UTF-8; days as 2026-03-31; e-mail and days may be empty")
        parser.add_argument("--board", required=True, help="the board's address, for example eastbank")
        parser.add_argument("--by", help="the e-mail of the clerk who seats them; nobody is named when it is missing")
        parser.add_argument("--why", default=WHY, help=f"the public reason; usual: {WHY}")

    def handle(self, *, file, board, by, why, **options):
        board = self.board(board)
        try:
            lines = people_file.read(file.read_bytes(), language=board.language)
            seated = people_file.seat_all(board, lines, by=self.clerk(by), why=why)
        except OSError as wrong:
            raise CommandError(f"{file} cannot be read: {wrong.strerror}.") from None
        except people_file.Faulty as faulty:
            raise CommandError(f"{file.name} was not loaded, and nothing was changed.\n{faulty}") from None
        for line, term, is_new in seated:
            self.stdout.write(
                f"Seat {term.seat.number}: {term.person}, from {term.since:%Y-%m-%d} until {term.until:%Y-%m-%d}"
                f" ({'new here' if is_new else 'had an account already'}{'' if line.email else ', no e-mail'})"
            )
        self.stdout.write(f"{board}: {len(seated)} seated.")

    def board(self, slug: str) -> Board:
        """The board of this address."""
        if board := Board.objects.filter(slug=slug).first():
            return board
        known = ", ".join(Board.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"No board has the address {slug}. There are: {known}.")

    def clerk(self, email: str | None) -> Person | None:
        """Who seats them, if somebody is named."""
        if not email:
            return None
        if person := Person.objects.filter(email__iexact=email).first():
            return person
        raise CommandError(f"Nobody here has the e-mail {email}.")
