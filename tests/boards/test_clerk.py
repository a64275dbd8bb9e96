"""What a clerk does on pages: call, seat, enter an end. And that nobody else does."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.record.verdict import Refused
from governance.boards import actions as boards
from governance.boards.models import Call, Term
from tests import make

pytestmark = pytest.mark.django_db

CALLS = "/boards/eastbank/calls/"
WAY = {"way": "motion", "places": 1}


@pytest.fixture
def sam(client):
    person = make.person("sam")
    client.force_login(person)
    return person


@pytest.fixture
def eastbank(sam):
    return make.board(seated=make.people("rosa darnell noi"), clerk=sam)


@pytest.fixture
def application(eastbank, sam):
    return boards.apply(make.call(eastbank, clerk=sam), by=make.person("ana"), why="I rent here.")


def vacant(board):
    return next(seat for seat in board.seats.all() if seat.holder_at(make.now()) is None)


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_these_doors_are_the_clerks_alone(client, eastbank, sam, application):
    client.logout()
    seating = reverse("board_seating", args=["eastbank", application.pk])
    for who in (None, application.person, eastbank.terms_at(make.now()).first().person, make.administrator()):
        if who:
            client.force_login(who)
        assert client.get(CALLS).status_code == 403
        assert client.post(CALLS, {"seat": vacant(eastbank).pk, "words": "Mine."}).status_code == 403
        assert client.post(seating, {"why": "Mine."}).status_code == 403
    assert Call.objects.count() == 1


def test_the_clerk_of_another_board_does_not_come_in(client, eastbank):
    carl = make.person("carl")
    make.board("Westside", clerk=carl)
    client.force_login(carl)
    assert client.get(CALLS).status_code == 403


def test_the_clerk_opens_a_call_until_the_end_of_a_day(client, eastbank):
    seat = vacant(eastbank)
    answer = client.post(CALLS, {"seat": seat.pk, "words": "One evening a month.", **WAY, "closes_on": day(21)})
    call = Call.objects.get()
    assert answer.headers["Location"] == "/boards/eastbank/"
    assert call.seat == seat
    closes = timezone.localtime(call.closes_at)
    assert (closes.date().isoformat(), closes.hour, closes.minute) == (day(21), 23, 59)


@pytest.mark.parametrize(
    ("closes_on", "says"),
    [
        (20, "or a later day"),
        (-1, "or a later day"),
        (2000, "too far away"),
        ("", "Give the last day"),
        ("soon", "2026-05-14"),
    ],
)
def test_a_day_that_does_not_do_is_explained_beside_the_field(client, eastbank, closes_on, says):
    text = day(closes_on) if isinstance(closes_on, int) else closes_on
    answer = client.post(
        CALLS, {"seat": vacant(eastbank).pk, "words": "One evening a month.", **WAY, "closes_on": text}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page and "One evening a month." in page
    assert not Call.objects.exists()


def test_a_seat_that_is_taken_or_called_for_is_no_choice(client, eastbank, sam):
    call = make.call(eastbank, clerk=sam)
    taken = eastbank.terms_at(make.now()).first().seat
    for seat in (call.seat, taken):
        answer = client.post(CALLS, {"seat": seat.pk, "words": "One evening.", **WAY, "closes_on": day(30)})
        assert "Choose one of the empty seats" in answer.content.decode()


def test_when_every_seat_is_filled_the_page_says_so(client, sam):
    full = make.board("Millrace", template="all-resident", seated=make.people("a b c d e f g h i"), clerk=sam)
    page = client.get(f"/boards/{full.slug}/calls/").content.decode()
    assert "Every seat is filled" in page and "<textarea" not in page


def test_the_clerk_of_a_founding_board_seats_with_a_reason(client, eastbank, application):
    page = client.get(application.get_absolute_url()).content.decode()
    assert "Give Ana the seat" in page
    seating = reverse("board_seating", args=["eastbank", application.pk])
    refused = client.post(seating, {"why": ""})
    assert refused.status_code == 422 and "Give the reason, in public" in refused.content.decode()
    client.post(seating, {"why": "She speaks for the tenants."})
    assert Term.objects.get(person=application.person).why == "She speaks for the tenants."
    assert "Has the seat" in client.get(application.get_absolute_url()).content.decode()


def test_the_clerk_of_a_founded_board_reads_why_there_is_no_form(client, eastbank, application):
    eastbank.founding_until = make.now() - make.DAY
    eastbank.save()
    page = client.get(application.get_absolute_url()).content.decode()
    assert "a motion of the board fills this seat" in page and "Give Ana the seat" not in page
    refused = client.post(reverse("board_seating", args=["eastbank", application.pk]), {"why": "I like her."})
    assert refused.status_code == 409 and "a motion of the board fills this seat" in refused.content.decode()
    assert not Term.objects.filter(person=application.person).exists()


def test_the_chosen_are_seated_without_another_reason(client, eastbank, application):
    rosa, darnell, noi = (term.person for term in eastbank.terms_at(make.now()))
    put = make.vote(eastbank, by=rosa, seconded_by=noi, subject=application)
    said = client.get(put.get_absolute_url()).content.decode()
    assert "filled seats, when it opens" not in said, "such a vote is the way back into balance"
    make.decided(put, yes=[rosa, darnell, noi])
    client.post(reverse("board_seating", args=["eastbank", application.pk]), {"why": ""})
    assert Term.objects.get(person=application.person).chosen == "motion"


# --- a term ends ---------------------------------------------------------------------------------


def ending(term):
    return reverse("board_term_end", args=["eastbank", term.pk])


def test_a_member_gives_up_the_seat_without_having_to_say_why(client, eastbank):
    term = eastbank.terms_at(make.now()).first()
    client.force_login(term.person)
    assert "Give up my seat" in client.get(ending(term)).content.decode()
    client.post(ending(term), {"why": ""})
    assert not eastbank.seats_person(term.person, make.now())


def test_the_clerk_says_why_a_term_ended(client, eastbank):
    term = eastbank.terms_at(make.now()).first()
    refused = client.post(ending(term), {"why": " "})
    assert refused.status_code == 422 and eastbank.seats_person(term.person, make.now())
    client.post(ending(term), {"why": "She moved to Port Ellery."})
    assert not eastbank.seats_person(term.person, make.now() + 7 * make.DAY)


def test_nobody_else_comes_near_somebody_s_term(client, eastbank):
    first, second = eastbank.terms_at(make.now())[:2]
    for who in (second.person, make.staff(), make.administrator()):
        client.force_login(who)
        assert client.get(ending(first)).status_code == 403
        assert client.post(ending(first), {"why": "Out."}).status_code == 403
    client.logout()
    assert client.post(ending(first), {"why": "Out."}).status_code == 403


def test_a_term_that_ended_says_so(client, eastbank):
    term = eastbank.terms_at(make.now()).first()
    boards.end_term(term, by=term.person, why="")
    client.force_login(term.person)
    assert "This term has ended already" in client.get(ending(term)).content.decode()
    assert client.post(ending(term), {"why": ""}).status_code == 409


def test_a_term_is_found_under_its_own_board_only(client, eastbank):
    make.board("Westside")
    term = eastbank.terms_at(make.now()).first()
    assert client.get(f"/boards/westside/terms/{term.pk}/end/").status_code == 404
    assert client.get("/boards/eastbank/terms/99999999999999999999/end/").status_code == 404


def test_the_public_record_leads_to_the_board_and_never_tells_the_code(client, eastbank, application):
    rosa, darnell, noi = (term.person for term in eastbank.terms_at(make.now()))
    motion = make.vote(eastbank, by=rosa, seconded_by=noi, subject=application)
    make.decided(motion, yes=[rosa, darnell, noi])
    client.logout()

    record = client.get("/record/").content.decode()

    assert "chose a person for a seat" in record
    assert application.code not in record


def test_a_call_ends_when_its_seat_is_filled(client, sam, eastbank, application):
    boards.seat(application, by=sam, why="She rents here.")

    assert not Call.objects.open_at(make.now()).exists()
    with pytest.raises(Refused, match="seat is taken"):
        boards.apply(application.call, by=make.person("bea"), why="So do I.")
    assert "Applications close" not in client.get("/boards/eastbank/").content.decode()
