"""A ballot on its way: sent twice, sent too late, changed in an open vote, and the traces it does not leave."""

import pytest
from django.urls import reverse

from community.record.models import Entry
from governance.voting import actions as voting
from governance.voting import receipts
from governance.voting.models import Ballot, SecretBallot
from tests import make
from tests.read import code_of, hidden, page, review, send_ballot, text_of

from .filled import FILLED, filled_in, kept

pytestmark = pytest.mark.django_db


# --- sent twice, too late, by somebody else ---------------------------------------------------------


@pytest.mark.parametrize("mode", ["open", "secret"])
def test_the_same_ballot_sent_twice_is_recorded_once_and_says_so(client, members, ask, mode):
    vote = ask("motion", mode)
    client.force_login(members[2])
    carried = hidden(review(client, vote, choice="yes"))
    where = reverse("ballot", args=[vote.pk])
    first, second = client.post(where, carried), client.post(where, carried)
    assert (first.status_code, second.status_code) == (201, 200)
    assert "Your ballot is recorded" in text_of(second) and code_of(second) == code_of(first)
    assert kept(vote) == ["yes"]
    make.decided(vote)
    assert client.post(where, carried).status_code == 200, "a late repetition is no new ballot"


def test_another_ballot_after_the_first_is_refused_and_shows_what_is_recorded(client, members, ask):
    for mode in ("open", "secret"):
        vote = ask("motion", mode)
        client.force_login(members[2])
        other = hidden(review(client, vote, choice="no"))
        send_ballot(client, vote, choice="yes")
        refused = client.post(reverse("ballot", args=[vote.pk]), other)
        assert refused.status_code == 409
        assert "Your ballot is recorded already" in text_of(refused) and "One person, one ballot" in text_of(refused)
        assert kept(vote) == ["yes"]
        assert review(client, vote, choice="no").status_code == 409
        client.post(reverse("ballot", args=[vote.pk]), other | {"back": "1"})


def test_a_code_that_was_not_given_out_for_this_vote_is_not_taken_and_the_ballot_stays(client, members, ask):
    vote, other = ask("motion"), ask("approval")
    client.force_login(members[2])
    code = receipts.new_code()
    for signed in (code, f"{code}:forged", receipts.sign(other, code), "x" * 200):
        answer = client.post(reverse("ballot", args=[vote.pk]), {"choice": "no", "receipt": signed})
        assert answer.status_code == 422 and "not recorded" in text_of(answer)
        assert kept(vote) == [] and hidden(answer)["choice"] == ["no"]
    assert client.post(reverse("ballot", args=[vote.pk]), hidden(answer)).status_code == 201


def test_somebody_elses_code_is_not_taken_for_ones_own(client, members, ask):
    vote = ask("motion")
    client.force_login(members[2])
    carried = hidden(review(client, vote, choice="yes"))
    client.post(reverse("ballot", args=[vote.pk]), carried)
    client.force_login(members[1])
    assert client.post(reverse("ballot", args=[vote.pk]), carried).status_code == 409
    assert vote.roll.filter(voted=True).count() == 1


# --- changing an open ballot ------------------------------------------------------------------------


def test_an_open_ballot_is_changed_by_the_same_steps_and_the_last_one_counts(client, members, ask):
    for method in FILLED:
        vote, (filled, answer, _said, abstain) = ask(method), FILLED[method]
        client.force_login(members[2])
        first = send_ballot(client, vote, **filled)
        assert "Change my ballot" in text_of(first)
        form = client.get(reverse("ballot", args=[vote.pk]) + "?change=1")
        assert "You are changing your ballot" in text_of(form)
        assert hidden(form)["version"] == ["1"]
        same = hidden(client.post(reverse("ballot", args=[vote.pk]), filled_in(form)))
        assert client.post(reverse("ballot", args=[vote.pk]), same).status_code == 201
        assert kept(vote) == [answer], "what was recorded is filled in"
        last = send_ballot(client, vote, version="2", **abstain)
        assert last.status_code == 201 and code_of(last) != code_of(first)
        assert vote.ballots.count() == 3 and kept(vote) != [answer]


