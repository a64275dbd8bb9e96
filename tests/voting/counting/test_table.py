"""Tables for a spreadsheet: the ballots of every method, and no cell that could be taken for a formula."""

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from governance.voting.counting.formats import table

from ..bundle.made import EXAMPLES, KEYS, made, made_by

FORMULA = "=+-@＝＋－＠\t\r\n"


def cells(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def written(method: str, bundle) -> list[list[str]]:
    return cells("".join(table.ballots(method, KEYS, bundle.ballots)))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=1, max_size=4))
@example(["=1+1", "+1", "-1", "@SUM(A1)"])
@example(["\t=1", "\r=1", "\n=1", "  =1"])
@example(["a;=1", "a,=1", "a\t=1", 'a";=1'])
@example(["＝1", "a;＠x", '"=1', ';"=1'])
@example([";+x", ";;=1", ",;=1", ";'=1"])
def test_no_cell_is_taken_for_a_formula_wherever_the_cells_end(texts):
    for delimiter in ",;\t|":
        for row in cells("".join(table.lines([texts])), delimiter):
            starts = [cell.rstrip("\r\n").lstrip(' "')[:1] for cell in row]
            assert not [sign for sign in starts if sign and sign in FORMULA]


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_nothing_but_apostrophes_is_added_to_what_people_wrote(text):
    ((cell,),) = cells("".join(table.lines([[text]])))
    bare = "".join(letter if letter.isprintable() else " " for letter in text)
    assert cell.replace("'", "") == bare.replace("'", "")
    if not any(sign in text for sign in FORMULA):
        assert cell == bare


def test_numbers_stay_numbers():
    assert "".join(table.lines([["a", 3, None, -2]])) == '"a",3,"",-2\r\n'


def test_open_ballots_say_whose_they_are_and_secret_ones_do_not():
    assert written("motion", made())[0] == ["receipt", "kind", "name", "choice"]
    rows = written("motion", made(is_secret=True))
    assert rows[0] == ["receipt", "choice"]
    assert sorted(row[1] for row in rows[1:]) == ["abstain", "no", *["yes"] * 5]


@pytest.mark.parametrize(("method", "columns", "answers"), [
    ("consent", ["answer", "words"], [["consent", ""], ["object", "Noise."]]),
    ("gradients", ["choice"], [["abstain"], ["block"], ["endorse"]]),
    ("approval", list(KEYS), [["1", "1", "0", "0"], ["0", "0", "0", "0"]]),
    ("pot", list(KEYS), [["0", "1", "0", "1"]]),
    ("score", list(KEYS), [["5", "1", "", ""], ["", "", "", ""]]),
    ("irv", list(KEYS), [["1", "2", "", ""], ["2", "", "1", ""]]),
    ("stv", list(KEYS), [["1", "2", "", "3"]]),
    ("ranking", list(KEYS), [["2", "1", "", ""]]),
    ("division", list(KEYS), [["18", "1", "1", ""], ["", "", "", ""]]),
])  # fmt: skip
def test_every_method_has_a_table(method, columns, answers):
    rows = written(method, made_by(method, EXAMPLES[method], is_secret=True))
    assert rows[0] == ["receipt", *columns]
    assert len(rows) == len(EXAMPLES[method]) + 1
    for answer in answers:
        assert answer in [row[1:] for row in rows]


def test_ballots_stand_in_the_order_of_the_bundle():
    bundle = made_by("irv", EXAMPLES["irv"])
    assert [row[0] for row in written("irv", bundle)[1:]] == [one["receipt"] for one in bundle.ballots]


def test_a_box_without_ballots_has_only_its_columns():
    assert written("approval", made_by("approval", [])) == [list(KEYS)]
