"""Nobody leaves a role while something is open: each thing goes to somebody, with a note, and all are told."""

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from community.notifications.tasks import send_due
from community.people.leaving import held_by
from community.record.models import Entry
from community.record.verdict import Refused
from community.rooms import actions as rooms
from governance.accountability import actions as accountability
from governance.accountability import rules
from governance.accountability.models import Answer, Handover
from governance.boards import actions as boards
from governance.boards.duties import duties_of
from governance.boards.models import BoardRole
from governance.voting import actions as voting
from tests import make
from tests.boards import draws

PAGE = "/boards/eastbank/handover/"


@pytest.fixture
def world(db):
    """A board with a clerk and an officer, for both of whom something is open."""

    class World:
        rosa, noi, ana, sam, kim = make.people("rosa noi ana sam kim")
        beth, andre = make.staff("beth"), make.staff("andre")

    World.board = make.board(seated=[World.rosa, World.noi], clerk=World.sam, officer=World.beth)
    World.call = make.call(World.board, clerk=World.sam)
    World.application = boards.apply(World.call, by=World.ana, why="I rent here.")
    World.called = make.vote(World.board, by=World.rosa, seconded_by=World.noi, opened=False, at=make.now())
    passed = make.vote(World.board, by=World.rosa, seconded_by=World.noi, text="Paint the hall")
    World.answer = Answer.objects.get(vote=make.decided(passed, yes=[World.rosa, World.noi]))
    World.clerk, World.officer = (World.board.roles.get(role=role) for role in ("clerk", "officer"))
    return World


def notes(person, board, text="Call them on Monday."):
    return {duty.key: text for duty in duties_of(person, board)}


# --- what is open --------------------------------------------------------------------------------


def test_each_room_says_what_is_open_for_a_role(world):
    of_sam = {duty.key: duty for duty in duties_of(world.sam, world.board)}
    call = world.call.pk
    assert set(of_sam) == {f"call:{call}", f"applications:{call}", f"vote:{world.called.pk}"}
    assert of_sam[f"applications:{call}"].people == (world.ana,)
    assert "Ana" not in of_sam[f"applications:{call}"].title
    assert [duty.key for duty in duties_of(world.beth, world.board)] == [f"answer:{world.answer.pk}"]
    assert duties_of(world.rosa, world.board) == []


def test_what_is_done_is_open_no_more(world):
    accountability.give(world.answer, by=world.beth, kind="carried_out")
    assert duties_of(world.beth, world.board) == []


@pytest.mark.django_db
def test_a_lottery_that_is_under_way_is_open_for_the_clerk_until_it_is_drawn():
    call = draws.table(people=8)
    lottery, sam = draws.published(call), draws.clerk(call)
    open_ = {duty.key: duty for duty in duties_of(sam, lottery.board)}
    assert open_[f"lottery:{lottery.pk}"].due == lottery.reveal_by
    with pytest.raises(Refused, match="Lottery"):
        boards.end_role(lottery.board.roles.get(person=sam), by=sam)
    for who, name in ((draws.member(call), "rosa"), (sam, "sam")):
        boards.reveal(lottery, by=who, secret=draws.SECRETS[name])
    assert f"lottery:{lottery.pk}" not in {duty.key for duty in duties_of(sam, lottery.board)}


# --- leaving -------------------------------------------------------------------------------------


def test_nobody_leaves_a_role_while_something_is_open(world):
    with pytest.raises(Refused, match="1 thing is still open: Paint the hall") as no:
        boards.end_role(world.officer, by=world.beth)
    assert no.value.verdict.clause == "role.handover"
    assert world.board.has_role(world.beth, BoardRole.Role.OFFICER, make.now())


def test_a_role_with_nothing_open_ends_when_its_holder_says_so(world):
    accountability.give(world.answer, by=world.beth, kind="carried_out")
    with pytest.raises(Refused, match="Only the person in this role"):
        boards.end_role(world.officer, by=world.sam)
    boards.end_role(world.officer, by=world.beth, why="A new job.")
    assert not world.board.has_role(world.beth, BoardRole.Role.OFFICER, make.now())
    assert not rooms.room_for(world.board).holds(world.beth)
    with pytest.raises(Refused, match="ended already"):
        boards.end_role(world.officer, by=world.beth)


