"""The demo's back door: open to whoever sits at this machine, and to nobody else."""

import os

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from community.people.models import Person
from config.demo.people import citizens, living
from governance.voting import actions as voting
from governance.voting import rules
from governance.voting.models import Vote
from tests import make
from tests.boxes import about_money

PAGES = ("/demo/", "/demo/mail/", "/es/demo/", "/es/demo/mail/")
ACTS = ("/demo/session/", "/demo/ballots/", "/es/demo/session/")


@pytest.fixture(autouse=True)
def in_demo_mode(settings, tmp_path):
    settings.DEMO, settings.MAIL_DIR = True, tmp_path


@pytest.fixture
def here():
    """A browser on the machine that serves."""
    return Client(SERVER_NAME="127.0.0.1")


def me(client):
    return Person.objects.get(pk=client.session["_auth_user_id"])


@pytest.mark.parametrize("key", citizens())
def test_one_click_makes_you_anybody_of_the_city(city, here, key):
    answer = here.post("/demo/session/", {"person": key})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/me/")
    assert me(here).email == f"{key}@calderbend.example"


def test_the_page_offers_everybody_and_the_open_vote(city, here):
    page = here.get("/demo/").content.decode()

    for citizen in citizens().values():
        assert f'name="person" value="{citizen.key}"' in page
        assert f"Be {citizen.name}" in page
    assert "Stay-Put Fund" in page
    assert "private window" in page


def test_one_can_be_one_person_after_the_other(city, here):
    here.post("/demo/session/", {"person": "rosa"})
    here.post("/demo/session/", {"person": "sam"})

    page = here.get("/demo/").content.decode()
    assert "You are Sam Okafor now." in page
    assert "Be Sam Okafor" not in page


@pytest.mark.parametrize("person", ["", "nobody", "Rosa", "rosa@calderbend.example", "\x00", "1"])
def test_nobody_else_is_to_be_had(city, here, person):
    make.person("nobody")
    assert here.post("/demo/session/", {"person": person}).status_code == 404
    assert "_auth_user_id" not in here.session


def test_somebody_who_was_shut_out_cannot_come_in_here_either(city, here):
    Person.objects.filter(name="Rosa Delgado").update(is_active=False)
    assert here.post("/demo/session/", {"person": "rosa"}).status_code == 404


@pytest.mark.parametrize("path", ACTS)
def test_an_act_needs_a_form_of_this_site(city, path):
    strict = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    assert strict.post(path, {"person": "rosa"}).status_code == 403


@pytest.mark.parametrize("path", ACTS)
def test_an_act_is_posted(here, db, path):
    assert here.get(path).status_code == 405


@pytest.mark.parametrize("path", PAGES + ACTS)
def test_without_demo_mode_there_is_no_such_page(here, db, settings, path):
    settings.DEMO = False
    assert here.get(path).status_code == here.post(path, {"person": "rosa"}).status_code == 404


@pytest.mark.parametrize("path", PAGES + ACTS)
@pytest.mark.parametrize(
    "asked",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"REMOTE_ADDR": "10.0.0.1"},
        {"REMOTE_ADDR": "::ffff:10.0.0.1"},
        {"REMOTE_ADDR": ""},
        {"HTTP_HOST": "testserver"},
        {"HTTP_HOST": "testserver:8000"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_HOST": "localhost"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_VIA": "1.1 proxy"},
    ],
    ids=str,
)
def test_from_elsewhere_the_door_is_shut(db, path, asked):
    elsewhere = Client(**{"HTTP_HOST": "127.0.0.1:8000", **asked})
    answer = elsewhere.post(path, {"person": "rosa"}) if path in ACTS else elsewhere.get(path)
    assert answer.status_code == 403
    assert "on the computer that runs it" in answer.content.decode() or path.startswith("/es/")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost", "localhost:8000", "[::1]", "[::1]:8000"])
@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "127.8.8.8"])
def test_from_this_machine_it_is_open(db, host, address):
    assert Client(HTTP_HOST=host, REMOTE_ADDR=address).get("/demo/").status_code == 200


def test_the_others_vote_and_i_do_not(city, here, django_capture_on_commit_callbacks):
    vote, rosa = Vote.objects.open_at(make.now()).get(method="motion"), living()["rosa"]
    here.post("/demo/session/", {"person": "rosa"})

    answer = here.post("/demo/ballots/", {"vote": vote.pk, "choice": "no"})

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/votes/{vote.pk}/")
    assert [mark.person for mark in vote.roll.filter(voted=False)] == [rosa]
    assert vote.ballots.filter(choice="no").count() == 6
    # The last ballot ends the vote, since it said so when it was asked for.
    with django_capture_on_commit_callbacks(execute=True):
        voting.cast(vote, by=rosa, choice="abstain")
    vote.refresh_from_db()
    assert (vote.state, vote.passed) == ("certified", False)


@pytest.mark.parametrize("method", sorted(set(rules.METHODS) - {"motion"}))
def test_whatever_is_asked_and_however_the_others_have_an_answer(db, here, method):
    members = make.people("rosa noi earl hodan")
    board, how = make.board("Hall", seated=members), {"by": members[0], "seconded_by": members[1]}
    if method in rules.PICKS:
        vote = make.question(board, method=method, mode="secret", **how)
    elif method in rules.YES_NO:
        vote = make.vote(board, method=method, **how)
    else:
        vote = about_money(board, method, by=members[0])
    assert "Each of them answers as they like." in here.get("/demo/").content.decode()
    assert here.post("/demo/ballots/", {"vote": vote.pk}).status_code == 302
    assert vote.box.count() == 4


