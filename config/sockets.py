"""What answers under /live/.

The origin is checked first and in full (scheme, host, port), before a session is even looked up:
a browser sends our cookies along from any page it has open.
"""

import asyncio

from channels.auth import AuthMiddlewareStack
from channels.routing import URLRouter
from channels.security.websocket import OriginValidator, WebsocketDenier
from django.conf import settings
from django.urls import re_path

from community.rooms import hub
from community.rooms.routing import websocket_urlpatterns

# An address that leads nowhere is refused politely: URLRouter would raise, and the log would fill.
nowhere = re_path(r"", WebsocketDenier.as_asgi())

sockets = OriginValidator(AuthMiddlewareStack(URLRouter([*websocket_urlpatterns, nowhere])), settings.LIVE_ORIGINS)


async def lifespan(scope, receive, send):
    """Tell the hub which event loop carries the sockets, so that threads can nudge it."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            hub.attach(asyncio.get_running_loop())
        else:
            hub.detach()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
