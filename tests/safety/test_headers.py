"""What every page says about itself: what a browser may run, keep and tell others."""

import os
import re
import subprocess
import sys

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings

from tests import make
from tests.matrix.world import address, client_of, lines, thing_of
from tests.tools.served import ROOT

pytestmark = pytest.mark.alike

POLICY = {
    "default-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "object-src": {"'none'"},
    "base-uri": {"'none'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'none'"},
}
SIGN_IN = ["/accounts/login/", "/accounts/signup/", "/accounts/login/code/", "/es/accounts/signup/"]
# What the policy would block, so that it must not be there in the first place.
INLINE = {
    "a script in the page": r"<script(?=[\s>])(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")",
    "a style in the page": r"<style\b|\sstyle=",
    "a handler in the page": r"\son[a-z]+=",
    "an address that is a script": r"javascript:",
    "something of another site": r"<(?:script|link|img|iframe|use|source)[^>]*\s(?:src|href)=\"(?:https?:)?//",
}


SECRET = "a long enough secret"


def somebody():
    """Somebody who can sign in with a password."""
    ada = make.person("ada", password=SECRET)
    EmailAddress.objects.update_or_create(user=ada, email=ada.email, defaults={"primary": True, "verified": True})
    return ada


def readings(role="visitor") -> list:
    """The lines that give this person a page to read."""
    return [(name, of) for name, method, of, cells in lines() if method == "GET" and cells[role] == "200"]


def paths(standing, role="visitor", *, html=True) -> list:
    found = {address(name, thing_of(standing, of)) for name, of in readings(role)}
    files = r"/(api|health)/|/votes/\d+/(rules|count|scrutiny/b)"
    return sorted(path for path in found if not (html and re.match(files, path)))


def policy(response) -> dict:
    directives = (part.split() for part in response["Content-Security-Policy"].split(";") if part.strip())
    return {name: set(sources) for name, *sources in directives}


