"""Many proposals under one sum: what stands on the ballot, who votes, who gets the money, and what the fund owes."""

import pytest

from community.notifications.models import Notification
from community.record import chain
from community.record.verdict import Refused
from governance.accountability import actions as accountability
from governance.accountability.models import Answer
from governance.boards import actions as boards
from governance.proposals import actions as proposals
from governance.proposals.models import Proposal, eligible, left_for
from governance.voting import actions as voting
from governance.voting.rules import MOST_OPTIONS
from tests import make

pytestmark = pytest.mark.django_db

COSTS = {"Clinic": 20_000_000, "Nurses": 6_000_000, "Garden": 5_000_000, "Benches": 4_000_000}


@pytest.fixture
def members():
    return make.people("ada bo cy dee")


@pytest.fixture
def board(members):
    return make.board(seated=members)


@pytest.fixture
def homes(board, members):
    """A priority with $100,000 in the plan in force, and proposals for more than that."""
    (made,) = make.planned(board, members=members, amount=10_000_000)
    return made


@pytest.fixture
def sent(homes):
    found = {}
    for title, amount in COSTS.items():
        if amount <= 10_000_000:
            found[title] = make.proposal(homes, by=make.person(f"author of {title}"), title=title, amount=amount)
    return found


def keys(*sent):
    return [f"p{one.pk}" for one in sent]


def decided(vote, ballots):
    for person, answer in ballots:
        voting.cast(vote, by=person, choice=answer)
    voting.finish(vote, at=vote.closes_at)
    vote.refresh_from_db()
    return vote


# --- What stands on the ballot ------------------------------------------------------------------------


def test_where_more_wait_than_a_ballot_takes_those_that_were_sent_first_stand_on_it(board, homes, members):
    first = make.proposal(homes, by=members[0], title="The first", amount=100)
    copied = {field: getattr(first, field) for field in ("priority", "adoption", "author", "what", "why", "made_at")}
    later = [
        Proposal(
            title=f"No. {n}", amount=100, state=Proposal.State.SENT, sent_at=first.sent_at + n * make.DAY, **copied
        )
        for n in range(1, MOST_OPTIONS + 1)
    ]
    Proposal.objects.bulk_create(reversed(later))
    taken, _amount, _plan = eligible(homes)
    assert [one.title for one in taken] == ["The first", *(f"No. {n}" for n in range(1, MOST_OPTIONS))]
    assert len(taken) == MOST_OPTIONS == 200


def test_a_pot_takes_its_sum_from_the_plan_and_every_proposal_that_it_could_pay_for(homes, sent, members):
    vote = proposals.put_pot(homes, by=members[0])

    assert vote.paper.parameters == {
        "sum": 10_000_000, "unit": 100, "currency": "USD", "rule": "equal-shares", "utility": "cost",
        "completion": "increment-greedy", "start": "exact", "increment": "", "exhaustive_stop": False,
        "min_vote_share": "0",
    }  # fmt: skip
    assert vote.paper.costs == dict(zip(keys(*sent.values()), (6_000_000, 5_000_000, 4_000_000), strict=True))
    option = vote.options.first()
    assert (option.thing, option.facts["version"]) == (sent["Nurses"], 1)


def test_without_a_plan_there_is_no_pot(board, members):
    priority = make.adopted(board, members=members)
    make.proposal(priority, by=make.person("yesenia"))
    with pytest.raises(Refused, match="no plan that gives this priority money"):
        proposals.put_pot(priority, by=members[0])


@pytest.mark.parametrize("how", [{"rule": "first come"}, {"utility": "beauty"}, {"completion": "all"}])
def test_a_pot_is_counted_in_a_way_that_there_is(homes, sent, members, how):
    with pytest.raises(Refused, match="not counted in this way"):
        proposals.put_pot(homes, by=members[0], **how)


