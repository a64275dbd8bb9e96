"""What several hands do at the same moment happens once, and nobody sees a fault.

Two taps, two tabs, two clerks, two workers: each act is done by six threads at once.
"""

import random
from contextlib import suppress
from functools import partial

import pytest
from django.db.models import Sum

from community.people import actions as people
from community.people.models import Draft, Residency
from community.record import chain
from community.record.models import Entry
from community.record.verdict import Refused
from community.rooms import actions as rooms
from governance.accountability import actions as accountability
from governance.boards import actions as boards
from governance.priorities import actions as priorities
from governance.proposals import actions as proposals
from governance.voting import actions as voting
from governance.voting import tasks
from governance.voting.models import Vote
from tests import make, town
from tests.load.hands import at_once

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = 6


def acts(t) -> dict:
    """An act that can happen once only, by the verb of the one entry it makes."""
    east, west = t.east.things, t.west.things
    return {
        "application.sent": partial(boards.apply, west.call, by=t.resident, why="I live here."),
        "seat.filled": partial(boards.seat, east.application, by=t.clerk, why="The first to apply."),
        "call.opened": partial(boards.open_call, t.east.board.seats.get(kind="public"), by=t.clerk, words="Evenings."),
        "suggestion.backed": partial(priorities.back, east.suggestion, by=t.member),
        "proposal.sent": partial(proposals.send, east.written, by=t.resident),
        "proposal.withdrawn": partial(proposals.withdraw, west.sent, by=t.west.author),
        "answer.given": partial(accountability.give, east.owed, by=t.staff, kind="not", reason="It is spent."),
        "answer.late": partial(accountability.note_late, west.owed, at=west.owed.due_at),
        "message.hidden": partial(rooms.hide, east.message, by=t.clerk, why="A name.", moderates=True),
        "room.opened": partial(rooms.open_for, east.call, "A call"),
        "room.joined": partial(rooms.join, east.room, t.resident, since=make.now()),
        "room.closed": partial(rooms.close, west.talk, by=t.staff),
    }


def faults(answers) -> list:
    """What went wrong, other than a refusal."""
    return [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, Refused)]


def test_what_six_hands_do_at_once_happens_once():
    built = town.build()
    for verb, act in acts(built).items():
        before = Entry.objects.filter(verb=verb).count()

        answers = at_once(lambda _hand: act(), range(HANDS))  # noqa: B023

        assert faults(answers) == [], verb
        assert Entry.objects.filter(verb=verb).count() == before + 1, verb
    assert chain.verify() is None


def test_words_that_are_typed_in_two_tabs_are_one_draft():
    ada = make.person("ada")

    answers = at_once(lambda n: people.keep_draft(ada, form="proposal", fields={"title": str(n)}), range(HANDS))

    assert faults(answers) == []
    assert Draft.objects.count() == 1


def test_somebody_who_moves_six_times_at_once_lives_in_one_place():
    built = town.build()

    answers = at_once(lambda _n: people.declare_residency(built.resident, place=built.place), range(HANDS))

    assert faults(answers) == []
    assert Residency.objects.filter(person=built.resident, until=None).count() == 1


def test_two_proposals_that_are_put_at_once_do_not_both_take_the_last_money():
    """Each fits by itself; together they would give more than the board adopted."""
    rosa, noi, ana = make.people("rosa noi ana")
    eastbank = make.board(seated=[rosa, noi])
    homes = make.adopted(eastbank, members=[rosa, noi], amount=100_00)
    asked = [make.proposal(homes, by=ana, amount=60_00, title=f"Proposal {n}") for n in range(HANDS)]
    votes = [voting.move(eastbank, proposal, by=rosa) for proposal in asked]

    answers = at_once(lambda vote: voting.second(vote, by=noi), votes)

    assert faults(answers) == []
    assert Vote.objects.filter(state=Vote.State.CALLED).count() == 1


