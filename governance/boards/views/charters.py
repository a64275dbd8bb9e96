"""A board's charter: the version in force, older ones with what changed, and proposals to change it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.record import clock
from community.record.verdict import insist

from .. import actions as boards
from ..charters import CLAUSES, clause_in_words, differences, numbers, outline, rights
from ..forms import AmendmentForm
from ..models import Amendment, Board, BoardRole


def crumbs_to(board, *, charter=False) -> list:
    """The way to a page about a board's charter."""
    way = [
        {"href": reverse("boards"), "text": _("Boards")},
        {"href": board.get_absolute_url(), "text": board.name},
    ]
    return [*way, {"href": reverse("charter", args=[board.slug]), "text": _("The charter")}] if charter else way


@require_safe
def charter(request, slug, version=None):
    """What a charter says, in numbered clauses; who made this version and why; what it changed."""
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    at, me = clock.now(), request.user
    versions = list(board.charters.filter(in_force_from__lte=at).select_related("board", "amendment__by"))
    by_number = {one.version: one for one in versions}
    if not versions or (version and version not in by_number):
        raise Http404
    shown = by_number[version] if version else versions[0]
    before = by_number.get(shown.version - 1)
    context = {
        "board": board,
        "charter": shown,
        "is_in_force": shown == versions[0],
        "versions": versions,
        "groups": outline(shown),
        "changes": differences(before, shown) if before else [],
        "rights": rights(shown),
        "balance": board.balance(at),
        "waiting": board.amendments.waiting().filter(base=versions[0]).select_related("board", "base", "by"),
        "may_propose": board.seats_person(me, at) or board.has_role(me, BoardRole.Role.CLERK, at),
        "crumbs": crumbs_to(board, charter=version is not None),
    }
    return render(request, "boards/charter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def amending(request, slug):
    """Choose clauses, say what they should say instead and why. The clerk's stricter ones are in force at once."""
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    at, me = clock.now(), request.user
    is_clerk = board.has_role(me, BoardRole.Role.CLERK, at)
    context = {"board": board, "crumbs": crumbs_to(board, charter=True), "is_clerk": is_clerk}
    if not (is_clerk or board.seats_person(me, at)):
        refused = boards.propose_verdict(board, by=me, changes={}, why="", at=at)
        if request.method == "POST":
            insist(refused)
        return render(request, "boards/amending.html", context | {"refused": refused})
    chosen = (request.POST if request.method == "POST" else request.GET).getlist("clause")
    keys = [key for key in CLAUSES if key in chosen]
    if not keys:
        return render(request, "boards/amending.html", context | {"groups": outline(board.charter_at(at))})
    form = AmendmentForm(request.POST if request.method == "POST" else None, board=board, by=me, at=at, keys=keys)
    if form.is_valid():
        if form.is_for_the_clerk:
            messages.success(request, _("The charter is stricter now. Its members are told."))
        else:
            messages.success(request, _("The change is proposed. Two members put it to the vote."))
        return redirect(form.send())
    context |= {"form": form, "keys": keys}
    return render(request, "boards/amending.html", context, status=422 if form.is_bound else 200)


@require_safe
def amendment(request, slug, pk):
    """One change of a charter: each clause before and after, why, and how far it is."""
    found = Amendment.objects.visible_to(request.user).filter(board__slug=slug)
    change = get_object_or_404(found.select_related("board", "base__board", "by"), pk=pk)
    at, number = clock.now(), numbers()
    may = change.may_be_put(at)
    context = {
        "amendment": change,
        "board": change.board,
        "changes": [
            {
                "key": key,
                "number": number[key],
                "before": clause_in_words(key, change.base[key]),
                "after": clause_in_words(key, value),
            }
            for key, value in change.in_order().items()
        ],
        "made": getattr(change, "made", None),
        "stopped": None if may or change.state != Amendment.State.WAITING else may,
        "crumbs": crumbs_to(change.board, charter=True),
    }
    return render(request, "boards/amendment.html", context)
