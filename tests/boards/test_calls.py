"""How a call's seats are filled: the ways a charter names, several places, quotas, and who is seated how."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community.people.models import Place
from community.record.models import Entry
from community.record.verdict import Refused
from governance.boards import actions as boards
from governance.boards import rules
from governance.boards.models import Application, Call, Term
from tests import make

pytestmark = pytest.mark.django_db

CALLS = "/boards/eastbank/calls/"


@pytest.fixture
def sam():
    return make.person("sam")


@pytest.fixture
def eastbank(sam):
    """A board founded long ago: nobody is seated there by the clerk's word alone."""
    return make.board(seated=make.people("rosa darnell noi"), clerk=sam, at=make.now() - 900 * make.DAY)


def empty(board, kind="resident"):
    return [seat for seat in board.seats.filter(kind=kind) if seat.holder_at(make.now()) is None]


def form(board, kind="resident", **changes):
    day = (timezone.localdate() + timezone.timedelta(days=30)).isoformat()
    sent = {"seat": empty(board, kind)[0].pk, "words": "Evenings.", "way": "motion", "places": 1, "closes_on": day}
    return sent | changes


@pytest.mark.parametrize(
    ("kind", "ways"),
    [
        ("resident", {"lottery", "nomination", "motion"}),
        ("partner", {"nomination", "motion", "appointment"}),
        ("public", {"appointment", "motion"}),
    ],
)
def test_a_clerk_chooses_a_way_that_the_charter_names_for_the_seat(client, eastbank, sam, kind, ways):
    client.force_login(sam)
    taken = {way for way in Call.Way.values if client.post(CALLS, form(eastbank, kind, way=way)).status_code == 302
             and Call.objects.all().delete()}  # fmt: skip
    assert taken == ways


def test_an_election_is_named_and_not_offered_yet(client, eastbank, sam):
    client.force_login(sam)
    page = client.get(CALLS).content.decode()
    assert "not possible here yet" in page and 'value="election"' not in page


def test_one_call_fills_several_seats_of_a_kind_in_order(eastbank, sam):
    first, second, third = empty(eastbank)[:3]
    call = boards.open_call(second, by=sam, words="Two of you.", places=2, way="nomination")
    now = make.now()
    assert call.seats_at(now) == [second, first]
    one, two = (boards.apply(call, by=who, why="Here.") for who in make.people("ana bo"))
    term = boards.seat(one, by=sam, why="She knows us.", nominated_by="Tenants' Union")
    assert (term.seat, term.chosen, term.why) == (second, Term.Chosen.NOMINATED, "Tenants' Union: She knows us.")
    two.refresh_from_db()
    assert two.state == Application.State.WAITING and call.seats_at(make.now()) == [first]
    with pytest.raises(Refused, match="open already"):
        boards.open_call(first, by=sam, words="Again.")
    assert boards.open_call(third, by=sam, words="Another.")
    assert boards.seat(two, by=sam, why="So does he.", nominated_by="Voces").seat == first
    assert call.seats_at(make.now()) == []
    with pytest.raises(Refused, match="seat is taken"):
        boards.apply(call, by=make.person("cy"), why="Me too.")


def test_a_call_fills_no_more_seats_than_are_empty(client, eastbank, sam):
    client.force_login(sam)
    assert client.post(CALLS, form(eastbank, places=9)).status_code == 409
    assert client.post(CALLS, form(eastbank, places=0)).status_code == 422
    assert client.post(CALLS, form(eastbank, places="1.5")).status_code == 422
    assert client.post(CALLS, form(eastbank, places=8)).status_code == 302


@pytest.mark.parametrize(
    ("numbers", "places", "says"),
    [
        ({"least-age-14-24": 2}, 1, "asks for 2 people. Seats to fill: 1."),
        ({"least-age-14-24": 2, "most-age-14-24": 1}, 3, "at least 2 and at most 1"),
        ({"least-age-14-24": 2, "least-age-60+": 2}, 3, "4 people in all"),
        ({"most-age-14-24": 0}, 3, "shut people out"),
        ({"least-age-14-24": "1.5"}, 3, "whole numbers"),
        ({"least-age-14-24": "-1"}, 3, "whole numbers"),
        ({"least-age-14-24": "ein"}, 3, "whole numbers"),
    ],
)
def test_quotas_that_cannot_be_met_are_said_at_once(client, eastbank, sam, numbers, places, says):
    client.force_login(sam)
    answer = client.post(CALLS, form(eastbank, way="lottery", places=places, **numbers))
    assert answer.status_code == 422 and says in answer.content.decode()
    assert not Call.objects.exists()


