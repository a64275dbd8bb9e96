from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "governance.boards"
    label = "boards"

    def ready(self):
        from community.notifications.tasks import LETTERS
        from community.rooms.moderation import MODERATORS

        from . import verbs
        from .actions import moderates
        from .letters import mailed

        MODERATORS.append(moderates)
        LETTERS.update({verbs.SEATED.key: mailed, verbs.ANSWERED.key: mailed})
