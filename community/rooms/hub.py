"""One hub per process and room: reads what is new once, renders it once, hands it to every open socket.

The database is the log; a nudge only says "look again". It comes from a thread of this process, or
over the channel layer from another one. When a nudge is lost, a look each second finds what it
announced. Why this and not a group member per socket: docs/decisions/0005.
"""

import asyncio
import logging
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache

from channels.layers import get_channel_layer
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections

from . import reader
from .models import Room

log = logging.getLogger("table.hub")

GROUP = "rooms"  # each process with sockets joins it once
LOOK = 1.0  # seconds between looks when no nudge comes
WAITING = 64  # frames that may wait for one socket before it counts as too slow
PATIENCE = 2.0  # seconds for the channel layer to take a nudge, and between tries to hear it

NO_RIGHT, TOO_SLOW, READ_ONLY, TRY_AGAIN = 4403, 4408, 4409, 1013  # close codes


@dataclass(eq=False)
class Listener:
    """One open socket: by what right it listens, in what language, and what waits to be sent to it."""

    claim: reader.Claim
    language: str
    drop: Callable[[int], None]
    frames: asyncio.Queue = field(default_factory=lambda: asyncio.Queue(WAITING))


class Hub:
    """A room's hub in this process: how far it has read, and who listens."""

    def __init__(self, board: "Switchboard", room: Room):
        self.board, self.room_id = board, room.pk
        self.seq, self.hides, self.is_public = room.last_seq, room.hides, room.is_public
        self.listeners: set[Listener] = set()
        self.live: set[Listener] = set()  # those who have caught up
        self.is_stale, self.looking = False, None

    def wake(self) -> asyncio.Task:
        """Look again. Nudges that come while looking are answered by one more look."""
        self.is_stale = True
        if self.looking is None or self.looking.done():
            self.looking = self.board.loop.create_task(self._look())
        return self.looking

    async def _look(self):
        while self.is_stale and self.listeners:
            self.is_stale = False
            languages = {listener.language for listener in self.live}
            claims = {listener.claim for listener in self.listeners}
            try:
                news = await self.board.ask(reader.look, self.room_id, self.seq, self.hides, languages, claims)
            except (DatabaseError, InterfaceError) as error:
                log.warning("Room %s could not be read; the next look tries again: %s", self.room_id, error)
                return
            self._hand_out(news, claims)

    def _hand_out(self, news: reader.News, claims: set):
        if news.kept is not None:
            # Who came while we looked was let in by a newer answer than this one.
            for listener in [x for x in self.listeners if x.claim in claims - news.kept]:
                self.remove(listener, NO_RIGHT)
        self.hides, self.is_public = news.room.hides, news.room.is_public
        if news.said:
            self.seq = news.said[-1].seq
            self.is_stale |= self.seq < news.room.last_seq
        if news.said or news.hid:
            for listener in list(self.live):
                try:
                    listener.frames.put_nowait(news.frame(listener.language))
                except asyncio.QueueFull:
                    self.remove(listener, TOO_SLOW)

    async def catch_up(self, listener: Listener, seq: int):
        """Send what was said after a number, page by page; then the socket hears what comes."""
        if seq > self.seq:
            await asyncio.shield(self.wake())
        seq, is_told = min(seq, self.seq), False
        while not is_told or seq < self.seq:
            missed = (reader.missed, self.room_id, seq, self.seq, listener.language)
            try:
                text, seq = await self.board.ask(*missed)
            except (DatabaseError, InterfaceError):
                self.remove(listener, TRY_AGAIN)
                return
            await listener.frames.put(text)
            is_told = True
        # Nothing was awaited since the numbers were compared, so nothing can have slipped between.
        if listener in self.listeners:
            self.live.add(listener)

    def remove(self, listener: Listener, code: int | None = None):
        """Hand nothing more to this socket; with a code, close it. The last one takes the hub with it."""
        self.listeners.discard(listener)
        self.live.discard(listener)
        if code:
            listener.drop(code)
        if not self.listeners:
            self.board.forget(self)


