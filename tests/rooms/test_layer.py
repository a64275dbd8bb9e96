"""Several processes: nudges travel over Redis; when it is away, pages look for themselves and nothing is lost."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from community.rooms import hub
from tests import make
from tests.rooms import world
from tests.tools.servers import free_port, redis_program, wait_for

pytestmark = [
    pytest.mark.served,
    pytest.mark.skipif(redis_program() is None, reason="redis-server is not on this machine"),
]
NEVER = 3600


class Redis:
    """A server that can be killed and brought back at the same port."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}"

    def start(self):
        command = [redis_program(), "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL)
        wait_for(self.port)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def redis(tmp_path, settings):
    """The layer of this test. The sockets' server must start after it."""
    server = Redis(tmp_path)
    server.start()
    settings.REDIS_URL = server.url
    settings.CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [{"address": server.url}]},
        }
    }
    yield server
    server.kill()


@pytest.fixture
def room(redis, ears):
    return world.room()


@pytest.fixture
def speaker(redis, room, tmp_path):
    """Says things in the room from a process of its own; how long each took."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATA_DIR": str(tmp_path),
        "REDIS_URL": redis.url,
    }
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        environment["DATABASE_URL"] = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    else:
        environment["SQLITE_PATH"] = name
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.rooms.speaker", str(room.pk), str(make.person("ada").pk)],
        cwd=Path(__file__).resolve().parents[2],
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout.readline() == "ready\n"

    def say(text):
        process.stdin.write(f"{text}\n")
        process.stdin.flush()
        return float(process.stdout.readline())

    yield say
    process.kill()
    process.wait()


def test_what_another_process_writes_is_heard_with_redis_without_it_and_after_it_came_back(
    ears, redis, room, speaker, monkeypatch
):
    monkeypatch.setattr(hub, "LOOK", NEVER)
    ear = ears.listen(room).after(0)
    time.sleep(0.3)  # until the hub has joined the layer

    speaker("Over Redis")
    assert ear.hear_until(1).numbers == [1]

    redis.kill()
    look_each(monkeypatch, 0.2)
    took = [speaker(f"Without Redis {n}") for n in range(4)]
    assert ear.hear_until(5).numbers == [1, 2, 3, 4, 5]
    assert max(took) < 1, "nobody who writes waits for a layer that is away"

    look_each(monkeypatch, NEVER)
    redis.start()
    for n in range(15):  # each end comes back in its own time; then a nudge arrives again
        speaker(f"Redis is back {n}")
        with suppress(TimeoutError):
            ear.hear(1)
            break
    assert ear.last > 5
    assert ear.numbers == list(range(1, ear.last + 1))


def look_each(monkeypatch, seconds):
    """From now on, look so often."""
    monkeypatch.setattr(hub, "LOOK", seconds)
    board = hub._board
    hub_of_room = next(iter(board.hubs.values()))

    def start_again():
        board.tasks[0].cancel()
        board.tasks[0] = board.loop.create_task(board._watch())
        hub_of_room.wake()

    board.loop.call_soon_threadsafe(start_again)
