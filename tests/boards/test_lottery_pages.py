"""The pages of a lottery: for everybody, for those who commit, for the clerk, and for each applicant alone."""

import re
import subprocess
import sys

import pytest
from django.urls import reverse
from django.utils import translation

from governance.boards import actions as boards
from governance.boards.models import Application, Lottery
from tests import make

from . import draws

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return draws.table()


def door(lottery, name):
    return reverse(f"lottery_{name}", args=["eastbank", lottery.pk])


def page(client, lottery, lang=""):
    with translation.override("en"):
        answer = client.get(lang + lottery.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def said(answer):
    assert answer.status_code == 302, re.sub("<[^>]*>", " ", answer.content.decode())[-3000:]
    return Lottery.objects.latest("pk")


def test_the_whole_way_on_the_pages(client, call, tmp_path):
    rosa, sam = draws.member(call), draws.clerk(call)
    client.force_login(sam)
    assert "Prepare the lottery" in client.get("/boards/eastbank/lotteries/").content.decode()
    lottery = said(client.post(reverse("lottery_preparation", args=["eastbank", call.pk])))
    assert "Two people of different kinds must commit" in page(client, lottery)
    for who, secret in ((rosa, draws.SECRETS["rosa"]), (sam, draws.SECRETS["sam"])):
        client.force_login(who)
        assert "Commit to secret words" in page(client, lottery)
        said(client.post(door(lottery, "commitment"), {"words": f" {secret} "}))
    assert "Work out the chances" in page(client, lottery)
    lottery = said(client.post(door(lottery, "chances")))
    assert 'http-equiv="refresh"' not in page(client, lottery)
    assert 'http-equiv="refresh"' in client.get(lottery.get_absolute_url() + "?watch=1").content.decode()
    lottery = draws.work(lottery)
    for who, secret in ((rosa, draws.SECRETS["rosa"]), (sam, draws.SECRETS["sam"])):
        client.force_login(who)
        assert "Reveal your words" in page(client, lottery)
        lottery = said(client.post(door(lottery, "secret"), {"secret": secret}))
    client.logout()
    seen = page(client, lottery)
    assert f"Number {lottery.number}" in seen and lottery.digest in seen and lottery.seed in seen
    assert all(secret in seen for secret in draws.SECRETS.values())
    assert "24 people" in seen
    redrawn = at_home(client, lottery, tmp_path)
    panel = redrawn.split("Panel\n")[1].split()
    assert len(panel) == 4 and all(mark in seen for mark in panel)
    assert f"Number  {lottery.number}" in redrawn and lottery.digest in redrawn
    ticket = lottery.tickets.filter(is_drawn=True).first()
    assert f"stands in {ticket.chance} of 1000 panels" in at_home(client, lottery, tmp_path, "--token", ticket.token)


def at_home(client, lottery, folder, *token):
    """What the downloaded program says of the downloaded file, in a process of its own."""
    (folder / "lottery.json").write_bytes(client.get(door(lottery, "file")).content)
    (folder / "redraw.py").write_bytes(client.get(reverse("lottery_script")).content)
    words = [] if token else [lottery.source_said] if lottery.source else list(draws.SECRETS.values())
    done = subprocess.run(
        [sys.executable, "-I", "redraw.py", "lottery.json", *words, *token], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_visitor_reads_every_state_in_both_languages_and_finds_no_form(client, call):
    lottery = draws.prepared(call)
    for step in (lambda one: draws.committed(call, one), lambda one: boards.compute(one, by=draws.clerk(call)),
                 draws.work, lambda one: boards.reveal(one, by=draws.member(call), secret=draws.SECRETS["rosa"]),
                 lambda one: boards.reveal(one, by=draws.clerk(call), secret=draws.SECRETS["sam"])):  # fmt: skip
        for lang in ("", "/es"):
            seen = page(client, lottery, lang)
            assert 'method="post"' not in seen and "csrf" not in seen
        lottery = step(lottery)
    page(client, lottery)
    assert client.get("/boards/westside/lotteries/").status_code == 404
    assert client.get(f"/boards/eastbank/lotteries/{lottery.pk + 1}/").status_code == 404


def test_there_is_no_file_before_it_is_published(client, call):
    lottery = draws.committed(call)
    assert client.get(door(lottery, "file")).status_code == 404
    boards.compute(lottery, by=draws.clerk(call))
    lottery = draws.work(lottery)
    answer = client.get(door(lottery, "file"))
    assert answer.content.decode() == lottery.text and answer["Content-Disposition"].startswith("attachment")


def test_the_commitment_is_typed_as_words_or_as_a_hash_and_never_shown_again(client, call):
    lottery = draws.prepared(call)
    client.force_login(draws.member(call))
    for sent in ({}, {"words": "too short"}, {"words": "a" * 20, "digest": "a" * 64}):
        answer = client.post(door(lottery, "commitment"), sent)
        assert answer.status_code == 422 and "a" * 20 not in answer.content.decode()
    assert client.post(door(lottery, "commitment"), {"digest": "x" * 64}).status_code == 409
    said(client.post(door(lottery, "commitment"), {"digest": "A" * 64}))
    assert lottery.commitments.get().digest == "a" * 64


def test_the_clerk_names_a_source_in_the_boards_own_time_and_enters_what_it_said(client, call, tmp_path):
    lottery = draws.prepared(call)
    client.force_login(draws.clerk(call))
    words = "Pick 4 of the state lottery"
    assert client.post(door(lottery, "source"), {"words": words, "speaks": "soon"}).status_code == 422
    assert client.post(door(lottery, "source"), {"words": words, "speaks": "2020-05-14T19:30"}).status_code == 409
    lottery = said(client.post(door(lottery, "source"), {"words": words, "speaks": "2090-05-14T19:30"}))
    assert lottery.source_at.isoformat() == "2090-05-14T23:30:00+00:00"
    assert words in page(client, lottery)
    assert client.post(door(lottery, "said"), {"words": "1 2 3 4"}).status_code == 409
    lottery = draws.work(boards.compute(lottery, by=draws.clerk(call)))
    assert "has not spoken yet" in page(client, lottery)
    lottery = boards.enter_source(lottery, by=draws.clerk(call), words="1 2 3 4", at=lottery.source_at)
    client.logout()
    assert "1 2 3 4" in page(client, lottery) and f"Number  {lottery.number}" in at_home(client, lottery, tmp_path)


def test_the_clerk_stops_a_lottery_with_a_reason(client, call):
    lottery = draws.prepared(call)
    client.force_login(draws.clerk(call))
    assert client.post(door(lottery, "stop"), {"why": " "}).status_code == 422
    lottery = said(client.post(door(lottery, "stop"), {"why": "The wrong call."}))
    seen = page(client, lottery)
    assert "The wrong call." in seen and "Prepare the lottery" in seen


def test_impossible_quotas_are_named_to_the_clerk_with_the_change_and_can_be_changed_with_a_reason(client):
    nobody = {"category": "age", "value": "25-39", "least": 2, "most": 3}
    call = draws.table(seats=4, people=16, quotas=[draws.YOUNG | {"least": 1, "most": 1}, nobody])
    lottery = draws.published(call)
    assert (lottery.state, lottery.fault, lottery.text) == ("failed", "impossible", "")
    assert not lottery.tickets.exists()
    assert {one.state for one in call.applications.all()} == {"waiting"}
    assert "25 to 39" in page(client, lottery) and "These quotas collide" not in page(client, lottery)
    client.force_login(draws.clerk(call))
    seen = page(client, lottery)
    assert "These quotas collide" in seen and "ask for 2 people less" in seen
    sent = {"least-0": 1, "most-0": 1, "least-1": 0, "most-1": 3}
    preparing = reverse("lottery_preparation", args=["eastbank", call.pk])
    assert client.post(preparing, sent | {"why": ""}).status_code == 422
    lottery = said(client.post(preparing, sent | {"why": "Nobody of this age applied."}))
    assert "Nobody of this age applied." in page(client, lottery)
    assert draws.drawn(call, lottery).state == "drawn"


def test_an_applicant_alone_sees_their_token_and_their_chance(client, call):
    lottery = draws.drawn(call)
    ticket = lottery.tickets.filter(is_drawn=True).first()
    ana = make.person("ana")
    Application.objects.filter(pk=ticket.application_id).update(person=ana)
    own = reverse("board_application", args=["eastbank", ticket.application_id])
    client.force_login(ana)
    seen = client.get(own).content.decode()
    assert ticket.token in seen and "You were drawn" in seen
    assert f"{round(ticket.chance / 10)} of 100" in seen and f"in {ticket.chance} of the 1,000" in seen
    assert not any(one.token in seen for one in lottery.tickets.exclude(pk=ticket.pk))
    everywhere = [lottery.get_absolute_url(), door(lottery, "file"), "/boards/eastbank/lotteries/", "/record/",
                  "/api/v1/lotteries/", f"/api/v1/lotteries/{lottery.pk}/", "/boards/eastbank/"]  # fmt: skip
    for who in (None, draws.clerk(call), draws.member(call), make.administrator()):
        client.logout()
        if who:
            client.force_login(who)
        assert who is None or client.get(own).status_code == 404
        for path in [*everywhere, ticket.application.get_absolute_url()]:
            seen = client.get(path).content.decode()
            assert not any(one.token in seen for one in lottery.tickets.all()), path


def test_the_open_data_hold_the_public_facts(client, call):
    lottery = draws.drawn(call)
    one = client.get(f"/api/v1/lotteries/{lottery.pk}/").json()
    assert client.get("/api/v1/lotteries/").json() == [{k: v for k, v in one.items() if k != "commitments"}]
    assert (one["number"], one["file_sha256"], one["pool"], one["seats"]) == (lottery.number, lottery.digest, 24, 4)
    assert {made["secret"] for made in one["commitments"]} == set(draws.SECRETS.values())


def test_the_page_asks_as_often_whatever_the_size(client, call, django_assert_max_num_queries):
    lottery = draws.drawn(call)
    client.get(lottery.get_absolute_url())
    with django_assert_max_num_queries(16):
        client.get(lottery.get_absolute_url())
