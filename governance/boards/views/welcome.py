"""A new member's first steps, and how members are paid."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.record import clock

from .. import actions as boards
from ..charters import clause_in_words
from ..forms import FirstStepForm, PayForm
from ..models import Application, Board, BoardRole, PayChoice, Term
from ..welcome import welcomes

PAID = ("pay.hour", "pay.prep", "pay.day_cap")  # what the charter says of pay


@require_http_methods(["GET", "HEAD", "POST"])
def first_steps(request, slug, pk):
    """The first steps of one member: for themself, and for the clerk who sees which are open."""
    at, me = clock.now(), request.user
    terms = Term.objects.filter(seat__board__in=Board.objects.visible_to(me)).select_related("person", "seat__board")
    term = get_object_or_404(terms, pk=pk, seat__board__slug=slug)
    is_mine, is_clerk = term.person_id == me.pk, term.seat.board.has_role(me, BoardRole.Role.CLERK, at)
    if not (is_mine or is_clerk):
        raise PermissionDenied
    form = FirstStepForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        boards.tick(term, form.cleaned_data["step"], by=me)
        messages.success(request, _("Ticked."))
        return redirect(request.path)
    welcome = welcomes([term])[0]
    open_to_me = {
        thing.key: not thing.is_done and thing.is_ticked and bool(boards.tick_verdict(term, thing.key, by=me, at=at))
        for thing in welcome.things
    }
    context = {
        "board": term.seat.board,
        "term": term,
        "welcome": welcome,
        "steps": [(thing, open_to_me[thing.key]) for thing in welcome.things],
        "is_mine": is_mine,
    }
    return render(request, "boards/first_steps.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def pay(request, slug):
    """Choose how to be paid, after what it can mean for benefits; for the clerk, what the members chose."""
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    at, me = clock.now(), request.user
    is_member, is_clerk = board.seats_person(me, at), board.has_role(me, BoardRole.Role.CLERK, at)
    if not (is_member or is_clerk):
        raise PermissionDenied
    charter = board.charter_at(at)
    chosen = {one.person_id: one for one in PayChoice.objects.visible_to(me, at).filter(board=board).in_force()}
    mine = chosen.get(me.pk)
    applied = Application.objects.filter(person=me, call__seat__board=board).exclude(pay_way="").last()
    said = mine.way if mine else applied.pay_way if applied else None
    form = PayForm(request.POST if request.method == "POST" else None, ways=charter["pay.ways"], initial={"way": said})
    if form.is_valid():
        boards.choose_pay(board, form.cleaned_data["way"], by=me)
        messages.success(request, _("Kept. You can change it here at any time."))
        return redirect("board_pay", slug)
    terms = board.terms_at(at).select_related("person", "seat").order_by("seat__number", "pk") if is_clerk else []
    context = {
        "board": board,
        "form": form,
        "mine": mine,
        "is_member": is_member,
        "is_clerk": is_clerk,
        "rates": [clause_in_words(key, charter[key]) for key in PAID],
        "members": [(term, chosen.get(term.person_id)) for term in terms],
    }
    return render(request, "boards/pay.html", context, status=422 if form.is_bound else 200)
