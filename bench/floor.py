"""The floor's pages and its socket: an empty view, a bare Wagtail page, a bare insert, a bare broadcast."""

import asyncio
import socket
import sys
import uuid

from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import path

from cms.models import WordsPage

LISTENERS = set()


def empty(request):
    """Nothing but the eight standard middlewares."""
    return HttpResponse("ok")


def bare_page(request):
    """A Wagtail page: one row, one rich text, one small template."""
    page = WordsPage.objects.live().get(slug="bare")
    page.template = "bare.html"
    return page.serve(request)


def bare_insert(request):
    """One update and one insert in a transaction with the same durability as a ballot."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE bench_roll SET voted = voted + 1 WHERE id = %s", [int(request.GET["n"])])
        cursor.execute("INSERT INTO bench_box (id, choice) VALUES (%s, 'yes')", [uuid.uuid4().hex])
    return HttpResponse(status=201)


urlpatterns = [
    path("empty/", empty),
    path("page/", bare_page),
    path("insert/", bare_insert),
]


async def sockets(scope, receive, send):
    """Everybody hears everything: no rights, no order, no memory."""
    await receive()
    await send({"type": "websocket.accept"})
    LISTENERS.add(send)
    while (message := await receive())["type"] != "websocket.disconnect":
        words = {"type": "websocket.send", "text": message.get("text", "")}
        await asyncio.gather(*(listener(words) for listener in list(LISTENERS)), return_exceptions=True)
    LISTENERS.discard(send)


def main(port: int) -> None:
    """Serve the floor with the server program of the embedded edition."""
    import uvicorn
    from a2wsgi import WSGIMiddleware
    from django.core.wsgi import get_wsgi_application

    from config.server import THREADS

    pages = WSGIMiddleware(get_wsgi_application(), workers=THREADS)

    async def application(scope, receive, send):
        if scope["type"] == "websocket":
            await sockets(scope, receive, send)
        elif scope["type"] == "http":
            await pages(scope, receive, send)
        else:
            while (await receive())["type"] != "lifespan.shutdown":
                await send({"type": "lifespan.startup.complete"})
            await send({"type": "lifespan.shutdown.complete"})

    door = socket.create_server(("127.0.0.1", port))
    config = uvicorn.Config(application, log_level="warning", access_log=False, proxy_headers=False)
    uvicorn.Server(config).run(sockets=[door])


if __name__ == "__main__":
    main(int(sys.argv[1]))
