"""The site in a thread of the test, on its own database: pages, sockets and the hub, as one process serves them."""

import threading
import time

import uvicorn
from a2wsgi import WSGIMiddleware
from channels.routing import ProtocolTypeRouter
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application

from config.sockets import lifespan, sockets


class Inside:
    """A server that can be stopped and started again at the same port, while the test goes on."""

    def __init__(self):
        self.port = 0
        pages = StaticFilesHandler(get_wsgi_application())
        self.application = ProtocolTypeRouter(
            {"http": WSGIMiddleware(pages, workers=4), "websocket": sockets, "lifespan": lifespan}
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Inside":
        """Serve, and come back when the port answers."""
        self.server = uvicorn.Server(
            uvicorn.Config(
                self.application, port=self.port, lifespan="on", log_level="warning", timeout_graceful_shutdown=1
            )
        )
        self.thread = threading.Thread(target=self.server.run, name="inside", daemon=True)
        self.thread.start()
        while not self.server.started and self.thread.is_alive():
            time.sleep(0.01)
        self.port = self.server.servers[0].sockets[0].getsockname()[1]
        return self

    def stop(self) -> None:
        """Close every socket and stop answering."""
        self.server.should_exit = True
        self.thread.join(10)

    def __enter__(self) -> "Inside":
        return self.start()

    def __exit__(self, *_error) -> None:
        self.stop()
