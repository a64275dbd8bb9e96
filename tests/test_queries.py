"""A page asks the database as often when there are a thousand of a thing as when there are ten."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.record.models import Entry
from community.rooms.models import Message
from governance.priorities.models import Priority, Suggestion
from governance.proposals.models import Proposal
from governance.voting.models import Vote
from tests import crowd, town
from tests.matrix.world import address, clients_of, lines, thing_of

pytestmark = pytest.mark.alike

FEW, MANY = 10, 1000
MOST = 30  # questions of one page
LONGEST = 150_000  # bytes of one page, not compressed; a thousand of anything is longer


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):
    with town.standing(django_db_blocker) as built:
        yield built


@pytest.fixture(scope="module")
def readings(standing) -> dict:
    """What each page asks and how long it is, with few of everything and with many: by person and address."""
    clients = clients_of(standing)
    crowd.grow(standing, FEW)
    few = read(standing, clients)
    crowd.grow(standing, MANY - FEW)
    many = read(standing, clients)
    return {place: (few[place], many[place]) for place in few}


def read(standing, clients) -> dict:
    """Each page's questions to the database, and its length."""
    found = {}
    for name, method, of, cells in lines():
        if method != "GET" or name == "health" or of.startswith("west"):
            continue
        path = address(name, thing_of(standing, of))
        for role in ("visitor", "member", "clerk", "staff"):
            if cells[role] == "200":
                clients[role].get(path)  # what is kept in memory is asked only once
                with CaptureQueriesContext(connection) as queries:
                    response = clients[role].get(path)
                assert response.status_code == 200, path
                found[role, path] = [query["sql"] for query in queries], len(response.getvalue())
    return found


def test_there_are_many_of_everything(readings):
    (_few, short), (_many, long) = readings["visitor", "/proposals/"]

    assert long > short
    assert min(model.objects.count() for model in (Proposal, Vote, Priority, Suggestion, Message, Entry)) > MANY


def test_no_page_asks_more_of_the_database_however_much_there_is(readings):
    growing = {
        place: [f"{len(few)} → {len(many)}", *sorted(set(many) - set(few))[:5]]
        for place, ((few, _short), (many, _long)) in readings.items()
        if len(many) > len(few)
    }

    assert growing == {}


def test_no_page_asks_too_often(readings):
    often = {place: len(many) for place, (_few, (many, _length)) in readings.items() if len(many) > MOST}

    assert often == {}


def test_no_page_is_as_long_as_what_there_is(readings):
    """Lists come in pages. Only what waits for somebody is shown to them whole."""
    endless = {
        place: length
        for place, (_few, (_many, length)) in readings.items()
        if length > LONGEST and not place[1].startswith("/me/")
    }

    assert endless == {}