def test_who_holds_no_seat_asks_for_no_pot(homes, sent):
    with pytest.raises(Refused, match="hold a seat"):
        proposals.put_pot(homes, by=make.person("passer-by"))


def test_what_another_vote_is_about_is_in_no_pot_and_its_money_is_taken(board, homes, sent, members):
    make.vote(board, by=members[0], seconded_by=members[1], subject=sent["Nurses"], opened=False)

    vote = proposals.put_pot(homes, by=members[0])

    assert set(vote.paper.options) == {*keys(sent["Benches"])}, "the garden costs more than is left"
    assert vote.paper.parameters["sum"] == 4_000_000


def test_what_is_in_a_called_pot_is_in_no_other_vote(board, homes, sent, members):
    asked_before = voting.move(board, sent["Garden"], by=members[2])
    pot = make.pot(homes, by=members[0], seconded_by=members[1], opened=False)

    assert pot.state == "called" and left_for(homes).amount == 0
    with pytest.raises(Refused, match="together with others"):
        voting.move(board, sent["Nurses"], by=members[0])
    with pytest.raises(Refused, match="together with others"):
        voting.second(asked_before, by=members[3])
    with pytest.raises(Refused, match="No proposal waits"):
        proposals.put_pot(homes, by=members[2])
    with pytest.raises(Refused, match="so it stays"):
        proposals.withdraw(sent["Nurses"], by=sent["Nurses"].author)


def test_a_pot_that_changed_before_the_second_member_joined_is_not_called(board, homes, sent, members):
    vote = proposals.put_pot(homes, by=members[0])
    proposals.withdraw(sent["Benches"], by=sent["Benches"].author)

    with pytest.raises(Refused, match="decided or taken back"):
        voting.second(vote, by=members[1])
    assert make.pot(homes, by=members[2], seconded_by=members[1], opened=False).options.count() == 2


def test_of_two_pots_only_the_first_is_called(homes, sent, members):
    first, second = proposals.put_pot(homes, by=members[0]), proposals.put_pot(homes, by=members[1])
    voting.second(first, by=members[2])

    with pytest.raises(Refused, match="Another vote is about"):
        voting.second(second, by=members[3])


# --- Who gets the money -------------------------------------------------------------------------------


def test_winners_pass_in_the_version_that_was_put_and_the_others_wait_as_before(homes, sent, members):
    vote = make.pot(homes, by=members[0], seconded_by=members[1])
    nurses, garden, benches = sent.values()
    proposals.change(nurses, by=nurses.author, title="Other nurses", amount=100)
    decided(vote, [(member, keys(nurses, benches)) for member in members])

    for one in sent.values():
        one.refresh_from_db()
    assert [one.state for one in sent.values()] == ["passed", "sent", "passed"]
    assert (nurses.title, nurses.amount, nurses.decision) == ("Nurses", 6_000_000, vote)
    assert vote.winners and {option.thing for option in vote.winners} == {nurses, benches}
    assert left_for(homes).amount == 0
    assert [*garden.votes] == [vote], "its page shows the vote it was in"
    told = Notification.objects.filter(entry__verb="proposal.not_chosen").values_list("person", flat=True)
    assert set(told) == {garden.author_id}
    assert chain.verify() is None


def test_each_winner_asks_the_fund_for_an_answer_once(homes, sent, members):
    vote = make.pot(homes, by=members[0], seconded_by=members[1])
    nurses, _garden, benches = sent.values()
    decided(vote, [(member, keys(nurses, benches)) for member in members])

    owed = Answer.objects.filter(vote=vote)
    assert {answer.thing for answer in owed} == {nurses, benches}
    assert {answer.question for answer in owed} == {"Nurses", "Benches"}
    first = owed.get(option__title="Nurses")
    accountability.give(first, by=make.staff(), kind="carried_out")
    assert Answer.objects.owed().filter(vote=vote).count() == 1
    told = Notification.objects.filter(entry__verb="answer.given").values_list("person", flat=True)
    assert nurses.author_id in told and benches.author_id not in told


