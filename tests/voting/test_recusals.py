"""Members who are close to an item say so, step back, and alternates are called in their place."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from community.notifications.models import Mail, Notification
from community.record import chain
from community.record.models import Entry
from community.record.verdict import Refused
from community.rooms import actions as rooms
from governance.boards import actions as boards
from governance.proposals import actions as proposals
from governance.voting import actions as voting
from governance.voting import closeness
from governance.voting.models import Disclosure, RollEntry, Vote
from tests import make

pytestmark = pytest.mark.django_db

CLINIC = "Puente Community Health"


@pytest.fixture
def members():
    return make.people("rosa noi earl hodan luis")


@pytest.fixture
def clerk():
    return make.person("sam")


@pytest.fixture
def board(members, clerk):
    return make.board(seated=members, clerk=clerk)


@pytest.fixture
def item(board, members):
    """A proposal of the clinic to the board's priority."""
    priority = make.adopted(board, members=members)
    return make.proposal(priority, by=make.person("helen"), organization=CLINIC)


def voted(vote):
    """Names on the roll who may vote, and who stepped back."""
    marks = vote.roll.select_related("person")
    return [m.person.name for m in marks if not m.recused], [m.person.name for m in marks if m.recused]


def say(item, who, grade, **fields):
    return voting.disclose(item, by=who, grade=grade, why=fields.pop("why", "I use it."), **fields)


# --- Ties find the items they touch -----------------------------------------------------------------


def test_a_declared_tie_touches_the_item_and_its_person_leaves_it(board, members, item):
    rosa, noi, earl, *_others = members
    boards.declare_tie(rosa, kind="employer", organization="PUENTE COMMUNITY HEALTH, INC.")
    with pytest.raises(Refused, match="You left this item"):
        voting.move(board, item, by=rosa)
    asked = voting.move(board, item, by=noi)
    with pytest.raises(Refused, match="You left this item"):
        voting.second(asked, by=rosa)
    called = voting.second(asked, by=earl)
    vote = voting.open_vote(called, at=called.opens_at)

    assert voted(vote) == (["Noi", "Earl", "Hodan", "Luis"], ["Rosa"])
    kept = Disclosure.objects.get()
    assert (kept.person, kept.grade, kept.source, kept.why) == (rosa, 3, "tie", "")
    entry = Entry.objects.about(item).get(verb="item.stepped_back")
    assert entry.is_public and entry.by is None
    assert CLINIC not in entry.text and "employer" not in entry.text + entry.detail.text
    assert Notification.objects.filter(person=rosa, entry=entry).exists()
    with pytest.raises(Refused, match="You stepped back"):
        voting.cast(vote, by=rosa, choice="yes", at=vote.opens_at)
    assert vote not in Vote.objects.awaiting(rosa, vote.opens_at)
    opened = Entry.objects.get(verb="vote.opened", subject_id=vote.pk)
    assert not Mail.objects.filter(person=rosa, entry=opened).exists()
    assert Mail.objects.filter(person=noi, entry=opened).exists()


@pytest.mark.parametrize(
    ("kind", "away"), [("user", False), ("neighbour", False), ("household", True), ("board", True)]
)
def test_the_kind_of_tie_says_what_follows(board, members, item, kind, away):
    rosa, noi, earl, *_others = members
    boards.declare_tie(rosa, kind=kind, organization=CLINIC)
    vote = make.vote(board, by=noi, seconded_by=earl, subject=item)
    assert (voted(vote)[1] == ["Rosa"]) is away


def test_a_tie_to_another_organization_touches_nothing(board, members, item):
    rosa, noi, *_others = members
    boards.declare_tie(rosa, kind="own", organization="Fresh Bend")
    assert voted(make.vote(board, by=rosa, seconded_by=noi, subject=item))[1] == []


def test_an_ended_tie_touches_nothing_unless_money_came_with_it(board, members, item):
    rosa, noi, earl, hodan, _luis = members
    today = make.now().date()
    boards.declare_tie(rosa, kind="board", organization=CLINIC, until=today - timedelta(days=1))
    boards.declare_tie(noi, kind="paid", organization=CLINIC, until=today - timedelta(days=400))
    boards.declare_tie(earl, kind="paid", organization=CLINIC, until=today - timedelta(days=1200))
    vote = make.vote(board, by=rosa, seconded_by=hodan, subject=item)
    assert voted(vote)[1] == ["Noi"]


