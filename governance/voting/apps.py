from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "governance.voting"
    label = "voting"

    def ready(self):
        from community.rooms.moderation import OBJECTIONS
        from governance.boards.duties import READERS

        from . import receivers, verbs  # noqa: F401
        from .actions.recusals import objection
        from .duties import of_a_clerk

        OBJECTIONS.append(objection)
        READERS.append(of_a_clerk)
