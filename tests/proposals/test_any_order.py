"""Proposals to one priority in any order of acts: sent, changed, taken back, put to the vote, decided, whenever.

The same acts are done to a model in plain Python beside them. After each one the tables must say what the model says,
whatever the model does not allow must be refused, and what is given and voted on never exceeds the adopted sum.
EXAMPLES=5000 in the environment tries for an hour.
"""

from dataclasses import dataclass

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from governance.proposals import actions as proposals
from governance.proposals.models import Proposal, given_from, held_by, left_for
from governance.voting import actions as voting
from tests import make
from tests.machine import Machine, run

pytestmark = pytest.mark.django_db

SUM = 10
amounts = st.integers(1, SUM + 2)
authors, members = ("yesenia", "omar"), ("ada", "bo", "cy")
someone = st.sampled_from((*authors, *members))
one = st.integers(0, 4)


@dataclass
class Known:
    """What the model knows. vote: "asked" for by one member, or "called" by two. put: the sum that is voted on."""

    author: str
    amount: int
    state: str = "sent"
    vote: str = ""
    put: int = 0
    mover: str = ""


class World:
    """The board, its people and a priority with a sum, made once for all examples."""

    def __init__(self):
        self.people = {name: make.person(name) for name in (*authors, *members)}
        self.board = make.board(seated=[self.people[name] for name in members])
        seated = [self.people[name] for name in members]
        self.priority = make.adopted(self.board, members=seated, amount=SUM)


class AnyOrder(Machine):
    """One priority's money: on the left the house, on the right a model of it."""

    world = None

    @initialize()
    def begins(self):
        self.begin()
        self.now, self.known, self.rows, self.votes = make.now(), [], [], []

    def left(self, beside=None) -> int:
        """What the model says is left, beside one proposal."""
        others = [known for known in self.known if known is not beside]
        given = sum(known.amount for known in others if known.state == "passed")
        return SUM - given - sum(known.put for known in others if known.vote == "called")

    def chosen(self, number):
        """A proposal by its number, in the model and in the tables, with the vote on it."""
        if number >= len(self.known):
            return None, None, None
        self.rows[number].refresh_from_db()
        return self.known[number], self.rows[number], self.votes[number]

    # --- Acts -----------------------------------------------------------------------------------------

    @rule(name=st.sampled_from(authors), amount=amounts)
    def is_sent(self, name, amount):
        if len(self.known) == 5:
            return
        words = {"title": "Corps", "what": "Interpreters.", "why": "Needed.", "amount": amount}
        draft = self.done(amount <= SUM, proposals.start, self.world.priority, by=self.world.people[name], **words)
        if draft:
            self.rows.append(self.done(True, proposals.send, draft, by=self.world.people[name]))
            self.known.append(Known(name, amount))
            self.votes.append(None)

    @rule(number=one, name=someone, amount=amounts)
    def is_changed(self, number, name, amount):
        known, row, _vote = self.chosen(number)
        if known:
            allowed = name == known.author and known.state == "sent" and amount <= SUM
            self.done(allowed, proposals.change, row, by=self.world.people[name], amount=amount)
            known.amount = amount if allowed else known.amount

    @rule(number=one, name=someone)
    def is_taken_back(self, number, name):
        known, row, _vote = self.chosen(number)
        if known:
            allowed = name == known.author and known.state == "sent" and known.vote != "called"
            self.done(allowed, proposals.withdraw, row, by=self.world.people[name])
            known.state = "withdrawn" if allowed else known.state

    @rule(number=one, name=someone)
    def is_put_to_the_vote(self, number, name):
        known, row, _vote = self.chosen(number)
        if known:
            fits = known.state == "sent" and not known.vote and known.amount <= self.left(known)
            allowed = fits and name in members
            vote = self.done(allowed, voting.move, self.world.board, row, by=self.world.people[name])
            if vote:
                self.votes[number], known.vote, known.put, known.mover = vote, "asked", known.amount, name

    @rule(number=one, name=someone)
    def is_backed(self, number, name):
        known, _row, vote = self.chosen(number)
        if known and vote and known.vote == "asked":
            covered = known.state == "sent" and max(known.amount, known.put) <= self.left(known)
            allowed = covered and name in members and name != known.mover
            self.done(allowed, voting.second, vote, by=self.world.people[name])
            known.vote = "called" if allowed else known.vote

    @rule(number=one, choice=st.sampled_from(("yes", "no")))
    def is_decided(self, number, choice):
        known, _row, vote = self.chosen(number)
        if known and known.vote == "called":
            vote.refresh_from_db()
            self.now = max(self.now, vote.opens_at)
            vote = self.done(True, voting.open_vote, vote)
            for name in members:
                self.done(True, voting.cast, vote, by=self.world.people[name], choice=choice)
            self.now = vote.closes_at
            self.done(True, voting.finish, vote)
            known.vote, known.state = "decided", "passed" if choice == "yes" else "not_passed"
            known.amount = known.put if choice == "yes" else known.amount

    # --- What must hold after each --------------------------------------------------------------------

    @invariant()
    def the_tables_say_what_the_model_says_and_no_more_is_given_than_there_is(self):
        if not hasattr(self, "known"):
            return
        priority, found = self.world.priority, Proposal.objects.filter(pk__in=[row.pk for row in self.rows])
        said = list(found.order_by("pk").values_list("state", "amount"))
        assert said == [(known.state, known.amount) for known in self.known]
        assert left_for(priority).amount == self.left() >= 0
        assert held_by([priority.pk])[priority.pk] == SUM - self.left()
        assert given_from(priority) == sum(known.amount for known in self.known if known.state == "passed") <= SUM


def test_whatever_happens_in_whatever_order_no_more_is_given_than_the_board_adopted(db):
    AnyOrder.world = World()
    run(AnyOrder, 25)
