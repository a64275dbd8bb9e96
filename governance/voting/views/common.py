"""What the pages of votes share. They show moments in their board's time zone, and read what is typed in it too."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..models import Vote

reads_and_writes = require_http_methods(["GET", "HEAD", "POST"])


def sent(request):
    """What was sent, were it empty; nothing when the page is only opened."""
    return request.POST if request.method == "POST" else None


def find(request, pk) -> Vote:
    """A vote this person may see."""
    votes = Vote.objects.visible_to(request.user).select_related("board", "charter")
    return get_object_or_404(votes, pk=pk)


def show(request, template, vote, context, status=200):
    """A page about a vote, in its board's time zone."""
    crumbs = [
        {"href": reverse("votes"), "text": _("Votes")},
        {"href": vote.board.get_absolute_url(), "text": vote.board.name},
    ]
    with timezone.override(vote.board.zone):
        return render(request, template, {"vote": vote, "crumbs": crumbs} | context, status=status)
