"""Whatever is sent to an address, it answers: with a page, a sentence, not found. Never with a fault."""

import re
from itertools import product

import pytest
from django.urls import get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import town
from tests.matrix.world import address, client_of, form_of, lines, thing_of

# What people, scripts and scanners put where a number, a word or a day belongs.
NASTY = [
    "",
    "\x00",
    "a\x00b",
    "0",
    "-1",
    "1e9",
    "NaN",
    "99999999999999999999",
    "9223372036854775808",
    "٣",
    "²",
    "é𝟜\u202e",
    "\ud7ff\U0001f9d1",
    "'\"><script>alert(1)</script>",
    "' OR 1=1 --",
    "%",
    "%00",
    "{{ 7|add:7 }}",
    "../../etc/passwd",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "10000-01-01T00:00",
    "0001-01-01T00:00",
    "[]",
    "null",
    "x" * 5000,
]
# Those that most often fall through to a database or a clock.
HARD = ["\x00", "99999999999999999999", "٣", "é𝟜\u202e", "0001-01-01T00:00", "9999-12-31", "x" * 5000]
# What the lists are asked, in our own links and forms.
ASKED = {
    "/record/": "kind by since until page",
    "/votes/": "board page",
    "/proposals/": "priority state page",
    "/priorities/": "stage area board page",
    "/priorities/suggestions/": "board page",
    "/priorities/suggestion/": "board",
    "/boards/": "page",
    "/answers/": "page",
    "/rooms/1/": "before",
    "/rooms/1/messages/": "after",
    "/proposals/{sent}/": "version",
    "/api/v1/votes/": "limit offset",
    "/api/v1/record/": "limit offset",
    "/accounts/login/": "next",
}


def broken(response) -> bool:
    return response.status_code >= 500


def places() -> list:
    """Every line of the table that is about something, once."""
    return sorted({(name, of) for name, method, of, _cells in lines() if method == "GET"})


@pytest.mark.parametrize("path", ASKED)
def test_a_question_that_makes_no_sense_is_answered(the_town, clients, path):
    found = path.format(sent=the_town.east.things.sent.pk).replace("/1/", f"/{the_town.east.things.talk.pk}/")
    faults = []
    for question, nasty in product(ASKED[path].split(), NASTY):
        with town.taken_back():
            if broken(clients["visitor"].get(found, {question: nasty})):
                faults.append(f"{question}={nasty[:20]!r}")

    assert faults == []


@pytest.mark.parametrize("role", ["visitor", "clerk"])
def test_no_address_falls_over_a_question_it_did_not_expect(the_town, clients, role):
    questions = {question for asked in ASKED.values() for question in asked.split()}
    faults = []
    for name, of in places():
        path = address(name, thing_of(the_town, of))
        for nasty in HARD[:3]:
            with town.taken_back():
                if broken(clients[role].get(path, dict.fromkeys(questions, nasty))):
                    faults.append(f"{path} {nasty[:20]!r}")

    assert faults == []


def routes() -> list:
    """Every address of ours with something to fill in."""

    def walk(patterns, before=""):
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, route)
            elif "<" in route and not route.startswith(("staff/", "^", "accounts/")):
                yield route

    return sorted(set(walk(get_resolver().url_patterns)))


KEYS = [
    "0", "9223372036854775807", "9223372036854775808", "99999999999999999999999", "x", "é", "a%00b", "%E2%80%AE",
    "%2e%2e", "a" * 3000, "00000000-0000-0000-0000-000000000000", "ABCD-2345",
]  # fmt: skip


def test_there_are_such_addresses():
    assert len(routes()) > 25


