"""One migrated database, made once and cloned for every worker, transactional test and served site.

Running all migrations costs 15 seconds; a clone costs a file copy. Nothing is skipped by it: guards,
search tables and Wagtail's first page are in the template as the migrations left them.
"""

import fcntl
import hashlib
import shutil
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections
from django.utils.functional import cached_property
from psycopg2 import sql

from community.record import guards


def fingerprint() -> str:
    """Changes with any migration file of any installed app, and with any guard."""
    digest = hashlib.sha256(Path(guards.__file__).read_bytes())
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    digest.update(repr(sorted(guards.GUARDS.items())).encode())
    return digest.hexdigest()[:16]


def use(name) -> None:
    """Point this process at another database of the same engine."""
    connections.close_all()
    connection.settings_dict["NAME"] = str(name)


@contextmanager
def alone(path: Path):
    """One process at a time: several workers want the template at the same moment."""
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def migrate(name) -> None:
    """Fill an empty database by the real migrations."""
    use(name)
    call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()


class SQLiteClones:
    """The template is a file that outlives the run; a clone is a copy of it."""

    def __init__(self, folder: Path, scratch: Path):
        self.folder, self.scratch = folder, scratch

    @cached_property
    def template(self) -> Path:
        """This worker's own copy: a run on another branch may replace the kept one at any moment."""
        kept, own = self.folder / f"template-{fingerprint()}.sqlite3", self.scratch / "template"
        with alone(self.folder / "template.lock"):
            if not kept.exists():
                for old in self.folder.glob("template-*.sqlite3*"):
                    old.unlink()
                made = kept.with_suffix(".making")
                made.unlink(missing_ok=True)
                migrate(made)
                made.rename(kept)
            shutil.copyfile(kept, own)
        return own

    def clone(self, name: str) -> str:
        """A fresh copy under this name, in place of the one before."""
        path = self.scratch / f"{name}.sqlite3"
        for old in self.scratch.glob(f"{path.name}*"):
            old.unlink()
        shutil.copyfile(self.template, path)
        return str(path)

    def drop(self, name: str) -> None:
        for old in self.scratch.glob(f"{name}.sqlite3*"):
            old.unlink()


class PostgresClones:
    """The template is a database on the same server; a clone is CREATE DATABASE … TEMPLATE."""

    def __init__(self, folder: Path):
        self.folder = folder

    def tell(self, statement: str, *names: str) -> None:
        """Run one statement outside any transaction, in the server's own database."""
        server = psycopg2.connect(**{**connection.get_connection_params(), "dbname": "postgres"})
        try:
            server.autocommit = True
            with server.cursor() as cursor:
                cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
        finally:
            server.close()

    def exists(self, name: str) -> bool:
        server = psycopg2.connect(**{**connection.get_connection_params(), "dbname": "postgres"})
        try:
            with server.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
                return cursor.fetchone() is not None
        finally:
            server.close()

    @cached_property
    def template(self) -> str:
        name = f"template_{fingerprint()}"
        with alone(self.folder / "template.lock"):
            if not self.exists(name):
                self.tell("DROP DATABASE IF EXISTS {}", f"{name}_making")
                self.tell("CREATE DATABASE {}", f"{name}_making")
                migrate(f"{name}_making")
                self.tell("ALTER DATABASE {} RENAME TO {}", f"{name}_making", name)
        return name

    def clone(self, name: str) -> str:
        """A fresh copy under this name, in place of the one before."""
        self.drop(name)
        self.tell("CREATE DATABASE {} TEMPLATE {}", f"test_{name}", self.template)
        return f"test_{name}"

    def drop(self, name: str) -> None:
        self.tell("DROP DATABASE IF EXISTS {} WITH (FORCE)", f"test_{name}")


def for_engine(folder: Path, scratch: Path):
    """The clones of the engine this run uses. Templates are kept in `folder`, files in `scratch`."""
    if connection.vendor == "postgresql":
        return PostgresClones(folder)
    return SQLiteClones(folder, scratch)
