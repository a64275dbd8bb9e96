"""The card a clerk prints for a member without e-mail. Its code is shown once, to the clerk alone."""

from django.conf import settings
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.record import clock

from .. import actions as boards
from .clerk import kept

# The code goes to the page in a cookie of this page alone: it is in no row, no address and no history.
COOKIE, SECONDS = "card", 120


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def card(request, slug, public_id):
    """Give a member a card, and print it. Loaded again, the page has forgotten the code."""
    at = clock.now()
    board = kept(request, slug, at)
    person = get_object_or_404(board.seated_or_chosen(at), public_id=public_id)
    salt, path = f"{COOKIE} {person.public_id}", request.path
    if request.method == "POST":
        _card, code = boards.give_card(board, person, by=request.user)
        response = redirect(path)
        secure = settings.SESSION_COOKIE_SECURE
        response.set_signed_cookie(
            COOKIE, code, salt, max_age=SECONDS, path=path, secure=secure, httponly=True, samesite="Strict"
        )
        return response
    code = request.get_signed_cookie(COOKIE, None, salt, max_age=SECONDS)
    with translation.override(person.language):
        address = settings.SITE_URL + reverse("card")
    context = {
        "board": board,
        "person": person,
        "code": code,
        "address": address,
        "last": person.cards.order_by("-pk").first(),
        "verdict": boards.card_verdict(board, person, by=request.user, at=at),
    }
    response = render(request, "boards/card.html", context)
    if code and request.method == "GET":
        response.delete_cookie(COOKIE, path=path, samesite="Strict")
    return response
