"""From the ballot to the kitchen table: a decided vote, downloaded and counted again by somebody who trusts nobody."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from pabulib.checker import Checker

from community.record.models import Entry
from community.record.verdict import Refused
from governance.voting import actions as voting
from governance.voting import files, tasks
from tests import make

from . import asked

pytestmark = pytest.mark.django_db


def pythons() -> list[str]:
    """The Python that runs this, and the oldest one on the machine that the verifier promises to run on."""
    kept = [
        path for path in Path.home().glob(".pyenv/versions/3.*/bin/python3") if int(path.parts[-3].split(".")[1]) >= 8
    ]
    oldest = sorted(kept, key=lambda path: [int(part) for part in path.parts[-3].split(".")])[:1]
    return list(dict.fromkeys([sys.executable, *map(str, oldest)]))


def downloaded(client, vote, folder) -> Path:
    """What somebody has on their disk after the download."""
    response = client.get(reverse("vote_count", args=[vote.pk]))
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as packed:
        packed.extractall(folder)
    return folder / f"vote-{vote.pk}"


def verified(folder, head, python=sys.executable):
    done = subprocess.run([python, "-I", "-S", folder / "verify.py", "--head", head], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("mode", ["open", "secret"])
@pytest.mark.parametrize("method", asked.ANSWERS)
def test_a_vote_of_every_kind_counts_again_at_home(client, tmp_path, capsys, method, mode):
    board, people = asked.hall()
    vote = asked.decided(asked.put(board, people, method, mode=mode), people)
    head = voting.publish(vote)

    folder = downloaded(client, vote, tmp_path)

    for python in pythons():
        code, said = verified(folder, head, python)
        assert code == 0 and "counted again they give the published result" in said, f"{python}: {said}"
    assert json.loads((folder / "tally.json").read_text()) == vote.tally.facts
    assert len((folder / "ballots.jsonl").read_text().splitlines()) == 10
    call_command("count", str(folder), "--head", head)
    assert "The house's own methods count the same." in capsys.readouterr().out
    assert len((folder / "ballots.csv").read_text().splitlines()) == 11
    if method == "pot":
        errors = Checker().process_files([str(folder / "ballots.pb")])
        assert errors["metadata"]["valid"] == 1, errors
    if method in ("irv", "stv", "ranking"):
        call_command("count", str(folder / "ballots.blt"), "--rule", method, "--ties", "file", "--json")
        titles = [asked.OPTIONS[key] for key in vote.tally.facts["result"]["winners"]]
        assert json.loads(capsys.readouterr().out)["winners"] == titles


def test_the_same_vote_gives_the_same_file_and_publishing_twice_changes_nothing(vote, members, tmp_path):
    make.decided(vote, yes=members)
    head = voting.publish(vote)
    first = files.stored(vote, head).read()
    with (tmp_path / "again.zip").open("w+b") as again:
        assert voting.write_files(vote, tmp_path / "again", again, is_listed=True) == head
        assert again.read() == first

    assert voting.publish(vote) == head
    assert Entry.objects.filter(verb="vote.published").count() == 1


def test_the_clock_publishes_what_was_decided_and_the_record_has_the_fingerprint(client, vote, members):
    make.decided(vote, yes=members)
    assert client.get(reverse("vote_count", args=[vote.pk])).status_code == 404

    assert (tasks.publish_due(), tasks.publish_due()) == (1, 0)

    entry = Entry.objects.get(verb="vote.published")
    head = hashlib.sha256(inside(vote, "manifest.json")).hexdigest()
    assert entry.facts["facts"] == {"head": head, "listed": True}
    page = client.get(reverse("result", args=[vote.pk])).content.decode()
    assert page.count(head) >= 2
    data = client.get(reverse("api:vote", args=[vote.pk])).json()
    assert (data["fingerprint"], data["files"]) == (head, reverse("vote_count", args=[vote.pk]))
    listed = client.get(reverse("api:votes")).json()
    assert [one["fingerprint"] for one in listed] == [head]


def inside(vote, name) -> bytes:
    """One of the published files."""
    return b"".join(files.one_file(vote, files.head_of(vote), name))


def test_nothing_is_published_before_the_vote_is_decided(client, vote, members):
    voting.cast(vote, by=members[0], choice="yes")
    voting.close(vote, at=vote.closes_at)
    with pytest.raises(Refused, match="before the vote is decided"):
        voting.publish(vote)
    assert client.get(reverse("vote_count_file", args=[vote.pk, "ballots.jsonl"])).status_code == 404


def test_the_rules_are_public_from_the_opening_on_and_are_what_their_fingerprint_was_made_of(client, board, members):
    called = make.vote(board, by=members[0], seconded_by=members[1], opened=False)
    assert client.get(reverse("vote_rules", args=[called.pk])).status_code == 404

    vote = voting.open_vote(called, at=called.opens_at)

    text = client.get(reverse("vote_rules", args=[vote.pk])).content
    assert hashlib.sha256(text).hexdigest() == vote.rules_hash
    make.decided(vote, yes=members)
    voting.publish(vote)
    asked_by = json.loads(inside(vote, "rules.json"))
    assert json.loads(text).items() <= asked_by.items()


def test_each_file_is_had_by_itself_and_no_other(client, vote, members):
    make.decided(vote, yes=members)
    voting.publish(vote)
    for name in ("manifest.json", "rules.json", "ballots.jsonl", "tally.json", "record.jsonl", "verify.py"):
        response = client.get(reverse("vote_count_file", args=[vote.pk, name]))
        assert b"".join(response.streaming_content) == inside(vote, name)
        assert int(response["Content-Length"]) == len(inside(vote, name))
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    for name in ("..", "vote-1", "manifest.json.txt", "%2e%2e", "a" * 300, "ballots.blt"):
        assert client.get(f"/votes/{vote.pk}/count/{name}").status_code in (301, 404), name


def test_who_has_the_file_already_is_told_so(client, vote, members):
    make.decided(vote, yes=members)
    head = voting.publish(vote)
    for path in (reverse("vote_count", args=[vote.pk]), reverse("vote_count_file", args=[vote.pk, "tally.json"])):
        response = client.get(path)
        assert "public" in response["Cache-Control"] and head in response["ETag"]
        again = client.get(path, headers={"if-none-match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_no_name_no_reason_and_no_address_leaves_with_the_files(members, clerk):
    board = make.board(seated=members, clerk=clerk, clauses={"vote.quorum": ">=1/3"})
    vote = make.vote(board, by=members[0], seconded_by=members[1], mode="secret")
    voting.disclose(vote.subject, by=members[2], grade=2, why="My sister is ill.")
    vote = make.decided(vote, yes=members[:2])
    voting.publish(vote)

    said = b"".join(inside(vote, name) for name in ("record.jsonl", "tally.json", "rules.json", "manifest.json"))

    assert b"item.stepped_back" in said, "who stepped back is part of the count"
    told = ["sister", *(word for one in [*members, clerk] for word in (one.name, one.email))]
    assert [word for word in told if word.encode() in said] == []


def test_files_that_were_lost_are_written_again_and_are_the_same(vote, members):
    make.decided(vote, yes=members)
    head = voting.publish(vote)
    files.default_storage.delete(files.place_of(vote, head))
    assert files.fault(vote, head) == "its files are missing"

    assert voting.publish(vote) == head and files.fault(vote, head) == ""
    assert Entry.objects.filter(verb="vote.published").count() == 1


def test_files_written_again_by_a_later_version_have_another_fingerprint_and_the_record_says_so(
    vote, members, settings
):
    make.decided(vote, yes=members)
    before = voting.publish(vote)
    files.default_storage.delete(files.place_of(vote, before))
    settings.VERSION = "0.2.0"

    after = voting.publish(vote)

    assert before != after == files.head_of(vote)
    assert [entry.facts["facts"]["head"] for entry in Entry.objects.filter(verb="vote.published").order_by("seq")] == [
        before, after,
    ]  # fmt: skip


def test_a_torn_file_makes_way_for_a_whole_one(vote, members):
    make.decided(vote, yes=members)
    head = voting.publish(vote)
    place = files.place_of(vote, head)
    whole = files.stored(vote, head).read()
    Path(files.default_storage.path(place)).write_bytes(whole[:-200])
    assert files.fault(vote, head) == "its files are broken"

    voting.publish(vote)

    assert files.stored(vote, head).read() == whole
