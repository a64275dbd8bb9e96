"""Priorities and suggestions as people meet them: the lists, the pages, the form with three fields."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.people import actions as people
from community.people.models import Draft
from community.record import clock
from governance.boards.models import Board
from governance.voting.forms import BoardFilter

from .. import actions, reading
from ..forms import ListFilter, SuggestionForm
from ..models import Plan, Priority, Suggestion

SHOWN = 20  # priorities on one page of the list
NEWEST = 5  # suggestions beside it
DRAFT = "suggestion"


def asked_of(person):
    """Suggestions this person may see, with how many members have put each forward."""
    found = Suggestion.objects.visible_to(person).select_related("board", "by")
    return found.annotate(members=Count("backings")).order_by("-at", "-pk")


@require_safe
def priorities(request):
    """What boards want money to go to, and what people ask them for."""
    at, person = clock.now(), request.user
    form = ListFilter(request.GET)
    found = form.narrow(Priority.objects.visible_to(person), at).as_listed()
    page = Paginator(found, SHOWN).get_page(request.GET.get("page"))
    asked = asked_of(person)
    if board := form.cleaned_data.get("board"):
        asked = asked.filter(board=board)
    context = {
        "form": form,
        "page": page,
        "lines": reading.lines_of(page, Plan.objects.in_force_of_all(at), language=get_language(), at=at),
        "board": board,
        "suggestions": asked[:NEWEST],
    }
    return render(request, "priorities/priorities.html", context)


@require_safe
def priority(request, slug):
    """A priority: where it stands, the words in force, the money, the proposals, what is said about it."""
    at = clock.now()
    found = get_object_or_404(Priority.objects.visible_to(request.user).as_listed(), slug=slug)
    context = reading.of_priority(found, language=get_language(), at=at) | {
        "now": at,
        "crumbs": [{"href": reverse("priorities"), "text": _("Priorities")}],
        "steps": reading.way(found, at),
        "is_staff": request.user.is_authenticated and request.user.is_staff,
    }
    with timezone.override(found.board.zone if found.board else None):
        return render(request, "priorities/priority.html", context)


@require_safe
def suggestions(request):
    """Everything that people have asked for, the newest first."""
    form = BoardFilter(request.GET)
    board = form.cleaned_data["board"] if form.is_valid() else None
    found = asked_of(request.user).filter(board=board) if board else asked_of(request.user)
    page = Paginator(found, SHOWN).get_page(request.GET.get("page"))
    return render(request, "priorities/suggestions.html", {"page": page, "board": board})


@require_http_methods(["GET", "HEAD", "POST"])
def suggesting(request):
    """Say what is needed, who needs it and what would help. Nobody of the fund can decline it for the board."""
    me, form, status = request.user, None, 200
    if request.method == "POST" and not me.is_authenticated:
        return redirect_to_login(request.path)
    if me.is_authenticated:
        if request.method == "POST":
            form, status = SuggestionForm(request.POST), 422
            if form.is_valid():
                made = actions.suggest(**form.cleaned_data, by=me)
                people.drop_draft(me, DRAFT)
                return redirect(made)
        else:
            boards = list(Board.objects.visible_to(me).values_list("slug", flat=True)[:2])
            asked = request.GET.get("board") or (boards[0] if len(boards) == 1 else None)
            form = SuggestionForm(initial={"board": asked} | Draft.objects.typed(me, DRAFT))
    context = {"form": form, "draft": DRAFT, "crumbs": [{"href": reverse("priorities"), "text": _("Priorities")}]}
    return render(request, "priorities/suggesting.html", context, status=status)


@require_safe
def suggestion(request, pk):
    """A suggestion, who has put it forward, and what became of it."""
    at, person = clock.now(), request.user
    found = get_object_or_404(asked_of(person), pk=pk)
    backings = found.backings.select_related("person").order_by("pk")
    made = Priority.objects.visible_to(person).filter(suggestion=found).as_listed()
    context = {
        "suggestion": found,
        "needed": found.board.charter_at(at)["suggestion.members"],
        "backers": [backing.person for backing in backings],
        "may_back": actions.back_verdict(found, person, at),
        "lines": reading.lines_of(made, Plan.objects.in_force_of_all(at), language=get_language(), at=at),
        "crumbs": [{"href": reverse("priorities"), "text": _("Priorities")}],
    }
    with timezone.override(found.board.zone):
        return render(request, "priorities/suggestion.html", context)


@require_POST
@login_required
def backing(request, pk):
    """A member helps to put a suggestion on the board's table."""
    found = get_object_or_404(asked_of(request.user), pk=pk)
    return redirect(actions.back(found, by=request.user))
