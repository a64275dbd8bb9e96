from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    name = "governance.priorities"
    label = "priorities"

    def ready(self):
        from . import receivers, verbs  # noqa: F401
