"""The whole way of a decision, act by act: from a suggestion to the fund's answer."""

from datetime import timedelta

import pytest

from community.record import chain
from community.record.models import Entry
from community.record.verdict import Refused
from governance.accountability import actions as accountability
from governance.accountability.models import Answer
from governance.boards import actions as boards
from governance.priorities import actions as priorities
from governance.proposals import actions as proposals
from governance.voting import actions as voting
from tests import make

pytestmark = pytest.mark.django_db


def test_a_suggestion_becomes_a_priority_a_proposal_a_decision_and_an_answer():
    rosa, darnell, noi, earl = make.people("rosa darnell noi earl")
    sam, yesenia = make.people("sam yesenia")
    andre = make.staff("andre")
    eastbank = make.board(seated=[rosa, darnell, noi, earl], clerk=sam, officer=andre)

    # A resident asks for something; three members put it on the table.
    asked = make.suggestion(eastbank, by=yesenia)
    for member in (rosa, darnell, noi):
        asked = priorities.back(asked, by=member)
    assert asked.tabled_at is not None

    # Staff publish it as a priority, which opens nothing until the board adopts it.
    stay_put = make.priority(eastbank, by=andre, origin="resident", suggestion=asked)
    assert stay_put.stage(make.now()) == "waiting"
    with pytest.raises(Refused, match="has not adopted"):
        make.proposal(stay_put, by=yesenia)
    vote = make.vote(eastbank, by=rosa, seconded_by=noi, subject=stay_put)
    make.decided(vote, yes=[rosa, darnell, noi], no=[earl])
    assert vote.passed
    assert stay_put.stage(make.now()) == "open"

    # The board chooses a new member by motion; the clerk seats them.
    call = make.call(eastbank, clerk=sam)
    application = boards.apply(call, by=yesenia, why="I rent here.")
    with pytest.raises(Refused, match="Say in public why"):
        boards.seat(application, by=sam)
    chosen = make.vote(eastbank, by=earl, seconded_by=noi, subject=application)
    make.decided(chosen, yes=[rosa, darnell, noi, earl])
    application.refresh_from_db()
    term = boards.seat(application, by=sam)
    assert term.chosen == "motion"
    assert eastbank.seats_person(yesenia, make.now() + timedelta(seconds=1))

    # A proposal under the adopted priority is decided; the fund owes an answer and gives it.
    corps = make.proposal(stay_put, by=yesenia)
    decision = make.vote(eastbank, by=rosa, seconded_by=darnell, subject=corps)
    make.decided(decision, yes=[rosa, darnell, noi])
    corps.refresh_from_db()
    assert corps.state == "passed"
    owed = Answer.objects.get(vote=decision)
    assert owed.days_late(owed.due_at + timedelta(days=2)) == 2
    accountability.give(owed, by=andre, kind="carried_out", reason="Paid in full.")

    assert chain.verify() is None
    timeline = [
        entry.verb for entry in Entry.objects.about(corps).order_by("seq") if not entry.verb.startswith("room.")
    ]
    assert timeline == [
        "proposal.started",
        "proposal.sent",
        "vote.moved",
        "vote.seconded",
        "vote.called",
        "vote.opened",
        "item.stepped_back",  # Yesenia holds a seat by now, and it is her proposal
        "vote.closed",
        "vote.certified",
        "proposal.passed",
        "answer.owed",
        "answer.given",
    ]


def test_nobody_can_give_more_than_the_priority_holds():
    rosa, noi, yesenia, ana = make.people("rosa noi yesenia ana")
    eastbank = make.board(seated=[rosa, noi])
    stay_put = make.adopted(eastbank, members=[rosa, noi], amount=100_00)
    first = make.proposal(stay_put, by=yesenia, amount=80_00)
    second = make.proposal(stay_put, by=ana, amount=30_00)
    # One member alone holds no money back; a vote that was called does.
    asked = voting.move(eastbank, first, by=rosa)
    also_asked = voting.move(eastbank, second, by=noi)
    voting.second(asked, by=noi)
    with pytest.raises(Refused, match="does not cover"):
        voting.second(also_asked, by=rosa)
    with pytest.raises(Refused, match="no more than the sum"):
        proposals.change(second, by=ana, amount=100_01)
