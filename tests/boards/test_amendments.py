"""How a charter changes: stricter by the clerk at once, anything else by a vote of the board."""

import pytest
from django.db import DatabaseError, transaction

from community.notifications.models import Notification
from community.record.models import Entry
from community.record.verdict import Refused
from governance.accountability.models import Answer
from governance.boards import actions as boards
from governance.boards.models import Amendment
from governance.voting import actions as voting
from tests import make

WHY = "We learned it in the first year."


@pytest.fixture
def members(db):
    return make.people("rosa noi earl")


@pytest.fixture
def clerk(db):
    return make.person("sam")


@pytest.fixture
def eastbank(members, clerk):
    return make.board(seated=members, clerk=clerk)


def propose(board, by, **changes):
    changes = {key.replace("__", "."): value for key, value in changes.items()}
    return boards.propose_amendment(board, by=by, changes=changes, why=WHY)


def voted(board, members, amendment, *, yes=None):
    vote = make.vote(board, by=members[0], seconded_by=members[1], subject=amendment, at=make.now() - 20 * make.DAY)
    return make.decided(vote, yes=members if yes is None else yes, no=[m for m in members if m not in (yes or members)])


# --- Stricter: the clerk alone ----------------------------------------------------------------------


@pytest.mark.django_db
def test_the_clerk_makes_the_charter_stricter_at_once_in_public_and_members_are_told(eastbank, members, clerk):
    charter = boards.tighten(eastbank, by=clerk, changes={"answer.days": 10}, why=WHY)

    assert eastbank.charter_at(make.now()) == charter
    assert (charter.version, charter["answer.days"], charter["vote.days"]) == (2, 10, 3)
    assert eastbank.charters.get(version=1)["answer.days"] == 15
    assert (charter.amendment.state, charter.amendment.why, charter.amendment.by) == ("in_force", WHY, clerk)
    entry = Entry.objects.get(verb="charter.amended")
    assert entry.is_public and entry.by == clerk and entry.facts["facts"]["changes"] == {"answer.days": [15, 10]}
    assert {told.person for told in Notification.objects.filter(entry=entry)} == set(members)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "why", "sentence"),
    [
        ({"answer.days": 30}, WHY, "takes a vote"),
        ({"answer.days": 10, "vote.days": 1}, WHY, "takes a vote"),  # one looser clause beside a stricter one
        ({"vote.majority": ">=2/3"}, WHY, "takes a vote"),  # who wins a vote is not the clerk's to say
        ({"answer.days": 10}, " ", "Say in public why"),
        ({"answer.days": 15}, WHY, "says already"),
        ({}, WHY, "says already"),
        ({"answer.days": 0}, WHY, "whole number from 1 to 60"),
        ({"tea.hours": 3}, WHY, "no such clause"),
        ({"seats.floor": 100}, WHY, "could not hold"),
        ({"seats.resident": 24}, WHY, "from 3 to 25 seats"),
    ],
)
def test_the_clerk_alone_does_nothing_else(eastbank, clerk, changes, why, sentence):
    with pytest.raises(Refused, match=sentence):
        boards.tighten(eastbank, by=clerk, changes=changes, why=why)
    assert eastbank.charters.count() == 1 and not Amendment.objects.exists()


@pytest.mark.django_db
def test_nobody_but_the_clerk_changes_a_charter_without_a_vote(eastbank, members):
    for person in (members[0], make.staff(), make.administrator()):
        with pytest.raises(Refused, match="Only this board’s clerk"):
            boards.tighten(eastbank, by=person, changes={"answer.days": 10}, why=WHY)


@pytest.mark.django_db
def test_a_higher_floor_never_stops_a_board_that_decides(members, clerk):
    partners = make.people("abara dole")
    eastbank = make.board(seated=members, partners=partners, clerk=clerk)
    assert eastbank.balance(make.now()).is_kept
    with pytest.raises(Refused, match="out of balance at once"):
        boards.tighten(eastbank, by=clerk, changes={"seats.floor": 70}, why=WHY)
    assert boards.tighten(eastbank, by=clerk, changes={"seats.floor": 60}, why=WHY)["seats.floor"] == 60


# --- Looser, or neither: a vote ------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_vote_with_its_longer_notice_and_its_majority_makes_the_next_version(eastbank, members):
    amendment = propose(eastbank, members[0], answer__days=30)
    assert eastbank.charters.count() == 1

    vote = make.vote(eastbank, by=members[0], seconded_by=members[1], subject=amendment, opened=False, at=make.now())
    assert vote.opens_at == vote.called_at + 14 * make.DAY
    with pytest.raises(Refused, match="at least 14 days"):
        clerk = eastbank.people_in("clerk", make.now())[0]
        voting.set_times(
            vote, by=clerk, opens_at=vote.called_at + 8 * make.DAY, closes_at=vote.called_at + 12 * make.DAY
        )
    vote = voting.open_vote(vote, at=vote.opens_at)
    assert vote.charter.version == 1
    vote = make.decided(vote, yes=members)

    charter = eastbank.charter_at(vote.closes_at)
    assert (charter.version, charter["answer.days"], charter.amendment) == (2, 30, amendment)
    assert vote.tally.facts["majority"]["clause"] == "vote.majority.charter"
    assert vote.charter.version == 1  # the vote keeps the version it was held under
    assert not Answer.objects.filter(vote=vote).exists()
    assert Entry.objects.get(verb="charter.amended").by is None


