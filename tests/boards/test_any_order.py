"""Seats and terms in any order of acts: somebody is seated, gives up, is ended by the clerk, and time passes.

The same acts are done to a model in plain Python beside them. Whatever the model does not allow must be refused, and at
every moment the tables must say what the model says: who holds which seat, and whether residents hold the floor.
EXAMPLES=5000 in the environment tries for an hour.
"""

from dataclasses import dataclass
from datetime import datetime

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from governance.boards import actions as boards
from governance.boards.models import Term
from governance.boards.rules import may_decide
from tests import make
from tests.machine import Machine, run

pytestmark = pytest.mark.django_db

# Of the resident seats the second one's first term is half as long, by the rule of new boards.
WHOLE, HALF = 24 * 30, 12 * 30  # days
LIMIT, YEARS, BREAK, FOUNDING, NOTICE = 2, 3 * 360, 2 * 30, WHOLE, 7
FLOOR = 51
SEATS = {"resident 1": WHOLE, "resident 2": HALF, "partner 1": WHOLE, "partner 2": HALF}
NAMES = ("ada", "bo", "cy")
seats, names, days = st.sampled_from([*SEATS]), st.sampled_from(NAMES), st.sampled_from((1, 30, 60, 360))
number = st.integers(0, 3)  # counted from the newest term


@dataclass
class Known:
    """A term as the model knows it."""

    seat: str
    name: str
    since: datetime
    until: datetime


class World:
    """A board that is being founded, with its clerk and the people who may sit on it, made once for all examples."""

    def __init__(self):
        self.began, self.clerk = make.now(), make.person("sam")
        self.people = {name: make.person(name) for name in NAMES}
        self.board = make.board(
            clerk=self.clerk,
            at=self.began,
            clauses={"term.limit": LIMIT, "term.years": YEARS // 360, "term.break": BREAK // 30, "seats.floor": FLOOR},
        )
        self.seats = {
            f"{kind} {place}": seat
            for kind in ("resident", "partner")
            for place, seat in enumerate(self.board.seats.filter(kind=kind).order_by("number"), 1)
        }
        assert self.board.charters.get().clauses["vote.notice_days"] == NOTICE


class AnyOrder(Machine):
    """One board's seats: on the left the house, on the right a model of them."""

    world = None

    @initialize()
    def begins(self):
        self.begin()
        self.now, self.known, self.rows = self.world.began, [], []

    def in_force(self) -> list[Known]:
        return [term for term in self.known if term.since <= self.now < term.until]

    def in_a_row(self, name) -> tuple[int, datetime]:
        """How many terms somebody would have had in a row with one that begins now, and since when."""
        terms, since = 1, self.now
        mine = [term for term in self.known if term.name == name and term.since < term.until]
        for term in sorted((t for t in mine if t.since < self.now), key=lambda t: t.since, reverse=True):
            if (since - term.until).days >= BREAK:
                break
            terms, since = terms + 1, term.since
        return terms, since

    def chosen(self, number):
        """A term, in the model and in the tables."""
        place = -1 - number % len(self.known)
        return self.known[place], self.rows[place]

    # --- Acts -----------------------------------------------------------------------------------------

    @rule(seat=seats, name=names)
    def is_seated(self, seat, name):
        is_first = all(term.seat != seat for term in self.known)
        until = self.now + make.DAY * (SEATS[seat] if is_first else WHOLE)
        terms, since = self.in_a_row(name)
        allowed = (
            (self.now - self.world.began).days < FOUNDING
            and not any(seat == term.seat or name == term.name for term in self.in_force())
            and terms <= LIMIT
            and (until - since).days <= YEARS
        )
        place, person = self.world.seats[seat], self.world.people[name]
        row = self.done(allowed, boards.seat_founder, place, person, by=self.world.clerk, why="A neighbor.")
        if row:
            self.rows.append(row)
            self.known.append(Known(seat, name, self.now, until))

    @rule(number=number)
    def is_given_up(self, number):
        if self.known:
            term, row = self.chosen(number)
            allowed = self.now < term.until
            self.done(allowed, boards.end_term, row, by=self.world.people[term.name], why="")
            term.until = self.now if allowed else term.until

    @rule(number=number, seat=seats, days=days)
    def is_given_up_and_its_holder_comes_back(self, number, seat, days):
        """What limits are about; by chance alone it comes about too seldom."""
        if self.known:
            self.passes(1)
            self.is_given_up(number)
            self.passes(days)
            self.is_seated(seat, self.chosen(number)[0].name)

    @rule(number=number, why=st.sampled_from(("", "Moved away.")))
    def is_ended_by_the_clerk(self, number, why):
        if self.known:
            (term, row), ends = self.chosen(number), self.now + NOTICE * make.DAY
            allowed = ends < term.until and bool(why)
            self.done(allowed, boards.end_term, row, by=self.world.clerk, why=why)
            term.until = ends if allowed else term.until

    @rule(number=number, name=names)
    def is_ended_by_somebody_else(self, number, name):
        if self.known and self.chosen(number)[0].name != name:
            who, row = self.world.people[name], self.chosen(number)[1]
            self.done(False, boards.end_term, row, by=who, why="I want it.")

    @rule(days=days)
    def passes(self, days):
        self.now += days * make.DAY

    # --- What must hold after each --------------------------------------------------------------------

    @invariant()
    def the_tables_say_what_the_model_says_and_nobody_sits_twice(self):
        if not hasattr(self, "known"):
            return
        board, held = self.world.board, self.in_force()
        said = {term.seat_id: term.person.name for term in board.terms_at(self.now).select_related("person")}
        assert said == {self.world.seats[term.seat].pk: term.name.title() for term in held}
        assert len({term.name for term in held}) == len({term.seat for term in held}) == len(held)
        residents = sum(term.seat.startswith("resident") for term in held)
        balance = board.balance(self.now)
        assert (balance.residents, balance.filled) == (residents, len(held))
        # 51 % of up to four seats is more than half of them.
        assert bool(may_decide(balance=balance)) == (residents > len(held) - residents)

    def teardown(self):
        if hasattr(self, "known"):
            ends = dict(Term.objects.filter(pk__in=[row.pk for row in self.rows]).values_list("pk", "until"))
            assert [ends[row.pk] for row in self.rows] == [term.until for term in self.known]
        super().teardown()


def test_whatever_happens_in_whatever_order_a_seat_has_one_holder_and_residents_are_counted(db):
    AnyOrder.world = World()
    run(AnyOrder, 60)