def test_of_a_secret_vote_the_demo_tells_no_figure_that_moves_with_a_ballot(db, here):
    members = make.people("rosa noi earl hodan")
    board = make.board("Hall", seated=members)
    vote = make.vote(board, by=members[0], seconded_by=members[1], mode="secret")

    def said():
        page = BeautifulSoup(here.get("/demo/").content, "html.parser")
        return page.select_one(f"form:has(input[name=vote][value='{vote.pk}'])").text

    before = said()
    voting.cast(vote, by=members[0], choice="yes")
    assert said() == before and "nobody sees who has voted" in before and "not voted." not in before
    here.force_login(members[0])
    page = here.post("/demo/ballots/", {"vote": vote.pk, "choice": "yes"}, follow=True).content.decode()
    assert "All other members have voted." in page and "3 other members" not in page


def test_of_an_open_vote_the_demo_tells_how_many_are_missing(db, here):
    members = make.people("rosa noi earl hodan")
    vote = make.vote(make.board("Hall", seated=members), by=members[0], seconded_by=members[1])
    voting.cast(vote, by=members[0], choice="yes")
    assert "3 members have not voted." in here.get("/demo/").content.decode()


def test_the_others_answer_a_vote_on_many_proposals_in_their_own_way(city, here):
    vote = Vote.objects.open_at(make.now()).get(method="pot")

    assert here.post("/demo/ballots/", {"vote": vote.pk}).status_code == 302

    assert not vote.roll.awaited().exists()
    assert len({ballot.choice for ballot in vote.ballots.all()}) > 3


@pytest.mark.parametrize("vote", ["", "x", "0", "99999", "9" * 30, "9" * 5000, "-1", "\x00"])
def test_a_vote_that_is_not_there_is_not_found(city, here, vote):
    assert here.post("/demo/ballots/", {"vote": vote, "choice": "yes"}).status_code == 404


def test_in_a_vote_that_is_not_open_nobody_votes(city, here):
    decided = Vote.objects.filter(state="certified", roll__voted=False).first()
    answer = here.post("/demo/ballots/", {"vote": decided.pk, "choice": "yes"})
    assert answer.status_code == 409
    assert decided.ballots.count() == decided.roll.filter(voted=True).count()


@pytest.mark.parametrize("choice", ["", "maybe"])
def test_a_choice_that_is_none_is_refused_with_the_reason(city, here, choice):
    vote = Vote.objects.open_at(make.now()).get(method="motion")
    answer = here.post("/demo/ballots/", {"vote": vote.pk, "choice": choice})
    assert answer.status_code == 409
    assert "Choose yes, no or abstain" in answer.content.decode()


def mail(folder, name, body, age=0):
    """A mail as Django's file backend leaves it."""
    path = folder / name
    path.write_bytes(body + b"\n" + b"-" * 79 + b"\n")
    now = make.now().timestamp()
    os.utime(path, (now - age, now - age))


def test_what_was_mailed_is_shown_as_text_the_newest_first(db, here, tmp_path):
    mail(tmp_path, "a.log", b"Subject: Old\nTo: ana@example.org\n\nFirst.", age=60)
    mail(
        tmp_path,
        "b.log",
        "Subject: =?utf-8?q?A_vote_is_open?=\nTo: rosa@calderbend.example\n"
        "Content-Type: text/plain; charset=utf-8\n\n¿Sí? <script>alert(1)</script> http://127.0.0.1:8000/votes/1/".encode(),
    )

    page = here.get("/demo/mail/").content.decode()

    assert page.index("A vote is open") < page.index("First.")
    assert "To rosa@calderbend.example" in page
    assert "¿Sí? &lt;script&gt;" in page
    assert '<a href="http://127.0.0.1:8000/votes/1/"' in page


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"Content-Type: image/png\n\nx",
        b"Content-Type: text/plain; charset=odd\n\nx",
        b"-" * 300,
    ],
)
def test_a_file_that_is_no_mail_breaks_nothing(db, here, tmp_path, body):
    mail(tmp_path, "odd.log", body)
    assert here.get("/demo/mail/").status_code == 200


def test_the_text_of_a_mail_in_two_forms_is_the_plain_one(db, here, tmp_path):
    mail(
        tmp_path,
        "two.log",
        b'Subject: S\nContent-Type: multipart/alternative; boundary="b"\n\n'
        b"--b\nContent-Type: text/plain\n\nPlain words.\n--b\nContent-Type: text/html\n\n<p>Fine words.</p>\n--b--\n",
    )
    page = here.get("/demo/mail/").content.decode()
    assert "Plain words." in page
    assert "Fine words." not in page


def test_much_mail_is_read_page_by_page(db, here, tmp_path):
    for number in range(45):
        mail(tmp_path, f"{number}.log", f"Subject: Mail number {number:02}\n\nx".encode(), age=number)

    assert "Mail number 19" in here.get("/demo/mail/").content.decode()
    assert "Mail number 20" not in here.get("/demo/mail/").content.decode()
    assert "Mail number 44" in here.get("/demo/mail/?page=3").content.decode()


@pytest.mark.parametrize("folder", ["", "nowhere"])
def test_no_mail_yet(db, here, settings, tmp_path, folder):
    settings.MAIL_DIR = tmp_path / folder
    assert "No mail yet." in here.get("/demo/mail/").content.decode()
