from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "governance.boards"
    label = "boards"

    def ready(self):
        from community.notifications.tasks import LETTERS
        from community.people.leaving import HOLDS
        from community.rooms.moderation import MODERATORS

        from . import duties, verbs
        from .actions import moderates
        from .letters import mailed

        MODERATORS.append(moderates)
        HOLDS.append(duties.held_by)
        LETTERS.update({verbs.SEATED.key: mailed, verbs.ANSWERED.key: mailed})
