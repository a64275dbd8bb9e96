"""The embedded server: one process that answers for pages, sockets and what falls due.

Pages run as WSGI in threads, three times cheaper than through ASGI; sockets live on the event loop;
due work has a thread of its own. A lock file keeps it the only serving process: rooms in memory and
the queue of ballots in config/sqlite reach no further than one process.
"""

import fcntl
import os
import socket
import threading
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from a2wsgi import WSGIMiddleware
from channels.routing import ProtocolTypeRouter

from . import due
from .sockets import lifespan, sockets

THREADS = 8


class CannotServe(Exception):
    """Says in one sentence why this process may not serve."""


@contextmanager
def alone(folder: Path):
    """Be the only process that serves from this folder. The system lets go when the process ends."""
    with (folder / "serving.lock").open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            raise CannotServe(
                f"Process {handle.read().strip()} already serves from {folder}. "
                "Stop it first, or choose another folder with DATA_DIR."
            ) from None
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield


def listen(port: int) -> socket.socket:
    """Take the port before any slow work, so that a taken one is known at once."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(("127.0.0.1", port))
    except OSError:
        door.close()
        raise CannotServe(f"Something else uses port {port}. Choose another: make run PORT={port + 1}") from None
    return door


def run(door: socket.socket) -> None:
    """Serve until Ctrl-C."""
    from .wsgi import application as pages  # only now: WhiteNoise lists the collected files when it loads

    application = ProtocolTypeRouter(
        {
            "http": WSGIMiddleware(pages, workers=THREADS),
            "websocket": sockets,
            "lifespan": lifespan,
        }
    )
    server = uvicorn.Server(
        uvicorn.Config(
            application,
            lifespan="on",
            log_level="warning",
            access_log=False,
            proxy_headers=False,  # nobody stands in front of it, so nobody may say who is asking
            server_header=False,
            ws_max_size=64 * 1024,
            ws_per_message_deflate=False,  # short frames: compressing each costs more than it saves
            timeout_graceful_shutdown=3,
        )
    )
    stop = threading.Event()
    worker = threading.Thread(target=due.loop, args=(stop,), name="due", daemon=True)
    worker.start()
    try:
        server.run(sockets=[door])
    except KeyboardInterrupt:
        pass  # uvicorn has closed every door and now passes Ctrl-C on
    finally:
        stop.set()
        worker.join(timeout=5)