def test_quotas_are_kept_as_they_were_meant_and_are_public(client, eastbank, sam):
    place = Place.objects.create(name="Millrace")
    client.force_login(sam)
    sent = form(eastbank, way="lottery", places=3)
    sent |= {"least-age-14-24": 1, "most-home-owns": 2, f"least-neighborhood-{place.pk}": 1}
    assert client.post(CALLS, sent).status_code == 302
    assert Call.objects.get().quotas == [
        {"category": "age", "value": "14-24", "least": 1, "most": 3},
        {"category": "neighborhood", "value": str(place.pk), "least": 1, "most": 3},
        {"category": "home", "value": "owns", "least": 0, "most": 2},
    ]
    assert '"places":3' in Entry.objects.get(verb="call.opened").text


def test_only_a_lottery_has_quotas(client, eastbank, sam):
    client.force_login(sam)
    answer = client.post(CALLS, form(eastbank, way="motion", **{"least-age-14-24": 1}))
    assert answer.status_code == 422 and "Quotas are for a civic lottery" in answer.content.decode()


# --- who is seated ---------------------------------------------------------------------------------


def test_the_clerk_appoints_with_a_public_reason(client, eastbank, sam):
    call = make.call(eastbank, clerk=sam, kind="public", way=Call.Way.APPOINTMENT)
    application = boards.apply(call, by=make.person("lena"), why="I run the buses.")
    client.force_login(sam)
    seating = reverse("board_seating", args=["eastbank", application.pk])
    assert client.post(seating, {"why": " "}).status_code == 422
    client.post(seating, {"why": "She can change the bus plan."})
    term = Term.objects.get(person=application.person)
    assert (term.chosen, term.why) == (Term.Chosen.APPOINTED, "She can change the bus plan.")


def test_a_nomination_names_the_organization(client, eastbank, sam):
    call = make.call(eastbank, clerk=sam, way=Call.Way.NOMINATION)
    application = boards.apply(call, by=make.person("ana"), why="Here.")
    client.force_login(sam)
    seating = reverse("board_seating", args=["eastbank", application.pk])
    assert "Which organization named this person?" in client.get(application.get_absolute_url()).content.decode()
    assert client.post(seating, {"why": "She knows us."}).status_code == 422
    client.post(seating, {"why": "She knows us.", "nominated_by": "Voces del Río"})
    assert Term.objects.get(person=application.person).why == "Voces del Río: She knows us."


def test_nobody_is_seated_past_a_draw(eastbank, sam):
    application = boards.apply(make.call(eastbank, clerk=sam, way="lottery"), by=make.person("ana"), why="Here.")
    with pytest.raises(Refused, match="Nobody chooses"):
        boards.seat(application, by=sam, why="I like her.")
    assert not application.may_be_put(make.now())
    boards.carry(application, vote_id=None)
    assert boards.seat(application, by=sam).chosen == Term.Chosen.LOT


# --- the rules -------------------------------------------------------------------------------------


def test_the_rule_asks_everybody_the_same_and_at_most_six_things():
    assert rules.questions(asks_about=False) == ("place", "why", "needs", "pay", "name")
    assert len(rules.questions(asks_about=True)) == 6


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({}, ""),
        ({"is_started": False}, "sent this application already"),
        ({"has_name": False}, "your name"),
        ({"has_words": False}, "why you want this seat"),
        ({"has_words": False, "wants_call": True}, "how the clerk reaches you"),
        ({"has_words": False, "wants_call": True, "has_contact": True}, ""),
    ],
)
def test_an_application_is_sent_once_with_a_name_and_a_reason(facts, says):
    known = {"is_started": True, "has_name": True, "has_words": True, "wants_call": False, "has_contact": False}
    verdict = rules.may_send(**known | facts)
    assert says in verdict.message and bool(verdict) is (says == "")


@pytest.mark.parametrize(
    ("facts", "knows"),
    [
        ({}, False),
        ({"is_own": True}, True),
        ({"is_clerk": True}, True),
        ({"is_member": True}, False),
        ({"is_member": True, "has_scored": True}, True),
        ({"is_member": True, "is_waiting": False}, True),
        ({"has_scored": True}, False),
    ],
)
def test_who_is_told_whose_application_it_is(facts, knows):
    known = {"is_own": False, "is_clerk": False, "is_member": False, "has_scored": False, "is_waiting": True}
    assert rules.knows_whose(**known | facts) is knows
