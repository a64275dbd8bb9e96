"""What happens to proposals, act by act."""

import pytest

from community.record.models import Entry
from community.record.verdict import Refused
from governance.proposals import actions as proposals
from governance.proposals.models import Proposal, left_for
from governance.voting import actions as voting
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def members():
    return make.people("rosa noi earl")


@pytest.fixture
def board(members):
    return make.board(seated=members)


@pytest.fixture
def priority(board, members):
    return make.adopted(board, members=members, amount=100_00)


def test_a_priority_that_is_not_adopted_takes_no_proposal(board, members):
    waiting = make.priority(board, title="Waiting")
    with pytest.raises(Refused, match="has not adopted"):
        make.proposal(waiting, by=members[0])
    rejected = make.priority(board, title="Rejected")
    make.decided(make.vote(board, by=members[0], seconded_by=members[1], subject=rejected), no=members)
    with pytest.raises(Refused, match="has not adopted"):
        make.proposal(rejected, by=members[0])
    assert not Proposal.objects.exists()


def test_a_draft_is_its_authors_own_until_it_is_sent(priority, members):
    yesenia = make.person("yesenia")
    draft = make.proposal(priority, by=yesenia, amount=100_00, sent=False)
    proposals.change(draft, by=yesenia, title="Better words")
    assert not draft.versions.exists()
    assert list(Proposal.objects.visible_to(yesenia)) == [draft]
    for other in (members[0], make.VISITOR, make.staff(), make.administrator()):
        assert not Proposal.objects.visible_to(other).exists()

    sent = proposals.send(draft, by=yesenia)
    assert [version.facts["title"] for version in sent.versions.all()] == ["Better words"]
    assert Proposal.objects.visible_to(make.VISITOR).exists()
    assert (sent.adoption, sent.state) == (priority.in_force, "sent")


def test_only_the_author_sends_changes_and_takes_back(priority, members):
    yesenia, other = make.people("yesenia olga")
    draft = make.proposal(priority, by=yesenia, amount=1_00, sent=False)
    with pytest.raises(Refused, match="Only the author"):
        proposals.send(draft, by=other)
    sent = proposals.send(draft, by=yesenia)
    for act in (proposals.change, proposals.withdraw):
        with pytest.raises(Refused, match="Only the author"):
            act(sent, by=other)
    with pytest.raises(Refused, match="sent already"):
        proposals.send(sent, by=yesenia)


def test_every_change_is_a_version_and_saying_the_same_again_is_none(priority, members):
    rosa = members[0]
    corps = make.proposal(priority, by=rosa, amount=50_00)
    proposals.change(corps, by=rosa, title="Interpreter Corps")
    assert corps.versions.count() == 1
    proposals.change(corps, by=rosa, amount=60_00)
    assert [version.number for version in corps.versions.all()] == [2, 1]
    verbs = Entry.objects.about(corps).values_list("verb", flat=True)
    assert list(verbs).count("proposal.changed") == 1


def test_a_change_cannot_ask_for_more_than_the_priority_has(priority, members):
    corps = make.proposal(priority, by=members[0], amount=50_00)
    with pytest.raises(Refused, match="no more than the sum"):
        proposals.change(corps, by=members[0], amount=100_01)
    corps.refresh_from_db()
    assert corps.amount == 50_00


def test_what_is_on_vote_cannot_be_taken_back_and_what_is_taken_back_stays_readable(board, priority, members):
    rosa, noi, _earl = members
    yesenia = make.person("yesenia")
    on_vote, other = (make.proposal(priority, by=yesenia, amount=10_00) for _n in range(2))
    voting.second(voting.move(board, on_vote, by=noi), by=rosa)
    with pytest.raises(Refused, match="asked to vote"):
        proposals.withdraw(on_vote, by=yesenia)
    gone = proposals.withdraw(other, by=yesenia, why="We found the money.")
    assert gone.state == "withdrawn"
    assert gone in Proposal.objects.visible_to(make.VISITOR)
    with pytest.raises(Refused):
        voting.move(board, gone, by=noi)
    with pytest.raises(Refused, match="decided already"):
        proposals.change(gone, by=yesenia, title="Again")


