from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "governance.voting"
    label = "voting"

    def ready(self):
        from governance.boards.duties import READERS

        from . import receivers, verbs  # noqa: F401
        from .duties import of_a_clerk

        READERS.append(of_a_clerk)
