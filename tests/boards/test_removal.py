"""The board takes a seat from a member by a vote of two thirds. Nobody else takes it."""

import pytest

from community.record.models import Entry
from community.record.verdict import Refused
from community.rooms import actions as rooms
from governance.accountability.models import Answer
from governance.boards import actions as boards
from governance.boards.models import Removal, Term
from governance.voting import actions as voting
from governance.voting.models import Vote
from tests import make

pytestmark = pytest.mark.django_db
WHY = "Never at a meeting, and never answers."


@pytest.fixture
def members():
    return make.people("rosa darnell noi earl carmen priya")


@pytest.fixture
def eastbank(members):
    return make.board(seated=members, clerk=make.person("sam"))


@pytest.fixture
def earls(eastbank, members):
    return eastbank.terms_at(make.now()).get(person=members[3])


def put(term, *, by, seconded_by):
    """A vote on ending this term, open now."""
    at = make.now() - 8 * make.DAY
    vote = voting.second(voting.propose_removal(term, by=by, why=WHY, at=at), by=seconded_by, at=at)
    return voting.open_vote(vote, at=vote.opens_at)


def test_two_thirds_of_yes_and_no_end_the_term_at_once(eastbank, members, earls):
    rosa, darnell, noi, earl, carmen, priya = members
    vote = put(earls, by=rosa, seconded_by=noi)

    decided = make.decided(vote, yes=[rosa, darnell, noi, carmen], no=[priya], at=vote.closes_at)

    assert decided.passed
    assert eastbank.seats_person(earl, vote.closes_at - make.MINUTE)
    assert not eastbank.seats_person(earl, vote.closes_at)
    earls.refresh_from_db()
    assert earls.ended_why == WHY and earls.until == vote.closes_at
    assert not rooms.room_for(eastbank).holds(earl, vote.closes_at)
    ended = Entry.objects.get(verb="term.ended")
    assert ended.by is None and ended.facts["facts"]["vote"] == vote.pk and ended.doer == "The board"
    assert {mail.person for mail in ended.mails.all()} == set(members)
    assert not Answer.objects.filter(vote=vote).exists()


def test_more_than_half_is_not_enough(eastbank, members, earls):
    rosa, darnell, noi, earl, carmen, priya = members
    vote = put(earls, by=rosa, seconded_by=noi)

    decided = make.decided(vote, yes=[rosa, darnell, noi], no=[carmen, priya])

    assert not decided.passed and decided.tally.facts["reason"] == "vote.majority.removal"
    assert eastbank.seats_person(earl, make.now())


def test_the_person_concerned_is_told_at_once_by_mail_too(members, earls):
    rosa, earl = members[0], members[3]
    voting.propose_removal(earls, by=rosa, why=WHY)
    asked = Entry.objects.get(verb="removal.asked")
    assert [mail.person for mail in asked.mails.all()] == [earl]
    assert asked.is_public and asked.told["why"] == WHY


def test_nobody_votes_on_their_own_seat_but_all_read_what_they_answer(eastbank, members, earls):
    """Their own matter is grade 3 unless the charter says less; the board's room stays open to them."""
    earl = members[3]
    vote = put(earls, by=members[0], seconded_by=members[2])
    with pytest.raises(Refused):
        voting.cast(vote, by=earl, choice="no", at=vote.opens_at)
    assert rooms.say(rooms.room_for(eastbank), by=earl, text="I was ill.").pk


@pytest.mark.parametrize(("who", "reason"), [("sam", "Only people who hold a seat"), ("earl", "give up your own seat")])
def test_neither_the_clerk_nor_the_member_themself_asks_for_it(eastbank, members, earls, who, reason):
    by = members[3] if who == "earl" else eastbank.people_in("clerk", make.now())[0]
    with pytest.raises(Refused, match=reason):
        voting.propose_removal(earls, by=by, why=WHY)
    assert not Removal.objects.exists() and not Vote.objects.exists()


def test_it_needs_a_reason_and_is_asked_once_at_a_time(members, earls):
    rosa, noi = members[0], members[2]
    with pytest.raises(Refused, match="Say in public why"):
        voting.propose_removal(earls, by=rosa, why="  ")
    voting.propose_removal(earls, by=rosa, why=WHY)
    with pytest.raises(Refused, match="asked for already"):
        voting.propose_removal(earls, by=noi, why="Me too.")
    assert Removal.objects.count() == 1


def test_a_term_that_ended_meanwhile_is_not_ended_again(members, earls):
    rosa, darnell, noi, earl, carmen, priya = members
    vote = put(earls, by=rosa, seconded_by=noi)
    gone = boards.end_term(earls, by=earl, why="I leave by myself.", at=vote.opens_at)
    make.decided(vote, yes=[rosa, darnell, noi, carmen, priya])
    assert Term.objects.get(pk=earls.pk).ended_why == gone.ended_why
    assert Entry.objects.filter(verb="term.ended").count() == 1


def test_a_member_asks_on_a_page_that_says_what_it_takes(client, eastbank, members, earls):
    client.force_login(members[0])
    address = f"/boards/eastbank/terms/{earls.pk}/removal/"
    assert address in client.get("/boards/eastbank/").content.decode()
    page = client.get(address).content.decode()
    assert "at least two thirds" in page and "is told at once" in page
    assert client.post(address, {"why": "", "language": "en"}).status_code == 422

    response = client.post(address, {"why": WHY, "language": "en"})

    vote = Vote.objects.get()
    assert response.url == vote.get_absolute_url()
    page = client.get(response.url).content.decode()
    assert "End the term of Earl" in page and WHY in page and "At least two thirds" in page


def test_the_clerks_page_says_that_a_clerk_takes_no_seat(client, eastbank, earls):
    client.force_login(eastbank.people_in("clerk", make.now())[0])
    page = client.get(f"/boards/eastbank/terms/{earls.pk}/end/").content.decode()
    assert "A clerk cannot take a seat from a member" in page
