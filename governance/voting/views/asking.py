"""Members ask for votes: on a thing, on a motion of theirs, on the end of a term."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from community.record import clock
from community.record.verdict import insist
from governance.boards.charters import clause_in_words
from governance.boards.models import Board, Term

from .. import actions as voting
from .. import reading
from ..forms import MotionForm, PutForm, RemovalForm
from .common import reads_and_writes, sent


@login_required
def put_to_vote(request):
    """A member asks for a vote on a thing."""
    form = PutForm(request.POST)
    thing = form.is_valid() and reading.votable(
        form.cleaned_data["subject_type"], form.cleaned_data["subject_id"], request.user
    )
    if not thing:
        raise Http404
    ends = form.cleaned_data["ends_when_all_voted"]
    return redirect(voting.move(thing.board, thing, by=request.user, ends_when_all_voted=ends))


@reads_and_writes
@login_required
def motions(request, slug):
    """A member writes a motion and asks for a vote on it."""
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    may, form = voting.motion_verdict(board, request.user, clock.now()), MotionForm(sent(request))
    if request.method == "POST":
        insist(may)
        if form.is_valid():
            return redirect(voting.propose_motion(board, by=request.user, **form.cleaned_data))
    crumbs = [{"href": board.get_absolute_url(), "text": board.name}]
    context = {"board": board, "may": may, "form": form, "crumbs": crumbs}
    return render(request, "voting/motions.html", context, status=422 if form.errors else 200)


@reads_and_writes
@login_required
def removal(request, slug, pk):
    """A member asks for a vote on ending the term of another member."""
    at, person = clock.now(), request.user
    terms = Term.objects.at(at).filter(seat__board__in=Board.objects.visible_to(person))
    term = get_object_or_404(terms.select_related("person", "seat__board"), pk=pk, seat__board__slug=slug)
    may, form, board = voting.removal_verdict(term, person, at), RemovalForm(sent(request)), term.seat.board
    if request.method == "POST":
        insist(may)
        if form.is_valid():
            return redirect(voting.propose_removal(term, by=person, **form.cleaned_data))
    charter = board.charter_at(at)
    context = {
        "term": term,
        "board": board,
        "may": may,
        "form": form,
        "majority": clause_in_words("vote.majority.removal", charter["vote.majority.removal"]),
        "crumbs": [{"href": board.get_absolute_url(), "text": board.name}],
    }
    return render(request, "voting/removal.html", context, status=422 if form.errors else 200)
