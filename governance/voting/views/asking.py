"""Members ask for votes: on a thing, on a motion or a question of theirs, on the end of a term."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from community.record import clock
from community.record.verdict import insist
from governance.boards.charters import clause_in_words
from governance.boards.models import Board, Term

from .. import actions as voting
from .. import reading, rules
from ..forms import MotionForm, PutForm, QuestionForm, RemovalForm, secrecy
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
    how = {name: form.cleaned_data[name] for name in ("mode", "ends_when_all_voted")}
    return redirect(voting.move(thing.board, thing, by=request.user, **how))


@reads_and_writes
@login_required
def motions(request, slug):
    """A member asks the board about one thing: yes or no, consent, a sounding. First the way to ask is chosen."""
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    at, method, form = clock.now(), method_of(request, rules.YES_NO), None
    may = voting.motion_verdict(board, request.user, at)
    if request.method == "POST":
        insist(may)
        method = method or rules.MOTION
        form = MotionForm(request.POST, method=method, **secrecy(board, at, method=method))
        if form.is_valid():
            return redirect(voting.propose_motion(board, by=request.user, **form.cleaned_data))
    elif may and method:
        form = MotionForm(method=method, **secrecy(board, at, method=method))
    return asking_page(request, board, may, form)


@reads_and_writes
@login_required
def questions(request, slug):
    """A member asks the board to choose from several. "Add another option" gives the same page with one more line."""
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    at, method, form = clock.now(), method_of(request, rules.PICKS), None
    may = voting.motion_verdict(board, request.user, at)
    if request.method == "POST":
        insist(may)
        method = method or rules.PICKS[0]
        how = {"method": method} | secrecy(board, at, method=method)
        if "more" in request.POST:
            return asking_page(request, board, may, QuestionForm.with_room(request.POST, **how))
        form = QuestionForm(request.POST, **how)
        if form.is_valid():
            return redirect(voting.propose_question(board, by=request.user, **form.cleaned_data))
    elif may and method:
        form = QuestionForm(method=method, **secrecy(board, at, method=method))
    return asking_page(request, board, may, form)


def method_of(request, methods) -> str:
    """The way to ask that was chosen, if it is one of these."""
    asked = (request.POST if request.method == "POST" else request.GET).get("method", "")
    return asked if asked in methods else ""


def asking_page(request, board, may, form):
    """The page on which a way to ask is chosen, or the one with its form."""
    context = {
        "board": board,
        "may": may,
        "form": form,
        "way": reading.WAYS[form.way] if form else None,
        "only_recommends": form and reading.only_recommends(board.charter_at(clock.now()), "right.motions", form.way),
        "groups": ways_of(board),
        "last": reading.last_time(board, form.way if form else "") if may else [],
        "crumbs": [{"href": board.get_absolute_url(), "text": board.name}],
    }
    return render(request, "voting/asking.html", context, status=422 if form and form.errors else 200)


def ways_of(board) -> list[dict]:
    """The ways a member can ask by, under the kind of question they fit, each with its address."""
    groups = (("motions", _("About one thing"), rules.YES_NO), ("questions", _("To choose from several"), rules.PICKS))
    return [
        {
            "heading": heading,
            "ways": [
                {"way": reading.WAYS[method], "href": f"{reverse(name, args=[board.slug])}?method={method}"}
                for method in methods
            ],
        }
        for name, heading, methods in groups
    ]


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
