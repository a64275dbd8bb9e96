"""Ballots from a table: ours come back as they were, others' are read, and what cannot be is named with its line."""

import io
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.voting.counting.formats import Malformed, csv, table

from .test_count_command import winners

KEYS = ["a", "b", "c"]


def read(text: str):
    return csv.read(io.BytesIO(text.encode()))


def ours(method: str, choices) -> str:
    """Our own table of these choices."""
    sent = [{"receipt": f"r{n}", "kind": "resident", "seat": n, "choice": choice} for n, choice in enumerate(choices)]
    return "".join(table.ballots(method, KEYS, sent))


rankings = st.lists(st.permutations(KEYS).flatmap(lambda keys: st.integers(0, 3).map(lambda n: keys[:n])), min_size=1)
points = st.lists(st.dictionaries(st.sampled_from(KEYS), st.integers(1, 10)), min_size=1)


@settings(max_examples=60, deadline=None)
@given(rankings)
def test_our_rankings_come_back_as_they_were(choices):
    found = read(ours("irv", choices)).standing
    assert found.weights == Counter(tuple(KEYS.index(key) for key in choice) for choice in choices)


@settings(max_examples=60, deadline=None)
@given(points)
def test_our_points_and_names_come_back_as_they_were(choices):
    scores = read(ours("score", choices)).scores
    assert scores.totals == [sum(choice.get(key, 0) for choice in choices) for key in KEYS]
    named = read(ours("approval", [sorted(choice) for choice in choices])).ballots
    assert named.support == [sum(key in choice for choice in choices) for key in KEYS]
    assert named.people == len(choices)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_that_somebody_kept_in_a_spreadsheet_is_read(delimiter):
    text = "\ufeffAda,Bo\r\n1,2\r\n,1\r\n\r\n2,1\r\n".replace(",", delimiter)
    found = read(text)
    assert found.ids == ("Ada", "Bo")
    assert found.standing.weights == {(0, 1): 1, (1,): 1, (1, 0): 1}


@pytest.mark.parametrize("names", ["Seat,Park,Pool", "name,Park", "seat,kind", "Receipt,Park", "kind,receipt,Park"])
def test_an_option_that_is_called_like_a_column_of_ours_is_an_option(names):
    found = read(f"{names}\r\n" + ",".join("1" for _name in names.split(",")) + "\r\n")
    assert found.ids == tuple(names.split(",")) and not found.notes
    assert found.ballots.support == [1] * len(found.ids)


@pytest.mark.parametrize("about", ["receipt", "receipt,kind,seat", "receipt,kind,seat,name", "receipt,name"])
def test_what_our_own_tables_say_about_a_ballot_is_passed_over_and_told(about):
    found = read(f"{about},Park\r\n" + "x," * len(about.split(",")) + "1\r\n")
    assert found.ids == ("Park",)
    assert found.notes == ("columns that are no options, as in our own tables: " + about.replace(",", ", "),)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "names the options"),
        ("receipt,kind\r\n", 1, "names the options"),
        ("a,a\r\n1,2\r\n", 1, "twice"),
        ("a,b\r\n1\r\n", 2, "another number of cells"),
        ("a,b\r\n1,2\r\n1,x\r\n", 3, "whole number"),
        ("a,b\r\n1,-1\r\n", 2, "whole number"),
        ("a,b\r\n1,1000001\r\n", 2, "whole number"),
        ("a,b\r\n1,²\r\n", 2, "whole number"),
        ('a,b\r\n"1,2\r\n', 2, "no line of a table"),
        ('a,b\r\n"1"2,2\r\n', 2, "no line of a table"),
        ("a,b\r1,2\r", 1, "line ends of another kind"),
        ("a,b\r\n1,2\r1,2\r\n", 2, "line ends of another kind"),
        ("PK\x03\x04a,b\r\n", 1, "packed"),
        (",".join(f"o{n}" for n in range(1001)) + "\r\n", 1, "more than 1000"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text, line, said):
    with pytest.raises(Malformed, match=said) as wrong:
        read(text)
    assert wrong.value.line == max(line, 0) or not text


def test_a_place_that_is_given_twice_or_left_out_is_named_with_its_line():
    for row in ("1,1", "2,3", "0,2"):
        with pytest.raises(Malformed, match="each once") as wrong:
            _ = read(f"a,b\r\n1,2\r\n{row}\r\n").standing
        assert wrong.value.line == 3


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_whatever_is_in_the_file_it_is_read_or_refused(raw):
    try:
        found = csv.read(io.BytesIO(raw))
        _ = found.ballots, found.scores, found.standing
    except Malformed:
        pass


@pytest.mark.parametrize(
    ("rule", "won"),
    [("approval", ["a"]), ("score", ["b"]), ("irv", ["a"]), ("stv", ["a"]), ("ranking", ["a", "b", "c"])],
)
def test_one_command_counts_a_table(tmp_path, rule, won):
    file = tmp_path / "ballots.csv"
    file.write_text("a,b,c\r\n1,2,\r\n1,2,3\r\n1,,\r\n,1,\r\n")
    assert winners("--rule", rule, file=file) == won
