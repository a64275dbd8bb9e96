"""Who reads an application: members blind until they have scored, the clerk who calls people, and nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.record.models import Entry
from community.record.verdict import Refused
from governance.boards import actions as boards
from governance.boards.models import Call, Review
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam():
    return make.person("sam")


@pytest.fixture
def eastbank(sam):
    return make.board(seated=make.people("rosa darnell noi"), clerk=sam)


@pytest.fixture
def application(eastbank, sam):
    call = make.call(eastbank, clerk=sam)
    return boards.apply(call, by=make.person("yesenia"), why="Night clinics.", contact="555-0177", pay_way="card")


def rosa(board):
    return board.terms_at(make.now()).first().person


def page(client, thing):
    return client.get(thing.get_absolute_url()).content.decode()


def score(client, application, **sent):
    door = reverse("board_review", args=[application.board.slug, application.pk])
    return client.post(door, {"score": 4, "words": "She knows the clinics."} | sent)


def test_the_members_and_the_clerk_read_it_and_for_others_it_is_not_there(client, eastbank, sam, application):
    neighbour = make.person("omar")
    make.board("Westside", seated=[neighbour])
    for who, status in [
        (None, 404),
        (make.person("visitor"), 404),
        (neighbour, 404),
        (make.staff(), 404),
        (make.administrator(), 404),
        (application.person, 302),
        (rosa(eastbank), 200),
        (sam, 200),
    ]:
        if who:
            client.force_login(who)
        assert client.get(application.get_absolute_url()).status_code == status, who


def test_its_author_is_led_to_a_page_of_their_own(client, application):
    client.force_login(application.person)
    answer = client.get(application.get_absolute_url())
    assert answer["Location"] == reverse("board_application", args=["eastbank", application.pk])


def test_what_is_begun_and_not_sent_is_its_authors_alone(client, eastbank, sam):
    begun = boards.begin(make.call(eastbank, clerk=sam), by=make.person("ana"), why="Half a sentence")
    for who in (sam, rosa(eastbank)):
        client.force_login(who)
        assert client.get(begun.get_absolute_url()).status_code == 404
        assert "Application" not in client.get("/boards/eastbank/applications/").content.decode().split("<h2")[-1] or (
            "No applications yet" in client.get("/boards/eastbank/applications/").content.decode()
        )


def test_a_member_reads_blind_and_sees_the_name_once_they_have_scored(client, eastbank, application):
    client.force_login(rosa(eastbank))
    blind = f"Application {application.pk}"
    for seen in (page(client, application), client.get("/boards/eastbank/applications/").content.decode()):
        assert blind in seen and "Yesenia" not in seen and "555-0177" not in seen
    assert "Night clinics." in page(client, application) and "Ask for a vote" not in page(client, application)
    assert score(client, application).status_code == 302
    for seen in (page(client, application), client.get("/boards/eastbank/applications/").content.decode()):
        assert "Yesenia" in seen and "555-0177" not in seen
    assert "Ask for a vote" in page(client, application)
    assert "She knows the clinics." in page(client, application)


def test_one_members_score_opens_no_name_to_another(client, eastbank, application):
    first, second, _third = (term.person for term in eastbank.terms_at(make.now()))
    boards.review(application, by=first, score=2, words="Not sure.")
    client.force_login(second)
    seen = page(client, application)
    assert "Yesenia" not in seen and "Not sure." not in seen


def test_a_score_is_given_once_and_stays(client, eastbank, application):
    client.force_login(rosa(eastbank))
    score(client, application)
    assert score(client, application, score=0).status_code == 409
    assert Review.objects.get().score == 4
    with pytest.raises(Exception, match="append-only"):
        Review.objects.update(score=0)


@pytest.mark.parametrize("sent", [{"score": 5}, {"score": ""}, {"score": "x"}, {"words": " "}, {"words": "a" * 501}])
def test_a_score_is_a_number_from_0_to_4_with_a_sentence(client, eastbank, application, sent):
    client.force_login(rosa(eastbank))
    assert score(client, application, **sent).status_code == 422
    assert not Review.objects.exists()


def test_a_score_is_not_public_and_says_nothing_of_the_person(client, eastbank, application):
    boards.review(application, by=rosa(eastbank), score=2, words="Not sure.")
    entry = Entry.objects.get(verb="application.scored")
    assert not entry.is_public and "Yesenia" not in entry.text + entry.detail.text
    assert "Not sure" not in entry.text + entry.detail.text


def test_the_clerk_sees_how_to_reach_people_and_nothing_they_said_for_a_draw(client, eastbank, sam):
    quotas = [{"category": "age", "value": "14-24", "least": 1, "most": 1}]
    call = make.call(eastbank, clerk=sam, way=Call.Way.LOTTERY, quotas=quotas)
    application = boards.apply(
        call, name="Yesenia", contact="555-0177", why="Here.", about={"age": "14-24"}, street="9 Foundry St",
        needs=["interpreter"],
    )  # fmt: skip
    client.force_login(sam)
    seen = page(client, application)
    assert "Yesenia" in seen and "555-0177" in seen and "An interpreter" in seen
    assert application.code not in seen and "Foundry" not in seen and application.household not in seen
    assert "14 to 24" not in seen and "14-24" not in seen


def test_for_a_draw_members_score_nobody_and_learn_no_name(client, eastbank, sam):
    application = boards.apply(
        make.call(eastbank, clerk=sam, way=Call.Way.LOTTERY), name="Yesenia", contact="555-0177", why="Here."
    )
    client.force_login(rosa(eastbank))
    seen = page(client, application)
    assert "Yesenia" not in seen and "nobody scores for it" in seen
    assert score(client, application).status_code == 409


def test_the_clerk_writes_down_what_somebody_said_on_the_phone(client, eastbank, sam):
    call = make.call(eastbank, clerk=sam)
    application = boards.apply(call, name="Lupe", contact="555-0177", why="", call_me=True, language="es")
    client.force_login(sam)
    assert "They asked for a call" in page(client, application)
    door = reverse("board_applicant_words", args=["eastbank", application.pk])
    assert client.post(door, {"why": " "}).status_code == 422
    client.post(door, {"why": "Quiero ayudar."})
    client.force_login(rosa(eastbank))
    assert "Quiero ayudar." in page(client, application)
    with pytest.raises(Refused, match="own words"):
        boards.write_down(application, by=sam, why="Something else.")


def test_the_list_is_for_members_and_the_clerk(client, eastbank, sam, application):
    door = reverse("board_applications", args=["eastbank"])
    assert client.get(door).status_code == 403
    for who, status in ((application.person, 403), (make.administrator(), 403), (sam, 200)):
        client.force_login(who)
        assert client.get(door).status_code == status
    assert "Yesenia" in client.get(door).content.decode()


def test_the_list_shows_what_waits_first_and_asks_no_more_when_it_is_long(client, eastbank, sam, application):
    client.force_login(sam)
    door = reverse("board_applications", args=["eastbank"])
    client.get(door)
    with CaptureQueriesContext(connection) as few:
        client.get(door)
    for name in range(5):
        boards.apply(application.call, by=make.person(f"late {name}"), why="Me too.")
    with CaptureQueriesContext(connection) as many:
        seen = client.get(door).content.decode()
    assert len(few) == len(many)
    assert seen.index("Yesenia") < seen.index("Late 0") < seen.index("Late 4")
