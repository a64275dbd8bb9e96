"""Votes as people meet them: the list, one vote, and what its clerk sets."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from community.record import clock
from governance.boards.models import BoardRole

from .. import actions as voting
from .. import reading
from ..forms import BoardFilter, ExtensionForm, TimesForm
from ..models import Vote
from .asking import put_to_vote
from .common import find, reads_and_writes, show

SHOWN = 20  # votes on one page of the list


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


@require_safe
def vote(request, pk):
    """One vote: what is asked, how far it is, and what this person can do."""
    return vote_page(request, find(request, pk))


def vote_page(request, vote, *, form=None, ask_form=None):
    """A vote as one person sees it now. form, ask_form: times the charter did not take."""
    at, person = clock.now(), request.user
    stage = vote.stage(at)
    subject = reading.votable(vote.subject_type, vote.subject_id, person)
    roll = list(vote.roll.select_related("person"))
    options = list(vote.options.all()) if reading.has_options(vote) else []
    mine = next((mark for mark in roll if mark.person_id == person.pk), None) if person.is_authenticated else None
    is_clerk = vote.board.has_role(person, BoardRole.Role.CLERK, at)
    if is_clerk and vote.state == Vote.State.CALLED and form is None:
        form = TimesForm(vote=vote, by=person, at=at)
    context = {
        "now": at,
        "stage": stage,
        "steps": reading.steps(vote, at),
        "movers": [mover.person for mover in vote.movers.select_related("person")],
        "missing_movers": reading.missing_movers(vote, at),
        "subject": subject,
        "has_changed": subject is not None and vote.state != Vote.State.CERTIFIED and vote.has_changed(subject),
        "options": options,
        "way": reading.way_of(vote),
        "locked": reading.locked(vote, options),
        "roll": roll,
        "mine": mine,
        # Who has not voted yet is for those who can remind them, and in a secret vote for nobody: it would tell
        # when somebody voted. A choice or a count is for nobody.
        "tells_missing": mine and not mine.recused and not vote.is_secret and vote.state == Vote.State.OPENED,
        "turnout": reading.turnout(vote),
        "needed": reading.needed(vote, at, roll),
        "voters": sum(not mark.recused for mark in roll),
        "authority": reading.authority(vote, at),
        "may_cast": voting.cast_verdict(vote, person, at) if vote.is_open_at(at) else None,
        "may_second": voting.second_verdict(vote, person, at) if vote.state == Vote.State.MOVED else None,
        "may_open": voting.open_verdict(vote, at) if stage == "blocked" else None,
        "form": form if is_clerk and vote.state == Vote.State.CALLED else None,
    } | more_time(vote, person, at, mine, ask_form)
    has_errors = (form and form.errors) or (ask_form and ask_form.errors)
    return show(request, "voting/vote.html", vote, context, status=422 if has_errors else 200)


def more_time(vote, person, at, mine, ask_form) -> dict:
    """What is asked about more time for an open vote, and what this person can do about it."""
    if not vote.is_open_at(at):
        return {}
    asked, on_roll = list(vote.extensions.select_related("asked_by", "agreed_by")), bool(mine and not mine.recused)
    for one in asked:
        one.may = not one.agreed_by and voting.extension_verdict(vote, person, at, asked=one, on_roll=on_roll)
    may_ask = voting.extension_verdict(vote, person, at, on_roll=on_roll)
    with timezone.override(vote.board.zone):
        form = ask_form or (ExtensionForm(vote=vote, by=person, at=at) if may_ask else None)
    return {"extensions": asked, "may_ask": may_ask, "ask_form": form}


@require_POST
@login_required
def seconding(request, pk):
    """Another member joins in asking for the vote."""
    return redirect(voting.second(find(request, pk), by=request.user))