@pytest.mark.parametrize("role", ["visitor", "administrator"])
def test_a_thing_that_is_not_there_is_not_found(the_town, clients, role):
    """Not a fault, and not a hint: whatever number or name is asked for, in whatever way."""
    wrong = []
    for route, key, method in product(routes(), KEYS, ("get", "post")):
        path = "/" + re.sub(r"<[^>]+>", key, route)
        with town.taken_back():
            answer = getattr(clients[role], method)(path)
            if answer.status_code == 301:  # a file's address has no slash at its end; nothing is there with one, either
                answer = clients[role].get(answer["Location"])
            status = answer.status_code
        if status not in (204, 302, 403, 404, 405, 413):
            wrong.append(f"{method} {path[:80]} {status}")

    assert wrong == []


# --- What is sent ------------------------------------------------------------------------------------


def acts() -> list:
    """One line of every act, with somebody who may do it."""
    found = {}
    for name, method, of, cells in lines():
        may = [role for role, cell in cells.items() if cell in ("302", "204")]
        if method == "POST" and may:
            found.setdefault(name, (of, may[0]))
    return [(name, of, role) for name, (of, role) in found.items()]


@pytest.mark.parametrize(("name", "of", "role"), acts(), ids=lambda value: value)
def test_a_form_filled_with_nonsense_is_answered(the_town, clients, name, of, role):
    path, filled = address(name, thing_of(the_town, of)), form_of(name, the_town, of)
    sent = [dict.fromkeys(filled, nasty) for nasty in NASTY]
    kinds = {re.sub(r"\d+", "", field): field for field in filled}  # the notes for ten open things are asked alike
    sent += [filled | {field: nasty} for field in kinds.values() for nasty in HARD]
    sent += [{key: value for key, value in filled.items() if key != field} for field in filled]
    sent += [filled | {field: [value, value]} for field, value in filled.items()]
    faults = []
    for form in sent:
        with town.taken_back():
            response = clients[role].post(path, form)
            if broken(response):
                faults.append(f"{response.status_code} {form!r}"[:160])

    assert faults == []


@pytest.mark.parametrize(("name", "of", "role"), acts(), ids=lambda value: value)
def test_a_body_that_is_no_form_is_answered(the_town, clients, name, of, role):
    path = address(name, thing_of(the_town, of))
    bodies = [
        (b'{"choice": "yes"}', "application/json"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b"a=1&" * 5000, "application/x-www-form-urlencoded; charset=utf-16"),
        (b"choice=yes", "application/x-www-form-urlencoded; charset=no-such-thing"),
        (b"--x\r\nnot a part", "multipart/form-data; boundary=x"),
        (b"no boundary", "multipart/form-data"),
        (b"<xml/>", "text/xml"),
        (b"", "application/x-www-form-urlencoded"),
    ]
    for body, kind in bodies:
        with town.taken_back():
            response = clients[role].generic("POST", path, body, kind)
            assert not broken(response), f"{kind} {response.status_code}"


def test_headers_that_make_no_sense_are_answered(the_town, clients):
    headers = [
        {"HTTP_ACCEPT_LANGUAGE": "x" * 2000},
        {"HTTP_ACCEPT_LANGUAGE": "\x00,;q=nan"},
        {"HTTP_ACCEPT": "application/json;q=\x00"},
        {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://[bad"},
        {"HTTP_COOKIE": "sessionid=\x00; csrftoken=é"},
        {"HTTP_COOKIE": "sessionid=" + "x" * 5000},
        {"HTTP_COOKIE": "sessionid=" + "a" * 32 + "; messages=nonsense; django_language=xx"},
        {"HTTP_IF_MODIFIED_SINCE": "yesterday", "HTTP_IF_NONE_MATCH": '"'},
        {"HTTP_RANGE": "bytes=9-1"},
        {"HTTP_X_FORWARDED_FOR": "' OR 1=1, \x00, ::ffff:999"},
        {"HTTP_REFERER": "http://[bad"},
        {"HTTP_USER_AGENT": ""},
    ]
    for asked in headers:
        for path in ("/", "/votes/", "/record/", "/me/", f"/rooms/{the_town.east.things.talk.pk}/", "/accounts/login/"):
            with town.taken_back():
                assert not broken(clients["visitor"].get(path, **asked)), f"{path} {asked}"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=300), more=st.text(max_size=60))
