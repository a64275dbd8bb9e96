"""The socket of one reader. Writing happens over HTTP; the hub reads; this only carries."""

import asyncio
import json
from urllib.parse import parse_qs

from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from . import hub, reader

BAD_REQUEST = 4400  # close code


class RoomConsumer(AsyncWebsocketConsumer):
    """Says `{"after": 57}`, hears what was said after message 57, then what is being said."""

    channel_layer_alias = "none"  # the hub is the layer's only member

    async def dispatch(self, message):
        """Straight to the handler: nothing here holds a database connection that must be given back."""
        await getattr(self, message["type"].replace(".", "_"))(message)

    async def connect(self):
        self.hub = self.listener = self.carrying = None
        board = hub.attach(asyncio.get_running_loop())
        person = self.scope["user"]
        room = await board.ask(reader.entrance, self.scope["url_route"]["kwargs"]["pk"], person)
        if room is None:
            await self.close(code=hub.NO_RIGHT)
            return
        await self.accept()
        claim = reader.Claim(person.pk, self.scope["session"].session_key, getattr(person, "password", ""))
        self.listener = hub.Listener(claim, self.language(), self.drop)
        self.hub = board.enter(room, self.listener)

    def language(self) -> str:
        """The language of the page around: the socket's own address has none."""
        asked = parse_qs(self.scope["query_string"].decode("latin-1")).get("lang", [""])[0]
        return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    async def receive(self, text_data=None, bytes_data=None):
        """The one thing a reader says: which message they saw last."""
        try:
            after = json.loads(text_data)["after"]
        except (TypeError, ValueError, KeyError, RecursionError):
            after = None
        if self.carrying or type(after) is not int or after < 0:
            await self.close(code=BAD_REQUEST)
            return
        self.carrying = asyncio.create_task(self.carry(after))

    async def carry(self, after: int):
        """Send what the hub hands over, in order, for as long as the socket is open."""
        catching_up = asyncio.create_task(self.hub.catch_up(self.listener, after))
        try:
            while True:
                await self.send(text_data=await self.listener.frames.get())
        except OSError:
            pass  # the reader went away while we spoke; the disconnect follows
        finally:
            catching_up.cancel()

    def drop(self, code: int):
        """Close from our side: no right to listen any more, or too slow. The page comes back by itself."""
        if self.carrying:
            self.carrying.cancel()
        self.closing = asyncio.create_task(self.close(code=code))

    async def disconnect(self, code):
        if self.carrying:
            self.carrying.cancel()
        if self.hub:
            self.hub.remove(self.listener)
