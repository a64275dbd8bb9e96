"""What people tell about themselves: where they live, where they belong, what they are called, what they typed."""

import pytest
from django.urls import reverse

from community.people import actions as people
from community.people.models import Draft, Place, Residency, SelfDescription
from community.record.models import Entry
from tests import make

pytestmark = pytest.mark.django_db

DOORS = ["/me/", "/me/place/", "/me/communities/", "/me/details/", "/me/news/"]


@pytest.fixture
def ana(client):
    person = make.person("ana")
    client.force_login(person)
    return person


@pytest.mark.parametrize("door", DOORS)
def test_a_visitor_is_asked_to_sign_in(client, door):
    assert client.get(door).headers["Location"] == f"/accounts/login/?next={door}"
    assert client.get(f"/es{door}").headers["Location"] == f"/es/accounts/login/?next=/es{door}"


@pytest.mark.parametrize("door", DOORS)
def test_ones_own_pages_are_kept_by_nobody_on_the_way(client, ana, door):
    assert "no-store" in client.get(door)["Cache-Control"]


# --- where one lives --------------------------------------------------------------------------------


def test_somebody_says_where_they_live(client, ana):
    mill = Place.objects.create(name="Mill Street")
    assert "Say where you live" in client.get("/me/").content.decode()
    answer = client.post("/me/place/", {"place": mill.pk, "proof": "own_word"})
    assert answer.headers["Location"] == "/me/"
    assert ana.residencies.get().place == mill
    page = client.get("/me/").content.decode()
    assert "Mill Street" in page and "Say where you live" not in page


def test_a_new_home_ends_the_one_before_it_and_the_same_one_changes_nothing(client, ana):
    mill, river = Place.objects.create(name="Mill Street"), Place.objects.create(name="Riverside")
    for place in (mill, mill, river):
        client.post("/me/place/", {"place": place.pk, "proof": "own_word"})
    assert [(home.place, home.until is None) for home in ana.residencies.order_by("since")] == [
        (mill, False),
        (river, True),
    ]


def test_where_one_lives_is_not_public(client, ana):
    people.declare_residency(ana, place=Place.objects.create(name="Mill Street"))
    assert not Entry.objects.visible_to(None).filter(verb="residency.declared").exists()
    for path in ("/record/", ana.get_absolute_url()):
        assert "Mill Street" not in client.get(path).content.decode()


def test_a_place_has_to_be_chosen_from_the_list(client, ana):
    Place.objects.create(name="Mill Street")
    for sent, says in (({}, "Tell us where you live"), ({"place": 999, "proof": "own_word"}, "from the list")):
        answer = client.post("/me/place/", sent)
        assert answer.status_code == 422 and says in answer.content.decode()
    assert not Residency.objects.exists()


def test_without_places_the_page_says_so(client, ana):
    assert "No places to choose from yet" in client.get("/me/place/").content.decode()


# --- where one belongs -------------------------------------------------------------------------------


def test_the_communities_one_belongs_to_are_kept_for_oneself(client, ana):
    renters = make.community("Renters")
    client.post("/me/communities/", {"communities": [renters.pk], "words": "My mother's house."})
    told = SelfDescription.objects.get(person=ana)
    assert list(told.communities.all()) == [renters]
    page = client.get("/me/communities/").content.decode()
    assert "My mother&#x27;s house." in page and "checked" in page
    client.post("/me/communities/", {})
    told.refresh_from_db()
    assert not told.communities.exists() and told.words == ""


def test_nobody_else_reads_it_anywhere(client, ana):
    people.describe(ana, communities=[make.community("Renters")], words="canary-of-a-private-life")
    assert not Entry.objects.filter(by=ana).exists()
    for who in (None, ana, make.person("bo"), make.staff(), make.administrator()):
        client.force_login(who) if who else client.logout()
        for path in ("/me/", "/record/", ana.get_absolute_url(), "/boards/"):
            assert "canary" not in client.get(path).content.decode()
        own = client.get("/me/communities/")
        assert ("canary" in own.content.decode()) is (who == ana)


