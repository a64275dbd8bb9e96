"""The pages of votes: what each person sees, and what they can do there."""

import pytest
from django.urls import reverse

from governance.boards import actions as boards
from governance.voting import actions as voting
from governance.voting.models import Vote
from tests import make
from tests.read import page, queries, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(board, members):
    """A vote that one member asked for."""
    return voting.propose_motion(board, by=members[0], text="Buy a projector")


@pytest.fixture
def called(board, members):
    """A vote whose notice runs."""
    return make.vote(board, by=members[0], seconded_by=members[1], opened=False, at=make.now())


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
        "it never closes earlier, even when everyone has voted, and later only if two people agree",
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
    said = page(client, "vote", vote)
    assert "it closes earlier only if everyone on the roll has voted, and later only if two people agree" in said
    assert "at the latest" not in said


@pytest.mark.parametrize(("all_voted", "label"), [(True, "Was to close"), (False, "Closed")])
def test_a_decided_vote_says_when_it_closed_or_was_to_close(client, board, members, all_voted, label):
    vote = make.vote(board, by=members[0], seconded_by=members[1], ends_when_all_voted=all_voted)
    assert "Closes" in page(client, "vote", vote)
    make.decided(vote, yes=members)
    found = page(client, "vote", vote)
    assert f"{label} " in found and "Closes" not in found


@pytest.mark.parametrize(
    ("method", "says"),
    [
        ("motion", "More than half of the yes and no ballots say yes."),
        ("consent", "Somebody consents, and nobody objects."),
        ("gradients", "It counts when all of this is true"),
        ("approval", "At least one person names an option."),
        ("score", "At least one person gives an option a point."),
        ("irv", "At least one person puts an option first."),
        ("stv", "At least one person puts an option first."),
        ("pot", "the money pays for at least one proposal. That people name one may not be enough."),
        ("ranking", "It counts when all of this is true"),
        ("division", "It counts when all of this is true"),
    ],
)
def test_a_vote_says_what_it_needs_to_pass_in_its_own_way(client, ask, method, says):
    found = page(client, "vote", ask(method))
    assert says in found
    assert ("names an option" in found) is (method == "approval")


def test_a_pot_in_which_nothing_that_is_named_can_be_paid_does_not_pass(client, members):
    """With equal shares, and what is left over left there, one supporter of two pays for a half at most."""
    board = make.board(seated=members)
    (homes,) = make.planned(board, members=members, amount=9_000_000)
    for number in range(2):
        make.proposal(homes, by=make.person(f"author {number}"), title=f"Thing {number}", amount=9_000_000)
    vote = make.pot(homes, by=members[0], seconded_by=members[1], completion="none")
    for member, option in zip(members, vote.options.all(), strict=False):
        voting.cast(vote, by=member, choice=[option.key])
    voting.finish(vote, at=vote.closes_at)
    vote.refresh_from_db()
    assert not vote.passed and vote.tally.facts["reason"] == "vote.method"


def test_only_people_on_the_roll_see_who_has_not_voted_yet(client, vote, members, clerk):
    voting.cast(vote, by=members[1], choice="no")
    assert page(client, "vote", vote, members[0]).count("Has not voted yet") == 2
    for other in (None, clerk, make.staff(), make.administrator(), make.person("ana")):
        assert "Has not voted yet" not in page(client, "vote", vote, other)


def test_each_person_learns_what_they_can_do_with_an_open_vote(client, vote, members, clerk):
    assert "Go to my ballot" in page(client, "vote", vote, members[0])
    voting.cast(vote, by=members[0], choice="yes")
    found = page(client, "vote", vote, members[0])
    assert "Your ballot is recorded" in found and "Go to my ballot" not in found and "See your ballot" in found
    found = page(client, "vote", vote, clerk)
    assert "You are not on the roll of this vote" in found and "Go to my ballot" not in found


def test_whoever_voted_in_secret_is_not_led_to_a_ballot_that_nobody_can_see(client, members, ask):
    vote = ask("motion", "secret")
    voting.cast(vote, by=members[0], choice="yes")
    found = page(client, "vote", vote, members[0])
    assert "Your ballot is recorded" in found and "Look up your receipt" in found and "See your ballot" not in found


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

    good = long | {"closes_at": f"{opens + 4 * make.DAY:%Y-%m-%dT%H:%M}"}
    assert client.post(where, good).status_code == 302
    client.force_login(members[0])
    assert client.post(where, good).status_code == 409


def test_times_are_read_and_shown_in_the_boards_own_zone(client, board, members, clerk):
    board.time_zone = "Pacific/Auckland"
    board.save()
    called = make.vote(board, by=members[0], seconded_by=members[1], opened=False, at=make.now())
    client.force_login(clerk)
    start = (called.opens_at + 2 * make.DAY).date()
    times = {"opens_at": f"{start}T18:00", "closes_at": f"{start + 4 * make.DAY}T20:00"}
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


# --- queries --------------------------------------------------------------------------------------


def test_the_list_takes_the_same_queries_for_10_votes_as_for_200(client, board, members):
    rosa = members[0]
    client.force_login(rosa)

    def grow(count):
        for n in range(Vote.objects.count(), count):
            voting.propose_motion(board, by=rosa, text=f"Motion {n}")

    grow(10)
    make.vote(board, by=rosa, seconded_by=members[1], text="Open")
    few = queries(client.get, "/votes/")
    grow(200)
    assert queries(client.get, "/votes/") == few <= 10


def test_a_vote_and_its_result_take_the_same_queries_for_3_people_as_for_11(client, members):
    small = make.board("Small", seated=members, clauses={"vote.movers": 2})
    names = ["hodan", "luis", "grace", "tomas"]
    large = make.board("Large", seated=[*members, *make.people(" ".join(names))], partners=make.people("petra pia"))
    pages = {}
    for board in (small, large):
        everybody = [term.person for term in board.terms_at(make.now())]
        vote = make.vote(board, by=members[0], seconded_by=members[1])
        client.force_login(members[2])
        pages[board.name, "vote"] = queries(client.get, reverse("vote", args=[vote.pk]))
        make.decided(vote, yes=everybody)
        pages[board.name, "result"] = queries(client.get, reverse("result", args=[vote.pk]))
    assert pages["Small", "vote"] == pages["Large", "vote"]
    assert pages["Small", "result"] == pages["Large", "result"]