def test_any_words_can_be_said_asked_and_searched(the_town, clients, words, more):
    """Whatever letters a language has: said in a room, suggested to a board, kept as a draft, looked for."""
    things = the_town.east.things
    with town.taken_back():
        answers = [
            clients["member"].post(f"/rooms/{things.talk.pk}/messages/", {"text": words}),
            clients["resident"].post(
                "/priorities/suggestion/",
                {"board": "eastbank", "need": words, "who": more, "what": words, "language": "en"},
            ),
            clients["member"].post("/boards/eastbank/motions/", {"text": more, "why": words, "language": "en"}),
            clients["resident"].post("/me/drafts/proposal/", {more or "x": words}),
            clients["resident"].post("/me/details/", {"name": more, "language": "en"}),
            clients["visitor"].get("/record/", {"by": words, "kind": more}),
            clients["visitor"].get("/priorities/suggestions/", {"board": words}),
            clients["visitor"].get("/no/such/page/", {more: words}),
        ]
    assert not any(map(broken, answers))


@pytest.mark.alike
def test_what_people_wrote_never_acts_on_a_reader(the_town, clients):
    """Kept by every form that takes words, then read on every page."""
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a>{{ 7|add:7 }}"
    for name, of, role in acts():
        form = form_of(name, the_town, of)
        words = {field for field in form if field in {"text", "why", "words", "need", "who", "what", "reason", "name"}}
        clients[role].post(address(name, thing_of(the_town, of)), form | dict.fromkeys(words, attack))
    for role in ("visitor", "member", "clerk", "administrator"):
        for name, of in places():
            page = clients[role].get(address(name, thing_of(the_town, of))).getvalue().decode(errors="replace")
            if not page.startswith(("{", "[")):
                for act in ("<script>alert", "onerror=alert(1)>", 'href="javascript:', "href='javascript:"):
                    assert act not in page, f"{act} on {name} {of} for {role}"


# --- Forms of other sites --------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "of", "role"), acts(), ids=lambda value: value)
def test_an_act_needs_a_form_of_this_site(the_town, name, of, role):
    who = None if role == "visitor" else getattr(the_town, role)
    client = client_of(who, enforce_csrf_checks=True)
    client.get("/accounts/login/" if who is None else "/me/details/")  # gives the browser its token
    path, form = address(name, thing_of(the_town, of)), form_of(name, the_town, of)
    token = client.cookies["csrftoken"].value

    with town.watched() as written:
        for sent, headers in [
            (form, {}),
            (form | {"csrfmiddlewaretoken": "x" * 64}, {}),
            (form | {"csrfmiddlewaretoken": token}, {"HTTP_ORIGIN": "https://evil.example"}),
            (form | {"csrfmiddlewaretoken": token}, {"HTTP_ORIGIN": "null"}),
        ]:
            assert client.post(path, sent, **headers).status_code == 403, headers

    assert written <= {"django_session"}
    assert client.post(path, form | {"csrfmiddlewaretoken": token}).status_code in (302, 204)


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/", "/accounts/login/code/", "/accounts/login/code/confirm/", "/accounts/signup/",
        "/accounts/logout/", "/accounts/confirm-email/", "/accounts/email/", "/accounts/password/reset/",
        "/accounts/2fa/", "/accounts/sessions/", "/demo/session/", "/staff/snippets/priorities/priority/add/",
        "/staff/logout/",
    ],
)  # fmt: skip
def test_the_doors_of_other_projects_need_one_too(the_town, path):
    client = client_of(the_town.administrator, enforce_csrf_checks=True)

    assert client.post(path, {"email": "ada@example.org"}).status_code in (403, 405, 404)
