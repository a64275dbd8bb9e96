"""Whoever leaves an item loses its room within a second, in a browser that is open too."""

import time
from datetime import timedelta

from community.rooms import actions as rooms
from community.rooms import hub
from governance.boards import actions as boards
from governance.voting import actions as voting
from tests import make
from tests.rooms import world
from tests.rooms.test_live import WITHIN


def an_item(**access):
    """A board's proposal with its room, and the members."""
    members = make.people("rosa noi earl")
    board = make.board(seated=members)
    item = make.proposal(make.adopted(board, members=members), by=make.person("helen"))
    return item, rooms.room_for(item), members


def test_who_left_an_item_writes_no_more_from_an_open_page_and_its_form_is_gone(ears):
    item, room, (rosa, noi, _earl) = an_item()
    browser = world.signed_in(rosa)
    ear = ears.listen(room, client=browser).after(0)
    other = ears.listen(room, noi).after(0)
    assert world.send(room, browser, "Good evening.", script=True).status_code == 201
    assert 'id="write"' in world.page(room, browser).content.decode()

    began = time.monotonic()
    voting.disclose(item, by=rosa, grade=3, why="My sister runs it.")
    assert ear.closed_with(WITHIN) == 4409
    assert time.monotonic() - began < WITHIN

    sent = world.send(room, browser, "One thing more.", script=True)
    assert sent.status_code == 409 and "You left this item" in sent.json()["reason"]
    page = world.page(room, browser).content.decode()
    assert 'id="write"' not in page and "You left this item" in page
    # Everybody may read, so who comes back reads on; the others heard nothing of it.
    rooms.say(room, by=noi, text="Rosa has left this item.")
    assert ears.listen(room, client=browser).after(1).numbers == [2]
    assert other.hear_until(2).numbers == [1, 2]


def test_who_talks_and_does_not_vote_stays_in_the_room(ears):
    item, room, (rosa, _noi, _earl) = an_item()
    ear = ears.listen(room, rosa).after(0)
    voting.disclose(item, by=rosa, grade=2, why="A cousin works there.")
    rooms.say(room, by=rosa, text="I can say what I know.")
    assert ear.hear_until(1).numbers == [1]


def test_in_a_room_among_members_who_left_hears_nothing_more(ears):
    members = make.people("rosa noi")
    board = make.board(seated=members)
    motion = voting.propose_motion(board, by=members[1], text="Rent the hall of the clinic").subject
    closed = rooms.open_for(motion, "Among members", "members", "members")
    for member in members:
        rooms.join(closed, member, since=make.now())
    rosa, noi = members
    ear = ears.listen(closed, rosa).after(0)
    voting.disclose(motion, by=rosa, grade=3, why="It is ours.")
    assert ear.closed_with(WITHIN) == 4403
    rooms.say(closed, by=noi, text="Not for Rosa.")
    assert not rooms.may_write(closed, rosa)


def test_who_gives_up_the_seat_loses_the_boards_room_in_an_open_page(ears):
    _item, _room, (rosa, _noi, _earl) = an_item()
    term = rosa.terms.get()
    room = boards.room_of(term.seat.board)
    browser = world.signed_in(rosa)
    ear = ears.listen(room, client=browser).after(0)
    boards.end_term(term, by=rosa, why="")
    assert ear.closed_with(WITHIN) == 4409
    assert world.send(room, browser, "Still here.", script=True).status_code == 409


def test_whose_term_ends_by_the_clock_loses_the_boards_room_in_an_open_page(ears):
    """Nobody acts, so nothing nudges."""
    members = make.people("rosa noi")
    room = boards.room_of(make.board(seated=members))
    rosa = room.members.get(person=members[0])
    ear, other = ears.listen(room, rosa.person).after(0), ears.listen(room, members[1]).after(0)
    rosa.until = make.now() + timedelta(seconds=1.5)
    rosa.save()

    time.sleep(1)
    assert rooms.may_write(room, rosa.person)
    assert ear.closed_with(0.5 + WITHIN) == 4409
    assert not rooms.may_write(room, rosa.person)
    rooms.say(room, by=members[1], text="Rosa’s time is over.")
    assert ears.listen(room, rosa.person).after(0).numbers == other.hear_until(1).numbers == [1]


def test_a_lost_nudge_costs_who_left_a_second(ears, monkeypatch):
    members = make.people("rosa noi")
    room = boards.room_of(make.board(seated=members))
    ear = ears.listen(room, members[0]).after(0)
    monkeypatch.setattr(hub, "nudge", lambda *room_and_person: None)
    boards.end_term(members[0].terms.get(), by=members[0], why="")
    assert ear.closed_with(hub.LOOK + 0.5) == 4409


def test_a_renewed_term_costs_nobody_their_room(ears):
    rosa = make.person("rosa")
    room = boards.room_of(make.board(seated=[rosa]))
    ear, at = ears.listen(room, rosa).after(0), make.now()
    place, soon = room.members.get(), at + timedelta(seconds=1)
    rooms.join(room, rosa, since=place.until, until=place.until + make.DAY)
    room.members.filter(pk=place.pk).update(until=soon)
    room.members.exclude(pk=place.pk).update(since=soon)
    time.sleep(1 + 2 * hub.LOOK)
    rooms.say(room, by=rosa, text="Still here.")
    assert ear.hear_until(1).numbers == [1]
