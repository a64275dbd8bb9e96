from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "governance.boards"
    label = "boards"

    def ready(self):
        from community.rooms.moderation import MODERATORS

        from . import verbs  # noqa: F401
        from .actions import moderates

        MODERATORS.append(moderates)
