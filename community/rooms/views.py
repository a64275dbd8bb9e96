"""A room's page, its messages as JSON for pages that are open, and the two things people do there."""

import uuid

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from community.record.verdict import Refused, insist

from . import actions as rooms
from . import lines
from .discussion import Discussion
from .forms import HidingForm, MessageForm
from .models import Room
from .moderation import moderates

SHOWN = 50  # messages on one page


def whole_number(text: str) -> int | None:
    """A number as a person or a script writes it, or nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def in_language(path: str) -> str:
    """A language-free path in the reader's language."""
    language = get_language()
    with override(settings.LANGUAGE_CODE):
        return translate_url(path, language) if path else ""


def room_page(request, room, *, status=200, **kwargs):
    """The room with its messages, from the newest or from where the reader is."""
    discussion = Discussion(room, request.user, SHOWN, **kwargs)
    context = {
        "room": room,
        "discussion": discussion,
        "back": in_language(room.subject_path),
        "next": request.POST.get("next") or room.get_absolute_url(),
    }
    return render(request, "rooms/room.html", context, status=status)


@require_GET
def room(request, pk):
    """What is said in a room, the newest last."""
    found = get_object_or_404(Room.objects.open_to(request.user), pk=pk)
    return room_page(request, found, before=whole_number(request.GET.get("before", "")))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def room_messages(request, pk):
    """What was said after a number, for a page that is open; or, sent here, one more message."""
    found = get_object_or_404(Room.objects.open_to(request.user), pk=pk)
    if request.method == "POST":
        return say(request, found)
    after = whole_number(request.GET.get("after", "0"))
    if after is None:
        error = _("“after” is the number of the last message you have: a whole number, 0 or more.")
        return JsonResponse({"error": error}, status=400)
    after = min(after, found.last_seq)
    said = lines.after(found, after, found.last_seq)
    return JsonResponse(lines.answer(said, lines.hidden(found, after), found.last_seq, get_language()))


def say(request, room):
    """Store the message, then show it: as JSON to an open page, by a redirect to a plain form.

    Whatever goes wrong, the text comes back in the form.
    """
    is_script = request.headers.get("Accept", "").startswith("application/json")
    form = MessageForm(request.POST)
    try:
        if not request.user.is_authenticated:  # signed out while typing: there is nobody to write as
            insist(rooms.may_write(room, request.user))
        if not form.is_valid():
            if is_script:
                return JsonResponse({"errors": form.errors}, status=422)
            return room_page(request, room, form=form, status=422)
        message = rooms.say(room, by=request.user, language=get_language(), **form.cleaned_data)
    except Refused as refused:
        if is_script:
            raise
        return room_page(request, room, form=form, refused=refused.verdict, status=409)
    if is_script:
        line = lines.Line.of(message)
        answer = {"messages": [{"seq": line.seq, "html": line.html()}], "key": uuid.uuid4()}
        return JsonResponse(answer, status=201)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = room.get_absolute_url()
    return redirect(f"{back}#m{message.seq}")


@require_http_methods(["GET", "HEAD", "POST"])
def room_message_hidden(request, pk, seq):
    """A moderator hides a message, with a reason."""
    found = get_object_or_404(Room.objects.open_to(request.user), pk=pk)
    message = get_object_or_404(found.messages.select_related("by"), seq=seq)
    if not moderates(found, request.user):
        raise PermissionDenied
    form = HidingForm(request.POST or None)
    if form.is_valid():
        rooms.hide(message, by=request.user, moderates=True, **form.cleaned_data)
        return redirect(message.get_absolute_url())
    context = {"room": found, "line": lines.Line.of(message), "form": form}
    return render(request, "rooms/hiding.html", context, status=422 if form.is_bound else 200)
