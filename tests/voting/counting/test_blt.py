""".blt files: what we write is read again as it was; what others write is read leniently, or refused with a line."""

import gzip
import io
import json
import time
import zipfile

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.voting.counting.formats import Malformed, blt, lines
from governance.voting.counting.rankings import Contest, Rankings

PLAIN = """3 2
2 1 2 0
1 3 0
0
"Ada"
"Bo"
"Cy"
"Our board"
"""


def read(text: str | bytes) -> Contest:
    return blt.read(io.BytesIO(text.encode() if isinstance(text, str) else text))


names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)


@st.composite
def contests(draw):
    """Any contest that can be written: names of any letters, weights, people who withdrew."""
    ids = tuple(draw(st.lists(names.filter(bool), min_size=1, max_size=6, unique=True)))
    ranking = st.permutations(range(len(ids))).flatmap(lambda o: st.integers(0, len(o)).map(lambda n: tuple(o[:n])))
    weights = draw(st.dictionaries(ranking, st.integers(1, 10_000), max_size=8))
    withdrawn = tuple(sorted(draw(st.sets(st.integers(0, len(ids) - 1)))))
    return Contest(draw(st.integers(1, 5)), Rankings(ids, weights), draw(names), withdrawn)


@settings(max_examples=120, deadline=None)
@given(contests())
def test_what_is_written_is_read_again_as_it_was(contest):
    assert read(blt.write(contest)) == contest


@settings(max_examples=100, deadline=None)
@given(contests())
def test_writing_twice_gives_the_same_bytes(contest):
    text = blt.write(contest)
    assert blt.write(read(text)) == text


@settings(max_examples=120, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text('0123456789 -\n"#()=abc\\\t', max_size=200).map(str.encode)))
def test_whatever_a_file_holds_it_is_read_or_refused_with_a_line(content):
    try:
        read(content)
    except Malformed as wrong:
        assert wrong.line >= 1
        assert str(wrong)


@settings(max_examples=120, deadline=None)
@given(st.integers(0, len(PLAIN) - 1), st.sampled_from('0123456789 -\n"#x'))
def test_one_wrong_letter_is_read_or_refused_with_a_line(at, letter):
    try:
        read(PLAIN[:at] + letter + PLAIN[at + 1 :])
    except Malformed as wrong:
        assert 1 <= wrong.line <= 9


def test_a_plain_file_is_read():
    contest = read(PLAIN)

    assert (contest.seats, contest.title, contest.notes) == (2, "Our board", ())
    assert contest.rankings.ids == ("Ada", "Bo", "Cy")
    assert contest.rankings.weights == {(0, 1): 2, (2,): 1}


def test_ballots_are_written_sorted_and_once():
    text = blt.write(Contest(1, Rankings.gather(["Ada", "Bo"], [["Bo"], ["Ada"], [], ["Bo"]]), 'A "vote"', (1,)))

    assert text == '2 1\n-2\n1 0\n1 1 0\n2 2 0\n0\n"Ada"\n"Bo"\n"A \\"vote\\""\n'


@pytest.mark.parametrize(("before", "after"), [
    ('"Ada"', "Ada"),
    ('"Ada"', '  "Ada"  # the first'),
    ('"Ada"\n"Bo"', '"Ada" "Bo"'),
    ("2 1 2 0", "2\t1\t2\t0"),
    ("2 1 2 0", "# a comment\n\n2 1 2 0 # another"),
    ("2 1 2 0", "1 1 2 0\n1 1 2 0"),
    ("2 1 2 0", "(paper 17) 2 1 2 0"),
    ("3 2", "\ufeff3 2"),
    ("\n", "\r\n"),
])  # fmt: skip
def test_what_others_write_otherwise_means_the_same(before, after):
    assert read(PLAIN.replace(before, after)) == read(PLAIN)


@pytest.mark.parametrize(("before", "after", "note"), [
    ("1 3 0\n0\n", "1 3 0\n", "line 4: the 0 after the ballots is missing"),
    ("1 3 0", "1 3", "line 3: the 0 after the ballot is missing"),
    ('"Our board"\n', "", "line 7: the title is missing"),
    ("1 3 0", "1 3 1=2 0", "line 3: a place is skipped or shared; the ballot ends before it"),
    ("1 3 0", "1 3 - 2 0", "line 3: a place is skipped or shared; the ballot ends before it"),
    ("1 3 0", "1 3 3 0", "line 3: 3 is ranked twice; the better place counts"),
])  # fmt: skip
def test_what_is_put_right_is_said(before, after, note):
    contest = read(PLAIN.replace(before, after))

    assert contest.notes == (note,)
    assert contest.rankings.weights == {(0, 1): 2, (2,): 1}


