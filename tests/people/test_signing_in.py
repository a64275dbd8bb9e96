"""Signing up and in: a name, an e-mail, a code. In both languages."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from community.people.models import Person
from tests import make

pytestmark = pytest.mark.django_db

NEXT = "/accounts/email/"


def the_code():
    return re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.outbox[-1].body, re.M).group()


def sign_up(client, name="Amina Warsame", email="amina@example.org", path="/accounts/signup/"):
    return client.post(f"{path}?next={NEXT}", {"name": name, "email": email}, follow=True)


def test_a_name_and_an_email_and_a_code_are_all_it_takes(client):
    asked = sign_up(client)
    assert "We sent a code to amina@example.org" in asked.text
    assert not client.session.get("_auth_user_id")

    inside = client.post("/accounts/confirm-email/", {"code": the_code()}, follow=True)

    assert inside.redirect_chain[-1][0] == NEXT
    assert Person.objects.get(email="amina@example.org").name == "Amina Warsame"
    assert "Amina Warsame" in inside.text


def test_whoever_signs_up_in_spanish_is_written_to_in_spanish(client):
    sign_up(client, path="/es/accounts/signup/")

    assert Person.objects.get().language == "es"


def test_a_missing_name_is_asked_for_in_a_sentence_and_the_email_is_not_lost(client):
    page = sign_up(client, name="")

    assert page.text.count("Tell us your name, so others know who is speaking") == 2
    assert 'value="amina@example.org"' in page.text
    assert "<title>Error:" in page.text


def confirmed(name):
    """Somebody who has typed a code sent to their e-mail before."""
    person = make.person(name, password="correct horse battery")
    EmailAddress.objects.filter(user=person).update(verified=True)
    return person


def test_whoever_was_here_before_needs_one_code_and_nothing_else(client):
    ada = confirmed("ada")
    client.post("/accounts/login/code/", {"email": "ada@example.org"})
    inside = client.post("/accounts/login/code/confirm/", {"code": the_code(), "next": NEXT}, follow=True)

    assert inside.redirect_chain[-1][0] == NEXT
    assert client.session["_auth_user_id"] == str(ada.pk)
    assert len(mail.outbox) == 1


def test_a_wrong_code_lets_nobody_in(client):
    make.person("ada")
    client.post("/accounts/login/code/", {"email": "ada@example.org"})
    page = client.post("/accounts/login/code/confirm/", {"code": "AAAA-AAAA"})

    assert "One thing to put right" in page.text
    assert not client.session.get("_auth_user_id")


def test_the_page_does_not_tell_who_has_an_account_but_the_mail_does(client):
    make.person("ada")
    known = client.post("/accounts/login/code/", {"email": "ada@example.org"}, follow=True)
    assert re.search(r"your code is \w{4}-\w{4}$", mail.outbox[-1].subject)
    client.cookies.clear()
    unknown = client.post("/accounts/login/code/", {"email": "bo@example.org"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert "There is no account with this e-mail" in mail.outbox[-1].body


def test_a_password_somebody_set_signs_them_in_too(client):
    ada = confirmed("ada")
    client.post("/accounts/login/", {"login": "ada@example.org", "password": "correct horse battery", "next": NEXT})

    assert client.session["_auth_user_id"] == str(ada.pk)
    assert mail.outbox == []


@pytest.mark.parametrize("page", ["login", "signup", "login/code", "password/reset"])
@pytest.mark.parametrize("language", ["", "/es"])
def test_every_way_in_wears_the_same_clothes(client, page, language):
    shown = client.get(f"{language}/accounts/{page}/").text

    assert 'class="hem"' in shown
    assert 'lang="es"' in shown
    assert " style=" not in shown
    assert not re.search(r"<script\b(?!-)(?![^>]*(?:src=|type=\"application/json\"))", shown)


@pytest.mark.parametrize("page", ["email", "2fa", "sessions", "password/set", "logout"])
def test_every_page_of_ones_own_account_opens(client, page):
    client.force_login(make.person("ada"), backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = client.get(f"/accounts/{page}/", follow=True)

    assert shown.status_code == 200
    assert "Where I am signed in" in shown.text or "Confirm" in shown.text
