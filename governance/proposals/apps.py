from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "governance.proposals"
    label = "proposals"

    def ready(self):
        from . import receivers, verbs  # noqa: F401
