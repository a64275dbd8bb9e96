"""What a person tells about themself, and the words they have not sent yet. Nobody else opens these pages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from . import actions as people
from .forms import CommunitiesForm, DetailsForm, PlaceForm
from .models import Community, Draft, Place, SelfDescription

LONGEST_DRAFT = 60_000  # characters in one form that is not sent yet

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