@pytest.mark.django_db
def test_more_than_half_is_not_enough_to_loosen_a_charter(eastbank, members, clerk):
    dole, wen = make.people("dole wen")
    for seat, person in zip(eastbank.seats.filter(kind="resident")[3:5], (dole, wen), strict=True):
        boards.seat_founder(seat, person, by=clerk, why="A member.", at=make.now() - 25 * make.DAY)
    vote = voted(eastbank, [*members, dole, wen], propose(eastbank, dole, answer__days=30), yes=members)

    assert (vote.passed, vote.tally.facts["reason"]) == (False, "vote.majority.charter")
    assert vote.tally.facts["majority"]["needed"] == 4
    assert eastbank.charters.count() == 1 and Amendment.objects.get().state == "not_passed"


@pytest.mark.django_db
def test_strangers_do_not_propose_and_the_clerk_does(eastbank, clerk):
    with pytest.raises(Refused, match="Only members of this board and its clerk"):
        propose(eastbank, make.person("ana"), answer__days=30)
    assert propose(eastbank, clerk, answer__days=30).state == "waiting"


@pytest.mark.django_db
def test_a_change_of_an_older_version_is_not_put_and_a_late_yes_changes_nothing(eastbank, members, clerk):
    first, second = (propose(eastbank, members[0], answer__days=days) for days in (30, 40))
    vote = make.vote(eastbank, by=members[0], seconded_by=members[1], subject=first, at=make.now() - 20 * make.DAY)
    boards.tighten(eastbank, by=clerk, changes={"call.days": 28}, why=WHY)

    with pytest.raises(Refused, match="newer version"):
        voting.move(eastbank, second, by=members[0])
    vote = make.decided(vote, yes=members)

    assert vote.passed
    assert Amendment.objects.get(pk=first.pk).state == "overtaken"
    assert eastbank.charter_at(make.now()).version == 2 and eastbank.charter_at(make.now())["answer.days"] == 15
    entry = Entry.objects.get(verb="amendment.overtaken")
    assert entry.is_public and entry.facts["facts"]["clause"] == "charter.change"


@pytest.mark.django_db
def test_a_minority_voice_does_not_change_its_charter_by_itself(members, clerk):
    trustees = make.people("ada bo cy dot eve")
    board = make.board(template="foundation", seated=members, partners=trustees, clerk=clerk)
    amendment = boards.propose_amendment(board, by=trustees[0], changes={"seats.promise_on": "2039-01-01"}, why=WHY)
    vote = make.vote(board, by=trustees[0], seconded_by=trustees[1], subject=amendment, at=make.now() - 20 * make.DAY)
    vote = make.decided(vote, yes=[*members, *trustees])

    assert (vote.passed, vote.level) == (True, "recommends")
    assert board.charters.count() == 1
    assert Answer.objects.filter(vote=vote).exists()


@pytest.mark.django_db
def test_what_was_proposed_stays_and_is_decided_once(eastbank, members):
    amendment = propose(eastbank, members[0], answer__days=30)
    tries = [
        lambda: Amendment.objects.update(changes={"answer.days": 1}),
        lambda: Amendment.objects.update(why="Another reason"),
        lambda: Amendment.objects.all()._raw_delete("default"),
    ]
    voted(eastbank, members, amendment)
    tries.append(lambda: Amendment.objects.update(state="waiting"))
    for attempt in tries:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


# --- Seats follow ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_more_resident_seats_are_there_at_once(eastbank, clerk):
    boards.tighten(eastbank, by=clerk, changes={"seats.resident": 10}, why=WHY)
    assert eastbank.balance(make.now()).total == 13
    assert [seat.number for seat in eastbank.seats.filter(kind="resident")] == [*range(1, 9), 12, 13]


@pytest.mark.django_db
def test_fewer_seats_only_where_they_are_empty(eastbank, members, clerk):
    voted(eastbank, members, propose(eastbank, members[0], seats__resident=5, seats__public=0))
    at = make.now()
    assert eastbank.balance(at).total == 7
    assert [seat.number for seat in eastbank.seats.at(at)] == [1, 2, 3, 4, 5, 9, 10]
    assert eastbank.seats.count() == 11
    gone = eastbank.seats.get(number=8)
    with pytest.raises(Refused, match="taken"):
        boards.seat_founder(gone, make.person("ana"), by=clerk, why="A member.")
    with pytest.raises(Refused, match="taken"):
        boards.open_call(gone, by=clerk, words="One evening a month.")
    with pytest.raises(DatabaseError), transaction.atomic():
        eastbank.seats.filter(pk=gone.pk).update(until=None)


@pytest.mark.django_db
def test_seats_that_are_taken_or_called_for_are_not_taken_away(eastbank, members, clerk):
    with pytest.raises(Refused, match=r"takes away 6 seats\. Only seats that are empty .* can go: now 5\."):
        propose(eastbank, members[0], seats__resident=2, seats__partner=0)
    make.call(eastbank, clerk=clerk, kind="public")
    with pytest.raises(Refused, match=r"takes away 1 seat\. Only seats that are empty .* now 0"):
        propose(eastbank, members[0], seats__public=0)


@pytest.mark.django_db
def test_a_seat_filled_meanwhile_stays_and_the_record_says_so(eastbank, members, clerk):
    amendment = propose(eastbank, members[0], seats__public=0)
    vote = make.vote(eastbank, by=members[0], seconded_by=members[1], subject=amendment, at=make.now() - 20 * make.DAY)
    boards.seat_founder(eastbank.seats.get(kind="public"), make.person("dole"), by=clerk, why="A member.")
    make.decided(vote, yes=members)
    assert Amendment.objects.get().state == "overtaken"
    assert eastbank.seats.at(make.now()).filter(kind="public").exists()
    assert Entry.objects.get(verb="amendment.overtaken").facts["facts"]["clause"] == "seats.public"
