"""Every address of the house. Pages are under a language; machines' doors are not."""

from allauth.account import views as account
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from . import views
from .api import api
from .health import health

urlpatterns = [
    path("health/", health, name="health"),
    path("api/v1/", api.urls),
    # Staff sign in like everybody else; Wagtail's own sign-in pages lead there.
    path("staff/login/", views.staff_door, name="staff_door"),
    path("staff/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("staff/logout/", account.logout),
    path("staff/", include(wagtailadmin_urls)),
    path("papers/", include(wagtaildocs_urls)),
]

urlpatterns += i18n_patterns(
    path("", include("community.people.urls")),  # before allauth: it makes passkeys a little otherwise
    path("accounts/", include("allauth.urls")),
    path("", include("community.record.urls")),
    path("", include("community.rooms.urls")),
    path("", include("community.notifications.urls")),
    path("", include("governance.boards.urls")),
    path("", include("governance.voting.urls")),
    path("", include("governance.priorities.urls")),
    path("", include("governance.proposals.urls")),
    path("", include("governance.accountability.urls")),
    path("", include("config.demo.urls")),
    path("", include("cms.urls")),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

if settings.DEBUG:
    from . import styleguide

    urlpatterns.insert(0, path("styleguide/", styleguide.page, name="styleguide"))
