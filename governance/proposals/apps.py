from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "governance.proposals"
    label = "proposals"

    def ready(self):
        from governance.priorities.models import SPENDERS

        from . import receivers, verbs  # noqa: F401
        from .models import held_by

        SPENDERS.append(held_by)
