"""The table as pages show it, and the charter in words."""

import pytest

from governance.boards.charters import CLAUSES, IN_SHORT, PRINCIPLES, SENTENCES, clause_in_words, share_in_words
from governance.boards.models import Board
from governance.boards.table import table_of, tables
from tests import make


@pytest.mark.django_db
def test_a_table_shows_each_seat_with_who_holds_it_at_the_moment():
    rosa, noi, abara = make.people("rosa noi abara")
    eastbank = make.board(seated=[rosa, noi], partners=[abara])

    table = table_of(eastbank, make.now())

    assert [chair.seat.number for chair in table.chairs] == list(range(1, 12))
    assert [term.person for term in table.terms] == [rosa, noi, abara]
    assert len(table.vacant) == 8
    assert table.balance == eastbank.balance(make.now())
    assert (table.balance.residents, table.organizations) == (2, 1)
    assert table.term_of(noi).person == noi
    assert table.term_of(make.VISITOR) is None
    before = table_of(eastbank, eastbank.founded_at - make.DAY)
    assert before.terms == [] and before.charter.version == 1


@pytest.mark.django_db
def test_the_picture_marks_empty_seats_and_ones_own():
    rosa, noi = make.people("rosa noi")
    drawn = table_of(make.board(seated=[rosa, noi]), make.now()).picture(rosa)
    assert [chair.get("me") for chair in drawn[:3]] == [True, False, None]
    assert drawn[2] == {"kind": "resident", "state": "open"}


@pytest.mark.django_db
def test_many_tables_are_laid_in_three_queries(django_assert_num_queries):
    for name in ("Eastbank", "Westside", "Millrace"):
        make.board(name, seated=make.people(f"{name}-ada {name}-bo"))
    boards, at = list(Board.objects.all()), make.now()
    with django_assert_num_queries(3):
        laid = tables(boards, at)
    assert [table.balance.residents for table in laid] == [2, 2, 2]


@pytest.mark.django_db
def test_the_charter_in_force_is_the_newest_that_has_begun():
    eastbank = make.board()
    numbers = eastbank.charter_at(make.now()).clauses
    for version, begins in ((2, -make.DAY), (3, make.DAY)):
        eastbank.charters.create(version=version, in_force_from=make.now() + begins, clauses=numbers)
    assert table_of(eastbank, make.now()).charter.version == 2 == eastbank.charter_at(make.now()).version


def test_every_clause_is_said_in_words_with_and_without_its_number():
    assert set(CLAUSES) == set(SENTENCES) == set(IN_SHORT)
    assert not set(CLAUSES) & set(PRINCIPLES)
    for key, value in CLAUSES.items():
        said = clause_in_words(key, value)
        assert "%" not in said.replace(f"{value}%", "")


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (">1/2", "more than half"),
        (">=2/3", "at least two thirds"),
        (">=5/8", "at least 5/8"),
        (">5/8", "more than 5/8"),
    ],
)
def test_a_share_is_said_in_words(share, said):
    assert share_in_words(share) == said


def test_one_of_something_is_said_in_the_singular():
    assert clause_in_words("answer.days", 1) == "The fund answers a decision within 1 day."
    assert (
        clause_in_words("vote.majority", ">1/2")
        == "A motion passes when more than half of the yes and no ballots say yes."
    )
