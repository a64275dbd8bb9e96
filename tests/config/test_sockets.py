"""Who may open a socket at all: only pages of this very site, down to scheme and port."""

import pytest
from asgiref.testing import ApplicationCommunicator
from django.conf import settings

from config.sockets import sockets


async def opens(origin, path="/live/nowhere/"):
    scope = {
        "type": "websocket",
        "path": path,
        "query_string": b"",
        "headers": [(b"origin", origin.encode())] if origin else [],
    }
    socket = ApplicationCommunicator(sockets, scope)
    await socket.send_input({"type": "websocket.connect"})
    answer = await socket.receive_output(timeout=5)
    return answer["type"] == "websocket.accept"


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "http://evil.example",
        "https://testserver",
        "http://testserver:8001",
        "http://sub.testserver",
        "http://testserver.evil.example",
    ],
)
async def test_a_page_from_anywhere_else_is_refused_before_its_session_is_read(origin):
    """Without the mark that allows a database, asking it anything would fail here."""
    assert await opens(origin, "/live/rooms/1/") is False


@pytest.mark.django_db(transaction=True)
async def test_an_address_that_leads_nowhere_is_refused_without_an_error(caplog):
    assert await opens(settings.SITE_URL) is False
    assert caplog.text == ""