def test_a_member_who_leaves_a_role_keeps_the_seat_and_its_place_in_the_room(world):
    role = boards.give_role(world.board, world.rosa, BoardRole.Role.CHAIR)
    boards.end_role(role, by=world.rosa)
    assert rooms.room_for(world.board).holds(world.rosa)


# --- handing over ----------------------------------------------------------------------------------


def test_a_role_is_handed_over_with_a_note_for_each_thing(world):
    handover = accountability.hand_over(world.clerk, to=world.kim, notes=notes(world.sam, world.board), by=world.sam)

    assert not world.board.has_role(world.sam, BoardRole.Role.CLERK, make.now())
    assert world.board.has_role(world.kim, BoardRole.Role.CLERK, make.now())
    assert rooms.room_for(world.board).holds(world.kim) and not rooms.room_for(world.board).holds(world.sam)
    assert handover.notes.count() == 3
    assert {duty.key for duty in duties_of(world.kim, world.board)} == {note.key for note in handover.notes.all()}
    verbs = Entry.objects.about(world.board).order_by("-seq").values_list("verb", flat=True)[:3]
    assert list(verbs) == ["role.handed_over", "role.given", "role.ended"]


def test_the_people_concerned_get_a_letter_in_their_language(world):
    world.rosa.language = "es"
    world.rosa.save()
    accountability.hand_over(world.clerk, to=world.kim, notes=notes(world.sam, world.board), by=world.sam)
    told = {letter.person for letter in Entry.objects.get(verb="role.handed_over").mails.all()}
    assert told == {world.kim, world.rosa, world.noi, world.ana, world.beth}
    send_due()
    letter = next(one for one in mail.outbox if one.to == [world.ana.email] and "answers" in one.subject)
    assert "Sam leaves as Clerk of Eastbank. From now on Kim answers for it." in letter.body
    assert "Applications that wait for an answer" in letter.body and "Call them on Monday." in letter.body
    assert "Paint the hall" not in letter.body  # that is the officer's


@pytest.mark.parametrize("without", ["one note", "any note", "words"])
def test_a_thing_without_a_note_stops_it_and_is_named(world, without):
    given = notes(world.sam, world.board)
    first = sorted(given)[0]
    if without == "one note":
        del given[first]
    else:
        given = {} if without == "any note" else dict.fromkeys(given, "  ")
    before = Entry.objects.count()
    with pytest.raises(Refused, match="no note"):
        accountability.hand_over(world.clerk, to=world.kim, notes=given, by=world.sam)
    assert not Handover.objects.exists() and Entry.objects.count() == before
    assert world.board.has_role(world.sam, BoardRole.Role.CLERK, make.now())


def test_what_became_open_meanwhile_is_not_left_behind(world):
    given = notes(world.sam, world.board)
    later = voting.second(voting.propose_motion(world.board, by=world.rosa, text="Meet at seven"), by=world.noi)
    with pytest.raises(Refused, match="Meet at seven"):
        accountability.hand_over(world.clerk, to=world.kim, notes=given, by=world.sam)
    assert later.pk


@pytest.mark.parametrize(
    ("facts", "part"),
    [
        ({}, None),
        ({"is_same": True}, "somebody else"),
        ({"is_active": False}, "account is closed"),
        ({"fits": False}, "works for the fund"),
        ({"strange": 1}, "changed meanwhile"),
        ({"unsaid": ["A bench"]}, "has no note"),
    ],
)
def test_a_role_goes_to_somebody_else_who_can_hold_it(facts, part):
    usual = {"is_same": False, "fits": True, "is_active": True, "unsaid": [], "strange": 0}
    verdict = rules.may_hand_over(**usual | facts)
    assert bool(verdict) == (part is None)
    assert part is None or part in verdict.message
    assert part is None or verdict.clause == "role.handover"


def test_an_officers_role_goes_to_somebody_of_the_fund_only(world):
    given = notes(world.beth, world.board)
    with pytest.raises(Refused, match="works for the fund"):
        accountability.hand_over(world.officer, to=world.kim, notes=given, by=world.beth)
    accountability.hand_over(world.officer, to=world.andre, notes=given, by=world.beth)
    assert list(world.answer.officers_at(make.now())) == [world.andre]


