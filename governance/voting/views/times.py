"""When a vote opens and closes: what its clerk sets, and more time for an open one."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from community.record import clock
from community.record.verdict import insist

from .. import actions as voting
from ..forms import ExtensionForm, TimesForm
from .common import find
from .pages import vote_page


@require_POST
@login_required
def times(request, pk):
    """The clerk sets when a called vote opens and closes."""
    vote = find(request, pk)
    with timezone.override(vote.board.zone):
        form = TimesForm(request.POST, vote=vote, by=request.user, at=clock.now())
        if form.is_valid():
            return redirect(voting.set_times(vote, by=request.user, **form.cleaned_data))
    return vote_page(request, vote, form=form)


@require_POST
@login_required
def extensions(request, pk):
    """Somebody asks for more time in an open vote."""
    vote, at = find(request, pk), clock.now()
    insist(voting.extension_verdict(vote, request.user, at))
    with timezone.override(vote.board.zone):
        form = ExtensionForm(request.POST, vote=vote, by=request.user, at=at)
        if form.is_valid():
            voting.ask_for_time(vote, by=request.user, **form.cleaned_data)
            return redirect(vote)
    return vote_page(request, vote, ask_form=form)


@require_POST
@login_required
def extension_agreement(request, pk, extension):
    """Somebody else on the roll agrees to more time."""
    vote = find(request, pk)
    return redirect(voting.agree_to_time(get_object_or_404(vote.extensions, pk=extension), by=request.user))
