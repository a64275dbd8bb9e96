"""The pages of votes: what each person sees, and what they can do there."""

import re

import pytest
from django.urls import reverse

from community.record.models import Entry
from governance.boards import actions as boards
from governance.voting import actions as voting
from governance.voting.models import Ballot, Vote
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def members():
    return make.people("rosa noi earl")


@pytest.fixture
def clerk():
    return make.person("sam")


@pytest.fixture
def board(members, clerk):
    return make.board(seated=members, clerk=clerk)


@pytest.fixture
def vote(board, members):
    return make.vote(board, by=members[0], seconded_by=members[1])


@pytest.fixture
def asked(board, members):
    """A vote that one member asked for."""
    return voting.propose_motion(board, by=members[0], text="Buy a projector")


@pytest.fixture
def called(board, members):
    """A vote whose notice runs."""
    return make.vote(board, by=members[0], seconded_by=members[1], opened=False, at=make.now())


def text_of(response) -> str:
    """The page's main part as words."""
    main = response.content.decode().partition('<main id="main"')[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def page(client, name, vote, person=None, status=200) -> str:
    client.logout()
    if person:
        client.force_login(person)
    response = client.get(reverse(name, args=[vote.pk]))
    assert response.status_code == status
    return text_of(response)


# --- the list -------------------------------------------------------------------------------------


def test_open_votes_come_first_then_called_then_asked_for_then_decided(client, board, members, asked, called):
    rosa, noi, _earl = members
    make.decided(make.vote(board, by=rosa, seconded_by=noi, text="Decided thing"), yes=members)
    make.vote(board, by=rosa, seconded_by=noi, text="Open thing")
    found = text_of(client.get("/votes/"))
    places = [found.index(words) for words in ("Open thing", "Meet on Tuesdays", "Buy a projector", "Decided thing")]
    assert places == sorted(places)
    for words in ("Open now", "Called", "Asked for", "Decided", "Passed"):
        assert words in found


def test_the_list_narrows_to_a_board_and_comes_in_pages(client, vote):
    wen, lu = make.people("wen lu")
    west = make.board("Westside", seated=[wen, lu])
    for n in range(21):
        voting.propose_motion(west, by=wen, text=f"Motion {n}")
    assert "Meet on Tuesdays" not in text_of(client.get("/votes/?board=westside"))
    assert "Meet on Tuesdays" in text_of(client.get("/votes/?board=eastbank"))
    assert "Page 1 of 2" in text_of(client.get("/votes/?board=westside"))
    assert client.get("/votes/?board=nowhere&page=x").status_code == 200


def test_the_list_says_that_my_ballot_is_missing(client, vote, members):
    client.force_login(members[0])
    assert reverse("ballot", args=[vote.pk]) in client.get("/votes/").content.decode()
    voting.cast(vote, by=members[0], choice="yes")
    assert reverse("ballot", args=[vote.pk]) not in client.get("/votes/").content.decode()


def test_an_empty_list_says_how_a_vote_begins(client, db):
    assert "A vote begins when members of a board ask for it" in text_of(client.get("/votes/"))


# --- one vote -------------------------------------------------------------------------------------


def test_a_visitor_reads_what_is_asked_and_that_names_are_published_later(client, vote):
    found = page(client, "vote", vote)
    for words in (
        "Meet on Tuesdays",
        "Does the board agree to this?",
        "A vote by Eastbank",
        "Rosa",
        "Voting closes",
        "names and choices are published after it is decided",
        "It does not close before that, even when everyone has voted",
        "Sign in to vote",
        "The roll: who may vote",
        "Earl",
        "It was called",
        "more than half",
        "That is 2 ballots or more",
    ):
        assert words in found, words
    assert "Has not voted yet" not in found


def test_a_vote_says_whether_it_ends_when_all_have_voted(client, board, members):
    vote = make.vote(board, by=members[0], seconded_by=members[1], ends_when_all_voted=True)
    assert "It closes earlier if everyone on the roll has voted" in page(client, "vote", vote)


def test_only_people_on_the_roll_see_who_has_not_voted_yet(client, vote, members, clerk):
    voting.cast(vote, by=members[1], choice="no")
    assert page(client, "vote", vote, members[0]).count("Has not voted yet") == 2
    for other in (None, clerk, make.staff(), make.administrator(), make.person("ana")):
        assert "Has not voted yet" not in page(client, "vote", vote, other)


def test_each_person_learns_what_they_can_do_with_an_open_vote(client, vote, members, clerk):
    assert "Go to my ballot" in page(client, "vote", vote, members[0])
    voting.cast(vote, by=members[0], choice="yes")
    found = page(client, "vote", vote, members[0])
    assert "Your ballot is recorded" in found and "Go to my ballot" not in found
    found = page(client, "vote", vote, clerk)
    assert "You are not on the roll of this vote" in found and "Go to my ballot" not in found


def test_a_member_joins_in_with_a_button_and_others_read_why_not(client, asked, members, clerk):
    assert "1 more member must ask for this vote" in page(client, "vote", asked)
    assert "I ask for this vote too" not in page(client, "vote", asked, members[0])
    assert "You have asked for this vote already" in page(client, "vote", asked, members[0])
    assert "Only people who hold a seat" in page(client, "vote", asked, clerk)
    assert "I ask for this vote too" in page(client, "vote", asked, members[1])

    response = client.post(reverse("seconding", args=[asked.pk]))
    assert (response.status_code, response.url) == (302, reverse("vote", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.state == "called"
    assert "I ask for this vote too" not in page(client, "vote", asked, members[2])
    assert client.post(reverse("seconding", args=[asked.pk])).status_code == 409


def test_the_clerk_sets_times_and_reads_at_the_field_what_the_charter_refuses(client, called, clerk, members):
    assert "Set the times" in page(client, "vote", called, clerk)
    for other in (None, members[0], make.staff()):
        assert "Set the times" not in page(client, "vote", called, other)
    client.force_login(clerk)
    where = reverse("times", args=[called.pk])

    early = {"opens_at": "2020-05-01T10:00", "closes_at": "2020-05-02T10:00"}
    response = client.post(where, early)
    assert response.status_code == 422
    assert "A vote opens at least 7 days after it was called." in response.context["form"].errors["opens_at"]

    opens = called.opens_at + make.DAY
    long = {"opens_at": f"{opens:%Y-%m-%dT%H:%M}", "closes_at": f"{opens + 40 * make.DAY:%Y-%m-%dT%H:%M}"}
    assert "closes_at" in client.post(where, long).context["form"].errors
    assert client.post(where, {"opens_at": "soon"}).status_code == 422

    good = long | {"closes_at": f"{opens + 2 * make.DAY:%Y-%m-%dT%H:%M}"}
    assert client.post(where, good).status_code == 302
    client.force_login(members[0])
    assert client.post(where, good).status_code == 409


def test_times_are_read_and_shown_in_the_boards_own_zone(client, board, members, clerk):
    board.time_zone = "Pacific/Auckland"
    board.save()
    called = make.vote(board, by=members[0], seconded_by=members[1], opened=False, at=make.now())
    client.force_login(clerk)
    start = (called.opens_at + 2 * make.DAY).date()
    times = {"opens_at": f"{start}T18:00", "closes_at": f"{start + make.DAY}T20:00"}
    assert client.post(reverse("times", args=[called.pk]), times).status_code == 302
    called.refresh_from_db()
    assert called.opens_at.hour in (5, 6)  # 6 pm in Auckland, by season
    assert "6:00 pm" in page(client, "vote", called)


def test_a_due_vote_that_is_not_allowed_to_open_says_why_with_the_clause(client, members):
    board = make.board("Lopsided", seated=members[:2], partners=make.people("petra pia"))
    called = make.vote(board, by=members[0], seconded_by=members[1], opened=False)
    found = page(client, "vote", called)
    assert "cannot open yet" in found
    assert "residents hold 2 of 4 filled seats" in found
    assert "Fill the empty resident seats first" in found


def test_a_changed_thing_is_named_as_changed_and_the_old_words_stay(client, board, members):
    call = make.call(board, clerk=boards.give_role(board, make.staff(), "clerk").person)
    application = boards.apply(call, by=make.person("yesenia"), why="I rent here.")
    vote = make.vote(board, by=members[0], seconded_by=members[1], subject=application)
    found = page(client, "vote", vote)
    assert "Should this person hold seat 4?" in found
    assert "Yesenia" in found
    assert application.code not in client.get(reverse("vote", args=[vote.pk])).content.decode()
    assert "It was changed since" not in found


# --- the ballot -----------------------------------------------------------------------------------


def test_a_ballot_says_what_each_choice_means_and_that_it_is_final(client, vote, members):
    found = page(client, "ballot", vote, members[0])
    for words in ("I am for it", "I am against it", "I take no side", "final", "not sent yet", "published"):
        assert words in found, words


def test_a_sent_ballot_is_recorded_and_says_so_from_then_on(client, vote, members):
    client.force_login(members[0])
    where = reverse("ballot", args=[vote.pk])
    response = client.post(where, {"choice": "no"})
    assert (response.status_code, response.url) == (302, where)
    found = text_of(client.get(where))
    assert "Your ballot is recorded" in found and "You chose No" in found and "Send my ballot" not in found
    assert Ballot.objects.get().choice == "no"


def test_a_second_ballot_is_refused_with_its_reason(client, vote, members):
    client.force_login(members[0])
    where = reverse("ballot", args=[vote.pk])
    client.post(where, {"choice": "no"})
    response = client.post(where, {"choice": "yes"})
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
    assert client.post(where, {"choice": "yes"}).status_code == 302
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
    assert "Propose a motion" in text_of(client.get(where))
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


# --- queries --------------------------------------------------------------------------------------


def test_the_list_takes_the_same_queries_for_10_votes_as_for_200(client, board, members, django_assert_num_queries):
    rosa = members[0]
    client.force_login(rosa)

    def grow(count):
        have = Vote.objects.count()
        for n in range(have, count):
            voting.propose_motion(board, by=rosa, text=f"Motion {n}")

    def queries(path):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(path).status_code == 200
        return len(found)

    grow(10)
    make.vote(board, by=rosa, seconded_by=members[1], text="Open")
    few = queries("/votes/")
    grow(200)
    assert queries("/votes/") == few <= 10


def test_casting_makes_no_entry_through_the_page(client, vote, members):
    client.force_login(members[0])
    before = Entry.objects.count()
    client.post(reverse("ballot", args=[vote.pk]), {"choice": "yes"})
    assert Entry.objects.count() == before