def test_nobody_hands_over_the_role_of_another_but_the_administrator(world):
    given = notes(world.sam, world.board)
    for who in (world.rosa, world.beth):
        with pytest.raises(Refused, match="Only the person in this role"):
            accountability.hand_over(world.clerk, to=world.kim, notes=given, by=who)
    accountability.hand_over(world.clerk, to=world.kim, notes=given, by=make.administrator())


def test_a_handover_is_never_rewritten(world):
    handover = accountability.hand_over(world.clerk, to=world.kim, notes=notes(world.sam, world.board), by=world.sam)
    with pytest.raises(DatabaseError), transaction.atomic():
        handover.notes.update(note="Nothing.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Handover.objects.update(to=world.rosa)


# --- pages -----------------------------------------------------------------------------------------


def filled(world, **changed):
    count = len(duties_of(world.sam, world.board))
    fields = {f"role{world.clerk.pk}-note{n}": f"Note {n}" for n in range(count)}
    return {"role": world.clerk.pk, f"role{world.clerk.pk}-to": world.kim.pk} | fields | changed


def test_a_clerk_hands_over_on_a_page_and_everybody_can_read_it(client, world):
    boards.give_role(make.board("Westside"), world.kim, BoardRole.Role.CLERK)
    client.force_login(world.sam)
    assert f'href="{PAGE}"' in client.get("/boards/eastbank/").content.decode()
    page = client.get(PAGE).content.decode()
    assert "3 things are open" in page and "Meet on Tuesdays" in page
    missing = client.post(PAGE, filled(world, **{f"role{world.clerk.pk}-note1": ""}))
    assert missing.status_code == 422 and "Say what was promised" in missing.content.decode()

    response = client.post(PAGE, filled(world))

    assert response.status_code == 302 and response.url == Handover.objects.get().get_absolute_url()
    client.logout()
    page = client.get(response.url).content.decode()
    assert "Kim answers now" in page and "Note 2" in page and "Ana" not in page


def test_leaving_with_nothing_open_needs_nobody_after(client, world):
    role = boards.give_role(world.board, world.rosa, BoardRole.Role.CHAIR)
    client.force_login(world.rosa)
    assert client.post(PAGE, {"role": role.pk}).status_code == 302
    role.refresh_from_db()
    assert role.until is not None and not Handover.objects.exists()


def test_who_has_no_role_here_has_nothing_to_hand_over(client, world):
    client.force_login(world.rosa)
    assert client.get(PAGE).status_code == 403
    assert "Hand over my role" not in client.get("/boards/eastbank/").content.decode()


# --- the desk --------------------------------------------------------------------------------------


def edit(client, person, **doors):
    url = f"/staff/users/edit/{person.pk}/"
    fields = {"email": person.email, "name": person.name, "title": ""}
    return client.post(url, fields | {door: "on" for door, is_open in doors.items() if is_open})


def test_the_desk_closes_no_account_while_a_role_has_something_open(client, world):
    client.force_login(make.administrator())
    assert held_by(world.beth) == ["Programme officer, Eastbank"]

    page = edit(client, world.beth, is_staff=True, is_active=False).content.decode()

    assert "Programme officer, Eastbank" in page
    world.beth.refresh_from_db()
    assert world.beth.is_active
    edit(client, world.beth, is_staff=False, is_active=True)
    world.beth.refresh_from_db()
    assert world.beth.is_staff
    accountability.hand_over(world.officer, to=world.andre, notes=notes(world.beth, world.board), by=world.beth)
    assert edit(client, world.beth, is_staff=True, is_active=False).status_code == 302
    world.beth.refresh_from_db()
    assert not world.beth.is_active


def test_nor_does_it_by_the_dozen(client, world):
    client.force_login(make.administrator())
    where = f"/staff/bulk/people/person/set_active_state/?id={world.beth.pk}&id={world.andre.pk}"
    answer = client.post(where, {"mark_as_active": "False"}, follow=True)
    assert "Programme officer, Eastbank" in answer.content.decode()
    world.andre.refresh_from_db()
    assert world.andre.is_active
    client.post(f"/staff/bulk/people/person/set_active_state/?id={world.andre.pk}", {"mark_as_active": "False"})
    world.andre.refresh_from_db()
    assert not world.andre.is_active