@pytest.mark.parametrize("role", ["visitor", "member", "staff"])
def test_every_page_says_what_a_browser_may_run(the_town, clients, role):
    for path in paths(the_town, role) + SIGN_IN:
        response = clients[role].get(path)
        if response.status_code == 302:  # somebody signed in has no business at the sign-in page
            continue
        said = policy(response)
        connect = said.pop("connect-src")
        assert said == POLICY, path
        assert "'self'" in connect
        assert all(source == "'self'" or source.startswith(("ws://", "wss://")) for source in connect), path
        assert response["X-Content-Type-Options"] == "nosniff", path
        assert response["Referrer-Policy"] == "same-origin", path
        assert response["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert response["X-Frame-Options"] in ("SAMEORIGIN", "DENY"), path


@pytest.mark.parametrize("role", ["visitor", "member", "clerk", "staff"])
def test_no_page_holds_what_the_policy_blocks(the_town, clients, role):
    for path in paths(the_town, role) + SIGN_IN:
        page = clients[role].get(path).content.decode()
        for what, pattern in INLINE.items():
            found = re.search(pattern, page, re.IGNORECASE)
            assert not found, f"{what} on {path}: {page[found.start() : found.start() + 80]!r}"


def test_trouble_has_the_same_policy(the_town, clients):
    pages = [
        clients["visitor"].get("/no-such-page/"),
        clients["resident"].post(f"/votes/{the_town.east.things.open.pk}/ballot/", {"choice": "yes"}),
        clients["resident"].get("/boards/eastbank/calls/"),
        client_of(the_town.member, enforce_csrf_checks=True).post("/me/details/", {"name": "X"}),
    ]

    assert [page.status_code for page in pages] == [404, 409, 403, 403]
    for page in pages:
        assert POLICY.items() <= policy(page).items()


def test_only_the_staffs_desk_may_run_its_own_scripts(the_town, clients):
    desk = policy(clients["administrator"].get("/staff/"))

    assert "'unsafe-inline'" in desk["script-src"]
    assert desk["object-src"] == desk["base-uri"] == {"'none'"}
    assert desk["frame-ancestors"] == desk["form-action"] == desk["default-src"] == {"'self'"}


# --- What is kept, and by whom -------------------------------------------------------------------


# A form that a visitor fills in without an account carries a token of their own.
FILLED_IN = {"/boards/eastbank/application/code/", "/receipts/"}


def test_who_only_reads_gets_no_cookie_and_the_page_everybody_gets(the_town):
    """So that a proxy may keep the page for everybody, and reading leaves no track."""
    one, other = client_of(None), client_of(None)
    for path in paths(the_town):
        first = one.get(path)
        if path in FILLED_IN:
            assert "no-store" in first["Cache-Control"], path
            continue
        second = other.get(path, REMOTE_ADDR="10.0.0.7", HTTP_USER_AGENT="Another", HTTP_ACCEPT_LANGUAGE="es")
        assert not first.cookies and not second.cookies, path
        assert first.content == second.content, path
        assert "csrfmiddlewaretoken" not in first.content.decode(), path
        if not path.endswith("/messages/"):  # what is polled is never kept
            assert "public" in first["Cache-Control"], path
            assert "Cookie" in first["Vary"], path


def test_open_data_is_the_same_for_everybody_too(the_town, clients):
    for path in paths(the_town, html=False):
        if path.startswith("/api/"):
            pages = [clients[role].get(path) for role in ("visitor", "member", "administrator")]
            assert len({page.content for page in pages}) == 1, path
            assert not any(page.cookies for page in pages), path


def test_nobody_keeps_the_page_of_somebody_signed_in(the_town, clients):
    for path in paths(the_town, "member"):
        kept = clients["member"].get(path)["Cache-Control"]
        assert "no-store" in kept or "no-cache" in kept, f"{path}: {kept}"
        assert "public" not in kept, path


def test_a_session_is_for_this_site_and_no_script_reads_it(the_town):
    client = client_of(None)
    client.get("/accounts/login/")
    assert client.cookies["csrftoken"]["httponly"]
    assert client.cookies["csrftoken"]["samesite"] == "Lax"

    client.post("/accounts/login/", {"login": somebody().email, "password": SECRET})

    session = client.cookies[settings.SESSION_COOKIE_NAME]
    assert session["httponly"]
    assert session["samesite"] == "Lax"


def test_behind_https_everything_is_kept_to_it():
    """Django's own list for a site in earnest asks for one thing only: frames, which the desk's preview needs."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SITE_URL": "https://table.example",
        "ALLOWED_HOSTS": "table.example",
        "SECRET_KEY": "k" * 30 + "0123456789abcdefghij" * 2,
    }
    command = [sys.executable, "manage.py", "check", "--deploy"]

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    assert re.findall(r"\((\w+\.\w+)\)", done.stderr) == ["security.W019"], done.stderr


# --- Who is spoken to --------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "evil.example:80", "", "a b", "[::1"])
def test_another_name_of_the_host_is_refused(the_town, host):
    client = client_of(None)
    for path in ("/", "/votes/", "/accounts/login/", "/health/", "/api/v1/boards/"):
        assert client.get(path, HTTP_HOST=host or "evil").status_code == 400, path


def test_a_host_somebody_else_names_is_not_believed(the_town):
    """Mails and redirects would lead to it."""
    response = client_of(None).get("/me/", HTTP_X_FORWARDED_HOST="evil.example", HTTP_X_FORWARDED_PROTO="https")

    assert "evil" not in response["Location"]


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http:///evil.example"],
)
def test_nobody_is_led_to_another_site(the_town, elsewhere):
    client, sent = client_of(None), {"login": somebody().email, "password": SECRET, "next": elsewhere}

    signed_in = client.post(f"/accounts/login/?next={elsewhere}", sent)
    said = client.post(f"/rooms/{the_town.east.things.talk.pk}/messages/", {"text": "Hello.", "next": elsewhere})
    signed_out = client.post(f"/accounts/logout/?next={elsewhere}", {"next": elsewhere})

    for response in (signed_in, said, signed_out):
        assert response.status_code == 302
        assert response["Location"].startswith("/") and not response["Location"].startswith(("//", "/\\"))
