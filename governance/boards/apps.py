from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "governance.boards"
    label = "boards"

    def ready(self):
        from community.people.leaving import HOLDS
        from community.rooms.moderation import MODERATORS

        from . import duties, verbs  # noqa: F401
        from .actions import moderates

        MODERATORS.append(moderates)
        HOLDS.append(duties.held_by)
