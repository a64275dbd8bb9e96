"""Where members stepped back: what the count says, and who stands in for them."""

import pytest

from community.notifications.models import Mail
from community.record.models import Entry
from community.record.verdict import Refused
from governance.boards import actions as boards
from governance.voting import actions as voting
from governance.voting import tasks
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


# --- The count -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("counts", "base", "needed", "passed"), [(0, 4, 3, True), (1, 5, 3, True)])
def test_who_stepped_back_leaves_the_quorum_or_stays_in_it(counts, base, needed, passed):
    members = make.people("rosa noi earl hodan luis")
    rosa, noi, earl, hodan, _luis = members
    board = make.board(seated=members, clauses={"recusal.counts": counts})
    item = make.proposal(make.adopted(board, members=members), by=rosa)
    vote = make.decided(make.vote(board, by=noi, seconded_by=earl, subject=item), yes=[noi, earl, hodan])
    facts = vote.tally.facts
    assert (facts["quorum"]["of"], facts["quorum"]["needed"], facts["roll"], facts["away"]) == (base, needed, 4, 1)
    assert facts["enough"] == {"have": 4, "of": 5, "needed": 3, "holds": True, "clause": "recusal.enough"}
    assert vote.passed is passed


def test_a_vote_ends_with_the_last_who_may_vote(board, members, item, django_capture_on_commit_callbacks):
    rosa, noi, earl, hodan, luis = members
    vote = make.vote(
        board, by=noi, seconded_by=earl, subject=item, ends_when_all_voted=True, at=make.now() - 8 * make.DAY
    )
    for one in (noi, earl, hodan, luis):
        voting.cast(vote, by=one, choice="yes")
    with django_capture_on_commit_callbacks(execute=True):
        say(item, rosa, 2)
    vote.refresh_from_db()
    assert vote.state == "certified" and vote.passed


# --- Alternates --------------------------------------------------------------------------------------------


@pytest.fixture
def mixed(clerk):
    """Four residents and three partners: two residents who step back take the floor away."""
    residents, partners = make.people("rosa noi earl hodan"), make.people("helen marcus lena")
    board = make.board(
        "Millrace", seated=residents, partners=partners[:2], clerk=clerk, clauses={"vote.notice_days": 1}
    )
    boards.seat_founder(board.seats.get(kind="public"), partners[2], by=None, why="From the city.")
    item = make.proposal(make.adopted(board, members=residents + partners), by=make.person("yan"), organization=CLINIC)
    return board, residents, item


def test_alternates_are_called_at_opening_in_their_order(mixed):
    board, (rosa, noi, earl, _hodan), item = mixed
    ana, abel, wen = make.people("ana abel wen")
    boards.declare_tie(ana, kind="employer", organization=CLINIC)  # close to it herself: she is passed over
    for person, kind in ((ana, "resident"), (wen, "partner"), (abel, "resident")):
        boards.name_alternate(board, person, kind=kind, chosen="motion")
    say(item, rosa, 3)
    vote = make.vote(board, by=noi, seconded_by=earl, subject=item)

    assert voted(vote) == (["Noi", "Earl", "Hodan", "Helen", "Marcus", "Lena", "Abel"], ["Rosa"])
    mark = vote.roll.get(person=abel)
    assert (mark.seat_number, mark.seat_kind, mark.alternate.rank) == (None, "resident", 2)
    entry = Entry.objects.get(verb="alternate.called")
    assert entry.is_public and entry.facts["facts"]["person"] == str(abel.public_id)
    assert [mail.person for mail in Mail.objects.filter(entry=entry)] == [abel]
    voting.cast(vote, by=abel, choice="yes", at=vote.opens_at)
    assert board.balance(make.now()).filled == 7
    result = make.decided(vote, yes=[noi, earl, board.seats.get(number=4).holder_at(make.now()).person])
    facts = result.tally.facts
    assert (facts["roll"], facts["quorum"]["of"], facts["enough"]["have"], facts["enough"]["of"]) == (7, 7, 7, 7)
    assert facts["free_floor"] | {"clause": ""} == {"have": 4, "of": 7, "needed": 4, "holds": True, "clause": ""}
    assert facts["by_kind"]["resident"]["yes"] == 4 and result.passed
    # An alternate has no seat, so theirs has no number among the published lines.
    assert 0 in [line.facts["seat"] for line in result.counted.all()]


def test_a_vote_that_nobody_can_stand_in_for_does_not_open_until_somebody_is_named(mixed):
    board, (rosa, noi, earl, _hodan), item = mixed
    called = make.vote(board, by=noi, seconded_by=earl, subject=item, opened=False)
    say(item, rosa, 3, at=called.called_at)
    with pytest.raises(Refused, match="Too few residents can vote on this without a conflict: 3 of 6, and it takes 4"):
        voting.open_vote(called, at=called.opens_at)
    assert tasks.open_due(at=called.closes_at + make.DAY) == 0
    assert called.roll.count() == 0

    boards.name_alternate(board, make.person("ana"), kind="resident", chosen="motion")
    assert tasks.open_due(at=called.closes_at + make.DAY) == 1
    assert voted(called)[0][-1] == "Ana"


def test_who_steps_back_while_the_vote_is_open_is_stood_in_for_at_once(mixed):
    board, (rosa, noi, earl, hodan), item = mixed
    ana = make.person("ana")
    boards.name_alternate(board, ana, kind="resident", chosen="motion")
    vote = make.vote(board, by=noi, seconded_by=earl, subject=item)
    assert not vote.roll.filter(person=ana).exists()
    say(item, rosa, 2, at=vote.opens_at)
    assert voted(vote)[0][-1] == "Ana"
    say(item, hodan, 2, at=vote.opens_at)  # nobody is left to call

    lone = make.decided(vote, yes=[noi, earl, ana])
    assert not lone.passed
    assert (lone.tally.facts["reason"], lone.tally.facts["free_floor"]["holds"]) == ("recusal.enough", False)


def test_a_called_alternate_who_ended_votes_no_more(mixed):
    board, (rosa, noi, earl, _hodan), item = mixed
    ana = make.person("ana")
    alternate = boards.name_alternate(board, ana, kind="resident", chosen="motion", at=make.now() - 9 * make.DAY)
    say(item, rosa, 3)
    vote = make.vote(board, by=noi, seconded_by=earl, subject=item)
    boards.end_alternate(alternate, by=ana, at=vote.opens_at)
    with pytest.raises(Refused, match="Your place on this board has ended"):
        voting.cast(vote, by=ana, choice="yes", at=vote.opens_at)