# --- what one is called --------------------------------------------------------------------------------


def test_somebody_changes_name_language_and_clock(client, ana):
    client.post("/me/details/", {"name": "Ana María", "language": "es", "time_zone": "America/Denver"})
    ana.refresh_from_db()
    assert (ana.name, ana.language, ana.time_zone) == ("Ana María", "es", "America/Denver")
    renamed = Entry.objects.get(verb="person.renamed")
    assert renamed.by == ana and not renamed.is_public


def test_changing_nothing_enters_nothing(client, ana):
    client.post("/me/details/", {"name": "Ana", "language": "en", "time_zone": ""})
    assert not Entry.objects.filter(verb="person.renamed").exists()


def test_a_name_is_one_line_without_letters_nobody_sees(client, ana):
    client.post("/me/details/", {"name": " Ana \u202e\n  Admin\x07 ", "language": "en", "time_zone": ""})
    ana.refresh_from_db()
    assert ana.name == "Ana Admin"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"name": " "}, "Tell us your name"),
        ({"name": "\u202e"}, "Tell us your name"),
        ({"language": "xx"}, "Choose a language"),
        ({"time_zone": "Mars/Olympus"}, "Choose a place"),
    ],
)
def test_a_mistake_is_explained_and_the_rest_is_kept(client, ana, sent, says):
    answer = client.post("/me/details/", {"name": "Ana María", "language": "es", "time_zone": ""} | sent)
    assert answer.status_code == 422 and says in answer.content.decode()
    ana.refresh_from_db()
    assert ana.name == "Ana"


def test_a_clock_of_ones_own_is_what_one_reads_times_by(client, ana):
    board = make.board(seated=make.people("rosa noi"), clerk=ana)
    sent = make.suggestion(board, by=ana).at
    site = client.get("/record/").content.decode()
    people.introduce(ana, name="Ana", language="en", time_zone="UTC")
    own = client.get("/record/").content.decode()
    assert f"T{sent:%H:%M}+00:00" in own and f"T{sent:%H:%M}+00:00" not in site
    client.logout()
    assert f"T{sent:%H:%M}+00:00" not in client.get("/record/").content.decode()


# --- what one has typed and not sent ----------------------------------------------------------------


def keep(client, form="suggestion", **typed):
    return client.post(reverse("draft", args=[form]), typed)


def test_what_is_typed_is_kept_and_typed_over(client, ana):
    assert keep(client, need="A bench").status_code == 204
    keep(client, need="A bench at the stop", csrfmiddlewaretoken="x" * 32)
    assert Draft.objects.typed(ana, "suggestion") == {"need": "A bench at the stop"}
    assert Draft.objects.typed(ana, "another") == {}


def test_a_field_with_several_values_keeps_them_all(client, ana):
    keep(client, communities=["1", "2"], words="nul\0byte")
    assert Draft.objects.typed(ana, "suggestion") == {"communities": ["1", "2"], "words": "nulbyte"}


def test_a_draft_is_ones_own(client, ana):
    keep(client, need="Mine")
    client.force_login(make.person("bo"))
    keep(client, need="Another's")
    assert Draft.objects.typed(ana, "suggestion") == {"need": "Mine"}


def test_a_visitor_keeps_no_draft(client):
    assert keep(client, need="A bench").status_code == 403
    assert not Draft.objects.exists()


def test_a_draft_has_its_limits(client, ana):
    assert keep(client, need="a" * 60_001).status_code == 413
    assert keep(client, form="a" * 121, need="A bench").status_code == 404
    for number in range(45):
        people.keep_draft(ana, form=f"form-{number}", fields={})
    assert ana.drafts.count() == 40
    assert not ana.drafts.filter(form="form-0").exists() and ana.drafts.filter(form="form-44").exists()
    assert client.get(reverse("draft", args=["suggestion"])).status_code == 405
