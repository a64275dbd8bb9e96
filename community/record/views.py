"""The public record: everything that was done, newest first, with filters."""

from django.core.paginator import Paginator
from django.shortcuts import render

from .forms import RecordFilter
from .models import Entry


def record(request):
    """Every public entry, by thing, by verb, by person, between two days."""
    form = RecordFilter(request.GET)
    entries = Entry.objects.visible_to(request.user).select_related("by", "detail")
    if form.is_valid():
        entries = form.narrow(entries)
    page = Paginator(entries, 50).get_page(request.GET.get("page"))
    newest = Entry.objects.order_by("-seq").first()
    return render(request, "record/record.html", {"form": form, "page": page, "newest": newest})
