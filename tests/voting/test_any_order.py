"""A vote in any order of acts: casting, changing, stepping back, leaving, more time, closing, counting, whenever.

The same acts are done to a model in plain Python beside it. After each one the tables must say what the model says, and
whatever the model does not allow must be refused. EXAMPLES=5000 in the environment tries for an hour.
"""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
)

from governance.boards import actions as boards
from governance.voting import actions as voting
from governance.voting import tasks
from governance.voting.models import SecretBallot
from tests import make
from tests.machine import Machine, run

pytestmark = pytest.mark.django_db

SEATED, OUTSIDE = ("ada", "bo", "cy", "dee", "eve"), ("fay", "sam")  # sam is the clerk
someone = st.sampled_from(SEATED + OUTSIDE)
seated = st.sampled_from(SEATED)
choices = st.sampled_from(("yes", "no", "abstain"))
STEPS = [timedelta(0), timedelta(seconds=1), timedelta(hours=7), timedelta(days=1)]


class World:
    """The board and its people, made once for all examples."""

    def __init__(self):
        self.people = {name: make.person(name) for name in SEATED + OUTSIDE}
        residents = [self.people[name] for name in SEATED]
        self.board = make.board(seated=residents, clerk=self.people["sam"])
        self.terms = {term.person.name.lower(): term for term in self.board.terms_at(make.now())}


