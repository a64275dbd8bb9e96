from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "governance.boards"
    label = "boards"

    def ready(self):
        from . import verbs  # noqa: F401
