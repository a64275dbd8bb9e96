"""Give somebody a duty for a board: where a board has nobody yet from whom the role could be handed over."""

from django.core.management.base import BaseCommand, CommandError

from community.people.models import Person
from community.record import clock
from governance.boards import actions as boards
from governance.boards.models import Board, BoardRole


class Command(BaseCommand):
    help = "Make somebody clerk, chair or programme officer of a board. It is entered in the public record."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the e-mail of whoever gets the role; they have an account")
        parser.add_argument("--board", required=True, help="the board's address, for example eastbank")
        parser.add_argument("--role", required=True, choices=BoardRole.Role.values)
        parser.add_argument("--by", help="the e-mail of whoever gives it; nobody is named when it is missing")

    def handle(self, *, email, board, role, by, **options):
        found = Board.objects.filter(slug=board).first()
        if found is None:
            known = ", ".join(Board.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"No board has the address {board}. There are: {known}.")
        person, giver = self.person(email), self.person(by) if by else None
        if reason := self.unfit(found, person, role):
            raise CommandError(reason)
        given = boards.give_role(found, person, role, by=giver)
        self.stdout.write(f"{found}: {person} is {given.get_role_display().lower()} now. The public record says so.")

    def person(self, email: str) -> Person:
        """Whose e-mail this is."""
        if person := Person.objects.filter(email__iexact=email, is_active=True).first():
            return person
        raise CommandError(f"Nobody here has the e-mail {email}.")

    def unfit(self, board: Board, person: Person, role: str) -> str:
        """Why this person cannot hold this role here, as for a role that is handed over; nothing if they can."""
        at = clock.now()
        if board.roles.at(at).filter(person=person, role=role).exists():
            return f"{person} holds this role already."
        if role == BoardRole.Role.OFFICER and not person.is_staff:
            return "A programme officer works for the fund. Tick “staff status” at the staff’s desk first."
        if role == BoardRole.Role.CHAIR and not board.terms_at(at).filter(person=person).exists():
            return f"A chair holds a seat on the board, and {person} does not."
        return ""
