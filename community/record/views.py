"""The public record: everything that was done, newest first, with filters."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from . import actions
from .forms import RecordFilter
from .models import Entry


@require_safe
def record(request):
    """Every public entry, by kind, by person, between two days. The same page for everybody, staff too."""
    form = RecordFilter(request.GET)
    entries = Entry.objects.visible_to(None).select_related("by", "detail")
    if form.is_valid():
        entries = form.narrow(entries)
    context = {
        "form": form,
        "page": Paginator(entries, 50).get_page(request.GET.get("page")),
        "is_narrowed": any(form.cleaned_data.values()),
        "head": actions.head(),
    }
    return render(request, "record/record.html", context, status=200 if form.is_valid() else 422)
