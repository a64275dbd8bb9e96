from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordConfig(AppConfig):
    name = "community.record"
    label = "record"

    def ready(self):
        from . import checks, guards  # noqa: F401  (registers the check)

        post_migrate.connect(guards.reinstall, dispatch_uid="record.guards")
