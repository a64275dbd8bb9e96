from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class RecordConfig(AppConfig):
    name = "community.record"
    label = "record"

    def ready(self):
        from . import checks, guards, keyed  # noqa: F401  (registers the check)

        pre_migrate.connect(guards.make_way, dispatch_uid="record.guards")
        # Keyed tables first: putting one right takes its guards away.
        post_migrate.connect(keyed.put_all_right, dispatch_uid="record.keyed")
        post_migrate.connect(guards.reinstall, dispatch_uid="record.guards")
