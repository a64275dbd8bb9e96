"""Pages of the house itself: what is shown when something is not to be had."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.voting.views import ballots


def csrf_failure(request, reason=""):
    """The form came from a page that is too old, or from somewhere else. Of a ballot it says what became of it."""
    if request.resolver_match.url_name == "ballot":
        return ballots.not_taken(request, **request.resolver_match.kwargs)
    explanation = _(
        "This page was open too long, or its form came from another site. Go back, reload and send it again."
    )
    return render(request, "403.html", {"explanation": explanation}, status=403)


def staff_door(request):
    """The way to the staff's desk is the sign-in everybody has. Who is signed in and still led here has no way in."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect(f"{reverse('account_login')}?{request.GET.urlencode()}")