class AnyOrder(Machine):
    """One vote: on the left the house, on the right a model of it."""

    world = None

    @initialize(mode=st.sampled_from(("open", "secret")), ends=st.booleans())
    def opens(self, mode, ends):
        self.begin()
        people = self.world.people
        by = {"by": people["ada"], "seconded_by": people["bo"]}
        self.vote = make.vote(self.world.board, **by, mode=mode, ends_when_all_voted=ends)
        self.is_secret, self.ends = mode == "secret", ends
        # The model: what is known without any table.
        self.state, self.now, self.closes = "opened", self.vote.opens_at, self.vote.closes_at
        self.box, self.away, self.gone, self.codes, self.asked = {}, set(), set(), set(), []

    # --- What the model allows ----------------------------------------------------------------------

    def person(self, name):
        return self.world.people[name]

    def is_open(self) -> bool:
        return self.state == "opened" and self.now < self.closes

    def votes_here(self, name) -> bool:
        """Whether they are on the roll, did not step back and still hold their seat."""
        return name in SEATED and name not in self.away | self.gone

    def all_voted(self) -> bool:
        return all(name in self.box for name in SEATED if name not in self.away)

    def is_due(self) -> bool:
        return self.state == "opened" and (self.now >= self.closes or (self.ends and self.all_voted()))

    # --- Acts -----------------------------------------------------------------------------------------

    @rule(step=st.sampled_from(STEPS))
    def time_goes_by(self, step):
        self.now += step

    @rule()
    def the_last_moment_comes(self):
        self.now = max(self.now, self.closes - timedelta(microseconds=1))

    @rule()
    def the_end_comes(self):
        self.now = max(self.now, self.closes)

    @rule(name=someone, choice=choices)
    def casts(self, name, choice):
        allowed = self.is_open() and self.votes_here(name) and name not in self.box
        code = self.done(allowed, voting.cast, self.vote, by=self.person(name), choice=choice)
        if allowed:
            assert code not in self.codes
            self.codes.add(code)
            self.box[name] = [choice]

    @precondition(lambda self: self.codes)
    @rule(name=someone, data=st.data())
    def casts_with_a_code_that_stands_for_a_ballot(self, name, data):
        code = data.draw(st.sampled_from(sorted(self.codes)))
        self.done(False, voting.cast, self.vote, by=self.person(name), choice="yes", receipt=code)

    @rule(name=seated)
    def casts_what_the_paper_does_not_offer(self, name):
        self.done(False, voting.cast, self.vote, by=self.person(name), choice="maybe")

    @rule(name=someone, choice=choices, version=st.integers(0, 3))
    def replaces(self, name, choice, version):
        allowed = (
            self.is_open() and not self.is_secret and self.votes_here(name)
            and name in self.box and version == len(self.box[name])
        )  # fmt: skip
        act = {"by": self.person(name), "choice": choice, "version": version}
        code = self.done(allowed, voting.replace, self.vote, **act)
        if allowed:
            self.codes.add(code)
            self.box[name].append(choice)

    @rule(name=someone)
    def steps_back(self, name):
        is_member = name in SEATED and name not in self.gone
        allowed = is_member and self.is_open() and name not in self.box and name not in self.away
        thing = self.vote.subject
        self.done(allowed, voting.disclose, thing, by=self.person(name), grade=2, why="My sister works there.")
        if allowed:
            self.away.add(name)

    @precondition(lambda self: len(self.gone) < 2)
    @rule(name=seated)
    def leaves_the_board(self, name):
        if name not in self.gone:
            term = self.world.terms[name]
            self.done(True, boards.end_term, term, by=self.person(name), why="I moved away.")
            self.gone.add(name)

    @rule(name=someone, days=st.integers(-1, 40))
    def asks_for_more_time(self, name, days):
        until = self.closes + timedelta(days=days)
        asks = name == "sam" or (name in SEATED and name not in self.away)
        allowed = asks and self.is_open() and self.closes < until <= self.vote.opens_at + timedelta(days=30)
        asked = self.done(allowed, voting.ask_for_time, self.vote, by=self.person(name), until=until, why="Snow.")
        if allowed:
            self.asked.append((asked, name, until))

    @precondition(lambda self: self.asked)
    @rule(name=someone, data=st.data())
    def agrees_to_more_time(self, name, data):
        asked, by, until = data.draw(st.sampled_from(self.asked))
        agrees = name in SEATED and name not in self.away and name != by
        allowed = agrees and self.is_open() and until > self.closes
        self.done(allowed, voting.agree_to_time, asked, by=self.person(name))
        if allowed:
            self.closes = until

    @rule()
    def is_closed(self):
        allowed = self.is_due()
        self.done(allowed, voting.close, self.vote)
        if allowed:
            self.state = "closed"

    @rule()
    def is_certified(self):
        allowed = self.state == "closed"
        self.done(allowed, voting.certify, self.vote)
        if allowed:
            self.state = "certified"

    @rule()
    def due_work_is_done(self):
        tasks.finish_due(at=self.now)
        if self.is_due() or self.state == "closed":
            self.state = "certified"

    # --- What must hold after each --------------------------------------------------------------------

    @invariant()
    def the_tables_say_what_the_model_says(self):
        if not hasattr(self, "state"):
            return
        vote = self.vote
        vote.refresh_from_db()
        assert (vote.state, vote.closes_at) == (self.state, self.closes)
        marks = {mark.person.name.lower(): mark for mark in vote.roll.select_related("person")}
        assert marks.keys() == set(SEATED)
        assert {name for name, mark in marks.items() if mark.voted} == self.box.keys()
        assert {name for name, mark in marks.items() if mark.recused} == self.away
        newest = Counter(versions[-1] for versions in self.box.values())
        kept = SecretBallot if self.is_secret else vote.ballots.model
        if self.state == "opened":
            assert Counter(vote.box.values_list("choice", flat=True)) == newest
            assert not vote.counted.exists()
        else:
            assert Counter(line.facts["choice"] for line in vote.counted.all()) == newest
            assert {line.receipt for line in vote.counted.all()} <= self.codes
        if not self.is_secret:
            said = {name: list(mark.ballots.order_by("version").values_list("choice", flat=True))
                    for name, mark in marks.items() if mark.voted}  # fmt: skip
            assert said == self.box
        elif self.state != "opened":
            assert not kept.objects.exists()
        if self.state == "certified":
            facts = vote.tally.facts
            assert facts["present"] == len(self.box)
            assert {choice: count for choice, count in facts["by_choice"].items() if count} == newest
            if vote.passed:
                assert newest["yes"] > newest["no"]


def test_whatever_happens_in_whatever_order_the_tables_say_what_was_done(db):
    AnyOrder.world = World()
    run(AnyOrder, 60)
