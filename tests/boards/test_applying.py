"""Applying for a seat, with an account or without: what is asked, what is kept, and how one comes back."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from community.people.models import Place
from governance.boards.models import Application, Portrait
from governance.boards.portraits import household_of
from governance.voting import actions as voting
from tests import make

from .applicants import ANSWERS, DOOR, STEPS, application_page, applied, drawn, to, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam():
    return make.person("sam")


@pytest.fixture
def eastbank(sam):
    return make.board(seated=make.people("rosa darnell noi"), clerk=sam)


@pytest.fixture
def call(eastbank, sam):
    return make.call(eastbank, clerk=sam)


# --- the first page --------------------------------------------------------------------------------


def test_the_first_page_is_for_everybody_and_says_what_the_seat_asks_and_gives(client, eastbank, call):
    answer = client.get(DOOR)
    page = answer.content.decode()
    text = strip_tags(page)
    assert answer.status_code == 200 and "public" in answer["Cache-Control"] and not answer.cookies
    assert "csrfmiddlewaretoken" not in page
    for line in ("What you do:", "How long:", "24 months", "Pay:", "$48", "Childcare:", "Interpreter:"):
        assert line in text
    assert text.index("Pay can change benefits") < text.index("Apply for this seat")
    assert "You hear by" in text
    asked = page[page.index('class="clauses"') :]
    assert 1 <= asked[: asked.index("</ol>")].count("<li>") <= 6
    assert f"{to('place')}?call={call.pk}" in page


def test_without_a_call_the_page_says_that_no_seat_is_open(client, eastbank):
    assert "No seat is open now" in client.get(DOOR).content.decode()


def test_a_member_is_told_that_they_sit_there_already(client, eastbank, call):
    client.force_login(eastbank.terms_at(make.now()).first().person)
    assert "You hold a seat on this board already" in client.get(DOOR).content.decode()


# --- without an account ----------------------------------------------------------------------------


def test_somebody_without_an_account_applies_and_gets_a_code(client, eastbank, call):
    place = Place.objects.create(name="Millrace")
    application = applied(client, call, place={"place": place.pk, "proof": "clinic"})
    assert (application.person, application.name, application.state) == (None, "Yesenia Morales", "waiting")
    assert (application.contact, application.pay_way) == ("555-0199, evenings", "card")
    assert (application.place, application.proof, application.needs) == (place, "clinic", ["childcare", "interpreter"])
    status = client.get(application_page(application))
    page = status.content.decode()
    assert application.code in page and "Your application is sent." in page and "Sam, the clerk" in page
    assert "private" in status["Cache-Control"] or "no-cache" in status["Cache-Control"]


def test_in_spanish_everything_stays_under_the_spanish_path(client, eastbank, call):
    assert walk(client, call, lang="/es") == "/es" + to("check")
    assert Application.objects.get().language == "es"


def test_the_code_is_in_no_address_and_the_one_who_comes_back_types_it(client, eastbank, call):
    application = applied(client, call)
    elsewhere = Client()
    assert elsewhere.get(application_page(application)).status_code == 404
    typed = application.code.lower().replace("-", " ")
    answer = elsewhere.post(reverse("board_application_code", args=["eastbank"]), {"code": typed})
    assert answer["Location"] == application_page(application)
    assert application.code not in answer["Location"]
    assert application.code in elsewhere.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("code", ["", "ABCD", "ABCD-2345", "ABCD-2345" * 5, "ÄÖÜß-💥💥💥💥", "\x00" * 8])
def test_a_wrong_code_leads_nowhere(client, eastbank, call, code):
    applied(client, call)
    answer = Client().post(reverse("board_application_code", args=["eastbank"]), {"code": code})
    assert answer.status_code == 422


def test_nobody_guesses_codes_for_long(client, eastbank, call, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"application_code": "3/m/ip"}
    application = applied(client, call)
    door, guesser = reverse("board_application_code", args=["eastbank"]), Client()
    for _n in range(3):
        guesser.post(door, {"code": "ABCD-2345"})
    answer = guesser.post(door, {"code": application.code})
    assert answer.status_code == 429 and "Too many tries" in answer.content.decode()


def test_the_code_of_one_board_opens_nothing_at_another(client, eastbank, call):
    make.board("Westside")
    application = applied(client, call)
    answer = Client().post(reverse("board_application_code", args=["westside"]), {"code": application.code})
    assert answer.status_code == 422
    assert client.get(f"/boards/westside/application/{application.pk}/").status_code == 404


def test_on_a_phone_that_is_not_ones_own_the_application_is_closed_again(client, eastbank, call):
    application = applied(client, call)
    client.post(reverse("board_application_leaving", args=["eastbank", application.pk]))
    assert client.get(application_page(application)).status_code == 404
    assert Application.objects.filter(pk=application.pk).exists()


# --- with an account -------------------------------------------------------------------------------


def test_somebody_with_an_account_goes_the_same_way_and_their_name_is_there(client, eastbank, call):
    ana = make.person("ana")
    client.force_login(ana)
    client.post(to("place"), ANSWERS["place"] | {"call": call.pk})
    assert 'value="Ana"' in client.get(to("name")).content.decode()
    application = applied(client, call, name={"name": "Ana"})
    assert application.person == ana
    client.logout()
    client.force_login(ana)  # on another device
    assert application.code in client.get(application_page(application)).content.decode()


def test_who_signs_in_midway_keeps_what_they_wrote(client, eastbank, call):
    client.post(to("place"), ANSWERS["place"] | {"call": call.pk})
    ana = make.person("ana")
    client.force_login(ana)
    application = applied(client, call)
    assert (application.person, Application.objects.count()) == (ana, 1)


# --- step by step ----------------------------------------------------------------------------------


def test_every_kind_of_seat_asks_the_same(client, eastbank, sam):
    """No question, test or paper is asked of residents alone."""
    asked = {}
    for kind in ("resident", "partner", "public"):
        visitor, made = Client(), make.call(eastbank, clerk=sam, kind=kind)
        walk(visitor, made)
        pages = [visitor.get(to(step)).content.decode() for step in STEPS]
        asked[kind] = [re.findall(r"<(?:legend|label)[^>]*>(.*?)</", page, re.DOTALL) for page in pages]
    assert asked["resident"] == asked["partner"] == asked["public"]


def test_answers_are_kept_at_each_step_and_are_there_when_one_goes_back(client, eastbank, call):
    client.post(to("place"), ANSWERS["place"] | {"call": call.pk})
    client.post(to("why"), {"why": "I wrote this for an hour."})
    assert "I wrote this for an hour." in client.get(to("why")).content.decode()
    assert "You have begun an application." in client.get(DOOR).content.decode()
    client.post(to("why"), {"why": "Shorter."})
    assert Application.objects.get().why == "Shorter."


def test_nothing_is_begun_by_looking_and_no_step_is_reached_past_the_first(client, eastbank, call):
    assert client.get(to("place", call)).status_code == 200
    for step in ("why", "name", "about"):
        assert client.get(to(step))["Location"] == DOOR
    assert client.get(to("check"))["Location"] == DOOR
    assert client.get(to("nonsense")).status_code == 404
    assert not Application.objects.exists()


@pytest.mark.parametrize("pk", ["0", "99999999999999999999", "-1", "x", "1e3", "١"])
def test_a_call_that_is_not_there_is_not_there(client, eastbank, call, pk):
    assert client.get(f"{to('place')}?call={pk}").status_code == 404
    assert client.post(to("place"), ANSWERS["place"] | {"call": pk}).status_code == 404


def test_a_call_of_another_board_is_no_choice_here(client, eastbank, call):
    carl = make.person("carl")
    elsewhere = make.call(make.board("Westside", clerk=carl), clerk=carl)
    assert client.get(to("place", elsewhere)).status_code == 404


@pytest.mark.parametrize(
    ("step", "sent", "says"),
    [
        ("place", {"place": "9999", "proof": "own_word"}, "Choose where you live from the list"),
        ("place", {"place": ""}, "Your own word is enough"),
        ("why", {"why": "  "}, "Tell the board why you want this seat"),
        ("why", {"why": "a" * 4001}, "It has 4001 characters. Use 4000 or fewer"),
        ("needs", {"needs": ["a-throne"]}, "Choose from the list"),
        ("pay", {"pay_way": "gold"}, "Choose from the list"),
        ("name", {"name": " "}, "Tell the board your name"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(client, eastbank, call, step, sent, says):
    client.post(to("place"), ANSWERS["place"] | {"call": call.pk})
    answer = client.post(to(step), sent)
    assert answer.status_code == 422
    assert says in answer.content.decode() and "<title>Error:" in answer.content.decode()
    if step == "why":
        assert sent["why"].strip() in answer.content.decode()


def test_who_would_rather_say_it_asks_for_a_call_and_gives_a_number(client, eastbank, call):
    client.post(to("place"), ANSWERS["place"] | {"call": call.pk})
    client.post(to("why"), {"why": "", "call_me": "on"})
    assert "You asked for a call" in client.post(to("name"), {"name": "Yesenia"}).content.decode()
    client.post(to("name"), {"name": "Yesenia", "contact": "555-0199"})
    client.post(to("check"))
    assert (Application.objects.get().state, Application.objects.get().why) == ("waiting", "")


def test_the_benefits_note_stands_before_the_choice_of_pay(client, eastbank, call):
    client.post(to("place"), ANSWERS["place"] | {"call": call.pk})
    page = strip_tags(client.get(to("pay")).content.decode())
    assert page.index("Pay can change benefits") < page.index("A prepaid card")
    assert "I’ll decide later" in page


def test_before_sending_one_is_told_when_the_name_becomes_public(client, eastbank, call):
    walk(client, call)
    assert "not public until a member asks for a vote" in client.get(to("check")).content.decode()
    client.post(to("check"))
    assert "Yesenia" not in Client().get("/record/").content.decode()
    member = eastbank.terms_at(make.now()).first().person
    vote = voting.move(eastbank, Application.objects.get(), by=member)
    assert "Yesenia" in Client().get(vote.get_absolute_url()).content.decode()
    assert "Yesenia" in Client().get("/record/").content.decode()


# --- a draw asks about oneself ---------------------------------------------------------------------


def test_a_draw_asks_only_what_its_quotas_need_and_everything_may_stay_unsaid(client, eastbank, sam):
    community = make.community("Renters")
    quotas = [{"category": f"community-{community.pk}", "value": "yes", "least": 1, "most": 1}]
    call = drawn(eastbank, sam, quotas=quotas)
    applied(client, call, place={"street": "9 Foundry St."})
    portrait = Portrait.objects.get()
    assert portrait.answers == {}
    visitor = Client()
    visitor.post(to("place"), {"place": "", "proof": "own_word", "call": call.pk, "street": "9 foundry street"})
    page = visitor.get(to("about")).content.decode()
    assert "Renters" in page
    assert "How old" not in page
    assert "rather not say" in page
    visitor.post(to("about"), {f"community-{community.pk}": "yes"})
    second = Portrait.objects.latest("pk")
    assert second.answers == {f"community-{community.pk}": "yes"}
    assert second.application.household == portrait.application.household == household_of("9 FOUNDRY ST")
    visitor.post(to("about"), {f"community-{community.pk}": ""})
    second.refresh_from_db()
    assert second.answers == {}


def test_where_one_lives_is_not_asked_twice(client, eastbank, sam):
    place = Place.objects.create(name="Millrace")
    call = drawn(eastbank, sam, quotas=[{"category": "neighborhood", "value": str(place.pk), "least": 0, "most": 1}])
    applied(client, call, place={"place": place.pk})
    assert Portrait.objects.get().answers == {"neighborhood": str(place.pk)}


def test_a_call_without_quotas_asks_nothing_about_oneself(client, eastbank, call):
    client.post(to("place"), ANSWERS["place"] | {"call": call.pk})
    assert "street" not in client.get(to("place")).content.decode().lower().replace("streets", "")
    assert client.get(to("about")).status_code == 302
