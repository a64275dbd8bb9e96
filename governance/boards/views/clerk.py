"""What a clerk does for a board: call for applications, seat the chosen, enter that a term ended."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.record import clock

from .. import actions as boards
from ..forms import CallForm, EndForm, SeatingForm
from ..models import Application, Board, BoardRole, Call, Term
from ..table import table_of
from .applications import applicant_page, find


def kept(request, slug, at) -> Board:
    """The board this person is the clerk of. Nobody else comes through this door."""
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    if not board.has_role(request.user, BoardRole.Role.CLERK, at):
        raise PermissionDenied
    return board


@require_http_methods(["GET", "HEAD", "POST"])
def calls(request, slug):
    """Open a call for a vacant seat."""
    at = clock.now()
    board = kept(request, slug, at)
    table, running = table_of(board, at), list(Call.objects.open_at(at).of(board))
    called = {call.seat_id for call in running}
    seats = [seat for seat in table.vacant if seat.pk not in called]
    form = CallForm(
        request.POST if request.method == "POST" else None,
        board=board,
        seats=seats,
        charter=table.charter,
        first_day=at.astimezone(ZoneInfo(board.zone)).date() + timedelta(days=table.charter["call.days"]),
    )
    if form.is_valid():
        call = boards.open_call(by=request.user, language=get_language(), **form.cleaned_data)
        messages.success(request, _("The call is open. Everybody can read it on the board’s page."))
        return redirect(call)
    context = {"board": board, "form": form, "seats": seats, "calls": running}
    return render(request, "boards/calls.html", context, status=422 if form.is_bound else 200)


@require_POST
def seating(request, slug, pk):
    """Seat an applicant."""
    at = clock.now()
    kept(request, slug, at)
    application = find(request, slug, pk, at)
    needs_reason = application.state != Application.State.CARRIED
    form = SeatingForm(request.POST, needs_reason=needs_reason, way=application.call.way)
    if not form.is_valid():
        return applicant_page(request, application, at, seating_form=form)
    term = boards.seat(application, by=request.user, **form.cleaned_data)
    messages.success(request, _("%(name)s has a seat now.") % {"name": term.person.name})
    if not term.person.email:
        return redirect("board_card", slug, term.person.public_id)
    return redirect(application)


@require_http_methods(["GET", "HEAD", "POST"])
def ending(request, slug, pk):
    """Give up one's own seat, or enter as the clerk that a term ended."""
    at, me = clock.now(), request.user
    terms = Term.objects.filter(seat__board__in=Board.objects.visible_to(me)).select_related("person", "seat__board")
    term = get_object_or_404(terms, pk=pk, seat__board__slug=slug)
    board, is_mine = term.seat.board, term.person_id == me.pk
    if not (is_mine or board.has_role(me, BoardRole.Role.CLERK, at)):
        raise PermissionDenied
    form = EndForm(request.POST if request.method == "POST" else None, needs_reason=not is_mine)
    if form.is_valid():
        boards.end_term(term, by=me, **form.cleaned_data)
        messages.success(request, _("The term is ended. The seat is empty now."))
        return redirect(board)
    context = {
        "board": board,
        "term": term,
        "is_mine": is_mine,
        "form": form,
        "verdict": boards.end_verdict(term, by=me, why="…", at=at),
    }
    return render(request, "boards/ending.html", context, status=422 if form.is_bound else 200)
