"""A civic lottery in public: what is drawn by which rule, the two steps, and how to repeat it at home."""

from pathlib import Path

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.record import clock

from .. import actions as boards
from .. import rules
from ..forms.lotteries import CommitForm, QuotaForm, SaidForm, SecretForm, SourceForm, StopForm, in_words
from ..lottery import redraw
from ..models import Board, BoardRole, Call, Lottery
from ..pools import bands

State = Lottery.State
SHOWN = 50  # lotteries of one board on its list


def find(request, slug, pk) -> Lottery:
    """The lottery; it is public from the day it is prepared."""
    seen = Lottery.objects.visible_to(request.user).select_related("call__seat__board", "after")
    return get_object_or_404(seen, call__seat__board__slug=slug, pk=pk)


@require_safe
def lottery(request, slug, pk):
    """One lottery: its rule, its pool, what is published, what is revealed and who was drawn, by marks alone."""
    return lottery_page(request, find(request, slug, pk))


def lottery_page(request, found, *, sent=None):
    """The page of a lottery; with a form as it was sent, where something was missing in it."""
    at, me, board = clock.now(), request.user, found.board
    commitments = list(found.commitments.select_related("person"))
    context = {
        "lottery": found,
        "board": board,
        "call": found.call,
        "steps": steps_of(found),
        "quotas": rows_of(found, board),
        "commitments": commitments,
        "missing": [one for one in commitments if not one.secret],
        "panel": panel_of(found) if found.state == State.DRAWN else [],
        "replacements": list(found.replacements.defer("text").order_by("pk")),
        "is_watched": "watch" in request.GET and found.state == State.COMPUTING,
        "is_clerk": False,
    }
    if me.is_authenticated:
        context |= acts(found, commitments, me, at, sent)
    return render(request, "boards/lottery.html", context, status=422 if sent else 200)


def steps_of(lottery) -> list[dict]:
    """What has happened to a lottery, and what comes next."""
    order = [State.DRAFTED, State.COMPUTING, State.PUBLISHED, State.DRAWN]
    far = order.index(lottery.state) if lottery.state in order else -1
    steps = [
        {"text": _("Prepared"), "when": lottery.prepared_at, "state": "done"},
        {"text": _("It is settled where the number comes from"), "state": _step(far, 0)},
        {"text": _("The chances are worked out and published"), "state": _step(far, 1), "when": lottery.published_at},
        {"text": _("The number is known, and the panel is drawn"), "state": _step(far, 2), "when": lottery.drawn_at},
    ]
    if far >= 0:
        return steps
    happened = [step for step in steps if step.get("when")]
    return [*happened, {"text": lottery.get_state_display(), "when": lottery.ended_at, "state": "done"}]


def _step(far, place) -> str:
    return "done" if far > place else "now" if far == place else ""


def tickets_of(application) -> list[dict]:
    """What an applicant is told of each lottery they are in: their token, and their chance in plain numbers."""
    tickets = application.tickets.select_related("lottery__call__seat__board").defer("lottery__text").order_by("pk")
    return [{"ticket": one, "percent": round(one.chance / 10), "is_drawn": one.lottery.state == State.DRAWN,
             "is_waiting": one.lottery.state == State.PUBLISHED}
            for one in tickets]  # fmt: skip


def rows_of(found, board) -> list[dict]:
    """The quotas in words; beside them what the pool looks like, in bands, once it is published."""
    rows = in_words(found.quotas)
    if found.published_at and found.after is None:
        shown = bands(found, board.charter_at(found.published_at)["k_min.people"])
        rows = [row | {"band": band} for row, band in zip(rows, shown, strict=True)]
    return rows


def panel_of(found) -> list[str]:
    """The marks of the panel drawn. A lottery that is drawn never changes, so they are read once."""
    key = f"lottery-panel-{found.pk}"
    return cache.get_or_set(key, lambda: redraw.read(found.text)["panels"][found.number], 24 * 3600)


def acts(found, commitments, me, at, sent) -> dict:
    """What this reader may do now: for each act its form, and the verdict that the action will ask as well."""
    is_clerk = found.board.has_role(me, BoardRole.Role.CLERK, at)
    mine = {"is_clerk": is_clerk}
    if found.state == State.DRAFTED:
        mine["committing"] = boards.commit_verdict(found, by=me, at=at)
        mine["commit_form"] = CommitForm()
    if found.state == State.PUBLISHED and any(one.person == me for one in commitments):
        mine["revealing"], mine["secret_form"] = boards.reveal_verdict(found, by=me), SecretForm()
    if is_clerk:
        mine |= {
            "computing": boards.compute_verdict(found, by=me, at=at),
            "naming": boards.source_verdict(found, by=me, at=at, words="…", speaks=at + rules.QUIET),
            "source_form": SourceForm(),
            "cancelling": boards.cancel_verdict(found, by=me, at=at, why="…"),
            "cancel_form": StopForm(auto_id="cancel_%s"),
            "saying": boards.enter_source_verdict(found, by=me, at=at, words="…"),
            "said_form": SaidForm(),
            "giving_up": boards.give_up_verdict(found, by=me, at=at, why="…"),
            "give_up_form": StopForm(auto_id="give_up_%s"),
            "collisions": {key: in_words(limits) for key, limits in found.fault_facts.items()},
            **next_draw(found.call, me, at),
        }
    return mine | (sent or {})


def next_draw(call, me, at) -> dict:
    """Whether the clerk may prepare a lottery for a call: its first one, another one, or one that replaces."""
    held = list(call.lotteries.defer("text").order_by("pk"))
    last = held[-1] if held else None
    has_drawn = any(one.state == State.DRAWN for one in held)
    ask = boards.replace_verdict if has_drawn else boards.prepare_verdict
    collided = last is not None and last.fault == "impossible"
    return {
        "is_replacement": has_drawn,
        "preparing": ask(call, by=me, at=at),
        "quota_form": QuotaForm(quotas=last.quotas) if collided else None,
    }


@require_safe
def lotteries(request, slug):
    """Every lottery of a board; for its clerk, the calls that wait for one."""
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    at, me = clock.now(), request.user
    seen = Lottery.objects.visible_to(me).filter(call__seat__board=board).select_related("call__seat__board")
    is_clerk = board.has_role(me, BoardRole.Role.CLERK, at)
    waiting = []
    if is_clerk:
        closed = Call.objects.of(board).filter(way=Call.Way.LOTTERY, closes_at__lte=at)
        waiting = closed.exclude(lotteries__state__in=[*rules.RUNNING, State.DRAWN])
        waiting = waiting.order_by("-closes_at", "-pk")[:SHOWN]
    context = {"board": board, "lotteries": list(seen[:SHOWN]), "is_clerk": is_clerk, "waiting": waiting}
    return render(request, "boards/lotteries.html", context)


@require_safe
def file(request, slug, pk):
    """The published file, byte for byte as it was hashed."""
    found = find(request, slug, pk)
    if not found.digest:
        raise Http404
    return handed_over(found.text, f"lottery-{found.pk}.json", "application/json")


@require_safe
def script(request):
    """The program that repeats a draw on anybody's own machine."""
    return handed_over(Path(redraw.__file__).read_text(encoding="utf-8"), "redraw.py", "text/x-python; charset=utf-8")


def handed_over(text, name, kind) -> HttpResponse:
    """A text as a file to keep."""
    return HttpResponse(
        text.encode(), content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
