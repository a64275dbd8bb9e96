"""A ballot, from the choice to the receipt."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect

from community.record import clock
from community.record.verdict import insist

from .. import actions as voting
from .. import closeness as near
from .. import reading
from ..forms import BallotForm
from .common import find, reads_and_writes, sent, show


@reads_and_writes
@login_required
def ballot(request, pk):
    """One person's ballot: the choices before it is cast, and that it is recorded afterwards."""
    vote, at = find(request, pk), clock.now()
    may, form = voting.cast_verdict(vote, request.user, at), BallotForm(sent(request))
    if request.method == "POST":
        insist(may)
        if form.is_valid():
            voting.cast(vote, by=request.user, choice=form.cleaned_data["choice"])
            return redirect("ballot", pk=vote.pk)
    mine = next(iter(reading.with_answers(vote, vote.roll.filter(person=request.user, voted=True))), None)
    context = {"may": may, "form": form, "mine": mine, "stage": vote.stage(at), "now": at}
    if may:
        close = near.of_one(vote.subject, request.user, at, vote=vote)
        context["asked"] = close.ties if close.is_asked else []
    context["authority"] = reading.authority(vote, at)
    return show(request, "voting/ballot.html", vote, context, status=422 if form.errors else 200)
