"""The .pb format: read leniently and within bounds, written strictly, and the same after both."""

import contextlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.record.verdict import Refused
from governance.voting.counting import equal_shares, greedy
from governance.voting.counting.ballots import Ballots, Pot, Project
from governance.voting.counting.formats import Malformed, lines, pb, pb_writer

from .test_every_method import pot, pots

FACTS = {
    "description": "A pot", "country": "Germany", "unit": "Eastbank", "instance": "2026",
    "date_begin": "01.03.2026", "date_end": "31.03.2026", "language": "en", "currency": "EUR",
}  # fmt: skip
USUAL = """META
key;value
budget;100
vote_type;approval
PROJECTS
project_id;cost;votes;name;selected
1;60;2;A park;1
2;50;1;"A ""small"" school; yellow";0
VOTES
voter_id;vote
7;1
8;1,2
"""
MANY = "\n".join(f"fact{n};1" for n in range(9))


def read(text):
    return pb.read(io.BytesIO(text if isinstance(text, bytes) else text.encode()))


def changed(old, new):
    assert old in USUAL
    return read(USUAL.replace(old, new))


def test_a_file_is_read():
    found = read(USUAL)
    assert (found.sum, found.ids, found.costs, found.unit) == (100, ("1", "2"), [60, 50], 1)
    assert found.ballots.weights == {(0,): 1, (0, 1): 1}
    assert found.projects[1].name == 'A "small" school; yellow'
    assert found.published == ("1",)
    assert found.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + USUAL,
        USUAL.replace("\n", "\r\n"),
        USUAL.replace("\n", "\n\n"),
        USUAL.replace("META\n", "META;;;\n").replace("VOTES\n", "votes\n"),
        USUAL.replace("1,2", " 1 , 2 "),
        USUAL.replace(";60;", ";60.00;"),
        USUAL.replace(";60;", ";60,0;"),
        USUAL.replace("budget;100", "budget;1 00"),
        USUAL.replace("project_id;cost", "Project_ID;Cost"),
        USUAL.replace("key;value\n", ""),
        USUAL.rstrip("\n"),
    ],
)
def test_what_is_written_a_little_differently_is_the_same_election(text):
    assert read(text).digest == read(USUAL).digest


def test_cents_and_fractions_are_exact():
    found = changed(";60;", ";60.05;")
    assert (found.unit, found.costs) == (100, [6005, 5000])
    assert changed(";60;", ";121/2;").costs == [605, 500]


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ("budget;100", "budget;100\nnum_votes;3", "num_votes says 3; there are 2"),
        ("1;60;2", "1;60;5", "project 1: votes says 5; the ballots give 2"),
        ("8;1,2", "8;1,2,9", "line 12: 9 is not one of the projects; left out"),
        ("8;1,2", "8;1,2,1", "line 12: 1 is named twice; counted once"),
        ("8;1,2", "7;1,2", "line 12: voter 7 voted before; both ballots are counted"),
        (";60;", ";60,0;", "line 7: 60,0 is read as 60.0"),
        (
            "budget;100",
            "budget;100\nrule;greedy-exclusive",
            "line 4: the file was counted by greedy-exclusive; no rule here is that one",
        ),
        (
            "budget;100",
            "budget;100\nbudget_per_category;{'a': 50}",
            "line 4: budget_per_category is not counted; the budget is shared as one",
        ),
    ],
)
def test_what_the_file_says_of_itself_is_not_believed(old, new, note):
    found = changed(old, new)
    assert found.notes == (note,)
    assert found.ballots.weights == read(USUAL).ballots.weights


def test_the_fewest_votes_are_read_from_the_file():
    assert changed("budget;100", "budget;100\nmin_project_score_threshold;2").threshold == 2
    assert changed("budget;100", "budget;100\nmin_project_score_threshold;").threshold == 0


def test_only_the_first_notes_are_kept():
    found = read(USUAL + "9;x\n" * 100)
    assert len(found.notes) == pb.MOST_NOTES + 1
    assert found.notes[-1].startswith("and ")


