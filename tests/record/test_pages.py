"""The page of the record, and the history on a thing's own page."""

import re

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from community.record import actions as record
from community.record.forms import KIND_NAMES, kinds
from community.record.models import Entry, localized
from community.record.verbs import VERBS
from governance.boards import actions as boards
from tests import make

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def eastbank():
    rosa, sam = make.people("rosa sam")
    return make.board(seated=[rosa], clerk=sam)


def test_everybody_reads_who_did_what_and_why(client, eastbank):
    page = text_of(client.get("/record/"))
    assert "The administrator founded the board: Eastbank" in page
    assert "seated a person" in page and "A founding member." in page
    assert record.head()["hash"] in page


def test_administrators_read_the_same_page_as_everybody(client, eastbank):
    sam = eastbank.roles.get().person
    boards.apply(make.call(eastbank, clerk=sam), by=make.person("ana"), why="I rent here.")
    client.force_login(make.administrator())
    page = text_of(client.get("/record/"))
    assert "applied for a seat" not in page and "Ana" not in page
    assert "opened a call for a seat" in page


def test_the_name_leads_to_the_person_and_the_thing_to_its_page(client, eastbank):
    sam = eastbank.roles.get().person
    make.call(eastbank, clerk=sam)
    page = client.get("/es/record/").content.decode()
    assert f'href="/es/people/{sam.public_id}/"' in page
    assert 'href="/es/boards/eastbank/"' in page


def test_an_erased_name_is_said_to_be_removed_not_given_to_the_clock(client, eastbank):
    sam = eastbank.roles.get().person
    make.call(eastbank, clerk=sam)
    record.erase(Entry.objects.get(verb="call.opened"))
    assert "Somebody whose name was removed opened a call" in text_of(client.get("/record/"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind=board", ["board.founded"]),
        ("kind=call&by=SAM", ["call.opened"]),
        ("by=rosa", []),
        ("kind=seat&since=2000-01-01&until=2100-01-01", ["seat.filled"]),
        ("until=2000-01-01", []),
    ],
)
def test_the_record_is_narrowed_by_kind_by_person_and_by_day(client, eastbank, asked, found):
    make.call(eastbank, clerk=eastbank.roles.get().person)
    page = client.get(f"/record/?{asked}")
    assert [entry.verb for entry in page.context["page"]] == found
    assert "Show everything" in text_of(page)


def test_it_is_narrowed_to_one_thing_by_the_link_on_its_page(client, eastbank):
    make.board("Westside")
    page = client.get(f"/record/?thing=boards.board:{eastbank.pk}")
    assert "Only what concerns one thing" in text_of(page)
    assert "Westside" not in text_of(page) and len(page.context["page"].object_list) > 2


@pytest.mark.parametrize(
    "asked", ["since=soon", "kind=nonsense", "thing=boards.board", "thing=x", "by=%00", "page=soon"]
)
def test_nonsense_is_explained_and_never_an_error(client, eastbank, asked):
    page = client.get(f"/record/?{asked}")
    assert page.status_code == (200 if asked.startswith("page") else 422)


def test_when_nothing_matches_the_page_says_so(client, eastbank):
    assert "No entry matches" in text_of(client.get("/record/?by=nobody"))
    assert "Nothing here" in text_of(client.get("/record/?by=nobody"))


def test_every_kind_of_public_entry_has_a_name(eastbank):
    public = {verb.key.split(".")[0] for verb in VERBS.values() if verb.is_public}
    assert public <= set(KIND_NAMES)
    assert {kind for kind, _name in kinds()} == public | {""}


def test_the_list_is_paged_and_asks_no_more_of_the_database_when_it_is_long(client, eastbank):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/record/")
        return len(queries), page

    client.get("/record/")
    few, _page = asked()
    for number in range(60):
        make.suggestion(eastbank, by=make.person(f"ana {number}"), need=f"A bench, number {number}.")
    many, page = asked()
    assert many == few
    assert len(page.context["page"].object_list) == 50 and "Page 1 of 2" in text_of(page)


def test_what_a_thing_is_called_in_the_record_does_not_depend_on_the_language_of_who_acts(eastbank):
    call = make.call(eastbank, clerk=eastbank.roles.get().person)
    with translation.override("es"):
        application = boards.apply(call, by=make.person("ana"), why="Vivo aquí.")
        assert str(application) == f"Solicitud {application.pk}"
    assert Entry.objects.get(verb="application.sent").told["title"] == f"Application {application.pk}"


# --- on the thing's own page ---------------------------------------------------------------------------


def told(thing, **words):
    return Template("{% load record %}{% timeline_of thing titled=titled %}").render(
        Context({"thing": thing, "titled": False} | words)
    )


def test_the_history_of_a_thing_shows_its_newest_public_entries(eastbank):
    sam = eastbank.roles.get().person
    boards.apply(make.call(eastbank, clerk=sam), by=make.person("ana"), why="I rent here.")
    shown = told(eastbank)
    assert "opened a call for a seat" in shown and "applied for a seat" not in shown
    assert "Everything that happened" not in shown


def test_a_long_history_leads_to_all_of_it(eastbank):
    for number in range(15):
        make.suggestion(eastbank, by=make.person(f"ana {number}"))
    shown = told(eastbank, titled=True)
    assert shown.count("<li id=") == 12
    assert f"/record/?thing=boards.board%3A{eastbank.pk}" in shown


def test_a_thing_without_a_history_shows_nothing():
    assert told(make.person("ana")).strip() == ""


def test_a_stable_path_is_led_under_the_page_s_language():
    assert localized("/votes/9/", "es") == "/es/votes/9/"
    assert localized("/votes/9/", "en") == localized("/votes/9/") == "/votes/9/"
    assert localized("", "es") == ""
