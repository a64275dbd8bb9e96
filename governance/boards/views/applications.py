"""How somebody applies for a seat, and how the board reads it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.people import actions as people
from community.people.models import Draft
from community.record import clock
from community.record.verdict import Refused

from .. import actions as boards
from ..forms import ApplicationForm, SeatingForm
from ..letters import letter_of
from ..models import Application, Board, BoardRole, Call


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def applying(request, slug):
    """Apply for a seat: which one, and why. What was typed before is still there."""
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    at, me, draft = clock.now(), request.user, f"application-{slug}"
    verdicts = {call: boards.apply_verdict(call, me, at) for call in list(Call.objects.open_at(at).of(board))}
    open_calls = [call for call, verdict in verdicts.items() if verdict]
    refused = next((verdict for verdict in verdicts.values() if not verdict), None)
    if request.method == "POST":
        form = ApplicationForm(request.POST, board=board, calls=open_calls)
        if form.is_valid():
            try:
                sent = boards.apply(by=me, language=get_language(), **form.cleaned_data)
            except Refused as no:
                # Nothing typed is lost: it stays in the form, and as a draft.
                people.keep_draft(me, form=draft, fields=form.data.dict())
                refused = no.verdict
            else:
                people.drop_draft(me, draft)
                messages.success(request, _("Your application is sent."))
                return redirect(sent)
        status = 422 if form.errors else 409
    else:
        typed = Draft.objects.typed(me, draft)
        form, status = ApplicationForm(initial=typed, board=board, calls=open_calls), 200
    context = {
        "board": board,
        "form": form,
        "calls": open_calls,
        "refused": None if open_calls and status != 409 else refused,
        "mine": Application.objects.filter(call__seat__board=board, person=me).undecided().first(),
        "draft": draft,
    }
    return render(request, "boards/applying.html", context, status=status)


def find(request, slug, pk, at) -> Application:
    """The application this person may see; for everybody else it isn't here."""
    seen = Application.objects.visible_to(request.user, at).select_related("person", "call__seat__board")
    return get_object_or_404(seen, call__seat__board__slug=slug, pk=pk)


@require_safe
def application(request, slug, pk):
    """Where an application stands, for its author, the members and the clerk."""
    at = clock.now()
    return application_page(request, find(request, slug, pk, at), at)


def application_page(request, found, at, form=None):
    """The page of an application; with the clerk's form as it was sent, where something was missing in it."""
    board, me = found.board, request.user
    is_carried = found.state == Application.State.CARRIED
    is_clerk = board.has_role(me, BoardRole.Role.CLERK, at)
    context = {
        "application": found,
        "board": board,
        "is_mine": found.person_id == me.pk,
        "is_member": board.seats_person(me, at),
        "is_clerk": is_clerk,
        "is_founding": board.is_founding(at),
        # The clerk writes the reason in the form below, so a missing one is no reason to hide the form.
        "seating": boards.seat_verdict(found, by=me, why="…", at=at) if is_clerk else None,
        "letter": letter_of(found, at) if found.person_id == me.pk else None,
        "form": form or SeatingForm(needs_reason=not is_carried),
    }
    return render(request, "boards/application.html", context, status=422 if form else 200)


@require_safe
def applications(request, slug):
    """Every application for a seat of a board, for its members and its clerk."""
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    at = clock.now()
    if not (board.has_role(request.user, BoardRole.Role.CLERK, at) or board.seats_person(request.user, at)):
        raise PermissionDenied
    seen = Application.objects.visible_to(request.user, at).filter(call__seat__board=board)
    seen = seen.select_related("call__seat__board").in_order()
    page = Paginator(seen, 20).get_page(request.GET.get("page"))
    return render(request, "boards/applications.html", {"board": board, "page": page})
