"""A board's money, from what the fund says to the plan its residents adopt."""

from datetime import timedelta

import pytest

from community.notifications.models import Notification
from community.record import chain
from community.record.models import Entry
from community.record.verdict import Refused
from governance.accountability.models import Answer
from governance.priorities import actions as priorities
from governance.priorities.models import Cycle, Plan, Purse, planned
from governance.voting import actions as voting
from tests import make
from tests.read import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def members():
    return make.people("ada bo cy")


@pytest.fixture
def board(members):
    return make.board(seated=members, clerk=make.person("sam"))


@pytest.fixture
def homes(board, members):
    return make.adopted(board, members=members, title="Homes")


@pytest.fixture
def health(board, members):
    return make.adopted(board, members=members, title="Health", amount=20_000_000)


@pytest.fixture
def purse(board, homes, health):
    return make.purse(board)


def count(step, answers, *, board):
    """A step of a plan, voted on by these people with these answers."""
    (first, second, *_rest) = [person for person, _answer in answers]
    vote = make.vote(board, by=first, seconded_by=second, subject=step)
    for person, answer in answers:
        voting.cast(vote, by=person, choice=answer)
    voting.finish(vote, at=vote.closes_at)
    vote.refresh_from_db()
    return vote


# --- The split of money between boards -------------------------------------------------------------


def test_the_fund_says_in_public_what_a_board_has_who_decided_it_and_why(board, members):
    purse = make.purse(board)

    entry = Entry.objects.get(verb="purse.set")
    assert entry.facts["facts"] == {"cycle": purse.cycle_id, "amount": 30_000_000, "currency": "USD"}
    assert entry.told["why"] == "A third of what there is." and entry.by == purse.by
    assert set(Notification.objects.filter(entry=entry).values_list("person", flat=True)) == {m.pk for m in members}


def test_a_correction_is_said_anew_and_the_newest_counts(board):
    make.purse(board, amount=10_000_000)
    make.purse(board, amount=20_000_000)

    assert Purse.objects.count() == 2
    assert Purse.objects.newest().get().amount == 20_000_000
    assert Cycle.objects.count() == 1


def test_nobody_else_says_what_a_board_has(board, members):
    cycle = make.cycle()
    with pytest.raises(Refused, match="work for the fund"):
        priorities.set_purse(board, cycle, by=members[0], amount=100, currency="USD", decided_by="I", why="So.")
    with pytest.raises(Refused, match="work for the fund"):
        priorities.name_cycle(by=members[0], name="Mine", starts_on=cycle.ends_on, ends_on=cycle.ends_on)
    with pytest.raises(Refused, match="follow one another"):
        priorities.name_cycle(by=make.staff(), name="Too", starts_on=cycle.ends_on, ends_on=cycle.ends_on)


# --- Making a plan ---------------------------------------------------------------------------------


def test_a_plan_is_begun_with_the_money_and_the_priorities_there_are(board, members, purse, homes, health):
    plan = priorities.begin_plan(board, purse.cycle, by=members[2])

    assert [part.priority for part in plan.parts.all()] == [homes, health]
    assert plan.division.parameters == {
        "pot": 300_000,
        "bounds": {f"p{homes.pk}": (0, 300_000), f"p{health.pk}": (0, 300_000)},
        "currency": "USD",
    }
    with pytest.raises(Refused, match="not both counted"):
        voting.move(board, plan, by=members[0])
    assert chain.verify() is None


def test_what_waits_and_what_gives_no_money_is_not_in_a_plan(board, members, purse, homes, health):
    make.priority(board, title="Waiting")
    make.adopted(board, members=members, title="People", amount=None, instrument="connections")
    make.adopted(board, members=members, title="Euros", currency="EUR")

    plan = priorities.begin_plan(board, purse.cycle, by=members[0])

    assert {part.title for part in plan.parts.all()} == {"Homes", "Health"}


