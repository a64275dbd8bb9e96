from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "governance.accountability"
    label = "accountability"

    def ready(self):
        from . import receivers, verbs  # noqa: F401
