"""Cards: somebody without e-mail comes in once with a code on paper, and a lost card is no disaster."""

import json
import logging
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import DatabaseError, transaction

from community.people import actions as people
from community.people import cards
from community.people.models import Card, Person
from community.record.models import Entry, EntryDetail
from community.record.verdict import YES, Refused, Verdict
from tests import make

pytestmark = pytest.mark.django_db

DOOR = "/accounts/card/"


@pytest.fixture
def sam():
    """The clerk, who hands the cards over."""
    return make.person("sam")


@pytest.fixture
def yesi(sam):
    """Somebody without e-mail."""
    return people.enrol(name="Yesenia Morales", language="es", by=sam)


def given(person, by, **fields):
    return people.give_card(person, by=by, may=YES, **fields)


def come_in(client, code, door=DOOR):
    return client.post(door, {"code": code})


def verbs_about(person):
    return list(Entry.objects.about(person).order_by("seq").values_list("verb", flat=True))


def is_in(client):
    return client.get("/me/").status_code == 200


# --- A card's life ------------------------------------------------------------------------------


def test_an_account_needs_no_email(yesi):
    assert (yesi.email, yesi.language, yesi.has_usable_password()) == (None, "es", False)
    assert people.enrol(name="Bo", language="en", by=yesi).email is None


def test_a_code_is_twelve_letters_that_cannot_be_mixed_up():
    codes = {cards.new_code() for _n in range(200)}

    assert len(codes) == 200
    assert all(re.fullmatch(r"[BCDFGHJKLMNPQRSTVWXZ]{4}(-[BCDFGHJKLMNPQRSTVWXZ]{4}){2}", code) for code in codes)


def test_the_code_lets_its_holder_in_once(client, yesi, sam):
    card, code = given(yesi, sam)

    inside = come_in(client, code)

    assert (inside.status_code, inside["Location"]) == (302, "/me/way-in/")
    assert client.session["_auth_user_id"] == str(yesi.pk)
    page = client.get("/me/way-in/").text
    assert "Your card is used up" in page and "Make a passkey" in page and "Add an e-mail" in page
    card.refresh_from_db()
    assert card.used_at is not None
    assert verbs_about(yesi) == ["person.enrolled", "card.given", "card.used"]


