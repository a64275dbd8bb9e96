"""The floor's pages and its socket: an empty view, a bare Wagtail page, a bare insert, a bare broadcast."""

import asyncio
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
