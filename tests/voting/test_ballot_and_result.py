"""Ballots, results and the ways to ask for a vote, as people meet them."""

import pytest
from django.urls import reverse

from community.record.models import Entry
from governance.boards import actions as boards
from governance.voting import actions as voting
from governance.voting.models import Ballot, Vote
from tests import make
from tests.read import page, send_ballot, text_of

pytestmark = pytest.mark.django_db


# --- the ballot -----------------------------------------------------------------------------------


def test_a_ballot_says_what_each_choice_means_and_that_it_can_be_changed(client, vote, members):
    found = page(client, "ballot", vote, members[0])
    for words in (
        "I am for it",
        "I am against it",
        "I take no side",
        "change your ballot until",
        "not sent yet",
        "published",
    ):
        assert words in found, words


def test_a_sent_ballot_is_recorded_and_says_so_from_then_on(client, vote, members):
    client.force_login(members[0])
    where = reverse("ballot", args=[vote.pk])
    assert send_ballot(client, vote, choice="no").status_code == 201
    found = text_of(client.get(where))
    assert "Your ballot is recorded" in found and "You chose No" in found and "Send my ballot" not in found
    assert Ballot.objects.get().choice == "no"


def test_a_second_ballot_is_refused_with_its_reason(client, vote, members):
    client.force_login(members[0])
    send_ballot(client, vote, choice="no")
    response = send_ballot(client, vote, choice="yes")
    assert response.status_code == 409
    assert "Your ballot is recorded already" in text_of(response)
    assert "One person, one ballot" in text_of(response)
    assert Ballot.objects.get().choice == "no"


@pytest.mark.parametrize("sent", [{}, {"choice": ""}, {"choice": "maybe"}, {"choice": "yes\0"}])
def test_a_ballot_without_a_choice_is_not_taken_and_asks_for_one(client, vote, members, sent):
    client.force_login(members[0])
    response = client.post(reverse("ballot", args=[vote.pk]), sent)
    assert response.status_code == 422
    assert "Choose yes, no or abstain." in text_of(response)
    assert Ballot.objects.count() == 0


def test_somebody_not_on_the_roll_reads_why_and_a_visitor_signs_in(client, vote, clerk):
    where = reverse("ballot", args=[vote.pk])
    assert client.get(where).url == f"{reverse('account_login')}?next={where}"
    assert client.post(where, {"choice": "yes"}).status_code == 403
    client.force_login(clerk)
    assert "You are not on the roll" in text_of(client.get(where))
    assert "Send my ballot" not in text_of(client.get(where))
    assert client.post(where, {"choice": "yes"}).status_code == 409
    assert client.post(where, {}).status_code == 409
    assert Ballot.objects.count() == 0


def test_after_the_close_no_ballot_is_taken(client, vote, members):
    make.decided(vote, yes=members[:2])
    client.force_login(members[2])
    response = client.post(reverse("ballot", args=[vote.pk]), {"choice": "yes"})
    assert response.status_code == 409
    assert "no ballot is taken" in text_of(response)
    assert "No ballot of yours is recorded" in page(client, "ballot", vote, members[2])
    assert Ballot.objects.count() == 2


# --- the result -----------------------------------------------------------------------------------


def test_before_certification_the_result_says_only_when_it_comes(client, vote, members):
    voting.cast(vote, by=members[0], choice="yes")
    found = page(client, "result", vote)
    assert "There is no result yet" in found and "Voting closes" in found
    assert "Rosa" not in found


def test_a_result_begins_with_what_happens_now_and_tells_the_arithmetic(client, members, clerk):
    officer = make.staff("andre")
    rosa, noi, earl = members
    board = make.board(seated=members, clerk=clerk, officer=officer, partners=[make.person("petra")])
    vote = make.decided(make.vote(board, by=rosa, seconded_by=noi), yes=[rosa, noi], no=[earl])
    found = page(client, "result", vote)
    assert found.index("What happens now") < found.index("The fund must answer by") < found.index("The count")
    for words in (
        "Andre",
        "Programme officer",
        "The board said yes",
        "2 yes, 1 no, 0 abstained, 1 did not vote",
        "Residents held 3 of 4 filled seats",
        "3 of 4 people on the roll voted, abstentions included. 3 or more were needed.",
        "3 of the 3 who voted hold a resident seat. 2 or more were needed.",
        "2 of 3 yes and no ballots said yes. 2 or more were needed.",
        "Petra",
        "Did not vote",
        "Count it yourself",
        vote.subject_hash,
    ):
        assert words in found, words