def test_points_are_read_where_people_gave_points():
    text = USUAL.replace("approval", "cumulative").replace(
        "voter_id;vote\n7;1\n8;1,2", "voter_id;vote;points\n7;1;3\n8;1,2;1,2"
    )
    found = read(text.replace(";votes;", ";score;").replace("1;60;2", "1;60;4").replace("2;50;1", "2;50;2"))
    assert found.scores.totals == [4, 2]
    assert found.notes == ()
    assert greedy.count(found).winners == ("1",)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "META is missing"),
        ("hello", 1, "does not begin with META"),
        (b"PK\x03\x04rest", 1, "packed"),
        (b"\x1f\x8brest", 1, "packed"),
        (b"META\n\xff\xfe", 2, "UTF-8"),
        ("META\n\0", 2, "no text has"),
        ("META\nkey;value\n", 2, "PROJECTS is missing"),
        ("META\nVOTES\n", 2, "before the projects"),
        (USUAL.replace("project_id", "id"), 6, "project_id is missing"),
        (USUAL.replace(";cost;", ";price;"), 6, "cost is missing"),
        (USUAL.replace("voter_id;vote", "voter_id;says"), 10, "vote is missing"),
        (USUAL.replace("2;50", "1;50"), 8, "listed twice"),
        (USUAL.replace("2;50", ";50"), 8, "no id"),
        (USUAL.replace("2;50", "2;0"), 8, "above zero"),
        (USUAL.replace("2;50", "2;-5"), 8, "no sum of money"),
        (USUAL.replace("2;50", "2;nan"), 8, "no sum of money"),
        (USUAL.replace("2;50", "2;1e999999999"), 8, "no sum of money"),
        (USUAL.replace("2;50", "2;1/0"), 8, "no sum of money"),
        (USUAL.replace("2;50", "2;1/3"), 8, "six decimals"),
        (USUAL.replace("budget;100\n", ""), 4, "does not say its budget"),
        (USUAL.replace("budget;100", "budget;" + "9" * 40), 3, "no sum of money"),
        (USUAL.replace("budget;100", "budget;" + "9" * 15).replace(";60;", ";60.001;"), 3, "more money than"),
        (USUAL.replace("approval", "shouting"), 4, "cannot be counted"),
        (USUAL.replace("key;value", "key;value\n" + MANY).replace("approval", "shouting"), 13, "cannot be counted"),
        (USUAL.replace("budget;100", "budget;1,000"), 3, "thousands or decimals"),
        (USUAL.replace("2;50", "2;1234,567"), 8, "thousands or decimals"),
        (USUAL.replace("budget;100", "budget;100\nbudget;100"), 4, "says its budget twice"),
        (USUAL.replace(";cost;votes", ";cost;cost"), 6, "cost comes twice"),
        (USUAL.replace("voter_id;vote", "vote;vote"), 10, "vote comes twice"),
        (USUAL + USUAL, 13, "META comes twice"),
        (USUAL + "PROJECTS\n", 13, "PROJECTS comes twice"),
        ("PROJECTS\n" + USUAL, 1, "does not begin with META"),
        (USUAL.replace("PROJECTS\n", "min_project_score_threshold;1.5\nPROJECTS\n"), 5, "1.5 is no number of votes"),
        (USUAL.replace("PROJECTS\n", "min_project_score_threshold;10%\nPROJECTS\n"), 5, "10% is no number of votes"),
        (USUAL.replace("PROJECTS\n", "min_project_score_threshold;-5\nPROJECTS\n"), 5, "-5 is no number of votes"),
        (USUAL.replace("approval", "scoring"), 11, "does not give points"),
        (USUAL.replace("8;1,2", '8;"1,2') + "9;1\n" * 100, 12, "not closed"),
        (USUAL + "9;" + "1," * 200_000, 13, "too long"),
    ],
    ids=str,
)
def test_a_file_that_cannot_be_read_says_in_which_line_and_why(text, line, reason):
    with pytest.raises(Malformed) as wrong:
        read(text)
    assert wrong.value.line == line
    assert reason in str(wrong.value)


@pytest.mark.parametrize(
    ("module", "bound", "line", "reason"),
    [
        (lines, "MOST_BYTES", 1, "too large: 1 bytes"),
        (lines, "MOST_LINES", 2, "too large: 1 lines"),
        (lines, "MOST_DISTINCT", 12, "too large: 1 ballots that differ"),
        (lines, "MOST_NAMED", 12, "may name 1 options together"),
        (pb, "MOST_BEFORE_VOTES", 1, "too much before the votes"),
        (pb, "MOST_FACTS", 4, "too much about itself"),
        (pb, "MOST_PROJECTS", 8, "too many projects"),
    ],
)
def test_what_is_too_much_is_refused_on_its_line(module, bound, line, reason, monkeypatch):
    monkeypatch.setattr(module, bound, 1)
    with pytest.raises(Malformed, match=reason) as wrong:
        read(USUAL)
    assert wrong.value.line == line


def test_too_many_different_points_are_refused_on_their_line(monkeypatch):
    monkeypatch.setattr(lines, "MOST_PAIRS", 1)
    text = USUAL.replace("approval", "scoring").replace("voter_id;vote\n7;1\n8;1,2", "vote;points\n1;3\n1;3\n1;4")
    with pytest.raises(Malformed, match="too many different numbers") as wrong:
        read(text)
    assert wrong.value.line == 13


@given(st.binary(max_size=300), st.integers(0, len(USUAL)), st.integers(0, 40))
@settings(max_examples=200, deadline=None)
def test_no_damage_makes_a_traceback(noise, at, length):
    raw = USUAL.encode()
    try:
        found = read(raw[:at] + noise + raw[at + length :])
    except Malformed as wrong:
        assert str(wrong)
    else:
        greedy.count(found)


