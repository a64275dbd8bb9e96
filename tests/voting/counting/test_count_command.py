"""`manage.py count`: one command that counts a published election again."""

import inspect
import json
import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from governance.voting.counting import RULES, equal_shares, greedy

from .test_golden import DATA

TOWN = DATA / "eastbank.pb"


def count(*arguments, file=TOWN):
    out, err = StringIO(), StringIO()
    call_command("count", str(file), *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def winners(*arguments, **more):
    return json.loads(count(*arguments, "--json", **more)[0])["winners"]


def test_it_prints_winners_and_arithmetic():
    said, notes = count("--rule", "equal-shares", "--completion", "none")
    assert "paid" in said
    assert "too little" in said
    assert "Left:" in said
    assert notes == ""


def test_json_holds_the_whole_record():
    found = json.loads(count("--rule", "equal-shares", "--increment", "10", "--json")[0])
    assert found["winners"] == [one["project"] for one in found["rounds"]]
    assert found["parameters"] == found["parameters"] | {
        "utility": "cost",
        "completion": "increment",
        "increment": "10",
    }
    assert set(found["rounds"][0]["price"]) == {"exact", "about"}
    assert len(found["input"]) == 64


@pytest.mark.parametrize(
    "arguments",
    [
        ("--rule", "equal-shares", "--utility", "cardinality"),
        ("--rule", "equal-shares", "--increment", "0.5", "--exhaustive-stop"),
        ("--rule", "equal-shares", "--completion", "increment-greedy", "--increment", "25"),
        ("--rule", "equal-shares", "--min-vote-share", "10%", "--start", "whole"),
        ("--rule", "greedy", "--variant", "no-skip"),
        ("--rule", "greedy", "--variant", "threshold", "--threshold", "20"),
        ("--rule", "approval", "--seats", "2"),
        ("--rule", "score", "--seats", "2"),
    ],
)
def test_every_switch_is_understood(arguments):
    assert winners(*arguments)


def test_the_order_of_ties_can_be_given():
    file = DATA / "ties.pb"
    assert winners("--rule", "approval", "--ties", "c,b,a,d,e,f", file=file) == ["c"]
    assert winners("--rule", "approval", "--ties", "b,c,a,d,e,f", file=file) == ["b"]
    assert winners("--rule", "greedy", "--ties", "file", file=file) == winners("--rule", "greedy", file=file)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--rule", "greedy", "--utility", "cost"), "--utility is not a switch of greedy"),
        (("--rule", "equal-shares", "--utility", "fame"), "one of: cost, cardinality"),
        (("--rule", "equal-shares", "--increment", "-1"), "does not understand -1"),
        (("--rule", "equal-shares", "--min-vote-share", "x"), "does not understand x"),
        (("--rule", "equal-shares", "--min-vote-share", "101"), "between 0 and 100"),
        (("--rule", "greedy", "--ties", "p1,p2"), "every option once"),
    ],
)
def test_what_is_asked_wrongly_is_explained(arguments, reason):
    with pytest.raises(CommandError, match=reason):
        count(*arguments)


def test_a_broken_file_says_its_line_and_a_missing_one_that_it_is_missing(tmp_path):
    broken = tmp_path / "broken.pb"
    broken.write_text("META\nkey;value\nbudget;10\nPROJECTS\nproject_id;cost\n1;much\n")
    with pytest.raises(CommandError, match=r"broken\.pb, line 6: much is no sum of money"):
        count("--rule", "greedy", file=broken)
    with pytest.raises(CommandError, match="cannot be read"):
        count("--rule", "greedy", file=tmp_path / "none.pb")
    (tmp_path / "table.csv").touch()
    with pytest.raises(CommandError, match=r"counts \.pb files"):
        count("--rule", "greedy", file=tmp_path / "table.csv")


