"""Members say in public how close they are to an item."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render

from community.record import clock
from community.record.verdict import insist

from .. import actions as voting
from .. import closeness as near
from .. import reading
from ..forms import ClosenessForm
from ..models import Vote
from .common import reads_and_writes, sent


@reads_and_writes
@login_required
def closeness(request, kind, pk):
    """A member says how close they are to an item. Everybody reads it."""
    thing, at, person = reading.votable(kind, pk, request.user), clock.now(), request.user
    if thing is None:
        raise Http404
    may, form = voting.disclose_verdict(thing, person, at), None
    vote = near.pending_vote(thing)
    page = (vote or Vote.objects.on(thing).first() or thing).get_absolute_url()
    if may or request.method == "POST":
        insist(may)
        close = near.of_one(thing, person, at, vote=vote)

        def verdict(grade):
            return voting.disclose_verdict(thing, person, at, grade=grade, vote=vote, close=close)

        form = ClosenessForm(sent(request), close=close, verdict=verdict)
        if form.is_valid():
            voting.disclose(thing, by=person, **form.cleaned_data)
            return redirect(page)
    crumbs = [{"href": page, "text": str(thing)}]
    context = {"thing": thing, "may": may, "form": form, "crumbs": crumbs, "is_open": vote and vote.is_open_at(at)}
    context["close"] = near.of_one(thing, person, at, vote=vote) if form else None
    return render(request, "voting/closeness.html", context, status=422 if form and form.errors else 200)
