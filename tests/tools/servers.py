"""Throw-away PostgreSQL and Redis on free ports, in a temporary folder, gone when the run ends.

Their programs come from the machine. Nothing that already runs there is touched.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

AS_ROOT = os.geteuid() == 0


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, seconds: float = 10) -> None:
    """Until something answers on the port."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def postgres_programs() -> Path | None:
    """The folder of the newest PostgreSQL server on this machine: Debian keeps it off the PATH."""
    folders = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: int(folder.parent.name))
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def redis_program() -> str | None:
    return shutil.which("redis-server")


@contextmanager
def postgres(folder: Path):
    """A cluster of its own, without the fsyncs that only matter for data one wants to keep."""
    programs, home, port = postgres_programs(), folder / "postgres", free_port()
    home.mkdir()
    prefix = []
    if AS_ROOT:  # PostgreSQL refuses to run as root
        prefix = [shutil.which("runuser") or "/usr/sbin/runuser", "-u", "postgres", "--"]
        folder.chmod(0o755)
        shutil.chown(home, "postgres")

    def run(name, *arguments):
        subprocess.run(
            [*prefix, programs / name, "-D", home / "data", *arguments],
            cwd="/",
            check=True,
            stdout=subprocess.DEVNULL,
        )

    run("initdb", "-A", "trust", "-U", "table", "-E", "UTF8", "--locale=C.UTF-8", "-N", "--no-instructions")
    careless = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 {careless}"
    run("pg_ctl", "-w", "-s", "-l", home / "log", "-o", options, "start")
    try:
        yield f"postgres://table@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-s", "-m", "immediate", "stop")


@contextmanager
def redis(folder: Path):
    """A Redis that keeps nothing."""
    port = free_port()
    server = subprocess.Popen(
        [redis_program(), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield f"redis://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def both():
    """PostgreSQL and Redis, as the environment that makes the product use them."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="common-table-servers-")))
        yield {
            "DATABASE_URL": stack.enter_context(postgres(folder)),
            "REDIS_URL": stack.enter_context(redis(folder)),
        }
