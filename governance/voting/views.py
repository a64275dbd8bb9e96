"""Votes as people meet them: the list, one vote, a ballot, the result, and the acts around them.

A vote's pages show its moments in its board's time zone, and read what is typed there in it too.
"""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.record import clock
from community.record.verdict import insist
from governance.boards.charters import clause_in_words
from governance.boards.models import Board, BoardRole, Term

from . import actions as voting
from . import closeness as near
from . import reading
from .forms import BallotForm, BoardFilter, ClosenessForm, MotionForm, PutForm, RemovalForm, TimesForm
from .models import Vote

SHOWN = 20  # votes on one page of the list

reads_and_writes = require_http_methods(["GET", "HEAD", "POST"])


def sent(request):
    """What was sent, were it empty; nothing when the page is only opened."""
    return request.POST if request.method == "POST" else None


def find(request, pk) -> Vote:
    """A vote this person may see."""
    votes = Vote.objects.visible_to(request.user).select_related("board", "charter")
    return get_object_or_404(votes, pk=pk)


def show(request, template, vote, context, status=200):
    """A page about a vote, in its board's time zone."""
    crumbs = [
        {"href": reverse("votes"), "text": _("Votes")},
        {"href": vote.board.get_absolute_url(), "text": vote.board.name},
    ]
    with timezone.override(vote.board.zone):
        return render(request, template, {"vote": vote, "crumbs": crumbs} | context, status=status)


@reads_and_writes
def votes(request):
    """Every vote: open ones first, then called, then asked for, then decided. Posted to: ask for one."""
    if request.method == "POST":
        return put_to_vote(request)
    at, form = clock.now(), BoardFilter(request.GET)
    found = Vote.objects.visible_to(request.user).select_related("board", "tally").in_order()
    if form.is_valid() and form.cleaned_data["board"]:
        found = found.filter(board=form.cleaned_data["board"])
    page = Paginator(found, SHOWN).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "groups": reading.grouped(page, request.user, at), "now": at}
    return render(request, "voting/votes.html", context)


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


@require_safe
def vote(request, pk):
    """One vote: what is asked, how far it is, and what this person can do."""
    return vote_page(request, find(request, pk))


def vote_page(request, vote, *, form=None):
    """A vote as one person sees it now. form: times the charter did not take."""
    at, person = clock.now(), request.user
    subject = reading.votable(vote.subject_type, vote.subject_id, person)
    roll = list(vote.roll.select_related("person"))
    mine = next((mark for mark in roll if mark.person_id == person.pk), None) if person.is_authenticated else None
    is_clerk = vote.board.has_role(person, BoardRole.Role.CLERK, at)
    if is_clerk and vote.state == Vote.State.CALLED and form is None:
        form = TimesForm(vote=vote, by=person, at=at)
    context = {
        "now": at,
        "stage": vote.stage(at),
        "steps": reading.steps(vote, at),
        "movers": [mover.person for mover in vote.movers.select_related("person")],
        "missing_movers": reading.missing_movers(vote, at),
        "subject": subject,
        "has_changed": subject is not None and vote.state != Vote.State.CERTIFIED and vote.has_changed(subject),
        "roll": roll,
        "mine": mine,
        # Who has not voted yet is for those who can remind them. A choice or a count is for nobody.
        "tells_missing": mine is not None and not mine.recused and vote.state == Vote.State.OPENED,
        "needed": reading.needed(vote, at, roll),
        "voters": sum(not mark.recused for mark in roll),
        "authority": reading.authority(vote, at),
        "may_cast": voting.cast_verdict(vote, person, at),
        "may_second": voting.second_verdict(vote, person, at),
        "may_open": voting.open_verdict(vote, at) if vote.state == Vote.State.CALLED else None,
        "form": form if is_clerk and vote.state == Vote.State.CALLED else None,
    }
    return show(request, "voting/vote.html", vote, context, status=422 if form and form.errors else 200)


@require_POST
@login_required
def seconding(request, pk):
    """Another member joins in asking for the vote."""
    return redirect(voting.second(find(request, pk), by=request.user))


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


@require_safe
def result(request, pk):
    """What was decided, with its arithmetic; before that, only when it will be known."""
    vote, at = find(request, pk), clock.now()
    context = {"stage": vote.stage(at), "now": at}
    if vote.state != Vote.State.CERTIFIED:
        return show(request, "voting/no_result.html", vote, context)
    context |= reading.counted(vote) | {
        "subject": reading.votable(vote.subject_type, vote.subject_id, request.user),
        "steps": reading.steps(vote, at),
        "authority": reading.authority(vote, at),
    }
    return show(request, "voting/result.html", vote, context)
