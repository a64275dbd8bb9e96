"""Whoever changes a vote past the house, with the guards off, is found: by the command, or by the file at home."""

import json
import tempfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from community.record import chain, guards
from community.record.models import canonical
from governance.boards import actions as boards
from governance.voting import actions as voting
from governance.voting import files
from governance.voting.bundle import verify
from governance.voting.bundle.verify import leaf_of
from governance.voting.models import Ballot, CountedBallot, RollEntry, Tally, Vote
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(vote, members):
    """A decided vote with its files, in a database whose guards somebody took away."""
    make.decided(vote, yes=members[:2], no=members[2:])
    voting.publish(vote)
    guards.remove_all(connection)
    return Vote.objects.get(pk=vote.pk)


def verify_votes() -> str:
    said = StringIO()
    call_command("verify_votes", stdout=said)
    return said.getvalue()


def stuff_roll(vote):
    RollEntry.objects.create(vote=vote, person=make.person("eve"), seat_number=99, seat_kind="resident", voted=True)


def add_alternate(vote):
    alternate = boards.name_alternate(vote.board, make.person("eve"), kind="resident", chosen="lottery")
    RollEntry.objects.create(vote=vote, person=alternate.person, seat_kind="resident", alternate=alternate)


def other(line) -> str:
    return canonical(line.facts | {"choice": "no" if line.facts["choice"] == "yes" else "yes"})


def change_ballot(vote):
    line = vote.counted.first()
    CountedBallot.objects.filter(pk=line.pk).update(text=other(line))


def change_ballot_well(vote):
    line = vote.counted.first()
    text = other(line)
    CountedBallot.objects.filter(pk=line.pk).update(text=text, leaf=leaf_of(text.encode()).hex())


def change_tally(vote):
    facts = vote.tally.facts
    facts["by_choice"] |= {"yes": 3, "no": 0}
    Tally.objects.update(text=canonical(facts))


TAMPERED = {
    "somebody put on the roll": (stuff_roll, "its roll is not the one with which it opened"),
    "an alternate nobody called": (add_alternate, "the alternates on its roll are not those who were called"),
    "a seat of another kind": (
        lambda vote: vote.roll.filter(seat_number=1).update(seat_kind="partner"),
        "its roll is not the one",
    ),
    "another seed": (
        lambda vote: Vote.objects.filter(pk=vote.pk).update(seed="0" * 32),
        "its ties comes from another seed than it was bound to",
    ),
    "a mark taken away": (
        lambda vote: vote.roll.filter(seat_number=1).update(voted=False),
        "there are 3 ballots and 2 marks",
    ),
    "a ballot changed": (change_ballot, "a ballot was changed"),
    "a ballot changed with its fingerprint": (change_ballot_well, "its ballots are not those that were in the box"),
    "a ballot dropped": (lambda vote: vote.counted.first().delete(), "its ballots are not those"),
    "a ballot that cannot be read": (lambda vote: vote.counted.update(text="{"), "its rows cannot be read"),
    "a ballot under somebody's name": (
        lambda vote: Ballot.objects.filter(vote=vote).update(choice="no"),
        "the ballots under people's names are not those that were counted",
    ),
    "the tally": (change_tally, "its tally is not the one that was certified"),
    "the outcome": (lambda vote: Vote.objects.filter(pk=vote.pk).update(passed=False), "another outcome"),
    "the rules": (
        lambda vote: Vote.objects.filter(pk=vote.pk).update(rules_text=vote.rules_text.replace(">1/2", ">=1/9")),
        "its rules are not those with which it opened",
    ),
    "the files": (
        lambda vote: files.default_storage.delete(files.place_of(vote, files.head_of(vote))),
        "its files are missing",
    ),
}


def test_votes_of_every_stage_hold(board, members, vote, counted):
    secret = make.vote(board, by=members[0], seconded_by=members[1], text="Rest on Sundays", mode="secret")
    for person in members[:2]:
        voting.cast(secret, by=person, choice="yes")
    is_open = make.vote(board, by=members[0], seconded_by=members[1], text="Rest on Mondays")
    voting.cast(is_open, by=members[0], choice="yes")
    voting.replace(is_open, by=members[0], choice="no", version=1)
    assert verify_votes() == "The votes hold: 1 counted again.\n"


@pytest.mark.parametrize(("tamper", "said"), TAMPERED.values(), ids=TAMPERED)
def test_what_was_changed_past_the_house_is_found_and_the_vote_is_named(counted, tamper, said):
    tamper(counted)
    with pytest.raises(CommandError) as found:
        verify_votes()
    assert f"Vote {counted.pk}, “Meet on Tuesdays”: " in str(found.value) and said in str(found.value)


def test_a_tally_from_before_the_tie_of_a_simple_count_was_told_is_counted_to_the_same(board, members):
    """Here it was not certified so, and that is all that is wrong with it."""
    vote = make.question(board, by=members[0], seconded_by=members[1], method="score")
    first, second, last = vote.paper.order
    for person, choice in zip(members, ({first: 10, last: 9}, {second: 10, last: 9}, {last: 10}), strict=True):
        voting.cast(vote, by=person, choice=choice)
    voting.finish(vote, at=vote.closes_at)
    assert verify_votes() == "The votes hold: 1 counted again.\n"

    guards.remove_all(connection)
    facts = Tally.objects.get().facts
    assert facts["compared"].pop("is_tie")
    Tally.objects.update(text=canonical(facts))
    with pytest.raises(CommandError, match="its tally is not the one that was certified") as found:
        verify_votes()
    assert "counted again it comes out otherwise" not in str(found.value)


def test_somebody_put_on_the_roll_of_an_open_vote_is_found_before_it_closes(vote, members):
    guards.remove_all(connection)
    stuff_roll(vote)
    with pytest.raises(CommandError, match="roll is not the one with which it opened"):
        verify_votes()


def test_a_ballot_put_into_an_open_box_is_found(vote, members):
    voting.cast(vote, by=members[0], choice="yes")
    guards.remove_all(connection)
    mark = vote.roll.get(person=members[1])
    Ballot.objects.create(vote=vote, roll=mark, choice="yes", receipt="x")
    with pytest.raises(CommandError, match="there are 2 ballots and 1 marks"):
        verify_votes()


@pytest.mark.parametrize(
    "name", ["a ballot changed with its fingerprint", "a ballot dropped", "the tally", "the rules"]
)
def test_files_written_from_changed_rows_do_not_hold_at_home_even_without_the_fingerprint(counted, name):
    TAMPERED[name][0](counted)
    assert chain.verify() is None, "the record itself was left alone"
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as packed:
        voting.write_files(Vote.objects.get(pk=counted.pk), Path(folder), packed, is_listed=True)
        with pytest.raises(verify.Wrong):
            verify.verify(folder)


def test_a_vote_is_recounted_by_who_held_the_table_then(counted, clerk, members):
    """An amendment is in force from the moment it is certified, and seats change: neither changes an old count."""
    boards.end_term(counted.board.terms_at(make.now()).first(), by=clerk, why="Moved away.", at=make.now())
    assert verify_votes().startswith("The votes hold")
    assert json.loads(Tally.objects.get().text)["table"]["filled"] == 3


def test_lost_files_are_written_again_by_a_command(counted, capsys):
    head = files.head_of(counted)
    files.default_storage.delete(files.place_of(counted, head))
    call_command("publish_votes")
    assert capsys.readouterr().out == f"Vote {counted.pk}: {head}\n"
    call_command("publish_votes")
    assert capsys.readouterr().out == ""
    assert verify_votes().startswith("The votes hold")
