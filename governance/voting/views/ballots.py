"""A ballot, from the choice over the review to the receipt. Three steps, each posted to the same address.

What was chosen travels in the page, never in the session and never in an address: nothing on the server ties a
person to a choice before the ballot is in the box, and in a secret vote nothing does afterwards.
"""

import logging
from contextlib import suppress

from django.contrib.auth.views import redirect_to_login
from django.db import InterfaceError, InternalError, OperationalError
from django.db.models import prefetch_related_objects
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from community.record import clock
from community.record.verdict import Refused

from .. import actions as voting
from .. import closeness as near
from .. import reading, receipts, rules
from ..forms import RankForm, WayForm, ballot_form
from ..models import Vote
from .common import find, reads_and_writes, show

# What a database says that is full, locked, read-only or gone.
UNWRITABLE = (OperationalError, InternalError, InterfaceError)
log = logging.getLogger("table.ballots")


@sensitive_post_parameters()
@sensitive_variables()
@never_cache
@reads_and_writes
def ballot(request, pk):
    """One person's ballot: choose, review with the receipt code, send; afterwards, that it is recorded."""
    if not request.user.is_authenticated:
        return not_taken(request, pk) if request.method == "POST" else redirect_to_login(request.get_full_path())
    vote, at = find(request, pk), clock.now()
    if rules.METHODS[vote.method].options:
        prefetch_related_objects([vote], "options")
    if request.method != "POST":
        return opened(request, vote, at)
    way, form = WayForm(request.POST), ballot_form(vote, request.user, request.POST)
    step = way.cleaned_data if way.is_valid() else {}
    version = step.get("version")
    if step.get("receipt") and "back" not in request.POST:
        return send(request, vote, at, form, receipts.read(vote, step["receipt"]), version)
    verdict = (voting.replace_verdict if version else voting.cast_verdict)(vote, request.user, at)
    if not verdict:
        return refuse(request, vote, at, verdict)
    if isinstance(form, RankForm) and (moved := form.after_move()):
        return choose(request, vote, at, moved, version=version)
    if "back" in request.POST or not form.is_valid():
        return choose(request, vote, at, form, version=version, status=422 if form.errors else 200)
    return review(request, vote, form, receipts.new_code(), version)


def opened(request, vote, at):
    """What the address shows when it is opened: the ballot to fill in, or what is recorded."""
    mine, may = recorded_of(vote, request.user), voting.cast_verdict(vote, request.user, at)
    if not mine:
        return choose(request, vote, at, ballot_form(vote, request.user) if may else None, may=may, is_fresh=True)
    may_change = voting.replace_verdict(vote, request.user, at)
    if "change" in request.GET and may_change:
        form = ballot_form(vote, request.user, answer=mine.newest.answer)
        return choose(request, vote, at, form, version=mine.newest.version, is_fresh=True)
    return recorded(request, vote, mine, may_change=may_change)


@sensitive_variables()
def send(request, vote, at, form, code, version):
    """Put the ballot in the box. The same one sent again is recorded once, and says so."""
    if not form.is_valid():
        return choose(request, vote, at, form, version=version, status=422)
    if not code:  # the site has got another key since, or somebody made it up
        return review(request, vote, form, receipts.new_code(), version, status=422)
    try:
        if version:
            voting.replace(vote, by=request.user, choice=form.answer, version=version, receipt=code)
        else:
            voting.cast(vote, by=request.user, choice=form.answer, receipt=code)
    except Refused as refused:
        return refuse(request, vote, at, refused.verdict, code)
    except UNWRITABLE as fault:
        log.error("No ballot can be written: %s", type(fault).__name__)
        if not is_in(vote, code):
            return review(request, vote, form, code, version, status=503)
    # From here on the ballot is in the box: whatever else fails, no page may say that it is not.
    said = "" if vote.is_secret else reading.in_words(vote, form.answer)
    context = {"code": code, "said": said, "may_change": not vote.is_secret}
    context["state"] = vote.state
    if vote.ends_when_all_voted:  # this ballot may have been the last one
        with suppress(*UNWRITABLE):
            context["state"] = Vote.objects.values_list("state", flat=True).get(pk=vote.pk)
    context["may_change"] = context["may_change"] and context["state"] == Vote.State.OPENED
    return show(request, "voting/recorded.html", vote, context | {"key": vote.kept_as(request.user)}, status=201)


