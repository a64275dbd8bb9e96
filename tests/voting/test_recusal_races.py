"""A ballot and a step back by the same person at the same moment: exactly one of them holds."""

import pytest

from community.record import chain
from community.record.verdict import Refused
from community.rooms import actions as rooms
from governance.boards import actions as boards
from governance.voting import actions as voting
from governance.voting import tasks
from governance.voting.models import Ballot, Disclosure
from tests import make
from tests.load.hands import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def an_item(names="ada bo cy dee eve", **fields):
    """An open vote on a proposal, in which everybody on the roll may vote."""
    people = make.people(names)
    board = make.board(seated=people)
    item = make.proposal(make.adopted(board, members=people), by=make.person("helen"))
    vote = make.vote(board, by=people[0], seconded_by=people[1], subject=item, **fields)
    return item, vote, people


def refused(answers):
    """How many were refused; nothing else may go wrong in a thread."""
    assert [one for one in answers if isinstance(one, Exception) and not isinstance(one, Refused)] == []
    return sum(isinstance(one, Refused) for one in answers)


def test_a_ballot_and_a_step_back_at_once_leave_one_of_them():
    item, vote, people = an_item()
    for person in people:
        answers = at_once(
            lambda hand, person=person: hand(person),
            [
                lambda who: voting.cast(vote, by=who, choice="yes", at=vote.opens_at),
                lambda who: voting.disclose(item, by=who, grade=3, why="My sister.", at=vote.opens_at),
                lambda who: voting.cast(vote, by=who, choice="no", at=vote.opens_at),
            ],
        )
        mark = vote.roll.get(person=person)
        assert refused(answers) == 2
        assert mark.voted is not mark.recused
        assert Ballot.objects.filter(roll=mark).exists() is mark.voted
        assert Disclosure.objects.filter(person=person).exists() is mark.recused
    assert chain.verify() is None


def test_everybody_steps_back_at_once_and_each_alternate_is_called_once():
    item, vote, people = an_item()
    for name in ("ana", "abel", "wen"):
        boards.name_alternate(item.board, make.person(name), kind="resident", chosen="motion")
    # Three of five must be able to vote: the third and the fourth who leave are stood in for.
    answers = at_once(lambda who: voting.disclose(item, by=who, grade=2, why="Ours."), people[:4])
    assert refused(answers) == 0
    assert vote.roll.filter(recused=True).count() == 4
    assert [mark.person.name for mark in vote.roll.filter(alternate__isnull=False)] == ["Ana", "Abel"]


def test_an_opening_and_a_disclosure_at_once_agree():
    item, vote, people = an_item(opened=False)
    answers = at_once(
        lambda hand: hand(),
        [
            lambda: tasks.open_due(at=vote.opens_at),
            lambda: voting.disclose(item, by=people[2], grade=3, why="Ours.", at=vote.opens_at),
        ],
    )
    assert refused(answers) == 0
    assert [mark.person for mark in vote.roll.filter(recused=True)] == [people[2]]


def test_a_message_after_stepping_back_is_never_stored():
    item, _vote, people = an_item()
    room, who = rooms.room_for(item), people[0]
    answers = at_once(
        lambda hand: hand(),
        [lambda: voting.disclose(item, by=who, grade=3, why="Ours.")]
        + [lambda n=n: rooms.say(room, by=who, text=f"Message {n}") for n in range(5)],
    )
    stored = room.messages.count()
    assert refused(answers) == 5 - stored
    with pytest.raises(Refused, match="You left this item"):
        rooms.say(room, by=who, text="One more.")
