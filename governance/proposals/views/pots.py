"""Many proposals under one sum: both counts side by side before the rule is chosen, then the vote."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.record import clock
from community.record.verdict import insist
from governance.priorities.models import Priority
from governance.voting.forms.asking import secrecy
from governance.voting.rules import MOST_OPTIONS, POT

from .. import actions, reading
from ..forms import PotForm, SwitchesForm
from ..models import Pot, eligible


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def pot_asking(request, slug):
    """A member puts all proposals to a priority to one vote, after seeing what each way of counting would do."""
    at, person = clock.now(), request.user
    seen = Priority.objects.visible_to(person).filter(live=True).select_related("board", "locale")
    priority = get_object_or_404(seen, slug=slug)
    found = proposals, amount, plan = eligible(priority, at)
    may, form = actions.pot_verdict(priority, person, at, found=found), None
    how = secrecy(priority.board, at, method=POT)
    if request.method == "POST":
        insist(may)
        form = PotForm(request.POST, **how)
        if form.is_valid():
            return redirect(actions.put_pot(priority, by=person, **form.cleaned_data))
    switches = SwitchesForm(form.data if form else request.GET or None)
    chosen = switches.read()
    context = {
        "priority": priority,
        "plan": plan,
        "amount": amount,
        "currency": plan.currency if plan else "",
        "proposals": proposals,
        "most": MOST_OPTIONS,
        "may": may,
        "form": form or PotForm(initial=chosen, **how),
        "switches": SwitchesForm(initial=chosen),
        "sample": reading.on_sample(proposals, amount, plan, **chosen),
        "last": reading.on_last_round(priority.board),
        "crumbs": [{"href": priority.get_absolute_url(), "text": priority.title}],
    }
    with timezone.override(priority.board.zone):
        status = 422 if form and form.errors else 200
        return render(request, "proposals/pot_asking.html", context, status=status)


@require_safe
def pot(request, pk):
    """A pot: its sum and where it comes from, its proposals, how it is counted, and what came of it."""
    seen = Pot.objects.visible_to(request.user)
    found = get_object_or_404(
        seen.select_related("priority__board", "priority__locale", "plan__cycle", "plan__purse", "plan__board"), pk=pk
    )
    vote = found.vote
    context = {
        "pot": found,
        "vote": vote,
        "lines": reading.of_pot(found, vote),
        "crumbs": [
            {"href": reverse("proposals"), "text": _("Proposals")},
            {"href": found.priority.get_absolute_url(), "text": found.priority.title},
        ],
    }
    with timezone.override(found.board.zone):
        return render(request, "proposals/pot.html", context)