@pytest.mark.parametrize(
    ("ballots", "sentence"),
    [
        ({"yes": 1}, "too few people on the roll voted"),
        ({"yes": 1, "no": 1}, "a tie does not pass"),
        ({"yes": 1, "no": 2}, "not enough said yes"),
        ({"abstain": 3}, "a tie does not pass"),
    ],
)
def test_a_result_that_is_no_says_which_sum_decided(client, vote, members, ballots, sentence):
    voters = iter(members)
    make.decided(vote, **{choice: [next(voters) for _n in range(count)] for choice, count in ballots.items()})
    found = page(client, "result", vote)
    assert sentence in found
    assert found.count("This is what decided it") == 1
    assert "The fund owes no answer" in found


def test_a_motion_that_did_not_pass_can_be_asked_for_again_from_its_result(client, vote, members):
    make.decided(vote, no=members)
    assert "Ask for a vote" not in page(client, "result", vote)
    assert "Ask for a vote" in page(client, "result", vote, members[0])
    sent = {"subject_type": "voting.motion", "subject_id": vote.subject_id}
    response = client.post("/votes/", sent)
    again = Vote.objects.get(state="moved")
    assert response.url == reverse("vote", args=[again.pk])


# --- asking for votes -----------------------------------------------------------------------------


def test_a_member_writes_a_motion(client, board, members, clerk):
    where = reverse("motions", args=[board.slug])
    assert "login" in client.post(where, {"text": "Buy chairs"}).url
    client.force_login(members[0])
    assert "What should the board decide?" in text_of(client.get(f"{where}?method=motion"))
    empty = client.post(where, {"text": " ", "language": "en"})
    assert empty.status_code == 422 and "Say what the board should decide." in text_of(empty)
    sent = {"text": "Comprar sillas", "why": "<script>x</script>Faltan.", "language": "es", "ends_when_all_voted": "on"}
    vote = Vote.objects.get(pk=client.post(where, sent).url.strip("/").split("/")[-1])
    assert (vote.question, vote.language, vote.ends_when_all_voted) == ("Comprar sillas", "es", True)
    assert "script" not in vote.pinned["why"]
    client.force_login(clerk)
    assert client.post(where, sent).status_code == 409
    assert client.post(where, {}).status_code == 409


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"subject_type": "voting.motion"},
        {"subject_type": "voting.motion", "subject_id": "999"},
        {"subject_type": "voting.motion", "subject_id": "9" * 30},
        {"subject_type": "voting.motion", "subject_id": "x"},
        {"subject_type": "people.person", "subject_id": "1"},
        {"subject_type": "nothing", "subject_id": "1"},
        {"subject_type": "no.such", "subject_id": "1"},
        {"subject_type": "a.b.c", "subject_id": "1"},
    ],
)
def test_what_cannot_be_put_to_the_vote_is_not_there(client, board, members, sent):
    client.force_login(members[0])
    assert client.post("/votes/", sent).status_code == 404


def test_an_application_that_one_may_not_see_cannot_be_put(client, board, members, clerk):
    call = make.call(board, clerk=clerk)
    application = boards.apply(call, by=make.person("yesenia"), why="I rent here.")
    sent = {"subject_type": "boards.application", "subject_id": application.pk}
    client.force_login(make.person("wen"))
    assert client.post("/votes/", sent).status_code == 404
    client.force_login(clerk)
    assert client.post("/votes/", sent).status_code == 409
    client.force_login(members[0])
    assert client.post("/votes/", sent).status_code == 302


def test_a_draft_without_a_board_cannot_be_put(client, board):
    draft = make.priority(None, title="Half a thought", published=False)
    client.force_login(make.staff())
    assert client.post("/votes/", {"subject_type": "priorities.priority", "subject_id": draft.pk}).status_code == 404


def test_unknown_votes_are_not_there(client, members):
    client.force_login(members[0])
    for name in ("vote", "ballot", "result"):
        for pk in (999, 10**30):
            assert client.get(reverse(name, args=[pk])).status_code == 404
    for name in ("seconding", "times"):
        assert client.post(reverse(name, args=[999])).status_code == 404
        assert client.get(reverse(name, args=[999])).status_code == 405


def test_reading_votes_gives_a_visitor_no_cookie(client, vote, board, members):
    decided = make.decided(make.vote(board, by=members[0], seconded_by=members[1], text="Decided"), yes=members)
    for path in ("/votes/", reverse("vote", args=[vote.pk]), reverse("result", args=[decided.pk])):
        response = client.get(path)
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in response.content.decode()


def test_casting_makes_no_entry_through_the_page(client, vote, members):
    client.force_login(members[0])
    before = Entry.objects.count()
    assert send_ballot(client, vote, choice="yes").status_code == 201
    assert Entry.objects.count() == before
