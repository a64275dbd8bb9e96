"""A member asks the board: the way that fits, its form, and openly or in secret."""

import pytest
from django.urls import reverse

from governance.voting import actions as voting
from governance.voting.models import Question, Vote
from tests import make
from tests.read import queries, text_of

pytestmark = pytest.mark.django_db

WORDS = {"text": "Where do we meet?", "language": "en"}


@pytest.fixture
def where(client, board, members):
    """The two pages, with a member signed in."""
    client.force_login(members[0])
    return {name: reverse(name, args=[board.slug]) for name in ("motions", "questions")}


def newest() -> Vote:
    return Vote.objects.latest("pk")


def test_each_way_to_ask_comes_with_a_sentence_of_advice(client, where):
    found = text_of(client.get(where["motions"]))
    for words in (
        "To sound out where people stand",
        "For a rule or a way of working",
        "such as a single grant",
        "when people can live with more than one",
        "For one office",
        "For several seats",
        "come from the plan",
    ):
        assert words in found, words


@pytest.mark.parametrize("method", ["motion", "consent", "gradients"])
def test_a_question_about_one_thing_is_asked_in_each_of_its_ways(client, where, method):
    assert "What should the board decide?" in text_of(client.get(f"{where['motions']}?method={method}"))
    sent = {"text": "Meet on Mondays", "language": "en", "method": method, "mode": "secret"}
    assert client.post(where["motions"], sent).status_code == 302
    assert (newest().method, newest().mode) == (method, "secret")


def test_a_question_with_options_is_asked_with_its_seats(client, where):
    sent = WORDS | {"method": "stv", "seats": "2", "choices": ["Hall", " ", "School", "Library"], "why": "Winter."}
    assert client.post(where["questions"], sent).status_code == 302
    vote = newest()
    assert [option.title for option in vote.options.all()] == ["Hall", "School", "Library"]
    assert (vote.method, vote.mode, vote.paper.seats) == ("stv", "open", 2)


def test_one_office_is_filled_by_one_and_nobody_is_asked_how_many(client, where):
    assert "How many can win?" not in text_of(client.get(f"{where['questions']}?method=irv"))
    sent = WORDS | {"method": "irv", "choices": ["Noi", "Earl"], "seats": "2"}
    client.post(where["questions"], sent)
    assert newest().paper.seats == 1


def test_another_option_is_added_without_losing_what_was_typed(client, where):
    typed = WORDS | {
        "method": "approval",
        "choices": ["Hall", "", "School"],
        "seats": "1",
        "why": "Winter.",
        "more": "1",
    }
    response = client.post(where["questions"], typed | {"mode": "secret", "ends_when_all_voted": "on"})
    html = response.content.decode()
    assert response.status_code == 200 and not Question.objects.exists()
    assert html.count('name="choices"') == 4 and 'value="Hall"' in html and 'value="School"' in html
    assert "Where do we meet?" in html and "Winter." in html
    assert html.count(" checked") == 2, "secret, and ends when all have voted"
    assert "error" not in text_of(response).lower()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"choices": ["Hall"]}, "between 2 and 200 options"),
        ({"choices": []}, "between 2 and 200 options"),
        ({"choices": ["Hall", "hall "]}, "Each option stands on the ballot once."),
        ({"choices": ["Hall", "School"], "seats": "2"}, "Fewer options can win"),
        ({"choices": ["Hall", "School"], "seats": ""}, "Say how many can win."),
        ({"choices": ["Hall", "x" * 301]}, "at most 300 characters"),
        ({"choices": ["Hall", "School"], "text": ""}, "Say what the board should choose."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client, where, sent, said):
    response = client.post(where["questions"], WORDS | {"method": "approval", "seats": "1"} | sent)
    assert response.status_code == 422 and said in text_of(response)
    assert all(f'value="{one.strip()}"' in response.content.decode() for one in sent["choices"] if one == "Hall")
    assert not Question.objects.exists()


@pytest.mark.parametrize("asked", ["pot", "ranking", "x", ""])
def test_what_is_not_asked_here_leads_to_the_choice_of_ways(client, where, asked):
    for page in where.values():
        assert "Which kind of question is it?" in text_of(client.get(f"{page}?method={asked}"))


