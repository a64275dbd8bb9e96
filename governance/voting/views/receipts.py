"""Whether a ballot is recorded: the page that answers for a receipt code, for whoever has one."""

from allauth.core.ratelimit import consume
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from .. import actions as voting
from .. import receipts as codes
from ..forms import ReceiptForm
from ..models import Vote
from .common import reads_and_writes, sent


@sensitive_post_parameters()
@sensitive_variables()
@never_cache
@reads_and_writes
def receipts(request):
    """Where a code is recorded, replaced, or not. Never what the ballot says, and never in an address."""
    form, found, status = ReceiptForm(sent(request)), None, 200
    if form.is_bound and not consume(request, action="receipt"):
        form.add_error("code", _("Too many tries. Wait a minute, then try again."))
        status = 429
    elif form.is_valid():
        found = codes.find(form.cleaned_data["code"], Vote.objects.visible_to(request.user))
    elif form.is_bound:
        status = 422
    is_answered = form.is_bound and status == 200
    if request.headers.get("Accept", "").startswith("application/json"):
        told = {"is_recorded": bool(found), "is_replaced": bool(found and found.is_replaced)} if is_answered else {}
        return JsonResponse(told, status=status)
    context = {
        "form": form,
        "found": found,
        "is_answered": is_answered,
        "is_listed": bool(found) and found.vote.state == Vote.State.CERTIFIED and voting.is_listed(found.vote),
    }
    return render(request, "voting/receipts.html", context, status=status)