@pytest.mark.parametrize("as_typed", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_it_does_not_matter_how_the_code_is_typed(client, yesi, sam, as_typed):
    come_in(client, as_typed(given(yesi, sam)[1]))

    assert is_in(client)


def test_who_had_to_sign_in_on_the_way_to_something_goes_on_to_it(client, yesi, sam):
    """A card's holder chooses first how to come in the next time; then the ballot is one step away."""
    wanted = "/votes/7/ballot/"
    door = f"{DOOR}?next=/votes/7/ballot/"
    assert f'href="{door}"' in client.get(f"/accounts/login/?next={wanted}").text
    assert f'href="/accounts/login/?next={wanted}"' in client.get(door).text

    inside = come_in(client, given(yesi, sam)[1], door=door)

    page = client.get(inside["Location"]).text
    assert f'<a class="go" href="{wanted}">Go on to what you came for' in page and "Make a passkey" in page


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_a_card_leads_nowhere_outside_the_house(client, yesi, sam, elsewhere):
    inside = come_in(client, given(yesi, sam)[1], door=f"{DOOR}?next={elsewhere}")
    assert inside["Location"] == "/me/way-in/"
    assert "what you came for" not in client.get(f"/me/way-in/?next={elsewhere}").text
    client.logout()
    assert "/accounts/login/?next" not in client.get(f"{DOOR}?next={elsewhere}").text


def test_in_spanish_one_stays_in_spanish(client, yesi, sam):
    inside = come_in(client, given(yesi, sam)[1], door="/es/accounts/card/")

    assert inside["Location"] == "/es/me/way-in/"


def test_wrong_used_old_and_replaced_codes_get_the_same_answer(client, yesi, sam):
    _card, used = given(yesi, sam)
    people.use_card(used)
    old = given(make_member("Old", sam), sam, at=make.now() - timedelta(days=31))[1]
    other = make_member("Other", sam)
    replaced = given(other, sam)[1]
    given(other, sam)

    answers = [come_in(client, code) for code in (cards.new_code(), used, old, replaced, "x", "ñ" * 20)]

    assert {answer.status_code for answer in answers} == {409}
    assert len({without_tokens(answer.text, answer) for answer in answers}) == 1
    assert "This code opens nothing" in answers[0].text
    assert not is_in(client)


def make_member(name, sam):
    return people.enrol(name=name, language="en", by=sam)


def without_tokens(page, answer):
    typed = answer.wsgi_request.POST["code"]
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(f'value="{typed}"', "")


def test_nothing_typed_is_asked_for_in_a_sentence(client):
    page = come_in(client, "")

    assert page.status_code == 422 and "Type the code that stands on your card" in page.text


def test_a_new_card_makes_the_one_before_it_worthless(client, yesi, sam):
    _card, lost = given(yesi, sam)
    card, code = given(yesi, sam)

    assert come_in(client, lost).status_code == 409
    assert come_in(client, code).status_code == 302
    assert yesi.cards.filter(revoked_at=None).get() == card
    assert verbs_about(yesi)[1:] == ["card.given", "card.revoked", "card.given", "card.used"]


def test_who_came_in_with_the_old_card_is_out_at_the_next_click(client, yesi, sam):
    come_in(client, given(yesi, sam)[1])
    assert is_in(client)

    given(yesi, sam)

    assert not is_in(client)
    assert verbs_about(yesi)[-2:] == ["card.revoked", "card.given"]


def test_who_came_in_another_way_stays_in(client, yesi, sam):
    client.force_login(yesi)
    given(yesi, sam)

    assert is_in(client)


def test_a_closed_account_is_not_opened_by_its_card(client, yesi, sam):
    code = given(yesi, sam)[1]
    Person.objects.filter(pk=yesi.pk).update(is_active=False)

    assert come_in(client, code).status_code == 409


# --- Who gets one -------------------------------------------------------------------------------


def test_a_no_of_the_room_above_is_a_no(yesi, sam):
    with pytest.raises(Refused, match="Not yours"):
        people.give_card(yesi, by=sam, may=Verdict("Not yours to give"))
    assert not Card.objects.exists()


@pytest.mark.parametrize("build", [make.staff, make.administrator, make.author])
def test_no_card_opens_the_account_of_somebody_who_works_for_the_fund(build, sam):
    with pytest.raises(Refused, match="never with a card"):
        given(build(), sam)


def test_who_joined_the_fund_after_getting_a_card_does_not_come_in_with_it(client, yesi, sam):
    code = given(yesi, sam)[1]
    Person.objects.filter(pk=yesi.pk).update(is_staff=True)

    assert come_in(client, code).status_code == 409


def test_a_confirmed_email_needs_no_card(sam):
    ada = make.person("ada")
    ada.emailaddress_set.update(verified=True)

    with pytest.raises(Refused, match="confirmed e-mail"):
        given(ada, sam)


def test_nobody_gives_a_card_to_themself(yesi):
    with pytest.raises(Refused, match="themself"):
        given(yesi, yesi)


# --- What the database holds --------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [{"used_at": None}, {"revoked_at": None}, {"digest": "0" * 64}, {"until": make.DAY}, {"issued_by": None}],
    ids=lambda change: next(iter(change)),
)
def test_a_card_that_was_used_and_replaced_never_changes(yesi, sam, change):
    card, code = given(yesi, sam)
    people.use_card(code)
    given(yesi, sam)
    if "until" in change:
        change = {"until": card.until + make.DAY}

    with pytest.raises(DatabaseError), transaction.atomic():
        Card.objects.filter(pk=card.pk).update(**change)


def test_a_card_is_never_deleted_and_nobody_has_two(yesi, sam):
    card, _code = given(yesi, sam)
    fields = {"person": yesi, "issued_by": sam, "issued_at": card.issued_at, "until": card.until}

    with pytest.raises(DatabaseError), transaction.atomic():
        card.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Card.objects.create(digest="1" * 64, **fields)


