"""Sockets of a real server, in a thread of the test, on the test's own database."""

import threading
import time

import pytest
import uvicorn
from channels.routing import ProtocolTypeRouter

from config.sockets import lifespan, sockets
from tests.rooms.ears import Ears


@pytest.fixture
def ears(transactional_db):
    """Opens sockets: `ears.listen(room, person)`. What the test does is nudged from its own thread, as pages do."""
    application = ProtocolTypeRouter({"websocket": sockets, "lifespan": lifespan})
    server = uvicorn.Server(
        uvicorn.Config(application, port=0, lifespan="on", log_level="warning", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    listening = Ears(server.servers[0].sockets[0].getsockname()[1])
    try:
        with listening.open:
            yield listening
    finally:
        server.should_exit = True
        thread.join(10)
