"""What a person tells about themself, the words they have not sent yet, and how they come in without e-mail."""

from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.record.verdict import Refused

from . import actions as people
from . import doors
from .forms import CardForm, CommunitiesForm, DetailsForm, PlaceForm
from .models import Community, Draft, Place, SelfDescription

LONGEST_DRAFT = 60_000  # characters in one form that is not sent yet
CARDS_SHOWN = 10  # of those that were made for somebody

shown_and_sent = require_http_methods(["GET", "HEAD", "POST"])


def sent(request):
    """What was sent, were it empty; nothing when the page is only opened."""
    return request.POST if request.method == "POST" else None


@shown_and_sent
@login_required
def my_place(request):
    """Say where one lives."""
    me = request.user
    home = me.residencies.filter(until=None).select_related("place").first()
    form = PlaceForm(sent(request), initial={"place": home.place_id, "proof": home.proof} if home else {})
    if form.is_valid():
        told = form.cleaned_data
        if home is None or (home.place, home.proof) != (told["place"], told["proof"]):
            people.declare_residency(me, **told)
        messages.success(request, _("Thank you. We know now that you live in %(place)s.") % {"place": told["place"]})
        return redirect("me")
    context = {"form": form, "home": home, "has_places": Place.objects.exists()}
    return render(request, "me/place.html", context, status=422 if form.is_bound else 200)


@shown_and_sent
@login_required
def my_communities(request):
    """Say, privately, to which communities one belongs. No other page ever shows it."""
    told = SelfDescription.objects.filter(person=request.user).first()
    initial = {"communities": told.communities.all(), "words": told.words} if told else {}
    form = CommunitiesForm(sent(request), initial=initial)
    if form.is_valid():
        people.describe(request.user, **form.cleaned_data)
        messages.success(request, _("Kept. Nobody but you can read it."))
        return redirect("me")
    if not Community.objects.exists():
        del form.fields["communities"]
    return render(request, "me/communities.html", {"form": form}, status=422 if form.is_bound else 200)


@shown_and_sent
@login_required
def my_details(request):
    """Change one's name, language and time zone."""
    me = request.user
    initial = {"name": me.name, "language": me.language, "time_zone": me.time_zone}
    form = DetailsForm(sent(request), initial=initial)
    if form.is_valid():
        people.introduce(me, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("me")
    return render(request, "me/details.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def draft(request, form):
    """Keep what is typed in a form that is not sent yet. Pages that are open send it here by themselves."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    if len(form) > Draft._meta.get_field("form").max_length:
        raise Http404
    # PostgreSQL keeps no NUL in its JSON.
    typed = {name.replace("\0", ""): [text.replace("\0", "") for text in texts] for name, texts in request.POST.lists()}
    typed.pop("csrfmiddlewaretoken", None)
    if sum(len(text) for texts in typed.values() for text in texts) > LONGEST_DRAFT:
        return HttpResponse(status=413)
    fields = {name: texts if len(texts) > 1 else texts[0] for name, texts in typed.items()}
    people.keep_draft(request.user, form=form, fields=fields)
    return HttpResponse(status=204)


@shown_and_sent
@sensitive_post_parameters("code")
def card(request):
    """Sign in with the code on a card, where there is no e-mail. A card lets one in once."""
    if request.user.is_authenticated:
        return redirect("my_way_in")
    if too_many := ratelimit.consume_or_429(request, action="card"):
        return too_many
    form, refused = CardForm(sent(request)), None
    back = get_next_redirect_url(request)  # where they wanted to go, if it is within the house
    if form.is_valid():
        lead_to = reverse("my_way_in", query={"next": back} if back else None)
        try:
            with transaction.atomic():
                return doors.open_with(request, people.use_card(**form.cleaned_data), lead_to=lead_to)
        except Refused as no:
            refused = no.verdict
    status = 409 if refused is not None else 422 if form.is_bound else 200
    return render(request, "people/card.html", {"form": form, "refused": refused, "back": back}, status=status)


class MakingPasskey(AddWebAuthnView):
    """Make a passkey. Who has no e-mail comes back to the ways to sign in: other codes would not let them in."""

    def get_success_url(self):
        return super().get_success_url() if self.request.user.email else reverse("my_way_in")


@require_safe
@login_required
def my_way_in(request):
    """How I come in the next time, and which cards were made for me."""
    me = request.user
    context = {
        "came_by_card": doors.CARD in request.session,
        "back": get_next_redirect_url(request),
        "has_email": EmailAddress.objects.filter(user=me, verified=True).exists(),
        "passkeys": Authenticator.objects.filter(user=me, type=Authenticator.Type.WEBAUTHN).count(),
        "cards": me.cards.select_related("issued_by")[:CARDS_SHOWN],
    }
    return render(request, "me/way_in.html", context)
