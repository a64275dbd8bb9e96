from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    name = "community.people"
    label = "people"

    def ready(self):
        from . import verbs  # noqa: F401


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user desk with our own form: a Person has one name, not a first and a last one."""

    user_viewset = "community.people.wagtail_hooks.PersonViewSet"