def test_what_was_put_right_is_told(tmp_path):
    wrong = tmp_path / "wrong.pb"
    wrong.write_text(TOWN.read_text().replace("num_votes;120", "num_votes;121"))
    assert "num_votes says 121; there are 120" in count("--rule", "greedy", file=wrong)[1]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--rule", "greedy", "--threshold", "20"), "--threshold goes with --variant threshold"),
        (("--rule", "greedy", "--threshold", "20", "--variant", "skip"), "--threshold goes with --variant threshold"),
        (
            ("--rule", "equal-shares", "--completion", "greedy", "--increment", "1"),
            "--increment goes with --completion increment or increment-greedy",
        ),
        (("--rule", "equal-shares", "--completion", "none", "--exhaustive-stop"), "--exhaustive-stop goes with"),
        (("--rule", "greedy", "--head", "5d41"), "--head goes with a vote of ours"),
    ],
)
def test_a_switch_that_would_change_nothing_says_with_what_it_goes(arguments, reason):
    with pytest.raises(CommandError, match=reason):
        count(*arguments)


@pytest.mark.parametrize(
    "arguments", [("--rule", "greedy"), ("--ties", "id"), ("--seats", "2"), ("--exhaustive-stop",)]
)
def test_a_vote_of_ours_takes_no_switch_of_a_rule(arguments, tmp_path):
    packed = tmp_path / "vote-1.zip"
    packed.touch()
    for file in (packed, tmp_path):
        with pytest.raises(CommandError, match=f"{arguments[0]} goes with a file of ballots"):
            count(*arguments, file=file)


def test_what_holds_where_nothing_is_chosen_is_what_the_rule_itself_says():
    for rule, counted in (("equal-shares", equal_shares.count), ("greedy", greedy.count)):
        usual = {option.name: option.usual for option in RULES[rule].options if option.usual}
        assert usual and usual == {name: inspect.signature(counted).parameters[name].default for name in usual}


@pytest.mark.parametrize("name", ["f.pb", "f.blt", "f.csv", "f.zip"])
def test_what_is_no_plain_file_is_refused_before_it_is_opened(tmp_path, name):
    os.mkfifo(tmp_path / name)
    (tmp_path / f"link-{name}").symlink_to("/dev/zero")
    for file in (tmp_path / name, tmp_path / f"link-{name}"):
        with pytest.raises(CommandError, match="is not a plain file"):
            count("--rule", "greedy", file=file)


def test_a_name_that_no_file_can_have_is_refused_in_a_sentence():
    for ending in (".pb", ".zip", ""):
        with pytest.raises(CommandError, match="cannot be read: File name too long"):
            count("--rule", "greedy", file="n" * 300 + ending)


class Terminal(StringIO):
    """One that has no letters but those of English."""

    encoding = "ascii"


def test_letters_that_the_terminal_does_not_have_are_escaped(tmp_path):
    file = tmp_path / "names.csv"
    file.write_text("Zoë,Łukasz\n1,0\n", encoding="utf-8")
    for arguments in ((), ("--json",)):
        out = Terminal()
        call_command("count", str(file), "--rule", "approval", *arguments, stdout=out)
        assert out.getvalue().isascii()
    assert json.loads(out.getvalue())["winners"] == ["Zoë"]
    assert "Zoë" in count("--rule", "approval", "--json", file=file)[0]


@pytest.mark.parametrize("ties", ['Cy,"Smith, J",Bo', ' Cy , "Smith, J" , Bo ', 'Cy,"Smith, J",Dee,Bo'])
def test_an_order_of_ties_names_people_with_commas_and_may_name_who_withdrew(tmp_path, ties):
    file = tmp_path / "board.blt"
    file.write_text('4 1\n-4\n1 1 0\n1 2 0\n1 3 0\n0\n"Smith, J"\n"Bo"\n"Cy"\n"Dee"\n"Our board"\n')
    assert winners("--rule", "irv", "--ties", ties, file=file) == ["Cy"]
    with pytest.raises(CommandError, match="every option once"):
        count("--rule", "irv", "--ties", "Cy,Smith, J,Bo", file=file)
    with pytest.raises(CommandError, match='"quoted" where one has a comma'):
        count("--rule", "irv", "--ties", "Cy\nBo", file=file)


def test_points_that_a_rule_does_not_count_are_told(tmp_path):
    file = tmp_path / "points.pb"
    file.write_text(
        "META\nbudget;10\nvote_type;scoring\nPROJECTS\nproject_id;cost\na;5\nb;6\nVOTES\nvote;points\na,b;1,9\n"
    )
    for rule, is_told in (("equal-shares", True), ("approval", True), ("greedy", False), ("score", False)):
        assert ("people gave points" in count("--rule", rule, file=file)[1]) == is_told
