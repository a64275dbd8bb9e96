"""When something cannot be had: the page says so, in plain words, and names a way on."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from community.record.verdict import Verdict

VERDICT = Verdict(
    "The vote closed on %(day)s.", clause="vote.once", params={"day": "Friday"}, remedy="Look at the result."
)


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_a_broken_page_needs_nothing_to_say_so(template, settings):
    shown = render_to_string(template)

    assert settings.HELP_PHONE in shown


@pytest.mark.parametrize("template", ["403.html", "404.html"])
def test_a_closed_page_offers_to_sign_in(template):
    shown = render_to_string(template, request=RequestFactory().get("/votes/9/"))

    assert "?next=%2Fvotes%2F9%2F" in shown


@pytest.mark.parametrize("template", ["refused.html", "parts/refused.html"])
def test_a_refusal_says_why_by_which_clause_and_what_can_be_done(template):
    shown = render_to_string(template, {"verdict": VERDICT}, request=RequestFactory().post("/votes/9/ballot/"))

    for words in ("The vote closed on Friday.", "One person, one ballot.", "Look at the result."):
        assert words in shown


@pytest.mark.django_db
def test_an_unknown_address_is_a_page_of_the_house(client):
    page = client.get("/nowhere/at/all/")

    assert page.status_code == 404
    assert "This page is not here" in page.text
    assert "sessionid" not in page.cookies
    assert "csrf" not in page.text


@pytest.mark.django_db
def test_the_style_guide_shows_every_part_only_where_it_is_built(client, settings):
    from config import styleguide

    request = RequestFactory().get("/styleguide/?theme=dark")
    settings.DEBUG = True
    page = styleguide.page(request)
    assert b'data-theme="dark"' in page.content

    settings.DEBUG = False
    with pytest.raises(styleguide.Http404):
        styleguide.page(request)
