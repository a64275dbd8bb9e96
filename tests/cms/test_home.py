"""The first page: what is on the table, what is open, who sits there, whether the fund answered."""

import re
from datetime import timedelta

import pytest
from django.utils import translation
from wagtail.models import Locale, Site

from cms.models import HomePage, WordsPage
from governance.accountability import actions as accountability
from governance.accountability.models import Answer
from governance.priorities.models import Plan
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return HomePage.objects.get()


def text(client, address="/"):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def words_page(home, title="Privacy", body="<p>What we keep.</p>", **fields):
    """A page of words under the first page, in its menu."""
    return home.add_child(instance=WordsPage(title=title, body=body, show_in_menus=True, **fields))


def busy_town():
    """A board with a vote open, a call open, a priority open and an answer owed."""
    rosa, darnell, noi, sam = make.people("rosa darnell noi sam")
    board = make.board(seated=[rosa, darnell, noi], clerk=sam, officer=make.staff("andre"))
    stay_put = make.adopted(board, members=[rosa, darnell, noi], closes_at=make.now() + 40 * make.DAY)
    corps = make.proposal(stay_put, by=make.person("yesenia"))
    decided = make.vote(board, by=rosa, seconded_by=noi, subject=corps, ends_when_all_voted=True)
    make.decided(decided, yes=[rosa, darnell, noi], at=make.now())
    make.vote(board, by=rosa, seconded_by=noi, text="Meet on Mondays")
    make.call(board, clerk=sam)
    return board, [rosa, darnell, noi, sam]


@pytest.mark.parametrize("address", ["/", "/es/"])
def test_an_empty_installation_says_what_comes_next(client, address):
    page = text(client, address)
    if address == "/":
        assert "No board yet." in page and "No vote, call or priority is open now." in page
        assert "The fund owes no answer now." in page
    assert f'<html lang="{"en" if address == "/" else "es"}"' in page


def test_what_is_on_the_table_is_what_the_plan_in_force_says(client):
    members = make.people("rosa darnell noi")
    eastbank, westbank = make.board(seated=members), make.board("Westbank", seated=members)
    make.planned(eastbank, members=members, titles=("Homes", "Buses"), amount=10_000_000)
    assert "$100,000" in text(client)
    make.adopted(westbank, members=members, title="A hall", amount=5_000_000)
    assert "$150,000" in text(client)


@pytest.mark.parametrize("address", ["/", "/priorities/"])
def test_a_priority_is_listed_with_the_sum_that_is_on_the_table_for_it(client, address):
    """Not with the one it was adopted with, where a plan says otherwise; one that the plan leaves out has nothing."""
    members = make.people("rosa darnell noi")
    eastbank = make.board(seated=members)
    make.planned(eastbank, members=members, titles=("Homes", "Buses"), amount=10_000_000)
    make.adopted(eastbank, members=members, title="A hall", amount=7_700_000)
    make.adopted(make.board("Westbank", seated=members), members=members, title="A bridge", amount=5_000_000)

    lines = dict(re.findall(r"<h3><a[^>]*>([^<]+)</a></h3>.*?(\$[\d,]+)", client.get(address).content.decode(), re.S))

    plan = Plan.objects.get(state="adopted")
    said = {part.adoption.terms["title"]: f"${part.amount // 100:,}" for part in plan.parts.all()}
    assert lines == said | {"A hall": "$0", "A bridge": "$50,000"}


def test_it_says_what_is_on_the_table_and_what_is_open(client):
    busy_town()
    page = text(client)
    assert "$300,000" in page and "is on the table." in page
    for said in ("Meet on Mondays", "Take a seat on Eastbank", "Stay-put housing", "Voting closes"):
        assert said in page
    assert "8 seats are open" in page and "Rosa, resident" in page
    assert "Interpreter Corps" in page and "Waiting for the fund’s answer" in page
    assert "0 of 2" in page  # the priority and the proposal


def test_money_counts_only_while_it_can_be_asked_for(client):
    rosa, noi = make.people("rosa noi")
    board = make.board(seated=[rosa, noi])
    make.priority(board, title="Waiting")
    make.adopted(board, members=[rosa, noi], title="Later", opens_at=make.now() + make.DAY)
    assert "is on the table" not in text(client)
    make.adopted(board, members=[rosa, noi], title="Now", amount=100_00)
    make.adopted(board, members=[rosa, noi], title="Euros", amount=5_00, currency="EUR")
    page = text(client)
    assert "$100</span> is on the table." in page and "€5" in page


def test_it_counts_answers_and_how_many_came_in_time(client):
    _board, (*_members, _sam) = busy_town()
    owed = Answer.objects.first()
    accountability.give(owed, by=make.staff("beth"), kind="carried_out", at=owed.due_at - timedelta(days=1))
    assert "1 of 2" in text(client)


def test_the_same_page_is_read_in_spanish_though_nobody_translated_it(client, home):
    home.lede = "Everybody eats."
    home.save()
    busy_town()
    page = text(client, "/es/")
    assert '<html lang="es"' in page
    assert '<p class="lede" lang="en" dir="auto">Everybody eats.</p>' in page
    assert "In English" in page or "en inglés" in page.lower() or "Inglés" in page


def test_a_translated_first_page_is_served_where_it_belongs_and_lends_what_it_lacks(client, home):
    privacy = words_page(home)
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    translated = home.copy_for_translation(spanish)
    translated.lede = "Todos comen."
    translated.save_revision().publish()

    assert "Todos comen." in text(client, "/es/")
    assert "Todos comen." not in text(client, "/")
    page = text(client, "/es/privacy/")
    assert '<h1 lang="en" dir="auto">Privacy</h1>' in page and '<html lang="es"' in page

    in_spanish = privacy.copy_for_translation(spanish)
    in_spanish.title, in_spanish.body = "Privacidad", "<p>Lo que guardamos.</p>"
    in_spanish.save_revision().publish()
    page = text(client, "/es/privacy/")
    assert "Lo que guardamos." in page and '<h1 lang="es" dir="auto">Privacidad</h1>' in page
    assert client.get("/es/nowhere/").status_code == 404


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_pages_of_words_are_reached_from_the_first_page(client, home, prefix):
    words_page(home)
    assert f'href="{prefix}/privacy/"' in text(client, f"{prefix}/")
    page = text(client, f"{prefix}/privacy/")
    assert "What we keep." in page
    with translation.override("en"):
        assert client.get("/nowhere/").status_code == 404


def test_it_costs_the_same_for_a_city_as_for_a_street(client, django_assert_max_num_queries):
    board, (rosa, darnell, noi, sam) = busy_town()
    Site.objects.get()

    def queries():
        text(client)
        with django_assert_max_num_queries(17) as captured:
            text(client)
        return len(captured)

    few = queries()
    for n in range(5):
        make.vote(board, by=rosa, seconded_by=noi, text=f"Meet on day {n}")
        make.adopted(board, members=[rosa, darnell, noi], title=f"Priority {n}")
        make.call(make.board(f"Board {n}", clerk=sam), clerk=sam)
    assert queries() == few


def test_the_first_page_may_be_cached_for_visitors(client):
    response = client.get("/")
    assert "public" in response["Cache-Control"] and "csrfmiddlewaretoken" not in response.content.decode()
