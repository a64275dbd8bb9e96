"""Where so few vote in secret that a list could tell who chose what, two people read the ballots and nobody else."""

import io
import json
import re
import zipfile

import pytest
from django.db import transaction
from django.urls import reverse

from community.record.verdict import Refused
from governance.voting import actions as voting
from governance.voting import files, rules
from governance.voting.bundle import verify, writer
from governance.voting.bundle.recount import recount
from tests import make
from tests.boxes import about_money

from .bundle.made import reseal

pytestmark = pytest.mark.django_db

DOORS = ("vote_scrutiny", "vote_scrutiny_file")


@pytest.fixture
def small(board, members):
    """Three people voted in secret: two yes, one no."""
    vote = make.vote(board, by=members[0], seconded_by=members[1], mode="secret")
    vote = make.decided(vote, yes=members[:2], no=members[2:])
    voting.publish(vote)
    return vote


def codes(vote) -> list[str]:
    return [ballot["receipt"] for ballot in files.ballots_of(vote)]


def unpacked(response, folder):
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as packed:
        packed.extractall(folder)
    return folder / packed.namelist()[0].split("/")[0]


@pytest.mark.parametrize(
    ("is_secret", "ballots", "listed"), [(False, 1, True), (True, 19, False), (True, 20, True), (True, 0, False)]
)
def test_ballots_are_listed_from_twice_the_least_group_on(is_secret, ballots, listed):
    assert rules.lists_ballots(is_secret=is_secret, ballots=ballots, k_min=10) is listed


def test_the_published_files_hold_the_root_and_the_sums_and_no_ballot(client, small, tmp_path):
    folder = unpacked(client.get(reverse("vote_count", args=[small.pk])), tmp_path)
    everything = b"".join(path.read_bytes() for path in folder.iterdir())

    said = verify.verify(str(folder), files.head_of(small))

    assert (folder / "ballots.jsonl").read_bytes() == b"" and not list(folder.glob("ballots.[!j]*"))
    assert [code for code in codes(small) if code.encode() in everything] == []
    assert "not listed" in " ".join(said)
    assert json.loads((folder / "tally.json").read_text())["by_choice"] == {"yes": 2, "no": 1, "abstain": 0}


def test_the_two_who_asked_for_the_vote_read_its_ballots_and_hold_them_against_the_root(
    client, small, members, tmp_path
):
    for reader in members[:2]:
        client.force_login(reader)
        page = client.get(reverse("vote_scrutiny", args=[small.pk])).content.decode()
        assert all(code in page for code in codes(small))
    assert "no-store" in client.get(reverse("vote_scrutiny", args=[small.pk]))["Cache-Control"]

    theirs = unpacked(client.get(reverse("vote_scrutiny_file", args=[small.pk])), tmp_path)

    assert verify.verify(str(theirs))
    published = json.loads(b"".join(files.one_file(small, files.head_of(small), "manifest.json")))
    assert json.loads((theirs / "manifest.json").read_text())["root"] == published["root"]


def test_nobody_else_gets_them(client, small, members, clerk):
    everybody = [None, members[2], clerk, make.person("ana"), make.staff("andre"), make.administrator()]
    for person in everybody:
        client.logout()
        if person:
            client.force_login(person)
        for door in DOORS:
            response = client.get(reverse(door, args=[small.pk]))
            assert response.status_code == (409 if person else 302), (person, door)
            assert b"yes" not in b"".join(response) or person
            assert not any(code.encode() in b"".join(response) for code in codes(small))
    pages = ["result", "vote", "api:vote", "vote_rules"]
    read = b"".join(client.get(reverse(name, args=[small.pk])).content for name in pages)
    assert [code for code in codes(small) if code.encode() in read] == []


def test_the_page_says_who_may_read_them_and_leads_only_those_two_there(client, small, members):
    page = client.get(reverse("result", args=[small.pk])).content.decode()
    assert (
        "Two people may read them" in page and "Noi" in page and reverse("vote_scrutiny", args=[small.pk]) not in page
    )
    client.force_login(members[0])
    page = client.get(reverse("result", args=[small.pk])).content.decode()
    assert reverse("vote_scrutiny", args=[small.pk]) in page


def test_there_is_no_such_page_for_other_votes_or_before_the_count(client, board, members):
    client.force_login(members[0])
    is_open = make.vote(board, by=members[0], seconded_by=members[1], text="Paint it", mode="secret")
    listed = make.decided(make.vote(board, by=members[0], seconded_by=members[1]), yes=members)
    for vote in (is_open, listed):
        for door in DOORS:
            assert client.get(reverse(door, args=[vote.pk])).status_code == 404


# --- What the sums tell -------------------------------------------------------------------------------------

# Two boxes of ballots with the same sums, by each way to ask: who reads those must not find the ballots.
SAME_SUMS = {
    "approval": ([["a", "b"], ["c"], []], [["a"], ["b", "c"], []]),
    "score": ([{"a": 3}, {"b": 2}, {"b": 1}], [{"a": 2, "b": 1}, {"a": 1}, {"b": 2}]),
    "irv": ([["a", "b"], ["a"], ["b", "c"]], [["a", "c"], ["a", "b"], ["b"]]),
}
PRINTS = re.compile(r"[0-9a-f]{64}")


