"""The first page, without Wagtail's way of finding a page: everybody comes here, and it is always the same one."""

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from .models import HomePage


@require_safe
def first_page(request):
    """The first page in this language, or, while nobody has translated it, as it was written."""
    spoken = {get_language(), settings.LANGUAGE_CODE}
    found = HomePage.objects.live().filter(depth=2, locale__language_code__in=spoken).select_related("locale")
    page = max(found, key=lambda page: page.locale.language_code == get_language(), default=None)
    if page is None:
        raise Http404
    return page.serve(request)
