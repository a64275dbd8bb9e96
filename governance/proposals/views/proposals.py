"""Proposals as people meet them: the list, one proposal, and writing, sending, changing, taking back."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.people import actions as people
from community.people.models import Draft
from community.record import clock
from community.record.models import type_of
from community.record.verdict import Refused, insist
from governance.priorities.models import Priority
from governance.voting.models import Vote

from .. import actions, reading
from ..forms import ListFilter, ProposalForm, WithdrawalForm
from ..models import Proposal, most_of

SHOWN = 20  # proposals on one page of the list

reads_and_writes = require_http_methods(["GET", "HEAD", "POST"])


def find(request, pk) -> Proposal:
    """A proposal this person may see."""
    found = Proposal.objects.visible_to(request.user).select_related(
        "priority__board", "priority__locale", "author", "adoption__vote", "decision"
    )
    return get_object_or_404(found, pk=pk)


@require_safe
def proposals(request):
    """Every proposal this person may see, the newest first."""
    form = ListFilter(request.GET, person=request.user)
    found = form.narrow(Proposal.objects.visible_to(request.user)).select_related("priority__locale", "author")
    page = Paginator(found, SHOWN).get_page(request.GET.get("page"))
    return render(request, "proposals/proposals.html", {"form": form, "page": page})


@require_safe
def proposal(request, pk):
    """A proposal with its words, the money it rests on, its versions, its votes and what is said about it."""
    return proposal_page(request, find(request, pk))


def proposal_page(request, proposal, *, form=None):
    """A proposal as one person sees it now. form: a reason for taking it back that could not be kept."""
    at, person = clock.now(), request.user
    versions, is_mine = list(proposal.versions.all()), proposal.author_id == person.pk
    votes = list(proposal.votes.visible_to(person).select_related("board", "tally"))
    prefetch_related_objects([proposal], "priority__adoptions")  # asked for by more than one part of the page
    context = {
        "proposal": proposal,
        "now": at,
        "is_mine": is_mine,
        "may_send": actions.send_verdict(proposal, person, at) if proposal.state == Proposal.State.DRAFT else None,
        "may_change": is_mine and actions.change_verdict(proposal, person),
        "may_withdraw": is_mine and actions.withdraw_verdict(proposal, person),
        "form": form or WithdrawalForm(),
        "versions": versions,
        "votes": votes,
        "is_pending": any(v.state != Vote.State.CERTIFIED and v.subject_type == type_of(proposal) for v in votes),
        "decision": reading.won_in(proposal, votes),
        "change": reading.change(versions, request.GET.get("version")),
        "crumbs": [
            {"href": reverse("proposals"), "text": _("Proposals")},
            {"href": proposal.priority.get_absolute_url(), "text": proposal.priority.title},
        ],
    }
    with timezone.override(proposal.board.zone):
        return render(request, "proposals/proposal.html", context, status=422 if form else 200)


@reads_and_writes
@login_required
def proposing(request, slug):
    """Write a proposal to a priority. It is a draft until its author sends it."""
    seen = Priority.objects.visible_to(request.user).select_related("board", "locale")
    priority = get_object_or_404(seen, slug=slug)
    may = priority.may_receive(clock.now())
    return write(request, priority, may, f"proposal-{priority.pk}", lambda words: actions.start(priority, **words))


@reads_and_writes
@login_required
def version(request, pk):
    """The author writes a new version."""
    proposal = find(request, pk)
    may = actions.change_verdict(proposal, request.user)
    written = {field: getattr(proposal, field) for field in actions.WRITTEN}
    draft = f"proposal-version-{pk}"
    return write(
        request, proposal.priority, may, draft, lambda words: actions.change(proposal, **words), proposal, written
    )


def write(request, priority, may, draft, act, proposal=None, written=None):
    """The form of a proposal. What was typed is never lost: it stays in the form and, on the server, as a draft."""
    refused, status = None if may else may, 200
    if request.method == "POST":
        form = ProposalForm(request.POST, priority=priority)
        try:
            insist(may)
            if form.is_valid():
                made = act(form.cleaned_data | {"by": request.user})
                people.drop_draft(request.user, draft)
                return redirect(made)
            status = 422
        except Refused as no:
            typed = {name: form.data.get(name, "").replace("\0", "") for name in form.fields}
            people.keep_draft(request.user, form=draft, fields=typed)
            refused, status = no.verdict, 409
    else:
        typed = Draft.objects.typed(request.user, draft)
        form = ProposalForm(initial=(written or {}) | typed, priority=priority)
    context = {
        "priority": priority,
        "adoption": priority.in_force,
        "most": most_of(priority),
        "proposal": proposal,
        "refused": refused,
        "form": form,
        "draft": draft,
        "crumbs": [{"href": priority.get_absolute_url(), "text": priority.title}],
    }
    if proposal:
        context["crumbs"].append({"href": proposal.get_absolute_url(), "text": proposal.title})
    return render(request, "proposals/writing.html", context, status=status)


@require_POST
@login_required
def sending(request, pk):
    """The author sends the proposal to the board."""
    return redirect(actions.send(find(request, pk), by=request.user))


@require_POST
@login_required
def withdrawal(request, pk):
    """The author takes the proposal back."""
    proposal, form = find(request, pk), WithdrawalForm(request.POST)
    if form.is_valid():
        return redirect(actions.withdraw(proposal, by=request.user, **form.cleaned_data))
    return proposal_page(request, proposal, form=form)
