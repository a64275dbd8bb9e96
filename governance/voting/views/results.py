"""What was decided, what anybody can ask about it, and the rules it was counted by."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from community.record import clock
from community.record.verdict import insist

from .. import actions as voting
from .. import reading
from ..forms import QueryAnswerForm, QueryForm
from ..models import Vote
from .common import find, show


@require_safe
def result(request, pk):
    """What was decided, with its arithmetic; before that, only when it will be known."""
    vote = find(request, pk)
    if vote.state != Vote.State.CERTIFIED:
        at = clock.now()
        return show(request, "voting/no_result.html", vote, {"stage": vote.stage(at), "now": at})
    return result_page(request, vote)


def result_page(request, vote, *, form=None, answering=None):
    """A result as one person sees it. form: what was not taken; answering: the question it answers, if it does."""
    at, person = clock.now(), request.user
    days = vote.charter["vote.question_days"]
    queries = list(vote.queries.select_related("by", "answered_by"))
    for one in queries:
        one.vote, one.form = vote, None  # it is known here, so nobody has to ask for it again
    unanswered = [one for one in queries if not one.answered_at]
    # Who may answer one of them may answer each.
    if unanswered and voting.query_answer_verdict(unanswered[0], person, at):
        for one in unanswered:
            one.form = form if one.pk == answering else QueryAnswerForm(query=one)
    may_question = voting.question_verdict(vote, person, at)
    context = reading.counted(vote) | {
        "now": at,
        "stage": vote.stage(at),
        "subject": reading.votable(vote.subject_type, vote.subject_id, person),
        "steps": reading.steps(vote, at),
        "authority": reading.authority(vote, at),
        "queries": queries,
        "questions_until": vote.tally.certified_at + timedelta(days=days),
        "may_question": may_question,
        "question_form": (form if form and answering is None else QueryForm()) if may_question else None,
        "form_errors": form,
    }
    return show(request, "voting/result.html", vote, context, status=422 if form else 200)


@require_POST
@login_required
def queries(request, pk):
    """Somebody questions a result."""
    vote = find(request, pk)
    insist(voting.question_verdict(vote, request.user, clock.now()))
    form = QueryForm(request.POST)
    if form.is_valid():
        return redirect(voting.question(vote, by=request.user, **form.cleaned_data))
    return result_page(request, vote, form=form)


@require_POST
@login_required
def query_answer(request, pk, query):
    """The clerk answers what was asked about a result."""
    vote = find(request, pk)
    asked = get_object_or_404(vote.queries, pk=query)
    insist(voting.query_answer_verdict(asked, request.user, clock.now()))
    form = QueryAnswerForm(request.POST, query=asked)
    if form.is_valid():
        return redirect(voting.answer_query(asked, by=request.user, **form.cleaned_data))
    return result_page(request, vote, form=form, answering=asked.pk)
