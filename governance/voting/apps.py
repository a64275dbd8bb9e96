from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "governance.voting"
    label = "voting"

    def ready(self):
        from community.notifications.tasks import LETTERS
        from community.rooms.moderation import OBJECTIONS
        from governance.boards.duties import READERS

        from . import receivers, verbs  # noqa: F401
        from .actions.recusals import objection
        from .duties import of_a_clerk
        from .letters import of_a_ballot, of_a_reminder, of_a_result

        OBJECTIONS.append(objection)
        READERS.append(of_a_clerk)
        LETTERS[verbs.REMINDED.key] = of_a_reminder
        LETTERS[verbs.RECORDED.key] = of_a_ballot
        LETTERS[verbs.CERTIFIED.key] = of_a_result
