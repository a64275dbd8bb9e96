"""A browser's end of the live rooms, as far as a test needs one."""

import json
import socket
import time
from contextlib import ExitStack, suppress

from django.conf import settings
from django.test import Client
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

ENOUGH = 5  # seconds that must be enough on a busy machine


class Ear:
    """One open socket and what was heard through it, in the order in which it came."""

    def __init__(self, socket, client):
        self.socket, self.client, self.frames = socket, client, []

    @property
    def numbers(self) -> list[int]:
        return [message["seq"] for frame in self.frames for message in frame["messages"]]

    @property
    def last(self) -> int:
        return max(self.numbers, default=0)

    def after(self, seq) -> "Ear":
        """Say which message was seen last, and wait for the answer."""
        self.socket.send(json.dumps({"after": seq}))
        return self.hear(ENOUGH)

    def hear(self, seconds) -> "Ear":
        """Wait for one more frame."""
        self.frames.append(json.loads(self.socket.recv(timeout=seconds)))
        return self

    def hear_until(self, seq) -> "Ear":
        """Wait until this message was heard."""
        deadline = time.monotonic() + ENOUGH
        while self.last < seq and time.monotonic() < deadline:
            self.hear(ENOUGH)
        return self

    def closed_with(self, seconds=ENOUGH) -> int | None:
        """The code with which the server closes the socket, hearing whatever comes before."""
        deadline = time.monotonic() + seconds
        with suppress(TimeoutError):
            while (left := deadline - time.monotonic()) > 0:
                try:
                    self.hear(left)
                except ConnectionClosed as closed:
                    return closed.rcvd.code
        return None


class Ears:
    """Opens sockets to the server at a port, signed in or not."""

    def __init__(self, port):
        self.port, self.open = port, ExitStack()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.open.close()

    def listen(self, room, person=None, *, lang="en", client=None, origin=settings.SITE_URL, is_narrow=False) -> Ear:
        """Open a room's socket. Raises InvalidStatus when the server refuses. A narrow line holds little."""
        client = client or Client()
        if person:
            client.force_login(person)
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        line = socket.socket()
        if is_narrow:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect(("127.0.0.1", self.port))
        opened = connect(
            f"ws://127.0.0.1:{self.port}/live/rooms/{room.pk}/?lang={lang}",
            sock=line,
            origin=origin,
            additional_headers={"Cookie": cookie} if cookie else {},
            compression=None,
            close_timeout=1,
        )
        return Ear(self.open.enter_context(opened), client)
