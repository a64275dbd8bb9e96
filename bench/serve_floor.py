"""Serve the floor with the server program of the embedded edition."""

import socket
import sys

import django
import uvicorn
from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler


def main(port: int) -> None:
    """Pages as WSGI threads, sockets on the event loop, until stopped."""
    django.setup()  # the floor's models come after it
    settings.MIDDLEWARE.remove(settings.ALLAUTH)
    from config.server import THREADS

    from .floor import sockets

    threads = WSGIMiddleware(WSGIHandler(), workers=THREADS)

    async def application(scope, receive, send):
        if scope["type"] == "websocket":
            await sockets(scope, receive, send)
        elif scope["type"] == "http":
            await threads(scope, receive, send)
        else:
            while (await receive())["type"] != "lifespan.shutdown":
                await send({"type": "lifespan.startup.complete"})
            await send({"type": "lifespan.shutdown.complete"})

    door = socket.create_server(("127.0.0.1", port))
    config = uvicorn.Config(application, log_level="warning", access_log=False, proxy_headers=False)
    uvicorn.Server(config).run(sockets=[door])


if __name__ == "__main__":
    main(int(sys.argv[1]))