@never_cache
def not_taken(request, pk):
    """What somebody reads who was signed out while choosing, or whose page is too old: not recorded, and the way back.

    If only the answer was lost the first time, the ballot is recorded all the same, and the code it came with tells.
    """
    vote, way = find(request, pk), WayForm(request.POST)
    step = way.cleaned_data if way.is_valid() else {}
    code = receipts.read(vote, step.get("receipt", ""))
    is_recorded = bool(code) and is_in(vote, code)
    context = {"is_recorded": is_recorded, "version": step.get("version")}
    return show(request, "voting/not_taken.html", vote, context, status=200 if is_recorded else 403)


def is_in(vote, code) -> bool:
    """Whether a ballot is in the box after all: a line to the database that breaks at the last word tells nothing.

    Where the database cannot say it now, the page asks to send it again, which does no harm.
    """
    with suppress(*UNWRITABLE):
        return receipts.find(code, Vote.objects.filter(pk=vote.pk)) is not None
    return False


def refuse(request, vote, at, verdict, code=""):
    """Why it was not done, with what is recorded or that nothing is. Sent twice, it was done the first time."""
    mine = recorded_of(vote, request.user)
    if not mine:
        return choose(request, vote, at, None, may=verdict, status=409)
    may_change = voting.replace_verdict(vote, request.user, at)
    found = receipts.find(code, Vote.objects.filter(pk=vote.pk)) if code else None
    if found and not found.is_replaced and found.roll_id in (None, mine.pk):
        return recorded(request, vote, mine, code=code, may_change=may_change)
    return recorded(request, vote, mine, may_change=may_change, refused=verdict, status=409)


def recorded_of(vote, person):
    """The mark on the roll of somebody who has voted, with their newest ballot where the vote is open."""
    mark = vote.roll.filter(person=person, voted=True).first()
    if mark:
        mark.newest = None if vote.is_secret else vote.ballots.filter(roll=mark).order_by("-version").first()
    return mark


# --- the pages ------------------------------------------------------------------------------------------


def choose(request, vote, at, form, *, may=rules.YES, version=None, is_fresh=False, status=200):
    """The first step: the choices, or why there are none. is_fresh: nothing was filled in here yet."""
    voters, k_min = vote.roll.voters().count(), vote.charter["k_min.ballots"] if vote.charter else 0
    is_listed = rules.lists_ballots(is_secret=vote.is_secret, ballots=voters, k_min=k_min)
    context = {
        "form": form,
        "may": may,
        "version": version,
        "is_fresh": is_fresh,
        "is_refused": status == 409,
        "key": vote.kept_as(request.user),
        "now": at,
        "authority": reading.authority(vote, at),
        "is_too_small": vote.is_secret and rules.is_too_small(roll=voters, k_min=k_min),
        "readers": voting.scrutineers(vote) if form and not is_listed else [],
        "lists_from": 2 * k_min,
        "k_min": k_min,
    }
    if form:
        close = near.of_one(vote.subject, request.user, at, vote=vote)
        context["asked"] = close.ties if close.is_asked else []
    return show(request, "voting/ballot.html", vote, context, status=status)


def review(request, vote, form, code, version, status=200):
    """The second step: the answer in words, and the code it will go by. It asks the database for nothing more."""
    context = {
        "answer": form.told(),
        "carried": form.carried(),
        "currency": getattr(form, "currency", ""),
        "code": code,
        "signed": receipts.sign(vote, code),
        "version": version,
        "key": vote.kept_as(request.user),
        "is_unsent": status == 503,
        "is_renewed": status == 422,
    }
    return show(request, "voting/review.html", vote, context, status=status)


def recorded(request, vote, mine, *, may_change, code="", refused=None, status=200):
    """The last step, and the page from then on: that a ballot is recorded; in an open vote also which one."""
    context = {
        "code": code or (mine.newest.receipt if mine.newest else ""),
        "said": reading.in_words(vote, mine.newest.answer) if mine.newest else "",
        "may_change": may_change,
        "refused": refused,
        "state": vote.state,
        "key": vote.kept_as(request.user),
    }
    return show(request, "voting/recorded.html", vote, context, status=status)
