"""A person's own ties: declared once, seen by nobody else as a list, ended and never changed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.record import clock
from community.record.verdict import Refused

from .. import actions as boards
from ..models import Tie
from ..tie_forms import TieEndForm, TieForm


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ties(request):
    """What I have declared; sent here, one tie more."""
    form = TieForm(request.POST if request.method == "POST" else None, today=localdate(clock.now()))
    refused, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            boards.declare_tie(request.user, **form.cleaned_data)
        except Refused as no:
            refused, status = no.verdict, 409
        else:
            messages.success(request, _("Kept. We ask you about it only where it matters."))
            return redirect("ties")
    return page(request, form=form, refused=refused, status=status)


def page(request, *, form, refused=None, ending=None, status=200):
    """The page of my ties. ending: the form of one that could not be ended as it was sent."""
    today = localdate(clock.now())
    mine = list(Tie.objects.visible_to(request.user))
    running = [
        (tie, ending if ending and ending.tie == tie else TieEndForm(today=today, tie=tie))
        for tie in mine
        if tie.until is None
    ]
    context = {"running": running, "ended": [t for t in mine if t.until], "form": form, "refused": refused}
    return render(request, "me/ties.html", context | {"ending": ending}, status=status)


@require_POST
@login_required
def tie_end(request, pk):
    """Say that a tie of mine has ended."""
    tie, today = get_object_or_404(Tie.objects.visible_to(request.user), pk=pk), localdate(clock.now())
    form = TieEndForm(request.POST, today=today, tie=tie)
    if form.is_valid():
        boards.end_tie(tie, by=request.user, **form.cleaned_data)
        messages.success(request, _("Kept. The tie has ended."))
        return redirect("ties")
    return page(request, form=TieForm(today=today), ending=form, status=422)