@given(pots(), st.sampled_from([1, 10, 100]), st.lists(st.text(max_size=30), min_size=6, max_size=6))
@settings(max_examples=100, deadline=None)
def test_what_is_written_reads_back_the_same(some, unit, names):
    projects = [Project(p.id, p.cost, " ".join(n.split())) for p, n in zip(some.projects, names, strict=False)]
    weights = {named: times for named, times in some.ballots.weights.items() if named}
    before = Pot(some.sum, tuple(projects), Ballots(some.ids, weights), unit=unit)
    result = equal_shares.count(before, completion="none")
    text = "".join(pb_writer.write(before, FACTS, result))
    after = read(text)
    assert after.digest == before.digest
    assert set(after.published or ()) == set(result.winners)
    assert after.notes == ()
    assert equal_shares.count(after, completion="none").winners == result.winners


@pytest.mark.parametrize("sent", [["ab", "a", "c", "bc", "ad"], ["ab", "a", "", "c", "d"]], ids=str)
@pytest.mark.parametrize("unit", [1, 100])
def test_the_formats_own_checker_passes_what_we_write(sent, unit, capsys):
    checker = pytest.importorskip("pabulib.checker")
    costs = (50, 30, 40, 20) if unit == 1 else (5050, 3001, 4000, 2000)
    town = pot(sent, costs, sum(costs) // 2)
    named = (
        Project(p.id, p.cost, name) for p, name in zip(town.projects, ['"Hi"; now', "Ü\nx", "y", "z"], strict=True)
    )
    town = Pot(town.sum, tuple(named), town.ballots, unit=unit)
    counts = [
        equal_shares.count(town, completion="none"), equal_shares.count(town), greedy.count(town),
        greedy.count(town, variant="no-skip"), greedy.count(town, variant="threshold", threshold=2),
    ]  # fmt: skip
    for result in (None, *counts):
        checked = checker.Checker().process_files(["".join(pb_writer.write(town, FACTS, result))])
        assert checked["metadata"]["valid"] == 1, checked


WAYS = [
    lambda pot: None, lambda pot: equal_shares.count(pot, completion="none"), equal_shares.count, greedy.count,
    lambda pot: greedy.count(pot, variant="no-skip"), lambda pot: greedy.count(pot, variant="threshold", threshold=2),
    lambda pot: equal_shares.count(pot, utility="cardinality", completion="increment-greedy"),
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(pots(), st.integers(0, 60), st.sampled_from(WAYS), st.sampled_from([1, 100]), st.lists(st.text(max_size=20)))
def test_the_formats_own_checker_passes_every_pot_whose_projects_fit_into_it(some, more, way, unit, names):
    checker = pytest.importorskip("pabulib.checker")
    names = dict(zip(some.ids, names, strict=False))
    projects = tuple(Project(p.id, p.cost * unit, names.get(p.id, "")) for p in some.projects)
    town = Pot((max(some.costs) + more) * unit, projects, some.ballots, unit=unit)
    if town.ballots.voters:
        with contextlib.redirect_stdout(io.StringIO()):  # it tells the terminal whatever it sees
            checked = checker.Checker().process_files(["".join(pb_writer.write(town, FACTS, way(town)))])
        assert checked["metadata"]["valid"] == 1, checked


def test_a_pot_that_pays_for_everything_says_so():
    for costs, said in (((30, 20), True), ((31, 20), False)):
        town = Pot.gather(50, [Project(name, cost) for name, cost in zip("ab", costs, strict=True)], ["ab"])
        assert ("fully_funded;1\n" in list(pb_writer.write(town, FACTS))) == said


@pytest.mark.parametrize(
    ("facts", "projects"),
    [
        (FACTS | {"country": ""}, [Project("a", 1)]),
        (FACTS | {"date_end": "2026-03-31"}, [Project("a", 1)]),
        (FACTS, [Project("a,b", 1)]),
        (FACTS, [Project("a b", 1)]),
    ],
)
def test_what_the_format_cannot_say_is_refused_before_a_line_is_written(facts, projects):
    with pytest.raises(Refused):
        next(pb_writer.write(Pot.gather(1, projects, []), facts))


def test_voters_are_numbered_in_no_order_in_which_they_came():
    one, other = pot(["b", "a", "c"]), pot(["c", "b", "a"])
    assert list(pb_writer.write(one, FACTS)) == list(pb_writer.write(other, FACTS))


@pytest.mark.parametrize(("sum", "unit", "written"), [(7000, 100, "70"), (7005, 100, "70.05"), (75, 10, "7.5")])
def test_sums_are_written_in_whole_units_with_the_decimals_they_need(sum, unit, written):
    town = Pot.gather(sum, [Project("a", unit)], ["a"], unit=unit)
    assert f"budget;{written}\n" in list(pb_writer.write(town, FACTS))
