"""`manage.py count`: one command that counts a published election again."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

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
    with pytest.raises(CommandError, match=r"counts \.pb files"):
        count("--rule", "greedy", file=tmp_path / "table.csv")


def test_what_was_put_right_is_told(tmp_path):
    wrong = tmp_path / "wrong.pb"
    wrong.write_text(TOWN.read_text().replace("num_votes;120", "num_votes;121"))
    assert "num_votes says 121; there are 120" in count("--rule", "greedy", file=wrong)[1]
