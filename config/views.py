"""Pages of the house itself: what is shown when something is not to be had."""

from django.shortcuts import render
from django.utils.translation import gettext as _


def csrf_failure(request, reason=""):
    """The form came from a page that is too old, or from somewhere else."""
    explanation = _(
        "This page was open too long, or its form came from another site. Go back, reload and send it again."
    )
    return render(request, "403.html", {"explanation": explanation}, status=403)
