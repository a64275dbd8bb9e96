from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "governance.accountability"
    label = "accountability"

    def ready(self):
        from community.notifications.tasks import LETTERS
        from governance.boards.duties import READERS

        from . import receivers, verbs  # noqa: F401
        from .duties import of_an_officer
        from .letters import of_a_handover

        READERS.append(of_an_officer)
        LETTERS[verbs.HANDED_OVER.key] = of_a_handover
