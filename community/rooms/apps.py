from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "community.rooms"
    label = "rooms"

    def ready(self):
        from . import receivers, verbs  # noqa: F401
