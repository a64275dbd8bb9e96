"""Everything a person was told."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from . import actions as notifications
from .forms import ReadForm
from .models import Notification


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def my_news(request):
    """What I was told, the newest first; sent here, what was on the page is marked as read."""
    if request.method == "POST":
        form = ReadForm(request.POST)
        if form.is_valid():
            notifications.read(request.user, **form.cleaned_data)
        return redirect("my_news")
    news = Notification.objects.told_to(request.user)
    page = Paginator(news, 30).get_page(request.GET.get("page"))
    return render(request, "me/news.html", {"page": page, "unread": news.filter(read_at=None).count()})
