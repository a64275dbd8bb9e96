"""Measure everything in one run, beside the floor, and write docs/benchmarks.md.

python -m bench            SQLite, and PostgreSQL + Redis where their programs are; then casting, counts, the lottery
python -m bench sqlite     one engine only
python -m bench casting    casting only, shown and not written down
python -m bench restoring  restoring and moving only, likewise
python -m bench lottery    the civic lottery only; the rest of the page stays as it is
"""

import asyncio
import json
import os
import platform
import subprocess
import sys
import tempfile

import httpx

from tests.tools import servers

from . import ROOT, bundle, casting, counting, lottery, measure, ranked, report, restoring
from .serving import server

SOCKETS, MESSAGES = 500, 10
TOKEN = "b" * 32


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
            found["live"] = asyncio.run(live(ours, floor, town))
    return found


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
    """The engines asked for, or all there are; then casting, counts and the lottery."""
    page, machine = ROOT / "docs" / "benchmarks.md", f"{os.cpu_count()} cores, Python {platform.python_version()}"
    if asked == ["lottery"]:
        drawn = lottery.run([*lottery.POOLS, *lottery.LARGE])
        page.write_text(report.with_lotteries(page.read_text(), drawn, machine))
        return
    if asked == ["restoring"]:
        sys.stdout.write(restoring.section())
        return
    if asked == ["casting"]:
        sys.stdout.write(casting.section(casting.run()))
        return
    results = []
    if not asked or "sqlite" in asked:
        results.append(run("SQLite, one process", {"DATABASE_URL": "", "REDIS_URL": ""}))
    if (not asked or "postgresql" in asked) and servers.postgres_programs() and servers.redis_program():
        with servers.both() as environment:
            results.append(run("PostgreSQL + Redis, one process", environment))
    cast = casting.run(asked)
    counted = [counting.section(), ranked.section(), bundle.section(), restoring.section(asked)]
    drawn = lottery.run([*lottery.POOLS, *lottery.LARGE])
    text = report.write(results, [casting.section(cast), *counted], drawn, machine)
    page.write_text(text)
    sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
