"""Sockets for any ASGI server: `config.asgi:application`. It can answer for pages too, more slowly."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
pages = get_asgi_application()

from .sockets import lifespan, sockets  # noqa: E402  (imports models, so Django is readied first)

application = ProtocolTypeRouter({"http": pages, "websocket": sockets, "lifespan": lifespan})
