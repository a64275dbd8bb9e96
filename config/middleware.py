"""Four small layers: refusals become pages, public pages may be cached, readers have their own clock, and the
staff's desk has its own policy.
"""

from csp.constants import SELF
from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control, patch_vary_headers

from community.record.verdict import Refused
from config.parts import sentence


class Refusals:
    """A refused act is answered with 409, its reason and its clause, as a page, a fragment or JSON."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Only Refused is ours; every other exception stays an error."""
        if not isinstance(exception, Refused):
            return None
        verdict = exception.verdict
        if request.headers.get("Accept", "").startswith("application/json"):
            answer = {"reason": str(sentence(verdict)), "clause": verdict.clause}
            return JsonResponse(answer, status=409)
        template = "parts/refused.html" if request.htmx else "refused.html"
        return render(request, template, {"verdict": verdict}, status=409)


class PublicPages:
    """Pages read without signing in may be kept by a proxy for a moment; a signed-in page never."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            return response
        patch_vary_headers(response, ["Cookie"])
        known = settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies
        if request.method in ("GET", "HEAD") and response.status_code == 200 and not known:
            # The reader's own browser asks again: whoever comes back sees what has happened meanwhile.
            patch_cache_control(response, public=True, max_age=0, s_maxage=15)
        else:
            patch_cache_control(response, private=True, no_store=True)
        return response


class OwnClock:
    """Somebody signed in who named a time zone reads times in it; everybody else in the site's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        known = settings.SESSION_COOKIE_NAME in request.COOKIES
        with timezone.override((known and getattr(request.user, "time_zone", "")) or None):
            return self.get_response(request)


class StaffPolicy:
    """Wagtail's editor needs inline scripts; only the staff's desk gets them. It speaks no other language path."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if getattr(request, "is_dummy", False):
            # The editor shows a draft as the page it will be, in a frame of the desk.
            response = self.get_response(request)
            response._csp_replace = {"frame-ancestors": [SELF]}
            return response
        if not request.path.startswith("/staff/"):
            return self.get_response(request)
        with translation.override(getattr(request.user, "language", None) or settings.LANGUAGE_CODE):
            response = self.get_response(request)
        response._csp_replace = settings.STAFF_CONTENT_SECURITY_POLICY
        return response
