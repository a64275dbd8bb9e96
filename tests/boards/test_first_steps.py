"""A new member's first steps, and the choice of how to be paid."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from community.record.models import Entry, EntryDetail
from community.record.verdict import Refused
from governance.boards import actions as boards
from governance.boards.models import PayChoice
from governance.boards.welcome import newcomers, welcomes
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    """A board with two new members and a clerk."""
    rosa, noi, sam = make.people("rosa noi sam")
    return make.board(seated=[rosa, noi], clerk=sam), rosa, noi, sam


def term_of(board, person):
    return board.terms_at(make.now()).get(person=person)


def done(board, person):
    return [thing.key for thing in welcomes([term_of(board, person)])[0].things if thing.is_done]


def address(board, person):
    return f"/boards/{board.slug}/terms/{term_of(board, person).pk}/first-steps/"


# --- First steps --------------------------------------------------------------------------------


def test_a_new_member_has_six_first_steps(table):
    board, rosa, *_others = table
    welcome = welcomes([term_of(board, rosa)])[0]

    assert [thing.key for thing in welcome.things] == ["meet", "orientation", "needs", "pay", "ties", "key"]
    assert (welcome.open, welcome.done) == (6, 0)


def test_some_are_ticked_and_some_are_seen_from_what_was_done(table):
    board, rosa, _noi, sam = table
    boards.tick(term_of(board, rosa), "meet", by=rosa)
    boards.tick(term_of(board, rosa), "orientation", by=sam)
    boards.choose_pay(board, "none", by=rosa)
    rosa.emailaddress_set.update(verified=True)

    assert done(board, rosa) == ["meet", "orientation", "pay", "key"]


def test_a_passkey_is_a_way_to_sign_in_as_well(table):
    from allauth.mfa.models import Authenticator

    board, rosa, *_others = table
    Authenticator.objects.create(user=rosa, type=Authenticator.Type.WEBAUTHN, data={})
    assert done(board, rosa) == ["key"]


@pytest.mark.parametrize(
    ("step", "who", "says"),
    [
        ("orientation", "rosa", "The clerk ticks this"),
        ("meet", "sam", "Only the member ticks this"),
        ("needs", "noi", "Only the member ticks this"),
        ("orientation", "noi", "The clerk ticks this"),
    ],
)
def test_members_tick_their_own_and_the_clerk_the_orientation(table, step, who, says):
    board, rosa, noi, sam = table
    with pytest.raises(Refused, match=says):
        boards.tick(term_of(board, rosa), step, by={"rosa": rosa, "noi": noi, "sam": sam}[who])


def test_a_clerk_who_sits_here_does_not_tick_their_own_orientation(table):
    board, rosa, *_others = table
    boards.give_role(board, rosa, "clerk")
    with pytest.raises(Refused, match="The clerk ticks this"):
        boards.tick(term_of(board, rosa), "orientation", by=rosa)


def test_nothing_is_ticked_twice_or_after_the_term(table):
    board, rosa, *_others = table
    term = term_of(board, rosa)
    boards.tick(term, "meet", by=rosa)
    with pytest.raises(Refused, match="ticked already"):
        boards.tick(term, "meet", by=rosa)
    boards.end_term(term, by=rosa, why="")
    with pytest.raises(Refused, match="ended already"):
        boards.tick(term, "needs", by=rosa)


def test_the_record_keeps_it_and_does_not_show_it(table):
    board, rosa, _noi, sam = table
    boards.tick(term_of(board, rosa), "orientation", by=sam)

    entry = Entry.objects.get(verb="term.welcomed")
    assert not entry.is_public and entry.by == sam
    assert rosa.notifications.filter(entry=entry).exists()


def test_the_page_is_for_the_member_and_the_clerk(client, table):
    board, rosa, noi, sam = table
    client.force_login(rosa)
    assert "Your first steps" in client.get(address(board, rosa)).text
    assert client.post(address(board, rosa), {"step": "meet"}).status_code == 302
    assert client.post(address(board, rosa), {"step": "nonsense"}).status_code == 422
    client.force_login(sam)
    page = client.get(address(board, rosa)).text
    assert "First steps of Rosa" in page and page.count('name="step"') == 1
    client.force_login(noi)
    assert client.get(address(board, rosa)).status_code == 403


def test_open_steps_stand_on_my_page_and_on_the_boards(client, table):
    board, rosa, _noi, sam = table
    client.force_login(rosa)
    assert "Your first steps: 0 of 6 done." in client.get("/me/").text
    assert "Your first steps" in client.get(board.get_absolute_url()).text
    assert "First steps of" not in client.get(board.get_absolute_url()).text
    client.force_login(sam)
    assert "First steps of Rosa" in client.get(board.get_absolute_url()).text
    client.logout()
    assert "irst steps" not in client.get(board.get_absolute_url()).text


def test_they_leave_the_pages_when_they_are_taken_or_old(table):
    board, _rosa, *_others = table
    terms = board.terms_at(make.now()).select_related("seat__board")
    assert len(newcomers(terms, make.now())) == 2
    assert newcomers(terms, make.now() + 70 * make.DAY) == []


def test_a_board_asks_as_much_of_the_database_however_many_are_new(client, table):
    board, _rosa, _noi, sam = table
    client.force_login(sam)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(board.get_absolute_url())
        return len(queries)

    asked()
    few = asked()
    for seat, name in zip(board.seats.filter(kind="resident")[2:5], ["ana", "bo", "cy"], strict=True):
        boards.seat_founder(seat, make.person(name), by=None, why="A founding member.")
    assert asked() == few


# --- Pay ------------------------------------------------------------------------------------------


def test_a_member_chooses_changes_and_the_last_choice_counts(client, table):
    board, rosa, *_others = table
    client.force_login(rosa)
    door = f"/boards/{board.slug}/pay/"
    for way in ("transfer", "none"):
        assert client.post(door, {"way": way, "knows": "on"}).status_code == 302

    assert [choice.way for choice in PayChoice.objects.in_force()] == ["none"]
    assert [choice.way for choice in PayChoice.objects.order_by("pk")] == ["transfer", "none"]
    assert "You chose:" in client.get(door).text and "No pay" in client.get(door).text


def test_the_note_about_benefits_comes_before_the_choice(client, table):
    board, rosa, *_others = table
    client.force_login(rosa)
    page = client.get(f"/boards/{board.slug}/pay/").text
    unread = client.post(f"/boards/{board.slug}/pay/", {"way": "card"})

    assert page.index("Pay can change benefits you get.") < page.index("How do you want to be paid?")
    assert "$48 an hour" in page and "$200" in page
    assert unread.status_code == 422 and "Read the note about benefits first" in unread.text


def test_no_number_of_an_account_can_be_typed_anywhere(client, table):
    board, rosa, *_others = table
    client.force_login(rosa)
    client.post(f"/boards/{board.slug}/pay/", {"way": "card", "knows": "on", "account": "123-45-6789"})
    fields = {field.name for field in PayChoice._meta.get_fields()}

    assert fields == {"id", "person", "board", "way", "at"}
    assert 'type="text"' not in client.get(f"/boards/{board.slug}/pay/").text


def test_only_ways_of_the_charter_can_be_chosen(client):
    rosa = make.person("rosa")
    board = make.board(seated=[rosa], clauses={"pay.ways": ["transfer", "none"]})
    client.force_login(rosa)

    assert "prepaid" not in client.get(f"/boards/{board.slug}/pay/").text
    assert client.post(f"/boards/{board.slug}/pay/", {"way": "card", "knows": "on"}).status_code == 422
    with pytest.raises(Refused, match="does not name this way"):
        boards.choose_pay(board, "card", by=rosa)


def test_whoever_holds_no_seat_chooses_nothing(table):
    board, _rosa, _noi, sam = table
    for who in (sam, make.person("ana")):
        with pytest.raises(Refused, match="hold a seat"):
            boards.choose_pay(board, "none", by=who)


def test_the_member_and_the_clerk_see_the_choice_and_nobody_else(client, table):
    board, rosa, noi, sam = table
    boards.choose_pay(board, "donate", by=rosa)
    door, said = f"/boards/{board.slug}/pay/", "Give it to a group"
    for who, sees in ((rosa, 2), (sam, 1), (noi, 1)):
        client.force_login(who)
        assert client.get(door).text.count(said) == sees, who  # once as a choice to make, once as the choice made
    for who in (make.person("ana"), make.staff(), make.administrator()):
        client.force_login(who)
        assert client.get(door).status_code == 403


def test_the_record_tells_that_a_member_chose_and_not_what(table):
    board, rosa, *_others = table
    boards.choose_pay(board, "donate", by=rosa)

    entry = Entry.objects.get(verb="pay.chosen")
    assert not entry.is_public
    assert "donate" not in entry.text + EntryDetail.objects.get(entry=entry).text


def test_a_choice_stays_in_the_history(table):
    board, rosa, *_others = table
    choice = boards.choose_pay(board, "donate", by=rosa)
    for act in (choice.delete, lambda: PayChoice.objects.update(way="none")):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