def test_who_holds_no_seat_reads_why_they_cannot_ask(client, board, clerk):
    client.force_login(clerk)
    for name in ("motions", "questions"):
        where = reverse(name, args=[board.slug])
        assert "Only people who hold a seat" in text_of(client.get(f"{where}?method=irv"))
        assert client.post(where, WORDS).status_code == 409


def test_each_form_says_what_open_and_secret_mean_and_that_a_small_board_can_hardly_keep_a_secret(client, where):
    for page in (f"{where['motions']}?method=motion", f"{where['questions']}?method=stv"):
        found = text_of(client.get(page))
        for words in ("Open or secret?", "A ballot is final once it is sent", "With fewer than 10 people on the roll"):
            assert words in found, words


def test_a_board_whose_residents_are_counted_apart_is_not_offered_a_secret_motion(client, members, clerk):
    board = make.board("Twice", seated=members, clerk=clerk, clauses={"vote.residents_too": 1})
    client.force_login(members[0])
    motions = reverse("motions", args=[board.slug])
    found = text_of(client.get(f"{motions}?method=motion"))
    assert "Open or secret?" not in found and "cannot tell whose ballot is whose" in found
    assert "Open or secret?" in text_of(client.get(f"{motions}?method=gradients"))
    client.post(motions, {"text": "Paint the hall", "language": "en", "method": "motion", "mode": "secret"})
    assert newest().mode == "open"


def test_a_thing_is_put_to_the_vote_openly_or_in_secret(client, board, members):
    priority = make.priority(board)
    client.force_login(members[0])
    assert "Open or secret?" in text_of(client.get(priority.get_absolute_url()))
    of = {"subject_type": "priorities.priority", "subject_id": priority.pk}
    assert client.post("/votes/", of | {"mode": "secret"}).status_code == 302
    assert newest().mode == "secret"


# --- with last time's ballots ------------------------------------------------------------------------------


def decided(board, members, answers, **how):
    vote = make.question(board, by=members[0], seconded_by=members[1], **how)
    for person, answer in zip(members, answers, strict=True):
        voting.cast(vote, by=person, choice=answer)
    voting.finish(vote, at=vote.closes_at)


def test_before_asking_a_board_reads_what_each_way_would_have_chosen_last_time(client, board, members, where):
    assert "With last time’s ballots" not in text_of(client.get(where["motions"]))
    decided(board, members, (["a", "b"], ["a", "b"], ["b"]), method="irv")
    for page in (where["motions"], f"{where['questions']}?method=approval"):
        found = text_of(client.get(page))
        assert "With last time’s ballots" in found and "Not every way would have chosen the same" in found
        assert "Approval: name all that you can live with bo" in found
    assert "chosen the same" not in text_of(client.get(f"{where['motions']}?method=consent"))


def test_ballots_of_a_small_secret_vote_are_not_read_again(client, board, members, where):
    decided(board, members, (["a", "b"], ["b"], ["c", "b"]), method="irv", mode="secret")
    assert "With last time’s ballots" not in text_of(client.get(where["motions"]))


def test_behind_a_small_secret_vote_the_last_open_one_is_read(client, board, members, where):
    decided(board, members, (["a"], ["a"], ["b"]), method="approval")
    decided(board, members, ([], [], []), method="approval")
    decided(board, members, (["a", "b"], ["b"], ["c", "b"]), method="irv", mode="secret")
    found = text_of(client.get(f"{where['questions']}?method=irv"))
    older, newer = Vote.objects.filter(mode="open")[1], Vote.objects.filter(mode="open")[0]
    page = client.get(where["motions"]).content.decode()
    assert "With last time’s ballots" in found and reverse("result", args=[newer.pk]) in page
    assert reverse("result", args=[older.pk]) not in page


