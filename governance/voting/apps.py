from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "governance.voting"
    label = "voting"

    def ready(self):
        from . import receivers, verbs  # noqa: F401