def test_the_bounds_come_from_the_charter_and_must_be_met(members):
    board = make.board("Narrow", seated=members, clauses={"plan.floor": 10, "plan.ceiling": 40})
    first = make.adopted(board, members=members, title="First")
    second = make.adopted(board, members=members, title="Second")
    purse = make.purse(board)
    with pytest.raises(Refused, match="less than the board has"):
        priorities.begin_plan(board, purse.cycle, by=members[0])

    third = make.adopted(board, members=members, title="Third")
    plan = priorities.begin_plan(board, purse.cycle, by=members[0])

    assert plan.bounds() == {f"p{one.pk}": (30_000, 120_000) for one in (first, second, third)}


def test_order_and_sums_come_from_two_votes_with_both_counts_side_by_side(board, members, purse, homes, health):
    plan = priorities.begin_plan(board, purse.cycle, by=members[0])
    one, two = f"p{homes.pk}", f"p{health.pk}"
    count(plan.ranking, list(zip(members, [[two, one], [two], [one, two]], strict=True)), board=board)
    count(
        plan.division,
        list(zip(members, [{one: 300_000}, {one: 100_000, two: 200_000}, {one: 50_000, two: 250_000}], strict=True)),
        board=board,
    )

    plan.refresh_from_db()
    first, second = plan.parts.in_order()
    assert plan.state == "counted"
    assert (first.priority, first.rank, second.priority, second.rank) == (health, 1, homes, 2)
    assert (first.average, second.average) == (15_000_000, 15_000_000)
    assert first.median + second.median == 30_000_000 and first.median != first.average
    assert first.amount == first.average, "the charter says: by the average"
    assert Plan.objects.in_force(board, make.now()) is None, "nothing is decided by it"


def test_a_charter_can_say_that_the_median_counts(members):
    board = make.board("Median", seated=members, clauses={"plan.count": "median"})
    one, two = (make.adopted(board, members=members, title=title) for title in ("One", "Two"))
    plan = priorities.begin_plan(board, make.purse(board).cycle, by=members[0])
    wishes = [{f"p{one.pk}": 300_000}, {f"p{one.pk}": 90_000, f"p{two.pk}": 210_000}, {f"p{two.pk}": 300_000}]
    count(plan.division, list(zip(members, wishes, strict=True)), board=board)

    parts = list(plan.parts.all())
    assert all(part.amount == part.median for part in parts)
    assert any(part.median != part.average for part in parts)


def test_a_step_that_too_few_took_part_in_is_asked_again(board, members, purse):
    plan = priorities.begin_plan(board, purse.cycle, by=members[0])
    keys = [part.key for part in plan.parts.all()]
    vote = make.vote(board, by=members[0], seconded_by=members[1], subject=plan.ranking)
    voting.cast(vote, by=members[0], choice=keys)
    voting.finish(vote, at=vote.closes_at)

    assert not plan.parts.filter(rank__isnull=False).exists()
    count(plan.ranking, [(member, keys) for member in members], board=board)
    assert plan.parts.filter(rank__isnull=False).count() == 2
    with pytest.raises(Refused, match="is counted"):
        voting.move(board, plan.ranking, by=members[0])


def test_one_plan_is_made_at_a_time_and_one_that_went_nowhere_is_overtaken(board, members, purse):
    first = priorities.begin_plan(board, purse.cycle, by=members[0])
    voting.move(board, first.ranking, by=members[0])
    with pytest.raises(Refused, match="on its way"):
        priorities.begin_plan(board, purse.cycle, by=members[1])

    other = make.purse(board, name="Next", starts=400)
    forgotten = priorities.begin_plan(board, other.cycle, by=members[1])
    again = priorities.begin_plan(board, other.cycle, by=members[2])

    forgotten.refresh_from_db()
    assert (forgotten.state, again.state) == ("overtaken", "begun")


def test_who_is_no_member_begins_no_plan_and_the_clerk_may(board, purse):
    with pytest.raises(Refused, match="Members of the board and its clerk"):
        priorities.begin_plan(board, purse.cycle, by=make.person("passer-by"))
    assert priorities.begin_plan(board, purse.cycle, by=board.people_in("clerk", make.now())[0])


# --- Adopting it -----------------------------------------------------------------------------------