def test_the_words_that_were_put_say_whom_it_is_about(board, members, item):
    """Another name in a later version does not let somebody back in."""
    rosa, noi, earl, *_others = members
    boards.declare_tie(rosa, kind="employer", organization=CLINIC)
    called = make.vote(board, by=noi, seconded_by=earl, subject=item, opened=False)
    proposals.change(item, by=item.author, organization="Somebody else")
    assert voted(voting.open_vote(called, at=called.opens_at))[1] == ["Rosa"]


def test_a_vote_put_before_organizations_were_pinned_has_not_changed(board, members, item):
    vote = make.vote(board, by=members[0], seconded_by=members[1], subject=item, opened=False)
    assert vote.pinned["organization"] == CLINIC and not vote.has_changed(item)
    put = vote.pinned
    put.pop("organization")
    older = Vote(subject_type=vote.subject_type, subject_id=item.pk, subject_text=voting.asking.canonical(put))
    assert not older.has_changed(item)
    item.title = "Another"
    assert older.has_changed(item)


# --- One's own proposal ----------------------------------------------------------------------------------


def test_nobody_votes_on_or_puts_forward_their_own_proposal(board, members):
    rosa, noi, earl, *_others = members
    own = make.proposal(make.adopted(board, members=members), by=rosa)
    with pytest.raises(Refused, match="You left this item"):
        voting.move(board, own, by=rosa)
    vote = make.vote(board, by=noi, seconded_by=earl, subject=own)
    assert voted(vote)[1] == ["Rosa"]
    assert Disclosure.objects.get().source == "author"


def test_a_charter_may_let_a_member_vote_on_what_they_propose_for_all():
    members = make.people("rosa noi earl")
    rosa, noi, _earl = members
    board = make.board(seated=members, clauses={"recusal.author": 1})
    own = make.proposal(make.adopted(board, members=members), by=rosa)
    vote = make.vote(board, by=rosa, seconded_by=noi, subject=own)
    assert voted(vote)[1] == []
    with pytest.raises(Refused, match="less close"):
        say(own, rosa, 0, at=vote.called_at)


# --- Saying how close one is -------------------------------------------------------------------------------


def test_what_is_said_before_the_vote_opens_counts_and_may_be_lowered(board, members, item):
    rosa, noi, earl, *_others = members
    boards.declare_tie(rosa, kind="employer", organization=CLINIC)
    say(item, rosa, 1, why="It is another clinic of the same name.")
    say(item, noi, 3, why="My sister runs it.")
    say(item, noi, 2, why="My cousin, it turns out.")
    vote = make.vote(board, by=rosa, seconded_by=earl, subject=item, opened=False, at=make.now())
    say(item, earl, 2, why="I taught there.")
    vote = voting.open_vote(vote, at=vote.opens_at)

    assert voted(vote) == (["Rosa", "Hodan", "Luis"], ["Noi", "Earl"])
    told = [(one.person.name, one.grade, one.why) for one in closeness.answers("proposals.proposal", item.pk)]
    assert told == [
        ("Noi", 2, "My cousin, it turns out."),
        ("Earl", 2, "I taught there."),
        ("Rosa", 1, "It is another clinic of the same name."),
    ]
    whys = [entry.told.get("why") for entry in Entry.objects.about(item).filter(verb__startswith="item.")]
    assert "My sister runs it." in whys


def test_ones_own_organization_cannot_be_said_to_be_far(board, members, item):
    boards.declare_tie(members[0], kind="own", organization=CLINIC)
    with pytest.raises(Refused, match="cannot say that you are less close"):
        say(item, members[0], 2)


def test_once_the_vote_is_open_one_can_only_come_closer(board, members, item):
    rosa, noi, earl, hodan, _luis = members
    say(item, rosa, 1)
    vote = make.vote(board, by=noi, seconded_by=earl, subject=item)
    at = vote.opens_at + make.HOUR
    with pytest.raises(Refused, match="only say now that you are closer"):
        say(item, rosa, 0, at=at)
    say(item, rosa, 2, at=at)
    assert voted(vote)[1] == ["Rosa"]
    with pytest.raises(Refused, match="only say now that you are closer"):
        say(item, rosa, 1, at=at)
    say(item, rosa, 3, at=at)
    with pytest.raises(Refused, match="nobody comes back"):
        say(item, rosa, 0, at=at)

    voting.cast(vote, by=hodan, choice="yes", at=at)
    with pytest.raises(Refused, match="cannot step back"):
        say(item, hodan, 3, at=at)
    say(item, hodan, 1, at=at)
    with pytest.raises(Refused, match="decided"):
        say(item, noi, 3, at=vote.closes_at)
    make.decided(vote, yes=[noi, earl])
    with pytest.raises(Refused, match="decided"):
        say(item, noi, 1)
    assert chain.verify() is None


