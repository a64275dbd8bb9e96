"""Measure everything in one run, beside the floor, and write docs/benchmarks.md.

python -m bench            SQLite, and PostgreSQL + Redis where their programs are; then the lottery
python -m bench sqlite     one engine only
"""

import asyncio
import json
import os
import platform
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.tools import servers

from . import lottery, measure, report

ROOT = Path(__file__).resolve().parent.parent
SOCKETS, MESSAGES = 500, 10
TOKEN = "b" * 32


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


def cookies(session: str) -> dict:
    """What a signed-in client sends with a form."""
    return {
        "headers": {"X-CSRFToken": TOKEN, "Cookie": f"sessionid={session}; csrftoken={TOKEN}"},
    }


def run(engine: str, extra: dict) -> dict:
    """Every measurement on one engine; floor and product in turn, on the same database."""
    with tempfile.TemporaryDirectory(prefix="common-table-bench-") as folder:
        environment = os.environ | extra | {"DATA_DIR": folder, "SECRET_KEY": "bench", "DEMO": "0"}
        environment |= {"DJANGO_SETTINGS_MODULE": "config.settings"}
        manage = [sys.executable, "manage.py"]
        subprocess.run([*manage, "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
        seeded = subprocess.run([sys.executable, "-m", "bench.seed"], cwd=ROOT, env=environment, check=True,
                                capture_output=True, text=True)  # fmt: skip
        town = json.loads(seeded.stdout.splitlines()[-1])
        found = {"engine": engine}
        floor_environment = environment | {"DJANGO_SETTINGS_MODULE": "bench.floor_settings"}
        with (
            server(["manage.py", "serve"], environment) as ours,
            server(["-m", "bench.serve_floor"], floor_environment) as floor,
        ):
            found["pages"] = {
                "floor: an empty view": measure.pages(floor, "/empty/", times=200),
                "floor: a bare Wagtail page": measure.pages(floor, "/page/"),
                **{name: measure.pages(ours, path) for name, path in town["pages"].items()},
            }
            found["ballots"] = asyncio.run(ballots(ours, floor, town))
            found["live"] = asyncio.run(live(ours, floor, town))
    return found


async def ballots(ours, floor, town) -> dict:
    """A hall votes at once; the floor writes as many rows from as many clients."""
    bare = [("GET", f"/insert/?n={number}", {}) for number in range(len(town["voters"]))]
    path = f"/votes/{town['vote']}/ballot/"
    cast = [
        ("POST", path, {"data": {"choice": "yes", "receipt": receipt}, **cookies(session)})
        for session, receipt in zip(town["voters"], town["receipts"], strict=True)
    ]
    return {
        "floor: a bare update and insert": await measure.crowd(floor, bare),
        "a ballot": await measure.crowd(ours, cast),
        "300 ballots at once": await measure.crowd(ours, cast, clients=300),  # sent again: recorded once
    }


async def live(ours, floor, town) -> dict:
    """One room, 500 sockets, one message after another."""
    room = town["room"]
    with httpx.Client(base_url=ours.url) as reading:
        after = reading.get(f"/rooms/{room}/messages/?after=0").json()["last_seq"]
    async with httpx.AsyncClient(base_url=ours.url, timeout=30) as writer:

        async def say(number):
            data = {"text": f"measured-{number}-"}
            session = town["writers"][number % len(town["writers"])]
            answer = await writer.post(f"/rooms/{room}/messages/", data=data, **cookies(session))
            assert answer.status_code < 400, answer.status_code

        product = await measure.delivery(
            ours,
            f"/live/rooms/{room}/",
            sockets=SOCKETS,
            messages=MESSAGES,
            speak=say,
            hello=json.dumps({"after": after}),
            is_message=measure.numbers_in,
        )
    async with measure.connect(floor.url.replace("http", "ws") + "/") as mouth:

        async def shout(number):
            await mouth.send(f"{number:04d}" + "." * 220)

        bare = await measure.delivery(
            floor, "/", sockets=SOCKETS, messages=MESSAGES, speak=shout, is_message=lambda frame: [int(frame[:4])]
        )
    return {"floor: a bare socket broadcast": bare, "a message in a room": product}


def main(asked: list[str]) -> None:
    """The engines asked for, or all there are."""
    results = []
    if not asked or "sqlite" in asked:
        results.append(run("SQLite, one process", {"DATABASE_URL": "", "REDIS_URL": ""}))
    if (not asked or "postgresql" in asked) and servers.postgres_programs() and servers.redis_program():
        with servers.both() as environment:
            results.append(run("PostgreSQL + Redis, one process", environment))
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    drawn = lottery.run([*lottery.POOLS, *lottery.LARGE])
    text = report.write(results, drawn, machine)
    (ROOT / "docs" / "benchmarks.md").write_text(text)
    sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
