"""What the fund owes and has answered, the form in which it answers, and how a role is handed over."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.people.models import Person
from community.record import clock
from community.record.verdict import insist
from governance.boards import actions as boards
from governance.boards.duties import duties_of_role
from governance.boards.models import Board, BoardRole
from governance.voting.views.common import sent

from . import actions as accountability
from .forms import AnswerForm, HandoverForm
from .models import Answer, Handover

SHOWN = 20  # answers on one page of the list


@require_safe
def answers(request):
    """What the fund owes, the oldest first, then what it has answered, the newest first."""
    at = clock.now()
    found = Answer.objects.visible_to(request.user).with_officers(at)
    found = found.order_by(F("answered_at").desc(nulls_first=True), "due_at", "pk")
    page = Paginator(found, SHOWN).get_page(request.GET.get("page"))
    return render(request, "accountability/answers.html", {"page": page, "now": at})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request, pk, key=""):
    """Somebody who works for the fund answers a decision, once, in public. key: of one of several things that won."""
    seen = Answer.objects.visible_to(request.user).with_officers(clock.now())
    owed = get_object_or_404(seen, vote__pk=pk, key=key)
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
        {"href": reverse("result", args=[vote.pk]), "text": vote.question, "language": vote.language},
    ]
    context = {"answer": owed, "vote": vote, "may": may, "form": form, "crumbs": crumbs}
    with timezone.override(vote.board.zone):
        return render(request, "accountability/answer.html", context, status=422 if form.errors else 200)


def successors(role, at):
    """Who can take over a role: an officer works for the fund, a chair sits here, a clerk is known to either."""
    people = Person.objects.filter(is_active=True).exclude(pk=role.person_id)
    if role.role == BoardRole.Role.OFFICER:
        return people.filter(is_staff=True)
    seated = role.board.terms_at(at).values("person")
    if role.role == BoardRole.Role.CHAIR:
        return people.filter(pk__in=seated)
    return people.filter(Q(pk__in=seated) | Q(is_staff=True) | Q(pk__in=BoardRole.objects.values("person")))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def handover(request, slug):
    """Hand over a role on a board, or leave it when nothing is open. The administrator may do it for somebody."""
    at, me = clock.now(), request.user
    board = get_object_or_404(Board.objects.visible_to(me), slug=slug)
    roles = board.roles.at(at).select_related("person", "board").order_by("role", "since", "pk")
    roles = list(roles if me.is_superuser else roles.filter(person=me))
    if not roles:
        raise PermissionDenied
    forms = []
    for role in roles:
        posted = request.POST if request.POST.get("role") == str(role.pk) else None
        duties = duties_of_role(role, at)
        form = HandoverForm(posted, role=role, duties=duties, people=successors(role, at))
        if form.is_valid():
            return redirect(leave(request, role, form.cleaned_data))
        forms.append((role, form))
    was_sent = any(form.is_bound for _role, form in forms)
    if request.method == "POST" and not was_sent:
        raise PermissionDenied  # the role of somebody else
    crumbs = [{"href": board.get_absolute_url(), "text": board.name}]
    context = {"board": board, "forms": forms, "crumbs": crumbs}
    return render(request, "accountability/handover.html", context, status=422 if was_sent else 200)


def leave(request, role, told):
    """Do what the form says: hand the role over, or leave it with nobody after. Where to go then."""
    if told["to"]:
        done = accountability.hand_over(role, to=told["to"], notes=told["notes"], by=request.user)
        messages.success(request, _("The role is handed over. Everybody concerned gets a letter."))
        return done
    boards.end_role(role, by=request.user)
    messages.success(request, _("The role has ended."))
    return role.board


@require_safe
def handed_over(request, slug, pk):
    """A handover, as everybody can read it: what was open, and who answers now."""
    seen = Handover.objects.visible_to(request.user).with_everything()
    found = get_object_or_404(seen, role__board__slug=slug, pk=pk)
    board = found.role.board
    crumbs = [{"href": board.get_absolute_url(), "text": board.name}]
    return render(request, "accountability/handed_over.html", {"handover": found, "board": board, "crumbs": crumbs})