@pytest.mark.parametrize(("written", "name"), [
    (r'"Ann \"Annie\" Lee"', 'Ann "Annie" Lee'),
    ('"Ann ""Annie"" Lee"', 'Ann "Annie" Lee'),
    ('"Ann "Annie" Lee"', 'Ann "Annie" Lee'),
    (r'"back\\slash"', "back\\slash"),
    ("3 Rivers party", "3 Rivers party"),
    ("Màiri NicDhòmhnaill (Ind)", "Màiri NicDhòmhnaill (Ind)"),
])  # fmt: skip
def test_names_are_read_as_they_were_meant(written, name):
    assert read(PLAIN.replace('"Ada"', written)).rankings.ids[0] == name


def test_two_people_of_one_name_are_told_apart_by_their_numbers():
    contest = read(PLAIN.replace('"Bo"', '"Ada"'))

    assert contest.rankings.ids == ("Ada", "Ada (2)", "Cy")
    assert len(contest.notes) == 1


def test_who_withdrew_is_on_the_ballots_and_is_not_elected():
    contest = read(PLAIN.replace("3 2\n", "3 2\n-1 -3\n"))

    assert contest.withdrawn == (0, 2)
    assert contest.ids == ("Bo",)
    assert contest.standing.weights == {(0,): 2, (): 1}


@pytest.mark.parametrize(("text", "line", "said"), [
    ("", 1, "two numbers"),
    ("three two\n", 1, "two numbers"),
    ("3 0\n", 1, "one seat"),
    ("0 1\n", 1, "between 1 and"),
    (PLAIN.replace("1 3 0", "1 4 0"), 3, "4 is not the number of a candidate"),
    (PLAIN.replace("3 2\n", "3 2\n-4\n"), 2, "4 is not the number"),
    (PLAIN.replace("1 3 0", "1.5 3 0"), 3, "1.5 is no number of ballots"),
    (PLAIN.replace("1 3 0", "1 99999999999 0"), 3, "not the number"),
    (PLAIN[:12], 2, "may be cut off"),
    (PLAIN.replace('"Cy"\n"Our board"\n', ""), 6, "2 of 3 names"),
    (PLAIN + '"and more"\n', 9, "more names than"),
    (PLAIN.replace("2 1 2 0", "2 1 x 0"), 2, "not a ballot"),
    (PLAIN.replace('"Ada"', '"' + "a" * 600 + '"'), 5, "too long"),
    (PLAIN.replace("1 3 0", "1 3" + " 3" * 100_000), 3, "too long"),
    (PLAIN.encode().replace(b"Ada", b"\xff\xfe"), 5, "UTF-8"),
    (PLAIN.replace("Ada", "A\0da"), 5, "character"),
])  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_line_and_the_reason(text, line, said):
    with pytest.raises(Malformed, match=said) as wrong:
        read(text)
    assert wrong.value.line == line


def test_packed_files_are_not_opened():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("election.blt", b"0" * 10_000_000)
    for content in (packed.getvalue(), gzip.compress(b"0" * 1_000_000)):
        with pytest.raises(Malformed, match="packed"):
            read(content)


def test_a_file_is_not_read_beyond_its_bounds(monkeypatch):
    monkeypatch.setattr(lines, "MOST_BYTES", 20)
    with pytest.raises(Malformed, match="too large"):
        read(PLAIN)
    monkeypatch.undo()
    with pytest.raises(Malformed, match="too large"):
        read("2 1\n999999999 1 0\n999999999 2 0\n0\na\nb\n")


def test_only_the_first_notes_are_kept():
    contest = read(PLAIN.replace("1 3 0\n", "1 3\n" * 50))

    assert len(contest.notes) == blt.MOST_NOTES + 1
    assert contest.notes[-1] == "and 30 more"


@pytest.mark.parametrize("line", ['"' * 199_999, '"' + '\\"' * 99_000, '"a" ' * 40_000, "9" * 199_999, "(" * 199_999])
def test_a_hostile_line_is_dealt_with_at_once(line):
    start = time.process_time()
    with pytest.raises(Malformed):
        read(PLAIN.replace("1 3 0", line))
    assert time.process_time() - start < 1


def test_one_command_counts_a_file_again(tmp_path, capsys):
    file = tmp_path / "board.blt"
    file.write_text(PLAIN)

    call_command("count", file, rule="stv", json=True)
    said = json.loads(capsys.readouterr().out)
    call_command("count", file, rule="irv")

    assert said["winners"] == ["Ada", "Cy"]
    assert said["rounds"][0]["totals"] == {"Ada": "2.00000", "Bo": "0.00000", "Cy": "1.00000"}
    assert "  1. Ada" in capsys.readouterr().out.splitlines()
    call_command("count", file, rule="ranking", json=True)
    assert json.loads(capsys.readouterr().out)["winners"] == ["Ada", "Bo", "Cy"]


def test_one_command_says_the_line_that_cannot_be_read(tmp_path):
    file = tmp_path / "board.blt"
    file.write_text(PLAIN.replace("1 3 0", "1 4 0"))

    with pytest.raises(CommandError, match=r"board.blt, line 3: 4 is not the number of a candidate"):
        call_command("count", file, rule="stv")
