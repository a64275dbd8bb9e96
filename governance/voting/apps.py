from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "governance.voting"
    label = "voting"

    def ready(self):
        from community.rooms.moderation import OBJECTIONS

        from . import receivers, verbs  # noqa: F401
        from .actions.recusals import objection

        OBJECTIONS.append(objection)
