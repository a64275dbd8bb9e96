"""The money of a board and its plans, as people meet them."""

from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.record import clock
from governance.boards.models import Board
from governance.voting import reading as voting
from governance.voting.models import Vote

from .. import actions
from ..models import Cycle, Plan, Purse
from ..reading import plans as reading

SHOWN = 20  # things on one page of a list


def crumbs_to(board, *more) -> list:
    """The way to a page about a board's money."""
    way = [
        {"href": reverse("boards"), "text": _("Boards")},
        {"href": board.get_absolute_url(), "text": board.name},
    ]
    return [*way, *more]


def find(request, slug) -> Board:
    """A board this person may see."""
    return get_object_or_404(Board.objects.visible_to(request.user), slug=slug)


@require_safe
def board_money(request, slug):
    """What the fund said about a board's money, who decided it and why: the newest first, corrections included."""
    board = find(request, slug)
    found = Purse.objects.visible_to(request.user).filter(board=board).select_related("cycle", "by", "board")
    page = Paginator(found, SHOWN).get_page(request.GET.get("page"))
    newest = set(Purse.objects.filter(board=board).newest().values_list("pk", flat=True))
    context = {"board": board, "page": page, "newest": newest, "crumbs": crumbs_to(board)}
    with timezone.override(board.zone):
        return render(request, "priorities/money.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def board_plan(request, slug):
    """The plan that counts for a board, or how far one is. Posted to: begin one."""
    board = find(request, slug)
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        cycle = get_object_or_404(Cycle.objects.filter(purses__board=board).distinct(), pk=number_of(request, "cycle"))
        return redirect(actions.begin_plan(board, cycle, by=request.user))
    at = clock.now()
    in_force = plans_of(board, request.user).in_force(board, at)
    shown = in_force or plans_of(board, request.user).first()
    return plan_page(request, board, shown, at, in_force, beginnings=beginnings(board, request.user, at))


@require_safe
def plan(request, slug, pk):
    """One plan: its order, its sums in both ways of counting, how it came about, and what the board said."""
    board = find(request, slug)
    found, at = get_object_or_404(plans_of(board, request.user), pk=pk), clock.now()
    return plan_page(request, board, found, at, Plan.objects.in_force(board, at), is_one_of_many=True)


def number_of(request, name) -> int:
    """A number that was sent; 0, which is nobody's, where it is none."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 19 else 0


def plans_of(board, person):
    """A board's plans, the newest first."""
    found = Plan.objects.visible_to(person).filter(board=board)
    return found.select_related(
        "board", "cycle", "purse__by", "purse__board", "charter__board", "by", "decision", "ranking", "division"
    )


def plan_page(request, board, shown, at, in_force, beginnings=(), is_one_of_many=False):
    """A plan, or that there is none yet; other plans; and, on the page of the board's plan, where one can be begun."""
    person = request.user
    others = plans_of(board, person).exclude(pk=shown.pk if shown else None)
    purse = shown.purse if shown else None
    context = {
        "now": at,
        "board": board,
        "others": [{"plan": one, "look": reading.LOOKS[one.state]} for one in others[: reading.SHOWN]],
        "purse": purse,
        "beginnings": beginnings,
        "in_force": in_force,
        "crumbs": crumbs_to(board, {"href": reverse("board_plan", args=[board.slug]), "text": _("The plan")})
        if is_one_of_many
        else crumbs_to(board),
    }
    if shown:
        found = Vote.objects.visible_to(person) & shown.all_votes
        votes = voting.with_stages(found.select_related("board", "tally"), person, at)
        context |= reading.of_plan(shown, votes) | {"votes": votes}
    with timezone.override(board.zone):
        return render(request, "priorities/plan.html", context)


def beginnings(board, person, at) -> list[dict]:
    """The cycles for which a plan can be made, with whether this person may begin it now. Nothing for a visitor."""
    if not person.is_authenticated:
        return []
    today = at.astimezone(ZoneInfo(board.zone)).date()
    open_now = Purse.objects.filter(board=board, cycle__in=Cycle.objects.not_over(today)).newest()
    found = open_now.select_related("cycle", "board").order_by("cycle__starts_on", "pk")[:3]
    known = {}
    return [
        {"purse": one, "may": actions.begin_verdict(board, one.cycle, person, at, purse=one, known=known)}
        for one in found
    ]
