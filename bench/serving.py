"""Server processes under measurement: the product's and the floor's."""

import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass

from tests.tools import servers

from . import ROOT


@dataclass(frozen=True)
class Server:
    """A server process under measurement."""

    url: str
    pid: int


@contextmanager
def server(command: list[str], environment: dict):
    """Start a server on a port of its own; stop it afterwards."""
    port = servers.free_port()
    url = f"http://127.0.0.1:{port}"
    environment = environment | {"PORT": str(port), "SITE_URL": url}
    process = subprocess.Popen([sys.executable, *command, *([str(port)] if "floor" in command[1] else [])],
                               cwd=ROOT, env=environment)  # fmt: skip
    try:
        servers.wait_for(port, 90)
        yield Server(url, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)
