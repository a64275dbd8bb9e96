"""The whole permission matrix, asked over the real addresses: tests/matrix/table.py.

A reading changes no row, a refused act leaves no trace, and an allowed one is really done.
"""

import pytest
from django.urls import URLPattern, get_resolver
from django.utils import translation

from tests import town
from tests.matrix.table import ROLES
from tests.matrix.world import address, clients_of, form_of, lines, thing_of, told

# Doors that other projects bring, and how they are tried instead of line by line.
BY_RULE = ("staff/", "accounts/", "papers/", "_util/", "^((")
# What is refused may still be kept for whoever typed it.
TYPED = "people_draft"
# What a browser holds, it holds in its session alone.
IN_THE_SESSION = {"board_application_code", "board_application_leaving"}
DONE = {"302", "201", "204"}
# A question that is posted, so that what it asks with stands in no address.
QUESTIONS = {"receipts"}


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):
    with town.standing(django_db_blocker) as built:
        yield built


@pytest.fixture(scope="module")
def clients(standing):
    return clients_of(standing)


@pytest.fixture(scope="module")
def before(standing, clients):
    """Every row of the town, which each test takes back to what it was."""
    return town.rows()


def traces_of(before, written) -> set:
    """The tables that hold something else now. That somebody was here is kept in the session alone."""
    return set(town.changed(before, written - {"django_session"}))


@pytest.mark.parametrize(
    ("name", "method", "of", "expected"), lines(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_everybody_gets_what_the_table_says(standing, clients, before, name, method, of, expected):
    path = address(name, thing_of(standing, of))
    if method == "GET":
        with town.taken_back(), town.watched() as written:
            got = {role: told(client.get(path)) for role, client in clients.items()}
            traces = traces_of(before, written)
        assert got == expected
        assert traces == set(), "reading changed something"
        return
    form, got, traces = form_of(name, standing, of), {}, {}
    for role, client in clients.items():
        with town.taken_back(), town.watched() as written:
            got[role] = told(client.post(path, form))
            traces[role] = traces_of(before, written)
    assert got == expected
    done = [role for role, cell in expected.items() if cell in DONE]
    assert not done or name in IN_THE_SESSION or any(traces[role] for role in done), "an allowed act changed nothing"
    for role in set(ROLES) - set(done):
        assert traces[role] <= {TYPED}, f"{role} was refused and left a trace"


# --- Nothing is forgotten --------------------------------------------------------------------------


def patterns(resolver=None, before="", namespace=""):
    """Every address of the house: its pattern and its full name."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, f"{namespace}{pattern.name}"
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern, route, inner)


def ours() -> set:
    return {name for route, name in patterns() if not route.startswith(BY_RULE)}


def test_every_address_has_its_lines():
    assert ours() - {name for name, *_rest in lines()} == set(), "give each its lines in tests/matrix/table.py"


def test_no_line_is_about_an_address_that_is_gone():
    assert {name for name, *_rest in lines()} - ours() == set()


def test_every_act_is_tried_by_somebody_who_may_and_on_both_boards():
    """A column full of refusals would prove nothing."""
    acts = {}
    for name, method, of, expected in lines():
        if method == "POST" and name not in QUESTIONS and not name.startswith("demo"):
            acts.setdefault(name, []).append((of, set(expected.values())))
    for name, tried in acts.items():
        assert any(DONE & cells for _of, cells in tried), name
        sides = {of.partition(".")[0] for of, _cells in tried if "." in of}
        assert sides in (set(), {"east", "west"}), name


def test_an_act_is_not_done_by_a_link_and_nothing_is_done_by_another_method(standing, clients, before):
    """GET on an address of acts only, and PUT, PATCH and DELETE on every one."""
    methods = {}
    for name, method, of, _expected in lines():
        methods.setdefault((name, of), set()).add(method)
    for (name, of), known in methods.items():
        if name.startswith(("api:", "health")):
            continue
        path = address(name, thing_of(standing, of))
        for method in {"get", "put", "patch", "delete"} - {one.lower() for one in known}:
            if method == "get" and any(one == name and "GET" in m for (one, _of), m in methods.items()):
                continue
            for role in ("visitor", "member", "administrator"):
                with town.taken_back(), town.watched() as written:
                    status = getattr(clients[role], method)(path).status_code
                    assert status in (302, 403, 404, 405), f"{method} {path} {role}: {status}"
                    assert traces_of(before, written) == set(), f"{method} {path} {role}"


def test_a_spanish_address_opens_what_the_english_one_opens(standing, clients):
    """The language is a matter of the path; who may is not."""
    translation.activate("en")
    paths = [(address(name, thing_of(standing, of)), expected) for name, how, of, expected in lines() if how == "GET"]
    for path, expected in paths:
        if not path.startswith(("/api/", "/health/")):
            for role in ("visitor", "member"):
                with town.taken_back():
                    got = clients[role].get(f"/es{path}")
                    cell = "in" if "/accounts/login/" in got.headers.get("Location", "") else str(got.status_code)
                    assert cell == expected[role], f"/es{path} {role}"


# --- Doors of other projects ---------------------------------------------------------------------


def desk_addresses() -> list:
    """Every address of Wagtail's desk that needs no key, and the same with a key that is taken."""
    found = []
    for route, _name in patterns():
        if route.startswith("staff/") and "login" not in route and "logout" not in route and not {*"^("} & {*route}:
            parts = ["1" if part.startswith("<") else part for part in route.split("/")]
            found.append("/" + "/".join(parts))
    return sorted(set(found))


@pytest.mark.parametrize("role", ["visitor", "resident", "member", "clerk"])
def test_nobody_but_staff_comes_to_the_desk(standing, clients, role):
    ways_in = ("/staff/login/", "/accounts/")
    opened = []
    for path in desk_addresses():
        with town.taken_back():
            response = clients[role].get(path)
        led_away = response.status_code == 302 and response["Location"].startswith(ways_in)
        if not led_away and response.status_code not in (403, 404, 405):
            opened.append(f"{path} {response.status_code} {response.headers.get('Location', '')}")

    assert opened == HARMLESS


# The desk's words and its icons: no data of the house.
HARMLESS = ["/staff/jsi18n/ 200 ", "/staff/sprite/ 200 "]


def test_there_are_many_such_addresses():
    assert len(desk_addresses()) > 100


@pytest.mark.parametrize(
    "path", ["/staff/login/", "/staff/password_reset/", "/_util/login/", "/es/_util/login/", "/staff/logout/"]
)
def test_nobody_signs_in_past_the_front_door(standing, clients, path):
    """Wagtail brings sign-in pages of its own, which know no limits and no codes."""
    response = clients["visitor"].get(path)

    assert response.status_code in (302, 404)
    if response.status_code == 302:
        assert "/accounts/" in response["Location"] or response["Location"] == "/"