def test_only_members_and_alternates_say_it(board, members, item, clerk):
    ana = make.person("ana")
    for who in (ana, clerk):
        with pytest.raises(Refused, match="Members of the board"):
            say(item, who, 1)
    boards.name_alternate(board, ana, kind="resident", chosen="motion")
    assert say(item, ana, 2).grade == 2


def test_what_was_said_is_never_changed(board, members, item):
    said = say(item, members[0], 2)
    for work in (lambda: Disclosure.objects.filter(pk=said.pk).update(grade=0), said.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            work()


def test_the_roll_lets_nobody_back_in_and_no_voter_out(board, members, item):
    rosa, noi, earl, *_others = members
    say(item, rosa, 2)
    vote = make.vote(board, by=noi, seconded_by=earl, subject=item)
    voting.cast(vote, by=noi, choice="yes", at=vote.opens_at)
    changes = [
        (rosa, {"recused": False}),
        (rosa, {"recused": False, "voted": True}),
        (rosa, {"voted": True}),
        (noi, {"recused": True}),
        (noi, {"recused": True, "voted": False}),
        (earl, {"recused": True, "voted": True}),
        (earl, {"recused": True, "seat_kind": "partner"}),
    ]
    for person, change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            RollEntry.objects.filter(vote=vote, person=person).update(**change)


def test_a_tie_declared_while_the_vote_is_open_takes_its_person_off(
    board, members, item, django_capture_on_commit_callbacks
):
    rosa, noi, earl, *_others = members
    at = make.now()
    vote = make.vote(board, by=noi, seconded_by=earl, subject=item, at=at - 8 * make.DAY)
    voting.cast(vote, by=earl, choice="yes")
    with django_capture_on_commit_callbacks(execute=True):
        boards.declare_tie(rosa, kind="employer", organization=CLINIC)
        boards.declare_tie(earl, kind="employer", organization=CLINIC)  # whose ballot is final
        boards.declare_tie(noi, kind="user", organization=CLINIC)
    assert voted(vote)[1] == ["Rosa"]


# --- Room and place ------------------------------------------------------------------------------------


def test_who_left_the_item_writes_nothing_about_it(board, members, item):
    rosa, noi, *_others = members
    room = rooms.room_for(item)
    rooms.say(room, by=rosa, text="Good evening.")
    say(item, rosa, 3)
    say(item, noi, 2)
    assert "You left this item" in rooms.may_write(room, rosa).message
    with pytest.raises(Refused, match="You left this item"):
        rooms.say(room, by=rosa, text="One thing more.")
    rooms.say(room, by=noi, text="I can talk.")
    rooms.say(room, by=item.author, text="So can I: I hold no seat.")
    rooms.say(boards.room_of(board), by=rosa, text="About something else.")


def test_who_gave_up_the_seat_or_whose_term_is_over_votes_no_more(board, members):
    rosa, noi, earl, *_others = members
    vote = make.vote(board, by=noi, seconded_by=earl)
    at = vote.opens_at
    assert vote in Vote.objects.awaiting(rosa, at)
    boards.end_term(board.terms_at(at).get(person=rosa), by=rosa, why="", at=at)
    voting.cast(vote, by=noi, choice="yes", at=at)

    with pytest.raises(Refused, match="Your place on this board has ended"):
        voting.cast(vote, by=rosa, choice="yes", at=at)
    assert vote not in Vote.objects.awaiting(rosa, at)
    with pytest.raises(Refused, match="Only members"):
        rooms.say(boards.room_of(board), by=rosa, text="Still here.", at=at)


def test_in_a_secret_vote_a_tie_declared_meanwhile_tells_nobody_who_has_voted(board, members, item):
    """Whoever has voted stays, and so does whoever has not: otherwise the second would be known by stepping back."""
    rosa, noi, earl, hodan, _luis = members
    vote = make.vote(board, by=rosa, seconded_by=noi, subject=item, mode="secret")
    voting.cast(vote, by=earl, choice="yes")
    for person in (earl, hodan):
        boards.declare_tie(person, kind="employer", organization=CLINIC)
        voting.recusals.step_back_everywhere(person)

    assert voted(vote)[1] == [] and not Entry.objects.filter(verb="item.stepped_back").exists()
    voting.cast(vote, by=hodan, choice="no")
