"""A copy of the database that can be trusted, made while people vote."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    help = "Write a whole copy of the SQLite database into a new file. People may go on voting meanwhile."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a file that does not exist yet, best on another disk")

    def handle(self, *, file: Path, **options):
        if connection.vendor != "sqlite":
            raise CommandError("This installation keeps its data in PostgreSQL: use pg_dump.")
        if file.exists():
            raise CommandError(f"{file} exists already. A backup never replaces another one.")
        file.touch(mode=0o600)  # it holds what everybody told, and ballots of votes that are open
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
        self.stdout.write(f"{file} holds everything that was committed until now. Copy {self.beside()} too.")

    def beside(self) -> str:
        """What lies beside the database and belongs to it."""
        return "the folders media and mail, and the file secret_key, of the data folder,"
