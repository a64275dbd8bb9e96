"""A real site: `manage.py serve` in a process of its own, on its own port, folder and database."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

from django.db import connection

from tests.settings import WORKER

from .servers import free_port

ROOT = Path(__file__).resolve().parents[2]


def manage(environment: dict, *arguments: str) -> str:
    """Run a command of the house in a process of its own; what it said."""
    asked = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Served:
    """One site that can be asked, commanded, stopped and started again."""

    def __init__(self, folder: Path, database: str, **environment: str):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder, self.database = folder, database
        self.log = folder / "server.log"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(folder),
            "PORT": str(self.port),
            "SITE_URL": self.url,
            **environment,
        }
        if connection.vendor == "postgresql":
            server = urlsplit(os.environ["DATABASE_URL"])
            self.environment["DATABASE_URL"] = server._replace(path=f"/{database}").geturl()
        else:
            self.environment["SQLITE_PATH"] = database

    def start(self, seconds: float = 180) -> None:
        """Start serving, and come back when the first page can be had."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/health/", timeout=5).close()
            except (URLError, OSError):
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"The site did not start:\n{self.said}")

    def stop(self, how: int = signal.SIGINT) -> int:
        """Press Ctrl-C, or worse; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(timeout=20)

    @property
    def said(self) -> str:
        """What the server has printed so far."""
        return self.log.read_text()

    def manage(self, *arguments: str) -> str:
        """Run a command beside the server, on the same database; what it said."""
        return manage(self.environment, *arguments)


@contextmanager
def served(clones, name: str, **environment: str):
    """A site on a fresh clone: DEMO="1" makes it load the demo city."""
    name = f"{name}_{WORKER}"
    with tempfile.TemporaryDirectory(prefix="common-table-served-") as folder:
        site = Served(Path(folder), clones.clone(name), **{"HASHED_STATIC": "0", **environment})
        try:
            site.start()
            yield site
        finally:
            if hasattr(site, "process"):
                site.stop(signal.SIGKILL)
            clones.drop(name)