def test_a_plan_is_in_force_once_the_board_and_its_residents_adopt_it(board, members, purse, homes, health):
    plan = make.plan(purse, members=members)

    assert plan.state == "adopted" and plan.decision.passed
    assert plan.decision.tally.facts["resident_majority"]["holds"] is True
    assert Plan.objects.in_force(board, make.now()) == plan
    assert planned(homes)[1].amount == planned(health)[1].amount == 15_000_000
    assert Answer.objects.get(vote=plan.decision), "the fund answers for it"
    assert chain.verify() is None


def test_residents_alone_can_stop_a_plan(client, homes_of_partners):
    board, residents, partners, purse = homes_of_partners
    plan = make.plan(purse, members=residents + partners, adopted=False)
    vote = make.vote(board, by=residents[0], seconded_by=residents[1], subject=plan)
    make.decided(vote, yes=[*partners, residents[0]], no=residents[1:])

    plan.refresh_from_db()
    assert vote.passed is False and vote.tally.facts["resident_majority"]["holds"] is False
    found = page(client, "result", vote)
    assert "A plan binds the money of a cycle, so residents, counted alone, need the same majority." in found
    assert "not counted apart" not in found and "This is what decided it." in found
    assert plan.state == "rejected" and Plan.objects.in_force(board, make.now()) is None
    assert priorities.begin_plan(board, purse.cycle, by=residents[0]), "another one can be begun"


@pytest.fixture
def homes_of_partners():
    residents, partners = make.people("ada bo cy"), make.people("paul pia")
    board = make.board("Mixed", seated=residents, partners=partners)
    make.adopted(board, members=residents + partners, title="Homes")
    return board, residents, partners, make.purse(board)


def test_a_motion_without_a_quorum_decides_nothing_and_can_be_put_again(board, members, purse):
    plan = make.plan(purse, members=members, adopted=False)
    vote = make.vote(board, by=members[0], seconded_by=members[1], subject=plan)
    make.decided(vote, yes=members[:1])

    plan.refresh_from_db()
    assert (vote.passed, plan.state) == (False, "counted")
    make.decided(make.vote(board, by=members[0], seconded_by=members[1], subject=plan), yes=members)
    plan.refresh_from_db()
    assert plan.state == "adopted"


def test_while_a_plan_counts_or_is_voted_on_its_money_is_not_lowered(board, members, purse):
    plan = make.plan(purse, members=members, adopted=False)
    make.vote(board, by=members[0], seconded_by=members[1], subject=plan, opened=False)

    with pytest.raises(Refused, match="raised, not lowered"):
        make.purse(board, amount=29_000_000)
    assert make.purse(board, amount=31_000_000)


def test_a_plan_whose_money_went_away_before_it_was_put_is_not_put(board, members, purse):
    plan = make.plan(purse, members=members, adopted=False)
    make.purse(board, amount=29_000_000)

    with pytest.raises(Refused, match="no longer has the money"):
        voting.move(board, plan, by=members[0])
    again = priorities.begin_plan(board, purse.cycle, by=members[0])
    plan.refresh_from_db()
    assert plan.state == "overtaken" and again.purse.amount == 29_000_000


def test_a_plan_for_a_later_cycle_waits_for_its_first_day(board, members, purse):
    now_counts = make.plan(purse, members=members)
    later = make.plan(make.purse(board, name="Next year", starts=400), members=members)

    assert later.state == "adopted"
    assert Plan.objects.in_force(board, make.now()) == now_counts
    assert Plan.objects.in_force(board, make.now() + timedelta(days=401)) == later


def test_a_board_that_only_recommends_has_a_plan_when_the_fund_follows(members):
    board = make.board("Advisers", seated=members, clauses={"right.priorities": "recommends"})
    homes = make.priority(board)
    vote = make.decided(make.vote(board, by=members[0], seconded_by=members[1], subject=homes), yes=members)
    from governance.accountability import actions as accountability

    accountability.give(Answer.objects.get(vote=vote), by=make.staff(), kind="carried_out")
    plan = make.plan(make.purse(board), members=members)
    assert plan.state == "counted"

    accountability.give(
        Answer.objects.get(vote__subject_type="priorities.plan"), by=make.staff("fred"), kind="carried_out"
    )
    plan.refresh_from_db()
    assert plan.state == "adopted"
