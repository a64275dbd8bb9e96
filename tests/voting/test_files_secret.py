"""Where so few vote in secret that a list could tell who chose what, two people read the ballots and nobody else."""

import io
import json
import zipfile

import pytest
from django.urls import reverse

from governance.voting import actions as voting
from governance.voting import files, rules
from governance.voting.bundle import verify
from tests import make

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
