"""How somebody applies for a seat, with an account or without: one question on a page, each answer kept at once."""

from allauth.core.ratelimit import consume
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.record import clock
from community.record.verdict import Refused

from .. import actions as boards
from .. import rules
from ..charters import clause_in_words
from ..forms import CodeForm
from ..letters import letter_of
from ..models import Application, Board, Call
from ..wizard import FORMS, steps_of
from .holding import begun, keep, let_go, mine
from .lotteries import tickets_of

PAY = ("pay.hour", "pay.prep", "pay.day_cap")


def found(request, slug) -> Board:
    """The board that is applied to."""
    return get_object_or_404(Board.objects.visible_to(request.user), slug=slug)


def said(charter, *keys) -> str:
    """What the charter says, in the reader's language."""
    return " ".join(clause_in_words(key, charter[key]) for key in keys)


def hears(call, charter):
    """By when everybody who applied for a call hears."""
    return rules.hears_by(closes=call.closes_at, days=charter["vacancy.days"])


@require_safe
def applying(request, slug):
    """What a seat asks and gives, what will be asked, and which seats are open. Everybody reads it, cached."""
    board, at = found(request, slug), clock.now()
    charter = board.charter_at(at)
    calls = list(Call.objects.open_at(at).of(board))
    verdicts = [(call, boards.apply_verdict(call, request.user, at)) for call in calls]
    open_calls = [
        {"call": call, "steps": steps_of(call), "hears": hears(call, charter)} for call, may in verdicts if may
    ]
    known = bool(request.COOKIES)  # who carries nothing has begun nothing, and the page is the same for all of them
    context = {
        "board": board,
        "calls": open_calls,
        "refused": next((may for _call, may in verdicts if not may), None),
        "how_long": said(charter, "term.months"),
        "pay": said(charter, *PAY),
        "steps": [FORMS[key].title for key in max((one["steps"] for one in open_calls), key=len, default=())],
        "begun": begun(request, board) if known else None,
        "sent": mine(request, board).sent().last() if known else None,
    }
    return render(request, "boards/applying.html", context)


def called(request, board):
    """The call that was chosen on the first page; nothing when the address names none."""
    pk = request.POST.get("call") or request.GET.get("call")
    if not pk:
        return None
    if not pk.isascii() or not pk.isdigit() or len(pk) > 18:
        raise Http404
    return get_object_or_404(Call.objects.of(board), pk=pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, slug, step):
    """One question. What is answered is kept at once, also when the call has closed meanwhile."""
    board, at = found(request, slug), clock.now()
    if step not in FORMS:
        raise Http404
    call = called(request, board)
    application = begun(request, board, call)
    if call is None and application is None:
        sent = mine(request, board).sent().last()
        return redirect("board_application", slug, sent.pk) if sent else redirect("board_applying", slug)
    call = call or application.call
    steps = steps_of(call)
    if step not in steps or (application is None and step != steps[0]):
        return redirect("board_applying", slug)
    me, charter = (request.user if request.user.is_authenticated else None), board.charter_at(at)
    may = boards.apply_verdict(call, me, at)
    form = FORMS[step](
        request.POST if request.method == "POST" else None,
        call=call,
        application=application,
        charter=charter,
        me=me,
    )
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            application = kept(request, application, call, me, form.answers())
        except Refused as no:
            may, status = no.verdict, 409
        else:
            keep(request, application)
            following = steps[steps.index(step) + 1 :]
            if application.name or not following:
                return redirect("board_application_check", slug)
            return redirect("board_application_step", slug, following[0])
    place = steps.index(step)
    context = {
        "board": board,
        "call": call,
        "form": form,
        "step": step,
        "number": place + 1,
        "total": len(steps),
        "before": steps[place - 1] if place else None,
        "refused": None if may else may,
        "is_kept": application is not None,
        "pay": said(charter, *PAY),
    }
    return render(request, "boards/step.html", context, status=status)


