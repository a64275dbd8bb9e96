"""The demo's back door: be somebody of the demo city, let the others vote, read what was mailed."""

from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from community.record import clock
from governance.voting import actions as voting
from governance.voting.models import Choice, Vote

from . import mailbox
from .forms import VoteForm
from .guard import at_this_machine
from .people import ROLES, citizens, living
from .wishes import wish

LETTERS = 20  # files of the mail folder on one page


@at_this_machine
@require_safe
def demo(request):
    """Everybody one can be, and the votes that are open now."""
    people = living()
    lines = [(citizen, people[key]) for key, citizen in citizens().items() if key in people]
    groups = [(heading, list(group)) for heading, group in groupby(lines, lambda line: ROLES[line[0].role][1])]
    # Of a secret vote not even the demo says how many have voted: from figure to figure it would tell who did.
    waited_for = Q(mode=Vote.Mode.OPEN, roll__voted=False, roll__recused=False)
    votes = (
        Vote.objects.open_at(clock.now())
        .select_related("board")
        .annotate(missing=Count("roll", filter=waited_for))
        .order_by("closes_at", "pk")
    )
    return render(request, "demo/demo.html", {"groups": groups, "votes": votes, "choices": Choice.choices})


@at_this_machine
@require_POST
def demo_session(request):
    """Sign in as somebody of the demo city, by their first name in lower case."""
    person = living().get(request.POST.get("person", ""))
    if person is None:
        raise Http404
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(settings.LOGIN_REDIRECT_URL)


@at_this_machine
@require_POST
def demo_ballots(request):
    """Everybody on the roll who has not voted votes, except whoever is signed in."""
    form = VoteForm(request.POST)
    if not form.is_valid():
        raise Http404
    vote = form.cleaned_data["vote"]
    others = vote.roll.filter(voted=False, recused=False).exclude(person=request.user.pk).select_related("person")
    for mark in others:
        voting.cast(vote, by=mark.person, choice=wish(vote, mark.person, request.POST.get("choice", "")))
    said = ngettext("%(count)s other member has voted.", "%(count)s other members have voted.", len(others))
    messages.success(request, _("All other members have voted.") if vote.is_secret else said % {"count": len(others)})
    return redirect(vote)


@at_this_machine
@require_safe
def demo_mail(request):
    """What was mailed, the newest first, as text."""
    page = Paginator(mailbox.envelopes(), LETTERS).get_page(request.GET.get("page"))
    letters = [letter for envelope in page for letter in mailbox.letters(envelope)]
    return render(request, "demo/mail.html", {"page": page, "letters": letters})
