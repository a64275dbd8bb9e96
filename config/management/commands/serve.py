"""The embedded edition in one command: prepares what is missing, then serves."""

import os
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from community.people.models import Person
from config import server, static
from config.demo.people import living


class Command(BaseCommand):
    help = "Prepare the database and the static files where needed, then serve from this one process."
    requires_system_checks = []  # asked below, when the database is ready

    def handle(self, **options):
        try:
            with server.alone(settings.DATA_DIR), server.listen(int(settings.PORT)) as door:
                self.prepare()
                self.welcome()
                server.run(door)
        except server.CannotServe as reason:
            raise CommandError(str(reason)) from None
        except KeyboardInterrupt:
            raise CommandError("Stopped before it was open. Start it again and it goes on from there.") from None
        self.stdout.write("Closed.")

    def prepare(self):
        """Bring database, files and first people to where serving can begin."""
        executor = MigrationExecutor(connections["default"])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("Preparing the database …")
            call_command("migrate", verbosity=0, interactive=False)
        self.check(databases=["default"])  # refuses to go on without guards, or with a careless SQLite
        if static.is_stale():
            self.say("Collecting styles, scripts and pictures …")
            static.collect()
        if not Person.objects.exists():
            self.bring_people()
        if settings.DEMO and not living():
            self.say("Real people live here, so /demo/ stays closed.")
            self.start_again(DEMO="0")
        connections.close_all()

    def bring_people(self):
        """An empty house: the demo city moves in, or the first administrator is asked for."""
        if settings.DEMO:
            self.say("Loading the demo city …")
            call_command("load_demo")
        elif sys.stdin.isatty():
            call_command("setup_site")
            self.start_again()
        else:
            self.say("Nobody is here yet. Run: .venv/bin/python manage.py setup_site")

    def start_again(self, **environment):
        """Settings are read once, at the start of a process; lock and port are let go and taken again."""
        os.environ.update(environment)
        connections.close_all()
        os.execv(sys.executable, [sys.executable, *sys.argv])

    def welcome(self):
        """Say what to open."""
        lines = [f"\n{settings.SITE_NAME} is open at {settings.SITE_URL}/"]
        if settings.DEMO:
            lines.append(f"  Be somebody of the demo city:  {settings.SITE_URL}/demo/")
        lines.append(f"  The staff's desk:              {settings.SITE_URL}/staff/")
        self.say("\n".join([*lines, "Ctrl-C closes it.\n"]))

    def say(self, words):
        self.stdout.write(words)
        self.stdout.flush()
