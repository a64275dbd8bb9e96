"""Residents hold the floor on a day exactly when whoever counts the chairs by hand says so."""

import random
from datetime import timedelta
from fractions import Fraction

import pytest

from governance.boards import rules
from governance.boards.api.tables import as_data
from governance.boards.models import Seat, Term
from governance.boards.table import table_of
from tests import make

YEARS = 6


def random_terms(board, people, dice):
    """A life of a board: on each seat, terms one after another with gaps between some of them."""
    made = []
    for seat in board.seats.all():
        at = board.founded_at + timedelta(days=dice.choice([0, 0, dice.randint(0, 400)]))
        while at < board.founded_at + timedelta(days=YEARS * 365):
            until = at + timedelta(days=dice.randint(0, 700), seconds=dice.choice([0, 1]))
            made.append(Term(seat=seat, person=dice.choice(people), since=at, until=until, chosen="motion"))
            at = until + timedelta(days=dice.choice([0, 0, dice.randint(0, 300)]))
    return Term.objects.bulk_create(made)


def recount(terms, floor, at) -> tuple:
    """Who sits, who of them lives here, and whether that is enough: by hand."""
    sitting = [term.seat.kind for term in terms if term.since <= at and at < term.until]
    residents = len([kind for kind in sitting if kind == Seat.Kind.RESIDENT])
    enough = bool(sitting) and Fraction(residents, len(sitting)) >= Fraction(floor, 100)
    return residents, len(sitting), enough


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_residents_hold_the_floor_on_any_day_as_a_recount_by_hand_says(client, seed):
    dice = random.Random(seed)
    floor, template = dice.choice([51, 60, 67, 75]), dice.choice(["resident-majority", "cross-sector"])
    founded = make.now() - timedelta(days=dice.randint(100, 5 * 365))
    board = make.board(template=template, at=founded, clauses={"seats.floor": floor})
    terms = random_terms(board, make.people("rosa noi earl"), dice)
    edges = [moment for term in terms for moment in (term.since, term.until, term.until - timedelta(seconds=1))]
    days = [board.founded_at + timedelta(hours=dice.randint(-48, YEARS * 365 * 24)) for _n in range(30)]

    for at in [*dice.sample(edges, 30), *days]:
        residents, filled, enough = recount(terms, floor, at)
        table, balance = table_of(board, at), board.balance(at)
        told = as_data(table)
        assert balance == table.balance
        assert (balance.residents, balance.filled, balance.is_kept) == (residents, filled, enough)
        assert (told["residents"], told["filled"], told["in_balance"]) == (residents, filled, enough)
        assert bool(rules.may_decide(balance=balance)) == enough
        assert enough == (filled > 0 and residents >= balance.needed)

    now = client.get(f"/api/v1/boards/{board.slug}/").json()
    assert (now["residents"], now["filled"], now["in_balance"]) == recount(terms, floor, make.now())


@pytest.mark.django_db
def test_among_such_days_are_some_on_which_they_do_not():
    """Otherwise the test above would prove nothing."""
    dice = random.Random(1)
    board = make.board(template="cross-sector", at=make.now() - timedelta(days=900))
    terms = random_terms(board, make.people("rosa noi earl"), dice)
    days = [board.founded_at + timedelta(days=dice.randint(0, YEARS * 365)) for _n in range(200)]
    assert {recount(terms, 51, day)[2] for day in days} == {True, False}
