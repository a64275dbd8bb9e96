"""The box is opened: what is written down of each ballot, and what a vote comes to."""

import pytest

from community.record.models import Entry
from governance.voting import actions as voting
from tests import make

pytestmark = pytest.mark.django_db


def test_of_an_open_ballot_its_seat_is_published_and_of_a_secret_one_nothing(ask, members):
    vote, secret = ask("motion"), ask("motion", "secret")
    for one in (vote, secret):
        for person, choice in zip(members, ("yes", "no", "abstain"), strict=True):
            voting.cast(one, by=person, choice=choice, receipt=f"{choice} of {one.mode}")
        assert voting.close(one, at=one.closes_at).state == "closed"

    seats = {term.person: term.seat.number for term in vote.board.terms_at(make.now()).select_related("person", "seat")}
    assert sorted(line.facts["choice"] for line in vote.counted.all()) == ["abstain", "no", "yes"]
    assert {line.facts["choice"]: line.facts for line in vote.counted.all()} == {
        choice: {"choice": choice, "kind": "resident", "receipt": f"{choice} of open", "seat": seats[person]}
        for person, choice in zip(members, ("yes", "no", "abstain"), strict=True)
    }
    assert sorted((line.facts for line in secret.counted.all()), key=lambda facts: facts["choice"]) == [
        {"choice": choice, "receipt": f"{choice} of secret"} for choice in ("abstain", "no", "yes")
    ]


@pytest.mark.parametrize(("for_it", "passed"), [(1, False), (2, True)])
def test_where_residents_are_counted_apart_their_no_stands_against_everybody_elses_yes(for_it, passed):
    """With both partners yes has a majority of all five even where only one of three residents says it."""
    residents, partners = make.people("rosa noi earl"), make.people("pat kim")
    board = make.board(seated=residents, partners=partners, clauses={"vote.residents_too": 1, "seats.floor": 51})
    vote = make.vote(board, by=residents[0], seconded_by=residents[1])
    for person in (*residents[:for_it], *partners):
        voting.cast(vote, by=person, choice="yes")
    for person in residents[for_it:]:
        voting.cast(vote, by=person, choice="no")
    voting.close(vote, at=vote.closes_at)

    vote = voting.certify(vote, at=vote.closes_at)

    assert (vote.state, vote.passed) == ("certified", passed)
    assert Entry.objects.filter(verb="vote.certified").latest("seq").facts["facts"]["passed"] is passed


def test_what_the_fund_follows_is_entered_with_who_when_and_what_was_chosen(members):
    board = make.board("Westside", seated=members, clauses={"right.motions": "recommends"})
    vote = make.question(board, by=members[0], seconded_by=members[1], method="approval")
    for person in members:
        voting.cast(vote, by=person, choice=["a"])
    voting.finish(vote, at=vote.closes_at)
    vote.refresh_from_db()
    (winner,), officer, later = vote.winners, make.staff("andre"), vote.closes_at + make.DAY

    assert voting.finish(vote, at=later) is False  # nothing is left to do
    followed = voting.follow(vote, by=officer, option=winner, at=later)

    entry = Entry.objects.get(verb="vote.followed")
    assert (followed.pk, entry.by, entry.at, entry.facts["facts"]["option"]) == (vote.pk, officer, later, winner.key)


def test_a_vote_that_did_not_say_so_stays_open_when_all_have_voted(ask, members):
    vote = ask("motion")
    for person in members:
        voting.cast(vote, by=person, choice="yes")

    assert voting.finish(vote, at=make.now()) is False
    vote.refresh_from_db()
    assert vote.state == "opened"
