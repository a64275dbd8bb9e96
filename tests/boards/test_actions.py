"""What happens to boards: called, applied, seated, ended, and what the record and the rooms know of it."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from community.record import chain
from community.record.models import Entry
from community.record.verdict import Refused
from community.rooms import actions as rooms
from community.rooms.models import RoomMember
from community.rooms.moderation import moderates
from governance.boards import actions as boards
from governance.boards.models import Application, BoardRole, Term
from governance.voting import actions as voting
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam():
    return make.person("sam")


@pytest.fixture
def eastbank(sam):
    return make.board(seated=make.people("rosa darnell noi"), clerk=sam)


def applied(board, clerk, who, **fields):
    """An application to an open call."""
    return boards.apply(make.call(board, clerk=clerk), by=who, why=fields.pop("why", "I rent here."), **fields)


def carried(application, board):
    """The application, chosen by a motion of the board."""
    members = [term.person for term in board.terms_at(make.now())]
    put = make.vote(board, by=members[0], seconded_by=members[1], subject=application)
    make.decided(put, yes=members)
    application.refresh_from_db()
    return application


# --- founding and roles -------------------------------------------------------------------------


def test_a_board_is_founded_with_its_charter_its_seats_and_its_room():
    eastbank = make.board(template="loan-committee")
    assert list(eastbank.seats.values_list("kind", flat=True)) == ["resident"] * 6 + ["partner"] * 3
    assert eastbank.charter_at(make.now())["vote.majority"] == ">=2/3"
    assert boards.room_of(eastbank).title == "Eastbank"
    told = list(Entry.objects.about(eastbank).filter(is_public=True).order_by("seq").values_list("verb", flat=True))
    assert told == ["board.founded", "charter.adopted"]


def test_a_clerk_reads_and_writes_in_the_room_but_holds_no_seat(eastbank, sam):
    assert eastbank.has_role(sam, BoardRole.Role.CLERK, make.now())
    assert not eastbank.seats_person(sam, make.now())
    assert boards.room_of(eastbank).holds(sam)


# --- calls and applications ----------------------------------------------------------------------


def test_a_call_stays_open_for_as_long_as_the_charter_says(eastbank, sam):
    at = make.now()
    call = make.call(eastbank, clerk=sam, at=at)
    assert call.closes_at == at + 21 * make.DAY


def test_a_clerk_cannot_make_a_call_too_short_to_be_seen(eastbank, sam):
    at = make.now()
    with pytest.raises(Refused, match="at least 21 days"):
        make.call(eastbank, clerk=sam, at=at, closes_at=at + 20 * make.DAY)


def test_somebody_applies_once(eastbank, sam):
    ana, call = make.person("ana"), make.call(eastbank, clerk=sam)
    boards.apply(call, by=ana, why="I rent here.")
    with pytest.raises(Refused, match="applied for this seat already"):
        boards.apply(call, by=ana, why="Again.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(call=call, person=ana, name="Ana", why="Past the rule.", sent_at=make.now())


def test_after_the_closing_time_nobody_applies(eastbank, sam):
    call = make.call(eastbank, clerk=sam, at=make.now() - 30 * make.DAY)
    with pytest.raises(Refused, match="closed"):
        boards.apply(call, by=make.person("ana"), why="I rent here.")
    assert not Application.objects.exists()


def test_an_application_is_not_public_and_tells_the_clerk(eastbank, sam):
    application = applied(eastbank, sam, make.person("ana"))
    entry = Entry.objects.get(verb="application.sent")
    assert not entry.is_public
    assert entry.notifications.get().person == sam
    assert len(application.code) == 9


def test_what_people_write_is_cleaned_when_it_is_kept(eastbank, sam):
    words = 'I rent here.<script>alert("x")</script>'
    call = make.call(eastbank, clerk=sam, words=words)
    application = boards.apply(call, by=make.person("ana"), why=words)
    term = boards.seat(application, by=sam, why=words)
    ended = boards.end_term(term, by=sam, why=words)
    for text in (call.words, application.why, term.why, ended.ended_why):
        assert "script" not in text and "I rent here." in text


# --- seating --------------------------------------------------------------------------------------


def test_a_founding_board_fills_a_seat_with_a_public_reason(eastbank, sam):
    ana = make.person("ana")
    application = applied(eastbank, sam, ana)
    with pytest.raises(Refused, match="Say in public why"):
        boards.seat(application, by=sam)
    term = boards.seat(application, by=sam, why="She speaks for the tenants.")
    assert (term.chosen, term.person, term.seated_by) == ("founding", ana, sam)
    entry = Entry.objects.get(verb="seat.filled", concerns__thing_type="people.person", concerns__thing_id=ana.pk)
    assert entry.is_public and entry.told["why"] == "She speaks for the tenants."
    assert boards.room_of(eastbank).holds(ana)


def test_a_board_that_is_founded_fills_a_seat_by_motion_only(sam):
    rosa, noi, ana = make.people("rosa noi ana")
    old = make.board(seated=[rosa, noi], clerk=sam, at=make.now() - 300 * make.DAY)
    application = applied(old, sam, ana)
    old.founding_until = make.now() - make.DAY
    old.save()
    with pytest.raises(Refused, match="a motion of the board fills this seat"):
        boards.seat(application, by=sam, why="I like her.")
    application = carried(application, old)
    assert application.state == Application.State.CARRIED
    term = boards.seat(application, by=sam)
    assert term.chosen == "motion"


def test_only_the_clerk_seats(eastbank, sam):
    application = applied(eastbank, sam, make.person("ana"))
    for who in (eastbank.terms_at(make.now()).first().person, make.staff(), make.administrator()):
        with pytest.raises(Refused, match="clerk"):
            boards.seat(application, by=who, why="I want her.")


def test_nobody_who_works_for_the_fund_gets_a_vote(eastbank, sam):
    with pytest.raises(Refused, match="work for the fund"):
        applied(eastbank, sam, make.staff())
    # Somebody who went to work for the fund after applying is not seated either.
    ana = make.person("ana")
    application = applied(make.board("Millrace", clerk=sam), sam, ana)
    ana.is_staff = True
    ana.save()
    with pytest.raises(Refused, match="work for the fund"):
        boards.seat(application, by=sam, why="She knows the money.")


def test_the_others_are_told_that_the_seat_is_filled(eastbank, sam):
    ana, bo = make.people("ana bo")
    call = make.call(eastbank, clerk=sam)
    first, second = boards.apply(call, by=ana, why="Here."), boards.apply(call, by=bo, why="Here too.")
    boards.seat(first, by=sam, why="She speaks for the tenants.")
    second.refresh_from_db()
    assert second.state == Application.State.NOT_CHOSEN
    answer = Entry.objects.get(verb="application.answered")
    assert answer.mails.get().person == bo and not answer.is_public
    with pytest.raises(Refused, match="decided already"):
        boards.seat(second, by=sam, why="And him.")


def test_no_reason_of_the_clerks_goes_before_the_boards_choice(eastbank, sam):
    call = make.call(eastbank, clerk=sam)
    chosen, other = (boards.apply(call, by=who, why="I rent here.") for who in make.people("yesenia carl"))
    chosen = carried(chosen, eastbank)
    with pytest.raises(Refused, match="chose another person"):
        boards.seat(other, by=sam, why="I know him.")
    assert boards.seat(chosen, by=sam).person == chosen.person


def test_a_seat_that_is_given_from_a_later_day_on_is_not_given_twice(eastbank, sam):
    yesenia, carl = make.people("yesenia carl")
    application = applied(eastbank, sam, carl)
    boards.seat_founder(application.call.seat, yesenia, by=sam, why="Named.", since=make.now() + 10 * make.DAY)
    with pytest.raises(Refused, match="seat is taken"):
        boards.seat(application, by=sam, why="He came first.")


def test_who_sits_here_from_a_later_day_on_gets_no_second_seat(eastbank, sam):
    yesenia = make.person("yesenia")
    application = applied(eastbank, sam, yesenia)
    last = eastbank.seats.filter(kind="resident").last()
    boards.seat_founder(last, yesenia, by=sam, why="Named.", since=make.now() + 10 * make.DAY)
    with pytest.raises(Refused, match="holds a seat here"):
        boards.seat(application, by=sam, why="She rents here.")


def test_one_seat_one_person_and_one_person_one_seat(eastbank, sam):
    rosa = eastbank.terms_at(make.now()).first().person
    with pytest.raises(Refused, match="seat is taken, or this person holds"):
        empty = next(seat for seat in eastbank.seats.all() if seat.holder_at(make.now()) is None)
        boards.seat_founder(empty, rosa, by=None, why="Twice.")


def test_the_database_itself_refuses_two_people_on_one_seat(eastbank):
    term = eastbank.terms_at(make.now()).first()
    ana = make.person("ana")
    with pytest.raises(DatabaseError, match="overlapping"), transaction.atomic():
        Term.objects.create(seat=term.seat, person=ana, since=make.now(), until=term.until, chosen="motion")
    # One moment after the other ends is no overlap.
    after = Term.objects.create(
        seat=term.seat, person=ana, since=term.until, until=term.until + make.DAY, chosen="motion"
    )
    assert term.seat.holder_at(after.since).person == ana


def test_a_term_ends_by_itself_and_with_it_everything_it_gave(eastbank):
    term = eastbank.terms_at(make.now()).first()
    assert term.seat.holder_at(term.until) is None
    assert eastbank.balance(term.until).filled == 0
    assert not RoomMember.objects.present(term.until).filter(person=term.person).exists()


# --- ending ---------------------------------------------------------------------------------------


def test_a_member_gives_up_the_seat_and_leaves_the_room(eastbank):
    term = eastbank.terms_at(make.now()).first()
    room = boards.room_of(eastbank)
    assert room.holds(term.person)
    boards.end_term(term, by=term.person, why="")
    assert not room.holds(term.person)
    assert not eastbank.seats_person(term.person, make.now())
    with pytest.raises(Refused, match="ended already"):
        boards.end_term(term, by=term.person, why="")


def test_the_clerk_enters_an_end_with_its_reason(eastbank, sam):
    term = eastbank.terms_at(make.now()).first()
    with pytest.raises(Refused, match="Say in public why"):
        boards.end_term(term, by=sam, why=" ")
    boards.end_term(term, by=sam, why="She moved to Port Ellery.")
    assert Entry.objects.get(verb="term.ended").told["why"] == "She moved to Port Ellery."
    assert term.person in {mail.person for mail in Entry.objects.get(verb="term.ended").mails.all()}
    with pytest.raises(Refused, match="ends by itself"):
        boards.end_term(term, by=sam, why="Once more.")


def test_nobody_ends_the_term_of_another(eastbank):
    first, second = eastbank.terms_at(make.now())[:2]
    with pytest.raises(Refused, match="Only the person who holds the seat"):
        boards.end_term(first, by=second.person, why="I want the seat.")


def test_a_term_is_never_rewritten_only_ended(eastbank):
    term = eastbank.terms_at(make.now()).first()
    for change in ({"until": term.until + make.DAY}, {"why": "Another reason."}, {"person": make.person("ana")}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Term.objects.filter(pk=term.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Term.objects.filter(pk=term.pk).delete()


def test_all_of_it_stands_in_a_record_that_holds(eastbank, sam):
    application = carried(applied(eastbank, sam, make.person("ana")), eastbank)
    term = boards.seat(application, by=sam)
    boards.end_term(term, by=term.person, why="I moved away.")
    assert chain.verify() is None


def test_a_board_out_of_balance_finds_its_way_back_by_seating_a_resident():
    rosa, noi, helen, marcus, sam, yesenia = make.people("rosa noi helen marcus sam yesenia")
    long_ago, far_off = make.now() - 90 * make.DAY, make.now() + 90 * make.DAY
    eastbank = make.board(clerk=sam, at=long_ago, clauses={"term.months": 1})
    seats = [*eastbank.seats.filter(kind="resident")[:2], *eastbank.seats.filter(kind="partner")]
    for seat, who in zip(seats, [rosa, noi, helen, marcus], strict=True):
        boards.seat_founder(seat, who, by=None, why="A founding member.", until=far_off, at=long_ago)
    assert not eastbank.is_founding(make.now())
    assert not eastbank.balance(make.now()).is_kept
    application = boards.apply(make.call(eastbank, clerk=sam), by=yesenia, why="I rent here.")

    stuck = make.vote(eastbank, by=rosa, seconded_by=noi, opened=False)
    with pytest.raises(Refused, match="out of balance"):
        voting.open_vote(stuck, at=stuck.opens_at)
    way_back = make.vote(eastbank, by=rosa, seconded_by=noi, subject=application)
    make.decided(way_back, yes=[rosa, noi, helen])
    assert way_back.passed
    application.refresh_from_db()
    boards.seat(application, by=sam)
    assert eastbank.balance(make.now() + make.MINUTE).residents == 3


def test_a_clerk_who_gives_up_a_seat_still_works_in_the_boards_room():
    rosa, noi = make.people("rosa noi")
    eastbank = make.board(seated=[rosa, noi], clerk=rosa)
    term = eastbank.terms_at(make.now()).get(person=rosa)
    boards.end_term(term, by=rosa, why="Moving away.")
    room, later = rooms.room_for(eastbank), make.now() + make.MINUTE
    assert room.holds(rosa, later)
    assert not eastbank.seats_person(rosa, later)


def test_clerk_and_chair_moderate_their_boards_room_and_no_other():
    rosa, noi, sam = make.people("rosa noi sam")
    eastbank, millrace = make.board(seated=[rosa], clerk=sam), make.board("Millrace", seated=[noi])
    assert moderates(rooms.room_for(eastbank), sam)
    assert not moderates(rooms.room_for(millrace), sam)
    assert not moderates(rooms.room_for(eastbank), rosa)


def test_a_term_the_clerk_ends_runs_on_for_the_boards_notice_and_everybody_is_told():
    rosa, noi, earl, sam = make.people("rosa noi earl sam")
    eastbank = make.board(seated=[rosa, noi, earl], clerk=sam)
    at = make.now()
    term = boards.end_term(eastbank.terms_at(at).get(person=rosa), by=sam, why="She moved to Port Ellery.", at=at)
    assert term.until == at + 7 * make.DAY
    assert eastbank.seats_person(rosa, at + 6 * make.DAY)
    told = Entry.objects.get(verb="term.ended").notifications.values_list("person", flat=True)
    assert set(told) == {rosa.pk, noi.pk, earl.pk}


def test_the_clerk_seats_nobody_whom_the_board_did_not_choose_if_it_is_the_clerk():
    rosa, sam = make.people("rosa sam")
    eastbank = make.board(seated=[rosa], clerk=sam)
    application = boards.apply(make.call(eastbank, clerk=sam), by=sam, why="I know the board.")
    with pytest.raises(Refused, match="Nobody seats themself"):
        boards.seat(application, by=sam, why="I am good.")
