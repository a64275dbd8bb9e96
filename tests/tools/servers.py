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


CARELESS = "-c jit=off -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class Cluster:
    """A PostgreSQL of its own that can be stopped and started again.

    careful: it keeps what it has acknowledged, as in production. Else it spares the fsyncs that only matter for data
    one wants to keep.
    """

    def __init__(self, folder: Path, *, careful: bool = False):
        self.home, self.port = folder / "postgres", free_port()
        self.programs, self.prefix = postgres_programs(), []
        self.home.mkdir()
        if AS_ROOT:  # PostgreSQL refuses to run as root
            self.prefix = [shutil.which("runuser") or "/usr/sbin/runuser", "-u", "postgres", "--"]
            folder.chmod(0o755)
            shutil.chown(self.home, "postgres")
        self.run("initdb", "-A", "trust", "-U", "table", "-E", "UTF8", "--locale=C.UTF-8", "-N", "--no-instructions")
        care = "" if careful else CARELESS
        self.options = f"-p {self.port} -k {self.home} -c listen_addresses=127.0.0.1 -c max_connections=200 {care}"

    def run(self, name, *arguments):
        """Run one of its programs on its folder."""
        subprocess.run(
            [*self.prefix, self.programs / name, "-D", self.home / "data", *arguments],
            cwd="/",
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def start(self) -> None:
        self.run("pg_ctl", "-w", "-s", "-l", self.home / "log", "-o", self.options, "start")

    def stop(self) -> None:
        """At once, as if the power had failed."""
        self.run("pg_ctl", "-s", "-m", "immediate", "stop")

    def url(self, database: str = "postgres") -> str:
        return f"postgres://table@127.0.0.1:{self.port}/{database}"


@contextmanager
def postgres(folder: Path, *, careful: bool = False):
    """A cluster that runs meanwhile, by its address."""
    cluster = Cluster(folder, careful=careful)
    cluster.start()
    try:
        yield cluster.url()
    finally:
        cluster.stop()


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