def told(client, folder, vote) -> str:
    """All that anybody can read of a decided vote, without its fingerprints, which hang on receipts and on salt."""
    voting.publish(vote)
    files_of = unpacked(client.get(reverse("vote_count", args=[vote.pk])), folder)
    names = ("manifest.json", "rules.json", "ballots.jsonl", "tally.json")
    pages = [client.get(reverse(name, args=[vote.pk])).content.decode() for name in ("result", "vote", "api:vote")]
    return PRINTS.sub("", "".join([*((files_of / name).read_text() for name in names), *pages]))


@pytest.mark.parametrize("method", ["approval", "score", "irv"])
def test_nobody_finds_the_ballots_from_what_is_published_of_them(client, board, members, tmp_path, method):
    """The fingerprint of the choices alone, without receipts, would fit one list of ballots only: it is left out."""
    vote, seen = make.question(board, by=members[0], seconded_by=members[1], method=method, mode="secret"), []
    for number, choices in enumerate(SAME_SUMS[method]):
        saved = transaction.savepoint()
        for person, choice in zip(members, choices, strict=True):
            voting.cast(vote, by=person, choice=choice, receipt=f"code {person.pk}")
        voting.finish(vote, at=vote.closes_at)
        vote.refresh_from_db()
        seen.append(vote.tally.facts)
        assert "input" not in told(client, tmp_path / str(number), vote)
        transaction.savepoint_rollback(saved)
    assert seen[0] == seen[1], "the same sums say the same, whatever they come from"


def test_a_secret_division_among_few_tells_no_single_amount(client, board, members, tmp_path):
    vote = about_money(board, "division", by=members[0], mode="secret")
    vote.movers.create(person=members[0])
    for person, amount in zip(members, (7000, 6000, 5000), strict=True):
        voting.cast(vote, by=person, choice={"a": amount, "b": 10000 - amount - 1000, "c": 1000})
    voting.finish(vote, at=vote.closes_at)
    vote.refresh_from_db()
    voting.publish(vote)

    assert vote.tally.facts["result"]["average"]["whole"]["a"] == 6000
    assert not {"given", "input"} & set(vote.tally.facts["result"])
    assert "is not told amount by amount" in client.get(reverse("result", args=[vote.pk])).content.decode()
    client.force_login(members[0])
    theirs = unpacked(client.get(reverse("vote_scrutiny_file", args=[vote.pk])), tmp_path)
    assert verify.verify(str(theirs)), "who reads the ballots counts them again all the same"
    assert recount(theirs).found["result"]["average"]["whole"]["a"] == 6000


@pytest.fixture
def mixed():
    """A board with one seat that is no resident's."""
    rosa, noi, earl, ida = people = make.people("rosa noi earl ida")
    return make.board("Mixed", seated=[rosa, noi, earl], partners=[ida]), people


@pytest.mark.parametrize("method", ["motion", "irv"])
def test_whether_the_only_partner_voted_is_told_nowhere(client, mixed, tmp_path, method):
    """Three of four voted: with the partner or without, everybody reads the same."""
    board, (rosa, noi, earl, ida) = mixed
    ask = make.vote if method == "motion" else make.question
    vote, seen = ask(board, by=rosa, seconded_by=noi, method=method, mode="secret"), []
    for number, voters in enumerate([(rosa, noi, earl), (rosa, noi, ida)]):
        saved = transaction.savepoint()
        for person in voters:
            voting.cast(
                vote, by=person, choice="yes" if method == "motion" else ["a"], receipt=f"code {number}{person}"
            )
        voting.finish(vote, at=vote.closes_at)
        vote.refresh_from_db()
        seen.append((vote.tally.facts, vote.passed, told(client, tmp_path / str(number), vote)))
        manifest = json.loads(b"".join(files.one_file(vote, files.head_of(vote), "manifest.json")))
        assert (manifest["eligible"], manifest["voted"]) == ({"partner": 1, "resident": 3}, {"any": 3})
        page = client.get(reverse("result", args=[vote.pk])).content.decode()
        assert "How many did is not told in a secret vote" in page
        transaction.savepoint_rollback(saved)
    assert seen[0] == seen[1]
    assert seen[0][0]["resident_quorum"] | {"needed": 0} == {
        "have": None, "of": 3, "needed": 0, "holds": True, "clause": "vote.resident_quorum"
    }  # fmt: skip


def test_a_second_part_of_the_quorum_that_cannot_have_come_out_so_is_found(mixed, tmp_path):
    board, (rosa, noi, earl, _ida) = mixed
    vote = make.vote(board, by=rosa, seconded_by=noi, mode="secret")
    vote = make.decided(vote, yes=[rosa, noi, earl])
    head = voting.publish(vote)
    with zipfile.ZipFile(files.stored(vote, head)) as packed:
        packed.extractall(tmp_path)
    folder = tmp_path / f"vote-{vote.pk}"
    tally = json.loads((folder / "tally.json").read_text())
    tally["resident_quorum"]["holds"] = False

    (folder / "tally.json").write_bytes(writer.line_of(tally))
    reseal(folder)

    with pytest.raises(verify.Wrong, match="cannot have come out so"):
        verify.verify(str(folder))


def test_where_one_member_alone_can_ask_for_a_vote_none_is_secret(members):
    """They would be the only one to read the ballots, and to vouch for them."""
    board = make.board("Alone", seated=members, clauses={"vote.movers": 1})
    with pytest.raises(Refused, match="would be the only one"):
        voting.propose_motion(board, by=members[0], text="Meet on Mondays", mode="secret")
    assert voting.propose_motion(board, by=members[0], text="Meet on Mondays")