def test_a_proposal_is_not_both_taken_back_and_put_to_the_vote():
    """While the second member joins in asking for the vote, the author takes it back."""
    rosa, noi, ana = make.people("rosa noi ana")
    eastbank = make.board(seated=[rosa, noi])
    homes = make.adopted(eastbank, members=[rosa, noi])
    for number in range(5):
        asked = make.proposal(homes, by=ana, amount=1_00, title=f"Proposal {number}")
        vote = voting.move(eastbank, asked, by=rosa)
        hands = [partial(voting.second, vote, by=noi), partial(proposals.withdraw, asked, by=ana)]

        answers = at_once(lambda hand: hand(), hands)

        assert faults(answers) == []
        asked.refresh_from_db()
        vote.refresh_from_db()
        assert (asked.state == "withdrawn") != (vote.state == Vote.State.CALLED)


def test_staff_who_publish_at_once_do_not_wait_for_each_other_for_ever():
    """The desk's search writes rows of other priorities too."""
    rosa, noi = make.people("rosa noi")
    eastbank = make.board(seated=[rosa, noi])
    drafts = [make.priority(eastbank, title=f"Priority {n}", published=False) for n in range(HANDS)]

    for _n in range(5):
        answers = at_once(lambda one: one.publish(one.latest_revision, skip_permission_checks=True), drafts)
        assert faults(answers) == []


def test_what_is_said_at_once_is_numbered_without_a_gap():
    built = town.build()
    room = built.east.things.talk
    last = room.messages.count()

    answers = at_once(lambda n: rooms.say(room, by=built.resident if n % 2 else built.member, text=str(n)), range(12))

    assert faults(answers) == []
    seqs = list(room.messages.order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, last + 13))
    room.refresh_from_db()
    assert room.last_seq == last + 12


def possible(t, chance) -> list:
    """What somebody could do next on one of the boards, allowed or not."""
    side = chance.choice((t.east, t.west))
    things, board, clerk = side.things, side.board, side.clerk
    somebody = chance.choice((*side.members, t.resident, t.applicant, clerk, t.staff))
    return [
        partial(voting.cast, things.open, by=somebody, choice="yes"),
        partial(voting.propose_motion, board, by=somebody, text="Meet at noon"),
        *(partial(voting.move, board, one, by=somebody) for one in (things.sent, things.waiting, things.application)),
        partial(voting.second, things.moved, by=somebody),
        partial(tasks.open_due, at=make.now() + 8 * make.DAY),
        partial(tasks.finish_due, at=make.now() + 20 * make.DAY),
        partial(rooms.say, things.talk, by=somebody, text="I agree."),
        partial(rooms.hide, things.said, by=t.staff, why="A name.", moderates=True),
        partial(boards.apply, things.call, by=somebody, why="I live here."),
        partial(boards.seat, things.application, by=clerk, why="The first to apply."),
        partial(boards.end_term, things.term, by=clerk, why="Moved away."),
        partial(priorities.back, things.suggestion, by=somebody),
        partial(things.draft.publish, things.draft.latest_revision, skip_permission_checks=True),
        partial(make.proposal, things.adopted, by=somebody, amount=1_00),
        partial(proposals.change, things.sent, by=side.author, amount=chance.randint(1, 500)),
        partial(proposals.withdraw, things.sent, by=side.author),
        partial(accountability.give, things.owed, by=t.staff, kind="carried_out"),
    ]


def busy(t, number) -> None:
    """Somebody does things in no order, many of them in vain."""
    chance = random.Random(number)
    for _n in range(25):
        act = chance.choice(possible(t, chance))
        with suppress(Refused):
            act()


def test_a_busy_evening_ends_without_a_fault():
    """Locks that were taken in different orders would hold each other until the database gives up."""
    built = town.build()

    answers = at_once(lambda number: busy(built, number), range(8))

    assert answers == [None] * 8
    assert chain.verify() is None
    for vote in Vote.objects.filter(state=Vote.State.CERTIFIED):
        assert vote.tally.facts["present"] == vote.counted.count() == vote.roll.filter(voted=True).count()
    for side in (built.east, built.west):
        given = side.things.adopted.proposals.filter(state="passed").aggregate(sum=Sum("amount"))["sum"]
        assert given <= side.things.adopted.in_force.amount