def test_the_code_is_in_no_row_no_mail_no_log_and_no_address(client, yesi, sam, caplog):
    caplog.set_level(logging.DEBUG)
    codes = [given(yesi, sam)[1]]
    came = come_in(client, codes[0])
    codes.append(given(yesi, sam)[1])
    come_in(client, "B" * 12)
    shapes = [shape for code in codes for shape in (code, code.replace("-", ""), code.lower())]

    from tests import town

    kept = json.dumps(town.rows()) + "".join(str(s.get_decoded()) for s in Session.objects.all())
    said = "".join(EntryDetail.objects.values_list("text", flat=True)) + caplog.text + came["Location"]
    for shape in shapes:
        assert shape not in kept and shape not in said
    assert mail.outbox == []


# --- Somebody without e-mail, afterwards ----------------------------------------------------------


def test_the_person_is_told_that_a_card_was_made(client, yesi, sam):
    client.force_login(yesi)
    given(yesi, sam)

    assert "A card was made to sign in as you" in client.get("/me/news/").text
    assert "Given by Sam" in client.get("/me/way-in/").text


def test_a_passkey_can_be_made_without_an_email(client, yesi, sam):
    come_in(client, given(yesi, sam)[1])
    page = client.get("/accounts/2fa/webauthn/add/")

    assert page.status_code == 200 and "Yesenia Morales" in page.text
    assert "creation_options" in page.text


def test_after_the_passkey_one_is_back_at_the_ways_to_sign_in(client, yesi, sam):
    """allauth leads to recovery codes, which let nobody in who has no e-mail to begin with."""
    from community.people.views import MakingPasskey

    come_in(client, given(yesi, sam)[1])
    request = client.get("/me/way-in/").wsgi_request
    view = MakingPasskey(request=request, did_generate_recovery_codes=True)

    assert view.get_success_url() == "/me/way-in/"
    assert client.get("/accounts/2fa/").status_code == 200


def test_an_email_can_be_added_and_then_no_card_is_needed(client, yesi, sam):
    come_in(client, given(yesi, sam)[1])
    client.post("/accounts/email/", {"email": "yesi@example.org", "action_add": ""})
    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.outbox[-1].body, re.M).group()
    client.post("/accounts/confirm-email/", {"code": code})

    yesi.refresh_from_db()
    assert yesi.email == "yesi@example.org"
    with pytest.raises(Refused, match="confirmed e-mail"):
        given(yesi, sam)


def test_a_lost_phone_keeps_nobody_out(client, yesi, sam):
    """Whoever has a passkey is not asked for it on top of the card."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=yesi, type=Authenticator.Type.WEBAUTHN, data={})
    inside = come_in(client, given(yesi, sam)[1])

    assert inside["Location"] == "/me/way-in/"
    assert is_in(client)


def test_a_passkey_lets_somebody_in_who_has_no_email(rf, yesi):
    """allauth asks everybody for a confirmed e-mail; of whoever came in with a passkey it does not."""
    from allauth.account.internal.flows.login import record_authentication
    from allauth.account.models import Login
    from allauth.account.stages import LoginStageController

    request = rf.get("/")
    request.session = {}
    login = Login(user=yesi)
    stage = LoginStageController(request, login).get_stage("verify_email")
    record_authentication(request, yesi, method="mfa", type="webauthn", passwordless=True)

    assert type(stage).__name__ == "EmailStage"
    assert stage.handle() == (None, True)


def test_the_way_to_the_card_stands_on_the_sign_in_page(client):
    assert 'href="/accounts/card/"' in client.get("/accounts/login/").text
    assert 'href="/es/accounts/card/"' in client.get("/es/accounts/login/").text


def test_trying_codes_ends_after_a_while(client):
    statuses = [come_in(client, cards.new_code()).status_code for _n in range(62)]

    assert statuses[0] == 409 and statuses[-1] == 429
