"""What happens to votes, act by act."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from community.record.models import Entry
from community.record.verdict import Refused
from governance.boards import actions as boards
from governance.priorities import actions as priorities
from governance.proposals import actions as proposals
from governance.voting import actions as voting
from governance.voting import tasks
from governance.voting.models import Ballot, RollEntry, Vote
from tests import make

pytestmark = pytest.mark.django_db

MOMENT = timedelta(microseconds=1)


def verbs_of(thing):
    return list(Entry.objects.about(thing).order_by("seq").values_list("verb", flat=True))


# --- asking --------------------------------------------------------------------------------------------


def test_two_members_call_a_vote_and_its_notice_begins(board, members):
    rosa, noi, _earl = members
    at = make.now()
    asked = voting.propose_motion(board, by=rosa, text="Meet on Tuesdays", at=at)
    assert (asked.state, asked.called_at) == ("moved", None)

    called = voting.second(asked, by=noi, at=at)
    assert called.state == "called"
    assert called.opens_at == at + 7 * make.DAY
    assert called.closes_at == called.opens_at + 3 * make.DAY
    assert verbs_of(called) == ["vote.moved", "vote.seconded", "vote.called"]


def test_one_member_cannot_ask_twice(board, members):
    asked = voting.propose_motion(board, by=members[0], text="Meet on Tuesdays")
    with pytest.raises(Refused, match="Another member has to join you"):
        voting.second(asked, by=members[0])
    assert asked.movers.count() == 1


def test_somebody_without_a_seat_does_not_ask(board, members, clerk):
    with pytest.raises(Refused, match="hold a seat"):
        voting.propose_motion(board, by=clerk, text="Meet on Tuesdays")
    asked = voting.propose_motion(board, by=members[0], text="Meet on Tuesdays")
    with pytest.raises(Refused, match="hold a seat"):
        voting.second(asked, by=clerk)


def test_a_charter_with_one_mover_calls_at_once(members):
    board = make.board(seated=members, clauses={"vote.movers": 1})
    assert voting.propose_motion(board, by=members[0], text="Meet on Tuesdays").state == "called"


def test_a_thing_is_put_once_at_a_time_and_again_after_it_did_not_pass(board, members):
    rosa, noi, earl = members
    stay_put = make.priority(board)
    first = make.vote(board, by=rosa, seconded_by=noi, subject=stay_put)
    with pytest.raises(Refused, match="asked for already"):
        voting.move(board, stay_put, by=earl)

    make.decided(first, no=members)
    again = voting.move(board, stay_put, by=earl)
    assert (again.state, again.subject_id) == ("moved", stay_put.pk)


def test_the_database_counts_a_mover_once(board, members):
    asked = voting.propose_motion(board, by=members[0], text="Meet on Tuesdays")
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.movers.create(person=members[0])


# --- pinned words ----------------------------------------------------------------------------------------


def test_the_words_that_were_put_survive_an_edit(board, members):
    rosa, noi, _earl = members
    stay_put = make.adopted(board, members=members)
    yesenia = make.person("yesenia")
    corps = make.proposal(stay_put, by=yesenia, amount=100_00)
    vote = make.vote(board, by=rosa, seconded_by=noi, subject=corps)
    proposals.change(corps, by=yesenia, title="Something else", amount=200_00)
    vote.refresh_from_db()
    corps.refresh_from_db()

    assert vote.has_changed(corps)
    assert (vote.pinned["title"], vote.pinned["amount"]) == ("Interpreter Corps", 100_00)
    assert vote.question == "Interpreter Corps"

    make.decided(vote, yes=members)
    corps.refresh_from_db()
    assert (corps.state, corps.title, corps.amount) == ("passed", "Interpreter Corps", 100_00)
    assert [version.facts["amount"] for version in corps.versions.all()] == [100_00, 200_00, 100_00]


def test_the_database_keeps_what_is_voted_on(vote):
    with pytest.raises(DatabaseError), transaction.atomic():
        Vote.objects.filter(pk=vote.pk).update(subject_text="{}")
    with pytest.raises(DatabaseError), transaction.atomic():
        Vote.objects.filter(pk=vote.pk).update(closes_at=vote.closes_at + make.DAY)


# --- times -------------------------------------------------------------------------------------------------


def test_the_clerk_moves_a_called_vote_within_the_charter(board, members, clerk):
    called = make.vote(board, by=members[0], seconded_by=members[1], opened=False)
    start = called.called_at + 7 * make.DAY
    at = called.called_at
    for opens, closes in [(start, start + 3 * make.DAY), (start + 14 * make.DAY, start + 44 * make.DAY)]:
        set_ = voting.set_times(called, by=clerk, opens_at=opens, closes_at=closes, at=at)
        assert (set_.opens_at, set_.closes_at) == (opens, closes)
    for opens, closes in [
        (start - MOMENT, start + 3 * make.DAY),
        (start + 14 * make.DAY + MOMENT, start + 18 * make.DAY),
        (start, start + 3 * make.DAY - MOMENT),
        (start, start + 30 * make.DAY + MOMENT),
    ]:
        with pytest.raises(Refused):
            voting.set_times(called, by=clerk, opens_at=opens, closes_at=closes, at=at)
    called.refresh_from_db()
    assert called.opens_at == start + 14 * make.DAY
    assert verbs_of(called).count("vote.timed") == 2


def test_nobody_but_the_clerk_sets_times_and_not_once_it_is_open(board, members, clerk, vote):
    called = make.vote(board, by=members[0], seconded_by=members[1], text="Another", opened=False)
    times = {"opens_at": called.opens_at, "closes_at": called.closes_at}
    with pytest.raises(Refused, match="Only this board’s clerk"):
        voting.set_times(called, by=members[0], at=called.called_at, **times)
    with pytest.raises(Refused, match="before it opens"):
        voting.set_times(vote, by=clerk, opens_at=vote.opens_at, closes_at=vote.closes_at)


# --- opening -------------------------------------------------------------------------------------------------


def test_the_roll_is_frozen_at_opening(board, members, clerk):
    partner, late = make.people("petra late")
    boards.seat_founder(
        board.seats.filter(kind="partner")[0], partner, by=None, why="A founding member.", at=make.now() - 20 * make.DAY
    )
    vote = make.vote(board, by=members[0], seconded_by=members[1])
    resident = board.seats.filter(kind="resident")[5]
    boards.seat_founder(resident, late, by=None, why="Came later.", at=vote.opens_at + make.HOUR)

    assert [mark.person.name for mark in vote.roll.all()] == ["Rosa", "Noi", "Earl", "Petra"]
    assert sorted(vote.roll.values_list("seat_kind", flat=True)) == ["partner", "resident", "resident", "resident"]
    with pytest.raises(Refused, match="not on the roll"):
        voting.cast(vote, by=late, choice="yes", at=vote.opens_at + 2 * make.HOUR)


def test_a_board_out_of_balance_opens_nothing_and_the_vote_waits(members):
    board = make.board(seated=members[:2], partners=make.people("petra pia"))
    called = make.vote(board, by=members[0], seconded_by=members[1], opened=False)
    assert tasks.open_due(at=called.opens_at) == 0
    called.refresh_from_db()
    assert called.stage(called.opens_at) == "blocked"
    with pytest.raises(Refused, match="out of balance"):
        voting.open_vote(called, at=called.opens_at)

    seat = board.seats.filter(kind="resident")[2]
    boards.seat_founder(seat, members[2], by=None, why="Restores the balance.", at=called.opens_at)
    assert tasks.open_due(at=called.opens_at + MOMENT) == 1


def test_a_vote_opens_by_itself_at_its_first_moment(board, members):
    called = make.vote(board, by=members[0], seconded_by=members[1], opened=False)
    assert tasks.open_due(at=called.opens_at - MOMENT) == 0
    assert tasks.open_due(at=called.opens_at) == 1
    assert tasks.open_due(at=called.opens_at) == 0


# --- casting ---------------------------------------------------------------------------------------------------


def test_a_ballot_is_counted_once_and_makes_no_entry(vote, members):
    before = Entry.objects.count()
    voting.cast(vote, by=members[0], choice="yes")
    assert Entry.objects.count() == before
    assert list(vote.ballots.values_list("choice", flat=True)) == ["yes"]
    assert vote.roll.get(person=members[0]).voted


def test_a_second_ballot_is_refused_and_leaves_no_trace(vote, members):
    voting.cast(vote, by=members[0], choice="yes")
    with pytest.raises(Refused, match="recorded already"):
        voting.cast(vote, by=members[0], choice="no")
    assert list(vote.ballots.values_list("choice", flat=True)) == ["yes"]


@pytest.mark.parametrize("offset", [-MOMENT, timedelta(days=3)])
def test_a_ballot_before_the_opening_or_after_the_close_is_refused(vote, members, offset):
    with pytest.raises(Refused, match="not open"):
        voting.cast(vote, by=members[0], choice="yes", at=vote.opens_at + offset)
    assert (vote.ballots.count(), vote.roll.filter(voted=True).count()) == (0, 0)


def test_the_first_and_the_last_moment_take_ballots(vote, members):
    voting.cast(vote, by=members[0], choice="yes", at=vote.opens_at)
    voting.cast(vote, by=members[1], choice="no", at=vote.closes_at - MOMENT)
    assert vote.ballots.count() == 2


def test_somebody_not_on_the_roll_casts_nothing(vote, clerk):
    for stranger in (clerk, make.staff(), make.administrator(), make.VISITOR):
        with pytest.raises(Refused, match="not on the roll"):
            voting.cast(vote, by=stranger, choice="yes")
    assert Ballot.objects.count() == 0


def test_a_choice_that_is_none_is_refused(vote, members):
    with pytest.raises(Refused, match="Choose yes, no or abstain"):
        voting.cast(vote, by=members[0], choice="maybe")
    assert Ballot.objects.count() == 0


def test_the_database_holds_one_ballot_a_person(vote, members):
    voting.cast(vote, by=members[0], choice="yes")
    mark = vote.roll.get(person=members[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(vote=vote, roll=mark, choice="no")
    with pytest.raises(DatabaseError), transaction.atomic():
        RollEntry.objects.filter(pk=mark.pk).update(voted=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        Ballot.objects.filter(roll=mark).update(choice="no")


# --- closing and counting ------------------------------------------------------------------------------------------


def test_nobody_closes_a_vote_early(vote, members):
    for member in members:
        voting.cast(vote, by=member, choice="yes")
    with pytest.raises(Refused, match="close a vote early"):
        voting.close(vote)
    assert tasks.finish_due(at=vote.closes_at - MOMENT) == 0


@pytest.mark.django_db(transaction=True)
def test_a_vote_that_said_so_ends_with_the_last_ballot(board, members):
    vote = make.vote(board, by=members[0], seconded_by=members[1], ends_when_all_voted=True)
    for member in members[:2]:
        voting.cast(vote, by=member, choice="yes")
    vote.refresh_from_db()
    assert vote.state == "opened"
    voting.cast(vote, by=members[2], choice="no")
    vote.refresh_from_db()
    assert (vote.state, vote.passed) == ("certified", True)


def test_the_clock_closes_counts_and_certifies_once(vote, members):
    for member in members:
        voting.cast(vote, by=member, choice="yes")
    assert tasks.finish_due(at=vote.closes_at) == 1
    assert tasks.finish_due(at=vote.closes_at) == 0
    vote.refresh_from_db()
    assert (vote.state, vote.passed, vote.tally.facts["by_choice"]["yes"]) == ("certified", True, 3)
    assert verbs_of(vote)[-3:] == ["vote.closed", "vote.certified", "answer.owed"]


def test_a_board_that_lost_its_floor_meanwhile_decides_nothing(members):
    rosa, noi, earl = members
    partners = make.people("petra pia")
    board = make.board(seated=members, partners=partners)
    vote = make.vote(board, by=rosa, seconded_by=noi)
    term = board.terms_at(make.now()).get(person=earl)
    boards.end_term(term, by=earl, why="I move away.", at=vote.opens_at + make.HOUR)

    make.decided(vote, yes=[rosa, noi, earl, *partners])
    facts = vote.tally.facts
    assert (vote.passed, facts["reason"]) == (False, "seats.floor")
    assert (facts["balance"]["have"], facts["balance"]["of"], facts["balance"]["needed"]) == (2, 4, 3)
    # The roll was frozen: the one who left still counted as present.
    assert facts["present"] == 5


@pytest.mark.parametrize(
    ("ballots", "reason"),
    [
        ({"yes": 2}, None),
        ({"yes": 1}, "vote.quorum"),
        ({"yes": 1, "no": 1}, "vote.majority"),
        ({"abstain": 3}, "vote.majority"),
        ({}, "vote.quorum"),
    ],
)
def test_a_vote_passes_or_says_which_sum_failed(vote, members, ballots, reason):
    voters = iter(members)
    sent = {choice: [next(voters) for _n in range(count)] for choice, count in ballots.items()}
    make.decided(vote, **sent)
    assert (vote.passed, vote.tally.facts["reason"]) == (reason is None, reason or "vote.majority")


def test_what_is_decided_stays_decided(vote, members):
    make.decided(vote, yes=members)
    with pytest.raises(Refused):
        voting.certify(vote)
    with pytest.raises(DatabaseError), transaction.atomic():
        Vote.objects.filter(pk=vote.pk).update(passed=False)


def test_a_suggestion_on_the_table_can_be_decided(board, members):
    asked = make.suggestion(board, by=make.person("yesenia"))
    with pytest.raises(Refused, match="Not enough members"):
        voting.move(board, asked, by=members[0])
    for member in members:
        asked = priorities.back(asked, by=member)
    vote = make.decided(make.vote(board, by=members[0], seconded_by=members[1], subject=asked), yes=members)
    assert vote.passed
