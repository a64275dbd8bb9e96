"""One card and many hands: it lets in one of them; and a new card finds every session of the one before."""

import pytest
from django.test import Client

from community.people import actions as people
from community.people.models import Card
from community.record import chain
from community.record.models import Entry
from community.record.verdict import YES, Refused
from tests import make
from tests.load.hands import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_type_the_same_code_at_once_do_not_both_come_in():
    sam = make.person("sam")
    yesi = people.enrol(name="Yesi", language="es", by=sam)
    _card, code = people.give_card(yesi, by=sam, may=YES)

    statuses = at_once(lambda client: client.post("/accounts/card/", {"code": code}).status_code, [Client(), Client()])

    assert sorted(statuses) == [302, 409]
    assert Entry.objects.filter(verb="card.used").count() == 1
    assert chain.verify() is None


def test_two_cards_given_at_once_leave_one_that_lets_in():
    sam, sue = make.people("sam sue")
    yesi = people.enrol(name="Yesi", language="es", by=sam)

    given = at_once(lambda clerk: people.give_card(yesi, by=clerk, may=YES), [sam, sue])

    let_in = [code for _card, code in given if not isinstance(use(code), Refused)]
    assert len(let_in) == 1
    assert Card.objects.filter(revoked_at=None).count() == 1


def use(code):
    try:
        return people.use_card(code)
    except Refused as refused:
        return refused


def test_a_session_that_begins_while_a_new_card_is_made_does_not_outlive_it():
    sam = make.person("sam")
    yesi = people.enrol(name="Yesi", language="es", by=sam)
    _card, code = people.give_card(yesi, by=sam, may=YES)
    client = Client()

    at_once(
        lambda work: work(),
        [lambda: client.post("/accounts/card/", {"code": code}), lambda: people.give_card(yesi, by=sam, may=YES)],
    )

    assert client.get("/me/").status_code == 302
