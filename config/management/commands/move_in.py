"""An embedded installation has grown: it goes on in PostgreSQL, with everything it has."""

from contextlib import ExitStack
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from community.record import actions as record
from config import moving, server


class Command(BaseCommand):
    help = "Bring everything of a SQLite file into this empty, migrated PostgreSQL database: all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the file, which nobody serves meanwhile; it is not changed")

    def handle(self, *, file: Path, **options):
        if connection.vendor != "postgresql":
            raise CommandError("Set DATABASE_URL to the PostgreSQL database into which the house moves.")
        try:
            with ExitStack() as locks:
                # Served is a data folder; the file may lie in another one, or be a link into one.
                for folder in {file.parent.resolve(), file.resolve().parent, settings.DATA_DIR.resolve()}:
                    locks.enter_context(server.alone(folder))
                locks.enter_context(moving.old_house(file))
                moving.insist_on_twins()
                moving.move(self.stdout.write)
        except (moving.CannotMove, server.CannotServe) as reason:
            raise CommandError(f"{reason} Nothing was moved.") from None
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be used: {error.strerror}. Nothing was moved.") from None
        newest = record.head()
        self.stdout.write(f"Everything has moved. The record holds: {newest['seq']} entries, head {newest['hash']}.")
        self.stdout.write(
            "The folders media and mail and the file secret_key of the data folder belong to it. Take the SQLite file, "
            "with those that begin with its name, out of that folder: nobody may serve from it any more."
        )
        call_command("update_index", verbosity=0)
