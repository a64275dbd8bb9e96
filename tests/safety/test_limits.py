"""A hall of 200 people on one Wi-Fi signs in; somebody who guesses does not; nobody learns who has an account."""

import re
import time
from statistics import median

import pytest
from django.core import mail

from tests import make
from tests.matrix.world import client_of

pytestmark = pytest.mark.django_db

WIFI = {"REMOTE_ADDR": "203.0.113.7"}
ASKED, CONFIRMED = "/accounts/login/code/", "/accounts/login/code/confirm/"


def code_of(message) -> str:
    return re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", message.body, re.MULTILINE)[1]


def is_too_much(response) -> bool:
    """Whether somebody is told to wait."""
    return response.status_code == 429 or "Too many" in response.content.decode()


def ask(client, email, **headers):
    return client.post(ASKED, {"email": email}, **WIFI | headers)


def test_200_people_on_one_wifi_sign_in_with_a_code():
    people = [make.person(f"Voter {number}") for number in range(200)]
    for person in people:
        client = client_of(None)
        assert ask(client, person.email).status_code == 302, person
        code = code_of(mail.outbox[-1])
        assert client.post(CONFIRMED, {"code": code}, **WIFI).status_code == 302, person
        assert client.session["_auth_user_id"] == str(person.pk)


def test_nobody_guesses_a_code():
    """Three tries, then another code has to be asked for; and nobody asks for many."""
    ada = make.person("ada")
    client = client_of(None)
    ask(client, ada.email)
    code = code_of(mail.outbox[-1])
    for _n in range(3):
        client.post(CONFIRMED, {"code": "AAAA-AAAA"}, **WIFI)

    client.post(CONFIRMED, {"code": code}, **WIFI)

    assert client.get("/me/", **WIFI).status_code == 302, "the code was good for a fourth try"


def test_codes_for_one_account_are_not_asked_for_without_end():
    ada, bo = make.people("ada bo")

    answers = [ask(client_of(None), ada.email) for _n in range(8)]

    assert all(map(is_too_much, answers[5:]))
    assert len(mail.outbox) <= 5
    assert ask(client_of(None), bo.email).status_code == 302, "others are not locked out with them"


@pytest.mark.parametrize("forward", [None, "198.51.100.{}", "198.51.100.{}, 203.0.113.7"])
def test_the_sixth_wrong_password_on_one_account_is_not_even_tried(forward):
    """From one address or from many, and whatever somebody writes into the header of a proxy."""
    ada = make.person("ada", password="a long enough secret")
    tries = []
    for number in range(7):
        address = (
            {"HTTP_X_FORWARDED_FOR": forward.format(number)} if forward else {"REMOTE_ADDR": f"198.51.100.{number}"}
        )
        sent = {"login": ada.email, "password": "a wrong one" if number < 6 else "a long enough secret"}
        tries.append(client_of(None).post("/accounts/login/", sent, **WIFI | address))

    assert is_too_much(tries[-1]), "the right password still opened the door"


def test_a_header_of_a_proxy_lifts_no_limit(settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"request_login_code": "3/m/ip"}
    people = make.people("ada bo cy dee eve")

    answers = [
        ask(
            client_of(None),
            person.email,
            HTTP_X_FORWARDED_FOR=f"198.51.100.{number}",
            HTTP_X_REAL_IP=f"198.51.100.{number}",
            HTTP_FORWARDED=f"for=198.51.100.{number}",
        )
        for number, person in enumerate(people)
    ]

    assert [is_too_much(answer) for answer in answers] == [False, False, False, True, True]
    assert len(mail.outbox) == 3


# --- Who has an account ----------------------------------------------------------------------------


def said(response) -> str:
    """A page without the token that is new each time, and without the address that was typed."""
    page = response.content.decode().replace("ada@example.org", "E").replace("nobody@example.org", "E")
    return re.sub(r"\b(?=\w*[A-Z])[A-Za-z0-9]{64}\b", "", page)


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        (ASKED, {"email": "{}"}),
        ("/accounts/login/", {"login": "{}", "password": "a wrong one"}),
        ("/accounts/password/reset/", {"email": "{}"}),
        ("/accounts/signup/", {"email": "{}", "name": "Ada"}),
    ],
)
def test_no_door_tells_who_has_an_account(path, sent):
    make.person("ada", password="a long enough secret")
    answers = []
    for email in ("ada@example.org", "nobody@example.org"):
        client = client_of(None)
        first = client.post(path, {key: value.format(email) for key, value in sent.items()}, **WIFI)
        then = client.get(first["Location"], **WIFI) if first.status_code == 302 else first
        answers.append((first.status_code, first.headers.get("Location"), then.status_code, said(then)))

    assert answers[0] == answers[1]


def test_nor_does_the_clock():
    """The same work is done for a known and an unknown address, within the noise of a busy machine."""
    make.person("ada", password="a long enough secret")
    took = {"ada": [], "nobody": []}
    for number in range(8):
        for name, times in took.items():
            sent = {"login": f"{name}@example.org", "password": "a wrong one"}
            began = time.process_time()
            client_of(None).post("/accounts/login/", sent, REMOTE_ADDR=f"198.51.100.{number}")
            times.append(time.process_time() - began)

    assert 0.4 < median(took["ada"]) / median(took["nobody"]) < 2.5


def test_old_sessions_end_with_the_password():
    """Whoever took a session over loses it when the password is changed."""
    ada = make.person("ada", password="a long enough secret")
    thief = client_of(ada)
    assert thief.get("/me/").status_code == 200

    ada.set_password("another long secret")
    ada.save()

    assert thief.get("/me/").status_code == 302


def test_somebody_shut_out_is_out_at_once():
    ada = make.person("ada")
    client = client_of(ada)
    assert client.get("/me/").status_code == 200

    ada.is_active = False
    ada.save()

    assert client.get("/me/").status_code == 302


def test_signing_in_gives_a_new_session():
    """A session somebody else planted before is worth nothing after."""
    ada = make.person("ada")
    client = client_of(None)
    ask(client, ada.email)
    before = client.session.session_key

    client.post(CONFIRMED, {"code": code_of(mail.outbox[-1])}, **WIFI)

    assert client.get("/me/").status_code == 200
    assert client.session.session_key != before