def test_of_two_windows_the_second_is_told_and_sees_what_is_recorded(client, members, ask):
    vote = ask("motion")
    client.force_login(members[2])
    send_ballot(client, vote, choice="yes")
    here = hidden(review(client, vote, choice="no", version="1"))
    there = hidden(review(client, vote, choice="abstain", version="1"))
    where = reverse("ballot", args=[vote.pk])
    assert client.post(where, here).status_code == 201
    assert client.post(where, here).status_code == 200, "the same one again"
    stale = client.post(where, there)
    assert stale.status_code == 409
    assert "in another window" in text_of(stale) and "You chose No" in text_of(stale)
    assert client.post(where, hidden(review(client, vote, choice="yes", version="2"))).status_code == 201
    replaced = client.post(where, here)
    assert replaced.status_code == 409 and "You chose Yes" in text_of(replaced)


def test_a_secret_ballot_cannot_be_changed_and_its_page_does_not_tell_it(client, members, ask):
    vote = ask("motion", "secret")
    client.force_login(members[2])
    sent = send_ballot(client, vote, choice="no")
    assert "You see this code only now" in text_of(sent) and "You chose" not in text_of(sent)
    later = client.get(reverse("ballot", args=[vote.pk]) + "?change=1")
    assert "Your ballot is recorded" in text_of(later) and "Change my ballot" not in text_of(later)
    assert code_of(later) == "" and b'name="choice"' not in later.content
    refused = review(client, vote, choice="yes", version="1")
    assert refused.status_code == 409 and "final" in text_of(refused)
    assert SecretBallot.objects.get().choice == "no"


def test_whoever_looks_at_a_change_is_not_told_that_they_have_not_voted(client, members, ask):
    vote = ask("motion")
    client.force_login(members[2])
    assert "You have not voted yet." in text_of(review(client, vote, choice="yes"))
    send_ballot(client, vote, choice="yes")
    looked_at = review(client, vote, choice="no", version="1")
    assert "Your ballot is not changed yet. What you sent before counts" in text_of(looked_at)
    assert "You have not voted yet" not in text_of(looked_at)
    assert "Your ballot is not recorded" not in looked_at.content.decode(), "nor does the script say so"


def test_a_ballot_that_comes_after_the_close_is_told_that_it_is_not_recorded_with_the_way_to_the_vote(
    client, members, ask
):
    vote = ask("motion")
    client.force_login(members[2])
    carried = hidden(review(client, vote, choice="yes"))
    make.decided(vote)
    for sent in (carried, {"choice": "yes"}):
        refused = client.post(reverse("ballot", args=[vote.pk]), sent)
        assert refused.status_code == 409
        assert "Your ballot is not recorded." in text_of(refused) and "This vote is not open" in text_of(refused)
        assert f'<a class="go" href="{vote.get_absolute_url()}">' in refused.content.decode()


# --- no trace ---------------------------------------------------------------------------------------


def test_sending_keeps_nothing_in_the_session_the_record_or_an_address(client, members, ask):
    vote = ask("approval", "secret")
    client.force_login(members[2])
    session, entries = dict(client.session), Entry.objects.count()
    sent = send_ballot(client, vote, choice=["a"])
    assert sent.status_code == 201 and not sent.has_header("Location")
    assert "no-store" in sent["Cache-Control"]
    assert dict(client.session) == session and "sessionid" not in sent.cookies
    assert Entry.objects.count() == entries
    assert not Ballot.objects.exists()


def test_the_last_ballot_ends_a_vote_that_said_so_and_its_voter_is_led_to_the_result(
    client, members, board, django_capture_on_commit_callbacks
):
    vote = make.vote(board, by=members[0], seconded_by=members[1], ends_when_all_voted=True)
    for person in members[:2]:
        voting.cast(vote, by=person, choice="yes")
    client.force_login(members[2])
    with django_capture_on_commit_callbacks(execute=True):
        sent = send_ballot(client, vote, choice="yes")
    assert sent.status_code == 201
    assert "See the result" in page(client, "ballot", vote, members[2])
