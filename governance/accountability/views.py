"""What the fund owes and has answered, and the form in which it answers."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.record import clock
from community.record.verdict import insist
from governance.voting.views import sent

from . import actions as accountability
from .forms import AnswerForm
from .models import Answer

SHOWN = 20  # answers on one page of the list


@require_safe
def answers(request):
    """What the fund owes, the oldest first, then what it has answered, the newest first."""
    at = clock.now()
    found = Answer.objects.visible_to(request.user).with_officers(at)
    found = found.order_by(F("answered_at").desc(nulls_first=True), "due_at")
    page = Paginator(found, SHOWN).get_page(request.GET.get("page"))
    return render(request, "accountability/answers.html", {"page": page, "now": at})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request, pk):
    """Somebody who works for the fund answers a decision, once, in public."""
    owed = get_object_or_404(Answer.objects.visible_to(request.user).with_officers(clock.now()), vote__pk=pk)
    if not request.user.is_staff:
        raise PermissionDenied
    vote, form = owed.vote, AnswerForm(sent(request))
    may = accountability.answer_verdict(owed, request.user)
    if request.method == "POST":
        insist(may)
        if form.is_valid():
            accountability.give(owed, by=request.user, **form.cleaned_data)
            return redirect("result", pk=vote.pk)
    crumbs = [
        {"href": reverse("answers"), "text": _("What the fund owes")},
        {"href": reverse("result", args=[vote.pk]), "text": vote.question},
    ]
    context = {"answer": owed, "vote": vote, "may": may, "form": form, "crumbs": crumbs}
    with timezone.override(vote.board.zone):
        return render(request, "accountability/answer.html", context, status=422 if form.errors else 200)
