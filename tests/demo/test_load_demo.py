"""Calder Bend as it stands on the day it is loaded."""

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from community.notifications.models import Mail
from community.people.models import Person
from community.record import chain
from community.record.models import Entry
from community.record.verdict import Refused
from community.rooms import actions as rooms
from community.rooms.models import Message
from config.demo.people import citizens, living
from governance.accountability.models import Answer
from governance.boards import actions as boards
from governance.boards.models import Application, Board, Call
from governance.priorities import reading
from governance.priorities.models import Plan, Priority, Purse, Suggestion
from governance.proposals import actions as proposals
from governance.proposals.models import Proposal
from governance.voting import actions as voting
from governance.voting.models import Ballot, Vote
from governance.voting.recount import faults
from governance.voting.rules.methods import METHODS
from governance.voting.rules.secrecy import is_too_small
from tests import make


def test_its_record_holds_and_goes_in_the_order_of_time(city):
    moments = list(Entry.objects.order_by("seq").values_list("at", flat=True))

    assert chain.verify() is None
    assert len(moments) > 200
    assert moments == sorted(moments)
    assert moments[-1] <= make.now()


def test_it_has_a_priority_at_every_stage(city):
    stages = sorted(priority.stage(make.now()) for priority in Priority.objects.originals())
    assert stages == ["adopted", "closed", "closed", "draft", "draft", "open", "rejected", "waiting"]


def test_its_votes_are_asked_for_called_open_passed_and_not_passed(city):
    states = list(Vote.objects.values_list("state", flat=True))
    vote = Vote.objects.open_at(make.now()).get(method="motion")

    assert {"moved", "called", "opened", "certified"} == set(states)
    assert set(Vote.objects.exclude(passed=None).values_list("passed", flat=True)) == {True, False}
    assert 0 < vote.roll.filter(voted=True).count() < vote.roll.count()
    assert Ballot.objects.filter(vote=vote).count() == vote.roll.filter(voted=True).count()
    assert vote.closes_at > make.now() + timedelta(days=1)


def test_eastbank_has_money_a_plan_for_it_and_one_vote_on_many_proposals(city):
    eastbank = Board.objects.get(slug="eastbank")
    plan = Plan.objects.in_force(eastbank, make.now())
    pot = Vote.objects.open_at(make.now()).get(method="pot")

    assert Purse.objects.newest().get(board=eastbank).amount == plan.purse.amount == 300_000_00
    assert sum(part.amount for part in plan.parts.all()) == 300_000_00
    assert [part.title for part in plan.parts.in_order()] == [
        "Stay-put housing",
        "Health where we live",
        "Ready to learn",
    ]
    assert pot.paper.parameters["sum"] == plan.parts.get(priority__slug="health-where-we-live").amount
    assert sum(pot.paper.costs.values()) > pot.paper.parameters["sum"], "not all of them can get it"
    assert pot.roll.filter(recused=True).get().person == living()["helen"]
    assert 0 < pot.roll.filter(voted=True).count() < pot.roll.voters().count()


@pytest.mark.parametrize("method", METHODS)
def test_it_has_decided_by_every_method(city, method):
    assert Vote.objects.filter(method=method, state="certified", passed=True).exists()


def test_its_votes_come_out_the_same_when_they_are_counted_again(city):
    assert list(faults()) == []


def test_it_has_decided_in_secret_by_enough_people_to_keep_one(city):
    vote = Vote.objects.get(mode="secret")

    assert vote.state == "certified"
    assert not is_too_small(roll=vote.roll.count(), k_min=vote.charter["k_min.ballots"])
    assert [option.title for option in vote.winners] == ["Noi Phommachanh", "Rosa Delgado"]


def test_of_a_small_sum_three_proposals_got_their_part_and_two_fell_short(city):
    vote = Vote.objects.get(method="pot", state="certified")
    plan, result = Plan.objects.in_force(vote.board, make.now()), vote.tally.facts["result"]

    assert result["rule"] == "equal-shares"
    assert vote.paper.parameters["sum"] == plan.purse.amount == 60_000_00
    assert sum(option.cost for option in vote.winners) + result["left"] == 60_000_00
    assert (len(vote.winners), len(result["losers"]), result["left"]) == (3, 2, 3_000_00)
    assert {option.thing.state for option in vote.winners} == {"passed"}
    assert [answer.answered_at is None for answer in vote.answers.order_by("pk")].count(True) == 2


def test_the_fund_has_given_answers_owes_one_and_is_late_with_one(city):
    late = [answer.days_late(make.now()) for answer in Answer.objects.owed()]

    assert Answer.objects.exclude(answered_at=None).count() >= 4
    assert sorted(map(bool, late)) == [False, False, False, True]
    assert Entry.objects.filter(verb="answer.late").count() == 1


def test_eastbank_has_eleven_seats_one_of_them_empty_and_its_call_open(city):
    eastbank, now = Board.objects.get(slug="eastbank"), make.now()
    call = Call.objects.open_at(now).get(seat__board=eastbank)

    assert vars(eastbank.balance(now)) == {"residents": 7, "filled": 10, "total": 11, "floor": 51, "promised_on": ""}
    assert (call.seat.kind, call.seat.holder_at(now)) == ("resident", None)
    assert call.applications.filter(state=Application.State.WAITING).count() == 1
    assert boards.apply_verdict(call, living()["yesenia"], now)