def test_a_pot_without_a_quorum_gives_nothing_and_can_be_asked_again(homes, sent, members):
    vote = decided(make.pot(homes, by=members[0], seconded_by=members[1]), [(members[0], keys(*sent.values()))])

    assert vote.passed is False and vote.winners == []
    assert set(Proposal.objects.values_list("state", flat=True)) == {"sent"}
    assert left_for(homes).amount == 10_000_000
    assert proposals.put_pot(homes, by=members[0]).options.count() == 3


def test_a_board_that_recommends_gives_each_winner_when_the_fund_follows_it(members):
    board = make.board("Advisers", seated=members, clauses={"right.proposals": "recommends"})
    (homes,) = make.planned(board, members=members, amount=10_000_000)
    nurses, benches = (make.proposal(homes, by=make.person(title), title=title, amount=4_000_000) for title in "NB")
    vote = decided(
        make.pot(homes, by=members[0], seconded_by=members[1]), [(m, keys(nurses, benches)) for m in members]
    )

    assert set(Proposal.objects.values_list("state", flat=True)) == {"sent"}
    stella = make.staff()
    accountability.give(vote.answers.get(option__title="N"), by=stella, kind="carried_out")
    accountability.give(vote.answers.get(option__title="B"), by=stella, kind="not", reason="No law allows it.")
    states = dict(Proposal.objects.values_list("title", "state"))
    assert states == {"N": "passed", "B": "sent"}


def test_what_was_recommended_does_not_pass_when_its_money_is_gone(members):
    board = make.board("Advisers", seated=members, clauses={"right.proposals": "recommends"})
    (homes,) = make.planned(board, members=members, amount=10_000_000)
    first, second = (make.proposal(homes, by=make.person(title), title=title, amount=6_000_000) for title in "NB")
    stella = make.staff()
    for one in (first, second):
        make.decided(make.vote(board, by=members[0], seconded_by=members[1], subject=one), yes=members)
    accountability.give(first.votes.get().answers.get(), by=stella, kind="carried_out")

    with pytest.raises(Refused, match="to other proposals since"):
        accountability.give(second.votes.get().answers.get(), by=stella, kind="carried_out")
    accountability.give(second.votes.get().answers.get(), by=stella, kind="not", reason="The money is gone.")


# --- Who is close to one of them ------------------------------------------------------------------------


def test_who_is_close_to_one_proposal_steps_back_from_the_whole_pot(homes, sent, members):
    author, tied, said, free = members
    mine = make.proposal(homes, by=author, title="Mine", amount=1_000_000)
    boards.declare_tie(tied, kind="employer", organization="Puente")
    theirs = make.proposal(homes, by=make.person("ofelia"), title="Theirs", amount=1_000_000, organization="Puente")
    voting.disclose(theirs, by=said, grade=2, why="My sister asks for it.")

    with pytest.raises(Refused, match="You left this item"):
        proposals.put_pot(homes, by=author)
    vote = proposals.put_pot(homes, by=free)
    with pytest.raises(Refused, match="You left this item"):
        voting.second(vote, by=tied)
    assert voting.left_verdict(mine, said, make.now()), "close to one is not close to another"


def test_a_step_back_said_at_the_proposal_holds_in_the_pot_that_is_open(members):
    people = [*members, *make.people("eve fay")]
    board = make.board("Larger", seated=people)
    (homes,) = make.planned(board, members=people, amount=10_000_000)
    nurses = make.proposal(homes, by=make.person("nina"), title="Nurses", amount=4_000_000)
    vote = make.pot(homes, by=people[0], seconded_by=people[1])

    voting.disclose(nurses, by=people[2], grade=3, why="My brother asks for it.")

    assert vote.roll.get(person=people[2]).recused
    with pytest.raises(Refused):
        voting.cast(vote, by=people[2], choice=[])
