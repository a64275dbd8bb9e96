"""A ballot whose voter was signed out meanwhile, or whose page is too old: not recorded, said so, and a way back."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from governance.voting.models import Ballot
from tests.read import hidden, review, send_ballot, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def vote(ask):
    return ask("motion")


@pytest.fixture
def where(vote):
    return reverse("ballot", args=[vote.pk])


@pytest.fixture
def carried(client, vote, members):
    """What Earl's review page sends."""
    client.force_login(members[2])
    return hidden(review(client, vote, choice="yes"))


def test_whoever_was_signed_out_reads_that_it_is_not_recorded_and_comes_back_by_signing_in(
    client, members, carried, where
):
    client.logout()
    for sent in (carried, {"choice": "yes"}):
        answer = client.post(where, sent)
        assert answer.status_code == 403 and "no-store" in answer["Cache-Control"]
        assert "Your ballot is not recorded You are signed out." in text_of(answer)
    link = f"{reverse('account_login')}?next={where}"
    assert f'<a class="btn" href="{link}">' in answer.text

    assert f'name="next" value="{where}"' in client.get(link).text
    asked = client.post(reverse("account_request_login_code"), {"email": members[2].email, "next": where})
    code = re.search(r"^\S{6,}$", mail.outbox[-1].body, re.MULTILINE)[0]
    assert client.post(asked["Location"], {"code": code})["Location"] == where
    assert not Ballot.objects.exists()


def test_a_change_that_was_not_taken_says_that_what_was_sent_before_counts(client, vote, members, where):
    client.force_login(members[2])
    send_ballot(client, vote, choice="yes")
    carried = hidden(review(client, vote, choice="no", version="1"))
    client.logout()
    found = text_of(client.post(where, carried))
    assert "Your change is not recorded" in found and "What you sent before counts." in found


def test_a_ballot_whose_answer_was_lost_before_is_not_said_to_be_unrecorded(client, carried, where):
    assert client.post(where, carried).status_code == 201
    client.logout()
    again = client.post(where, carried)
    assert again.status_code == 200
    assert "Your ballot is recorded You are signed out. It is counted once." in text_of(again)


def test_a_ballot_from_a_page_that_is_too_old_is_said_to_be_unrecorded(members, carried, where):
    strict = Client(enforce_csrf_checks=True)
    assert "Your ballot is not recorded You are signed out." in text_of(strict.post(where, carried))
    strict.force_login(members[1])
    answer = strict.post(where, carried)
    assert answer.status_code == 403
    assert "Your ballot is not recorded This page was open too long, or somebody else" in text_of(answer)
    assert f"{members[1]} is signed in now." in text_of(answer)
    elsewhere = strict.post(reverse("receipts"), {"code": "K7QM"})
    assert "This page was open too long" in text_of(elsewhere) and "ballot is not recorded" not in text_of(elsewhere)


def test_where_somebody_else_is_signed_in_one_signs_out_and_in_and_is_back(members, carried, where):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(members[1])
    link = re.search(rf'"({reverse("account_logout")}[^"]+)"', strict.post(where, carried).text)[1]
    page = strict.get(link)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]

    out = strict.post(reverse("account_logout"), hidden(page) | {"csrfmiddlewaretoken": token})

    assert out["Location"] == f"{reverse('account_login')}?next={where}"
    assert settings.SESSION_COOKIE_NAME not in strict.cookies or not strict.cookies[settings.SESSION_COOKIE_NAME].value
    assert members[1].device_key in page.text and members[2].device_key not in page.text


def test_what_a_device_keeps_is_named_by_person_and_vote_and_by_no_name(client, members, vote, where):
    keys = set()
    for person in members[1:]:
        client.force_login(person)
        key = re.search(r'data-key="(\S+)"', client.get(where).text)[1]
        assert key.startswith(f"ballot-{person.device_key}-") and str(person.public_id) not in key
        keys.add(key)
    assert len(keys) == 2
