"""Stop-watches: what a page, a ballot and a live message cost a server process."""

import asyncio
import json
import os
import statistics
import time
from dataclasses import dataclass

import httpx
from websockets.asyncio.client import connect

TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far, in seconds."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def percentile(values: list[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    return sorted(values)[max(0, round(share * len(values)) - 1)]


@dataclass(frozen=True)
class Cost:
    """Milliseconds: server CPU for one request, and the median and 95th percentile of the time it took."""

    cpu: float
    p50: float
    p95: float
    per_second: float
    answers: dict


def pages(server, path: str, *, times: int = 60) -> Cost:
    """Ask for a page again and again on one connection, without an account."""
    with httpx.Client(base_url=server.url, headers={"Accept-Encoding": "gzip"}) as client:
        for _warming in range(5):
            client.get(path).raise_for_status()
        before, took, began = cpu_seconds(server.pid), [], time.perf_counter()
        for _time in range(times):
            start = time.perf_counter()
            client.get(path).raise_for_status()
            took.append(time.perf_counter() - start)
        whole = time.perf_counter() - began
    cpu = (cpu_seconds(server.pid) - before) / times
    return Cost(cpu * 1e3, statistics.median(took) * 1e3, percentile(took, 0.95) * 1e3, times / whole, {200: times})


@dataclass(frozen=True)
class Delivery:
    """What it cost to reach every socket: microseconds of server CPU each, milliseconds until it arrived."""

    cpu: float
    p50: float
    p95: float
    expected: int
    arrived: int


async def delivery(
    server, address: str, *, sockets: int, messages: int, speak, hello=None, is_message=None
) -> Delivery:
    """Open this many sockets in one room, speak, and time each arrival. `speak(n)` sends message n."""
    arrived, sent = [], {}
    is_message = is_message or (lambda frame: frame)

    async def listen(socket):
        async for frame in socket:
            for number in is_message(frame):
                if number in sent:
                    arrived.append(time.perf_counter() - sent[number])

    origin = {"origin": server.url}
    opened = []
    for _batch in range(0, sockets, 50):
        batch = (connect(server.url.replace("http", "ws") + address, **origin) for _n in range(50))
        opened += await asyncio.gather(*batch)
    for socket in opened:
        if hello:
            await socket.send(hello)
    ears = [asyncio.create_task(listen(socket)) for socket in opened]
    await asyncio.sleep(2)
    before = cpu_seconds(server.pid)
    for number in range(messages):
        sent[number] = time.perf_counter()
        await speak(number)
        await asyncio.sleep(0.5)
    deadline = time.monotonic() + 20
    while len(arrived) < sockets * messages and time.monotonic() < deadline:
        await asyncio.sleep(0.1)
    cpu = (cpu_seconds(server.pid) - before) / max(1, len(arrived))
    for ear in ears:
        ear.cancel()
    await asyncio.gather(*(socket.close() for socket in opened), return_exceptions=True)
    took = arrived or [0.0]
    return Delivery(
        cpu * 1e6, statistics.median(took) * 1e3, percentile(took, 0.95) * 1e3, sockets * messages, len(arrived)
    )


def numbers_in(frame: str) -> list[int]:
    """The numbers of the measured messages in a live frame."""
    said = json.loads(frame)
    texts = [message.get("html", "") for message in said.get("messages", [])]
    return [int(text.split("measured-")[1].split("-")[0]) for text in texts if "measured-" in text]