def test_before_asking_for_yes_or_no_a_board_reads_what_each_majority_would_have_made_of_it(
    client, board, members, where
):
    rosa, noi, earl = members
    make.decided(make.vote(board, by=rosa, seconded_by=noi, text="Buy a projector"), yes=[rosa], abstain=[noi, earl])
    make.decided(make.vote(board, by=rosa, seconded_by=noi, text="Hush", mode="secret"), yes=members)
    for page in (where["motions"], f"{where['motions']}?method=motion"):
        found = text_of(client.get(page))
        assert "The board last answered yes or no here: Buy a projector" in found
        for said in (
            "More than half of yes and no (as it was) It would pass Yes: 1 of 1. Needed: 1.",
            "Two thirds of yes and no It would pass Yes: 1 of 1. Needed: 1.",
            "More than half of all on the roll It would not pass Yes: 1 of 3. Needed: 2.",
        ):
            assert said in found, found
    assert "Buy a projector" not in text_of(client.get(f"{where['motions']}?method=gradients"))


def test_no_majority_lets_a_motion_pass_that_lacked_its_quorum(client, board, members, where):
    make.decided(make.vote(board, by=members[0], seconded_by=members[1]), yes=members[:1])
    found = text_of(client.get(f"{where['motions']}?method=motion"))
    assert "so no majority would have let it pass" in found and "It would pass" not in found


def test_where_residents_are_counted_alone_each_majority_is_asked_of_them_too(client, members, clerk):
    partners = make.people("ann ben")
    board = make.board("Twice", seated=members, partners=partners, clerk=clerk, clauses={"vote.residents_too": 1})
    vote = make.vote(board, by=members[0], seconded_by=members[1])
    make.decided(vote, yes=[*partners, *members[:1]], no=members[1:])
    client.force_login(members[0])
    found = text_of(client.get(f"{reverse('motions', args=[board.slug])}?method=motion"))
    assert "It would not pass Yes: 3 of 5. Needed: 3. Residents alone: Yes: 1 of 3. Needed: 2." in found


@pytest.mark.parametrize(
    ("method", "answers", "says"),
    [
        ("consent", [{"answer": "consent"}] * 3, "The board last asked for consent here: Meet on Tuesdays . It held."),
        ("consent", [{"answer": "object", "words": "Noise."}] * 3, "It did not hold. I object: 3"),
        ("gradients", ["endorse", "block", "endorse"], "stood here: “Yes, fully”. Yes, fully: 2 No, stop this: 1"),
    ],
)
def test_what_the_last_vote_of_its_kind_came_to_is_said_and_nothing_is_guessed(
    client, board, members, where, method, answers, says
):
    page = f"{where['motions']}?method={method}"
    make.decided(make.vote(board, by=members[0], seconded_by=members[1], text="Plain"), yes=members)
    before = text_of(client.get(page))
    assert "It would be guessing." in before and "Plain" not in before
    vote = make.vote(board, by=members[0], seconded_by=members[1], method=method)
    for person, answer in zip(members, answers, strict=True):
        voting.cast(vote, by=person, choice=answer)
    voting.finish(vote, at=vote.closes_at)
    assert says in text_of(client.get(page)) and says in text_of(client.get(where["motions"]))


def test_reading_last_time_takes_as_many_questions_however_many_small_secret_votes_there_were(
    client, board, members, where
):
    decided(board, members, (["a"], ["a"], ["b"]), method="approval")
    make.decided(make.vote(board, by=members[0], seconded_by=members[1]), yes=members)
    client.get(where["motions"])
    few = queries(client.get, where["motions"])
    for _time in range(12):
        decided(board, members, (["a"], ["b"], ["b"]), method="approval", mode="secret")
    assert queries(client.get, where["motions"]) == few <= 30


def test_whoever_chooses_secrecy_for_few_reads_first_who_may_read_the_ballots(client, board, where):
    says = "the two members who asked for it may read every ballot"
    for address in (f"{where['motions']}?method=motion", f"{where['questions']}?method=stv"):
        assert says in text_of(client.get(address))
    seated = make.people("ada bo cy dee eve fay gus hal ida jan")
    many = make.board(seated=seated[:8], partners=seated[8:], clauses={"k_min.ballots": 5}, name="Many")
    client.force_login(seated[0])
    assert says not in text_of(client.get(f"{reverse('motions', args=[many.slug])}?method=motion"))
