"""What people do to a lottery: prepare it, commit to it, have it worked out, reveal, stop."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import actions as boards
from ..forms.lotteries import CommitForm, QuotaForm, SaidForm, SecretForm, SourceForm, StopForm
from ..models import Board, Call, Lottery
from .lotteries import find, lottery_page


@require_POST
@login_required
def preparation(request, slug, pk):
    """Prepare the lottery of a call, its first one or one that replaces somebody."""
    shown = Board.objects.visible_to(request.user).filter(slug=slug)
    call = get_object_or_404(Call.objects.filter(seat__board__in=shown).select_related("seat__board"), pk=pk)
    prepare = boards.replace_drawn if call.lotteries.filter(state=Lottery.State.DRAWN).exists() else None
    changed = {}
    if "why" in request.POST:
        last = call.lotteries.defer("text").order_by("pk").last()
        form = QuotaForm(request.POST, quotas=last.quotas if last else [])
        if not form.is_valid() and last:
            return lottery_page(request, last, sent={"quota_form": form, "form": form})
        changed = form.cleaned_data
    made = (prepare or boards.prepare_lottery)(call, by=request.user, **changed)
    messages.success(request, _("The lottery is prepared. Now settle where its number comes from."))
    return redirect(made)


@require_POST
@login_required
def commitment(request, slug, pk):
    """Commit to a secret. What is typed is hashed here and forgotten."""
    found, form = find(request, slug, pk), CommitForm(request.POST)
    if not form.is_valid():
        return lottery_page(request, found, sent={"commit_form": CommitForm(), "form": form})
    boards.commit(found, by=request.user, **form.cleaned_data)
    messages.success(request, _("You have committed. Keep your words to yourself until the chances are published."))
    return redirect(found)


@require_POST
@login_required
def source(request, slug, pk):
    """Name a public source in place of commitments."""
    found = find(request, slug, pk)
    with timezone.override(ZoneInfo(found.board.zone)):
        form = SourceForm(request.POST)
        if not form.is_valid():
            return lottery_page(request, found, sent={"source_form": form, "form": form})
    boards.name_source(found, by=request.user, **form.cleaned_data)
    return redirect(found)


@require_POST
@login_required
def chances(request, slug, pk):
    """Have the chances worked out."""
    return redirect(boards.compute(find(request, slug, pk), by=request.user))


@require_POST
@login_required
def secret(request, slug, pk):
    """Reveal one's secret; the last one draws the panel."""
    found, form = find(request, slug, pk), SecretForm(request.POST)
    if not form.is_valid():
        return lottery_page(request, found, sent={"secret_form": form, "form": form})
    return redirect(boards.reveal(found, by=request.user, **form.cleaned_data))


@require_POST
@login_required
def said(request, slug, pk):
    """Enter what the public source said; the panel is drawn."""
    found, form = find(request, slug, pk), SaidForm(request.POST)
    if not form.is_valid():
        return lottery_page(request, found, sent={"said_form": form, "form": form})
    return redirect(boards.enter_source(found, by=request.user, **form.cleaned_data))


@require_POST
@login_required
def stop(request, slug, pk):
    """Stop a lottery that is not published yet."""
    found, form = find(request, slug, pk), StopForm(request.POST, auto_id="cancel_%s")
    if not form.is_valid():
        return lottery_page(request, found, sent={"cancel_form": form, "form": form})
    return redirect(boards.cancel(found, by=request.user, **form.cleaned_data))


@require_POST
@login_required
def silence(request, slug, pk):
    """Declare that somebody did not reveal in time."""
    found, form = find(request, slug, pk), StopForm(request.POST, auto_id="give_up_%s")
    if not form.is_valid():
        return lottery_page(request, found, sent={"give_up_form": form, "form": form})
    return redirect(boards.give_up(found, by=request.user, **form.cleaned_data))