def test_lowering_the_sum_while_the_board_votes_frees_no_money(board, priority, members):
    """The vote keeps the sum that was put, so that sum stays taken."""
    rosa, noi, _earl = members
    yesenia, ana = make.people("yesenia ana")
    first, second = make.proposal(priority, by=yesenia, amount=80_00), make.proposal(priority, by=ana, amount=90_00)
    vote = make.vote(board, by=rosa, seconded_by=noi, subject=first)
    proposals.change(first, by=yesenia, amount=10_00)
    with pytest.raises(Refused, match="does not cover"):
        voting.move(board, second, by=noi)

    make.decided(vote, yes=members)
    first.refresh_from_db()
    assert (first.state, first.amount) == ("passed", 80_00)
    with pytest.raises(Refused, match="does not cover"):
        voting.move(board, second, by=noi)
    proposals.change(second, by=ana, amount=20_00)
    second.refresh_from_db()
    assert voting.move(board, second, by=noi).state == "moved"


def test_raising_the_sum_while_the_board_votes_raises_nothing(board, priority, members):
    rosa, noi, _earl = members
    yesenia = make.person("yesenia")
    corps = make.proposal(priority, by=yesenia, amount=40_00)
    vote = make.vote(board, by=rosa, seconded_by=noi, subject=corps)
    proposals.change(corps, by=yesenia, amount=100_00)
    make.decided(vote, yes=members)
    corps.refresh_from_db()
    assert corps.amount == 40_00


def test_what_did_not_pass_gives_its_money_back(board, priority, members):
    rosa, noi, _earl = members
    yesenia, ana = make.people("yesenia ana")
    first, second = make.proposal(priority, by=yesenia, amount=80_00), make.proposal(priority, by=ana, amount=90_00)
    make.decided(make.vote(board, by=rosa, seconded_by=noi, subject=first), no=members)
    assert voting.move(board, second, by=noi).state == "moved"


def test_the_board_can_go_on_when_a_new_adoption_sets_no_limit(board, members):
    """Connections are given, not money: an adopted priority may have no sum."""
    rosa, noi, _earl = members
    priority = make.adopted(board, members=members, title="Introductions", amount=100_00)
    corps = make.proposal(priority, by=rosa, amount=80_00)
    assert left_for(corps.priority, beside=corps).amount == 100_00
    priority.amount, priority.instrument = None, "connections"
    revision = priority.save_revision()
    priority.publish(revision, skip_permission_checks=True)
    again = make.vote(board, by=rosa, seconded_by=noi, subject=priority)
    make.decided(again, yes=members)
    corps = Proposal.objects.get(pk=corps.pk)
    assert left_for(corps.priority, beside=corps).amount is None


def adopt_again(priority, members, **changed):
    """The board adopts the priority once more, in other words or money."""
    for field, value in changed.items():
        setattr(priority, field, value)
    priority.publish(priority.save_revision(), skip_permission_checks=True)
    priority.refresh_from_db()
    put = make.vote(priority.board, by=members[0], seconded_by=members[1], subject=priority, ends_when_all_voted=True)
    make.decided(put, yes=members, at=make.now())
    priority.refresh_from_db()


def test_what_was_asked_in_one_currency_is_not_given_in_another(board, members, priority):
    """The sum would be the same number of something else."""
    sent = make.proposal(priority, by=members[2], amount=60_00)
    draft = make.proposal(priority, by=members[2], amount=60_00, sent=False, title="Not sent yet")
    assert sent.may_be_put(make.now())

    adopt_again(priority, members, currency="EUR")

    sent, draft = Proposal.objects.get(pk=sent.pk), Proposal.objects.get(pk=draft.pk)
    assert (priority.in_force.currency, sent.currency) == ("EUR", "USD")
    for act in (
        lambda: voting.move(board, sent, by=members[0]),
        lambda: proposals.send(draft, by=members[2]),
    ):
        with pytest.raises(Refused, match="another currency"):
            act()
    assert voting.move(board, make.proposal(priority, by=members[2], amount=60_00, title="Anew"), by=members[0])