def test_somebody_can_go_the_whole_way_in_it_today(city):
    eastbank, people = Board.objects.get(slug="eastbank"), living()
    getting_there = Priority.objects.originals().get(slug="getting-there")
    words = {"title": "A crossing", "what": "Paint.", "why": "It is safe.", "amount": 38_000_00}
    with pytest.raises(Refused, match="has not adopted"):
        proposals.start(getting_there, by=people["lupe"], **words)

    vote = voting.move(eastbank, getting_there, by=people["rosa"], ends_when_all_voted=True)
    vote = voting.second(vote, by=people["darnell"])
    assert vote.opens_at <= make.now() + timedelta(seconds=1), "Eastbank's charter asks for no days of notice"
    vote = voting.open_vote(vote, at=vote.opens_at)
    for mark in vote.roll.select_related("person"):
        voting.cast(vote, by=mark.person, choice="yes")
    assert voting.finish(vote)

    assert getting_there.stage(make.now()) == "open"
    words = {"title": "A crossing", "what": "Paint.", "why": "It is safe.", "amount": 38_000_00}
    crossing = proposals.start(getting_there, by=people["lupe"], **words)
    assert proposals.send(crossing, by=people["lupe"]).state == "sent"
    assert chain.verify() is None


def test_one_more_member_puts_a_suggestion_on_the_table_and_a_proposal_to_the_vote(city):
    people = living()
    asked_for = Vote.objects.get(state="moved")
    waiting = [one for one in Suggestion.objects.filter(tabled_at=None) if one.backings.count() == 2]

    assert voting.second_verdict(asked_for, people["rosa"], make.now())
    assert len(waiting) == 1


def test_the_reports_recommendations_lie_before_their_board_with_their_source(city):
    table = Board.objects.get(slug="integration-table")
    recommendations = Suggestion.objects.filter(board=table).order_by("pk")

    assert [re.search(r"recommendation (\d)", one.source)[1] for one in recommendations] == list("123456")
    for one in recommendations:
        assert one.source.startswith("RTI International, evaluation of The Integration Initiative")
        assert one.tabled_at and one.backings.count() == 3
        assert all("“" in words for words in (one.need, one.who, one.what))
    assert table.charter_at(make.now())["vote.notice_days"] == 7
    assert Vote.objects.get(board=table, subject_type="priorities.suggestion").state == "called"


def test_half_of_it_speaks_spanish(city):
    stay_put = Priority.objects.originals().get(slug="stay-put-housing")

    assert reading.of_priority(stay_put, language="es", at=make.now())["words"]["title"] == "Vivienda sin desalojos"
    assert stay_put.suggestion.language == "es"
    for kind in (Proposal, Suggestion, Message):
        assert kind.objects.filter(language="es").exists()


def test_a_draft_lacks_an_answer_and_cannot_be_published(city):
    draft = Priority.objects.originals().get(slug="dry-homes-in-bottomland")
    with pytest.raises(Refused, match="history"):
        draft.publish(draft.latest_revision, user=living()["beth"], skip_permission_checks=True)


def test_a_draft_waits_for_its_reviewer(city):
    draft, people = Priority.objects.originals().get(slug="shade-and-benches"), living()
    task = draft.current_workflow_task

    assert "reject" in {name for name, _label, _popup in task.get_actions(draft, people["beth"])}
    assert not task.get_actions(draft, people["andre"])
    draft.current_workflow_task_state.approve(user=people["beth"])
    draft.refresh_from_db()
    assert draft.live


def test_each_priority_was_published_when_its_page_says(city):
    for entry in Entry.objects.filter(verb="priority.published"):
        assert Priority.objects.get(pk=entry.subject_id).first_published_at == entry.at


def test_people_talk_in_many_rooms_and_one_message_is_hidden(city):
    eastbank = Board.objects.get(slug="eastbank")

    assert rooms.room_for(eastbank).messages.count() >= 10
    assert Message.objects.values("room").distinct().count() >= 10
    assert Message.objects.exclude(hidden_at=None).get().hidden_why
    assert Message.objects.order_by("-at").first().at <= make.now()


def test_nobody_is_mailed_about_its_past(city):
    assert Mail.objects.exists()
    assert min(Mail.objects.values_list("entry__at", flat=True)) > make.now() - timedelta(days=3)


def test_its_people_are_who_they_are_said_to_be(city):
    people, now = living(), make.now()
    eastbank = Board.objects.get(slug="eastbank")

    assert set(people) == set(citizens())
    for key, citizen in citizens().items():
        assert people[key].name.removeprefix("Dr ").split()[0].lower().replace("é", "e") == key
        assert eastbank.seats_person(people[key], now) == (citizen.role in ("chair", "member", "partner", "city"))
    assert eastbank.has_role(people["sam"], "clerk", now)
    assert eastbank.has_role(people["andre"], "officer", now)
    assert not people["walter"].is_staff
    assert Person.objects.get(is_superuser=True) == people["greta"]
    assert not any(person.has_usable_password() for person in people.values())


def test_it_moves_into_an_empty_database_only(city):
    before = Entry.objects.count(), Person.objects.count()
    with pytest.raises(CommandError, match="Boards stand here already"):
        call_command("load_demo")
    assert (Entry.objects.count(), Person.objects.count()) == before