class Switchboard:
    """All hubs of this process, on the event loop that carries its sockets."""

    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.loop = loop
        self.name = uuid.uuid4().hex
        self.hubs: dict[int, Hub] = {}
        self.tasks: list[asyncio.Task] = []
        self.looked = None  # up to which moment it is known whose place in a room has ended
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="hub")

    async def ask(self, question, *args):
        """Ask the database in the reading thread, which keeps its connection as long as it works."""
        return await self.loop.run_in_executor(self.thread, self._ask, question, args)

    @staticmethod
    def _ask(question, args):
        try:
            return question(*args)
        except (DatabaseError, InterfaceError):
            connections.close_all()
            raise

    def enter(self, room: Room, listener: Listener) -> Hub:
        """Let a socket into a room's hub. The first one makes it."""
        if room.pk not in self.hubs:
            self.hubs[room.pk] = Hub(self, room)
        hub = self.hubs[room.pk]
        hub.listeners.add(listener)
        hub.wake()
        if not self.tasks:
            duties = [self._watch(), self._hear()] if settings.REDIS_URL else [self._watch()]
            self.tasks = [self.loop.create_task(duty) for duty in duties]
        return hub

    def forget(self, hub: Hub):
        """Nobody listens in this room any more; with the last room, stop watching."""
        if self.hubs.get(hub.room_id) is hub:
            del self.hubs[hub.room_id]
        if not self.hubs:
            self.rest()

    def rest(self):
        """Stop watching until somebody listens again."""
        for task in self.tasks:
            task.cancel()
        self.tasks, self.looked = [], None

    def nudge(self, room_id: int | None, person_id: int | None = None):
        """Something happened in this room, or, without one, to somebody's right to listen.

        With a person: they no longer write there.
        """
        if person_id:
            self.silence(room_id, person_id)
        for hub in list(self.hubs.values()):
            if hub.room_id == room_id or (room_id is None and not hub.is_public):
                hub.wake()

    def silence(self, room_id: int, person_id: int):
        """Somebody no longer writes in a room that everybody reads: their open pages are told, and read on."""
        if (hub := self.hubs.get(room_id)) and hub.is_public:
            for listener in [x for x in hub.listeners if x.claim.person_id == person_id]:
                hub.remove(listener, READ_ONLY)

    async def _watch(self):
        """The net under the nudges: each second all rooms' numbers, rights in members' rooms, and ended places."""
        while True:
            await asyncio.sleep(LOOK)
            public = [room_id for room_id, hub in self.hubs.items() if hub.is_public]
            try:
                now = await self.ask(reader.numbers, list(self.hubs))
                self.looked, gone = await self.ask(reader.left, public, self.looked)
            except (DatabaseError, InterfaceError) as error:
                log.warning("Rooms could not be read; trying again: %s", error)
                continue
            for room_id, hub in list(self.hubs.items()):
                if now.get(room_id) != (hub.seq, hub.hides, True):
                    hub.wake()
            for room_id, person_id in gone:
                self.silence(room_id, person_id)

    async def _hear(self):
        """Hear the nudges of other processes. Without the layer the watch goes on alone."""
        layer = get_channel_layer()
        while True:
            try:
                channel = await layer.new_channel()
                await layer.group_add(GROUP, channel)
                while True:
                    message = await layer.receive(channel)
                    if message["sender"] != self.name:  # our own we heard before it left
                        self.nudge(message["room"], message.get("person"))
            except Exception as error:
                log.warning("The channel layer is away; looking each second instead: %s", error)
                await asyncio.sleep(PATIENCE)


_board: Switchboard | None = None


def attach(loop: asyncio.AbstractEventLoop) -> Switchboard:
    """The switchboard of the loop that carries this process's sockets. Threads nudge it through here."""
    global _board
    if _board is None or _board.loop is not loop:
        _board = Switchboard(loop)
    return _board


def detach() -> None:
    """Let go of the loop: it ends. The reading thread gives its connection back."""
    global _board
    if _board:
        _board.rest()
        _board.thread.submit(connections.close_all)
        _board.thread.shutdown()
    _board = None


def nudge(room_id: int | None = None, person_id: int | None = None) -> None:
    """Say that a room should be looked at again, or everybody's rights, or that somebody no longer writes there.

    From any thread, after the commit.
    """
    board = _board if _board and not _board.loop.is_closed() else None
    if board:
        board.loop.call_soon_threadsafe(board.nudge, room_id, person_id)
    if settings.REDIS_URL:
        message = {"type": "room.nudge", "room": room_id, "person": person_id, "sender": board.name if board else ""}
        asyncio.run_coroutine_threadsafe(_send(message), board.loop if board else _courier())


async def _send(message: dict):
    try:
        await asyncio.wait_for(get_channel_layer().group_send(GROUP, message), PATIENCE)
    except Exception as error:
        log.warning("A nudge was lost; open pages look each second: %s", error)


@cache
def _courier() -> asyncio.AbstractEventLoop:
    """A loop in a thread of its own, for a process without sockets: no page waits for the layer."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="courier", daemon=True).start()
    return loop