def kept(request, application, call, me, answers) -> Application:
    """The application with these answers: begun by the first, changed by each one after it."""
    language = get_language()
    if application is None:
        return boards.begin(call, by=me, language=language, **answers)
    return boards.answer(application, language=language, **answers)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request, slug):
    """Everything that was answered, before it is sent; and sending it."""
    board, at = found(request, slug), clock.now()
    application = begun(request, board)
    if application is None:
        sent = mine(request, board).sent().last()
        if request.method == "POST":
            if sent is None:
                raise Http404
            boards.send(sent, by=request.user)  # says that it was sent already
        return redirect("board_application", slug, sent.pk) if sent else redirect("board_applying", slug)
    if request.method == "POST":
        try:
            sent = boards.send(application, by=request.user)
        except Refused as no:
            return check_page(request, board, application, no.verdict, status=409)
        keep(request, sent)
        return redirect("board_application", slug, sent.pk)
    may = boards.send_verdict(application, request.user, at)
    return check_page(request, board, application, may)


def check_page(request, board, application, may, status=200):
    """The answers, each with the way to change it, and whether they can be sent."""
    context = {
        "board": board,
        "application": application,
        "call": application.call,
        "steps": steps_of(application.call),
        "has_answered": bool(application.portrait.answers),
        "may": may,
    }
    return render(request, "boards/check.html", context, status=status)


@never_cache
@require_safe
def application(request, slug, pk):
    """Where an application stands, for who holds it: the code, the steps so far, and what one can still do."""
    board, at = found(request, slug), clock.now()
    held = get_object_or_404(mine(request, board).exclude(state=Application.State.STARTED), pk=pk)
    call, charter = held.call, board.charter_at(at)
    context = {
        "board": board,
        "application": held,
        "call": call,
        "steps": thread(held),
        "letter": letter_of(held, at),
        "tickets": tickets_of(held),
        "hears": hears(call, charter),
        "clerks": board.people_in("clerk", at),
        "may_withdraw": held.is_open,
        "may_defer": boards.defer_verdict(held),
        "is_kept_here": held.person is None or held.person != request.user,
    }
    return render(request, "boards/application.html", context)


def thread(application) -> list[dict]:
    """What has happened to an application, and what comes next."""
    state, State = application.state, Application.State
    steps = [{"text": _("Sent"), "state": "done", "when": application.sent_at}]
    if state == State.WITHDRAWN:
        return [*steps, {"text": _("You took it back"), "state": "done"}]
    being_read = _("In the pool for the draw") if application.call.way == Call.Way.LOTTERY else _("Being read")
    steps.append({"text": being_read, "state": "now" if state == State.WAITING else "done"})
    if application.is_deferred:
        steps.append({"text": _("Put off to the next draw, as you asked"), "state": "done"})
    decided = {
        State.CARRIED: _("You were chosen. The clerk gives you the seat now"),
        State.SEATED: _("You have the seat"),
        State.NOT_CHOSEN: _("Another person got this seat"),
    }
    steps.append({"text": decided.get(state, _("Decided")), "state": "done" if state in decided else ""})
    return steps


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request, slug):
    """Come back with the code. Somebody who guesses is soon told to wait."""
    board = found(request, slug)
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and not consume(request, action="application_code"):
        form.add_error("code", _("Too many tries. Wait a few minutes, then try again"))
        status = 429
    elif form.is_valid():
        sent = Application.objects.exclude(state=Application.State.STARTED).filter(call__seat__board=board)
        if held := sent.filter(code=form.cleaned_data["code"]).first():
            keep(request, held)
            return redirect("board_application", slug, held.pk)
        form.add_error("code", _("No application to this board has this code. Look at each letter again"))
    return render(request, "boards/code.html", {"board": board, "form": form}, status=status)


def held_by_reader(request, slug, pk) -> Application:
    """An application this reader holds; for everybody else it isn't here."""
    return get_object_or_404(mine(request, found(request, slug)).exclude(state=Application.State.STARTED), pk=pk)


@require_POST
def withdrawal(request, slug, pk):
    """Take one's application back."""
    held = boards.withdraw(held_by_reader(request, slug, pk))
    return redirect("board_application", slug, held.pk)


@require_POST
def deferral(request, slug, pk):
    """Ask to be put off to the next draw."""
    held = boards.defer(held_by_reader(request, slug, pk))
    return redirect("board_application", slug, held.pk)


@require_POST
def leaving(request, slug, pk):
    """Let go of an application on this device: the next one to use it finds nothing."""
    let_go(request, held_by_reader(request, slug, pk))
    return redirect("board_applying", slug)
