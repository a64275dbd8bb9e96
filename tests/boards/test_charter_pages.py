"""The charter as people read it and change it: versions, what changed, proposals, the table of rights."""

import pytest
from django.urls import reverse

from governance.boards import actions as boards
from governance.boards.charters import CLAUSES, PRINCIPLES
from governance.boards.models import Amendment
from governance.voting import actions as voting
from tests import make
from tests.read import text_of

WHY = "We learned it in the first year."


@pytest.fixture
def members(db):
    return make.people("rosa noi earl")


@pytest.fixture
def sam(db):
    return make.person("sam")


@pytest.fixture
def eastbank(members, sam):
    return make.board(seated=members, clerk=sam)


@pytest.mark.parametrize("path", ["", "/es"])
def test_every_clause_stands_there_once_with_its_number_and_anchor(client, eastbank, path):
    page = client.get(f"{path}/boards/eastbank/charter/")
    html = page.content.decode()
    for key in (*CLAUSES, *PRINCIPLES):
        assert html.count(f'id="clause-{key}"') == 1, key
    assert html.count('<tr id="right.') == 5
    assert "1.1" in text_of(page)


def test_an_older_version_stays_readable_and_each_says_what_it_changed(client, eastbank, sam):
    same = ["card", "transfer", "donate", "none"]
    boards.tighten(eastbank, by=sam, changes={"answer.days": 10, "pay.ways": same}, why=WHY)
    now = text_of(client.get("/boards/eastbank/charter/"))
    assert "The charter, version 2" in now and "In force" in now and "Changed by Sam" in now and WHY in now
    assert "The fund answers a decision within 15 days. After The fund answers a decision within 10 days." in now
    first = text_of(client.get("/boards/eastbank/charter/1/"))
    assert "no longer in force" in first and "founded with" in first and "within 15 days" in first
    assert client.get("/boards/eastbank/charter/3/").status_code == 404
    assert client.get("/boards/nowhere/charter/").status_code == 404


def test_a_member_chooses_clauses_and_proposes_what_they_should_say(client, eastbank, members):
    where = reverse("amending", args=["eastbank"])
    client.force_login(members[0])
    assert where in client.get("/boards/eastbank/charter/").content.decode()
    assert 'value="answer.days"' in client.get(where).content.decode()
    form = client.get(f"{where}?clause=answer.days&clause=pay.hour&clause=tea").content.decode()
    assert 'name="answer.days"' in form and 'name="pay.hour" value="48"' in form and 'name="tea"' not in form

    sent = {"clause": ["answer.days", "pay.hour"], "answer.days": 20, "pay.hour": "57.50", "why": WHY}
    page = client.post(where, sent, follow=True)

    amendment = Amendment.objects.get()
    assert amendment.changes == {"answer.days": 20, "pay.hour": 5750} and amendment.state == "waiting"
    assert "Put it to the vote" in text_of(page) and "A member is paid $57.50 an hour." in text_of(page)
    assert str(amendment) in text_of(client.get("/boards/eastbank/charter/"))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"answer.days": 0, "why": WHY}, "Write a whole number from 1 to 60"),
        ({"answer.days": 15, "why": WHY}, "This is what the charter says already."),
        ({"answer.days": 20, "why": " "}, "Give the reason, in public"),
    ],
)
def test_what_is_wrong_with_a_change_is_said_at_the_form(client, eastbank, members, fields, says):
    client.force_login(members[0])
    page = client.post(reverse("amending", args=["eastbank"]), {"clause": "answer.days"} | fields)
    assert page.status_code == 422 and says in text_of(page)
    assert not Amendment.objects.exists()


def test_every_clause_can_be_said_in_a_form_and_unchanged_it_changes_nothing(client, eastbank, members):
    client.force_login(members[0])
    where = reverse("amending", args=["eastbank"])
    page = client.get(where + "?" + "&".join(f"clause={key}" for key in CLAUSES))
    form = page.context["form"]
    filled = {key: form.get_initial_for_field(field, key) for key, field in form.fields.items()}
    fields = {key: value for key, value in filled.items() if value is not None}
    page = client.post(where, {"clause": list(CLAUSES)} | fields | {"why": WHY})
    assert "This is what the charter says already." in text_of(page)
    assert [error for key, error in page.context["form"].errors.items() if key != "__all__"] == []


def test_the_clerks_stricter_change_is_in_force_at_once_and_others_are_proposed(client, eastbank, sam):
    client.force_login(sam)
    where = reverse("amending", args=["eastbank"])
    page = client.post(where, {"clause": "answer.days", "answer.days": 10, "why": WHY}, follow=True)
    assert page.redirect_chain[-1][0] == "/boards/eastbank/charter/2/"
    assert "The charter is stricter now" in text_of(page)
    page = client.post(where, {"clause": "answer.days", "answer.days": 12, "why": WHY}, follow=True)
    assert "The change is proposed" in text_of(page) and eastbank.charters.count() == 2


def test_others_read_why_they_cannot(client, eastbank):
    client.force_login(make.person("ana"))
    where = reverse("amending", args=["eastbank"])
    assert "Only members of this board and its clerk" in text_of(client.get(where))
    assert client.post(where, {"clause": "answer.days", "answer.days": 20, "why": WHY}).status_code == 409


def test_a_change_that_was_overtaken_says_so(client, eastbank, members, sam):
    old = boards.propose_amendment(eastbank, by=members[0], changes={"answer.days": 30}, why=WHY)
    boards.tighten(eastbank, by=sam, changes={"call.days": 28}, why=WHY)
    client.force_login(members[0])
    page = text_of(client.get(old.get_absolute_url()))
    assert "has a newer version" in page and "Put it to the vote" not in page
    boards.decide_amendment(old, passed=True)
    assert "too late, so nothing was changed" in text_of(client.get(old.get_absolute_url()))


def test_a_vote_links_the_right_it_rests_on_and_the_version_it_is_held_under(client, eastbank, members, sam):
    vote = make.vote(eastbank, by=members[0], seconded_by=members[1])
    boards.tighten(eastbank, by=sam, changes={"answer.days": 10}, why=WHY)
    page = client.get(vote.get_absolute_url())
    assert '/boards/eastbank/charter/1/#right.motions"' in page.content.decode()
    assert "The board decides this." in text_of(page) and "The only grounds for not carrying it out" in text_of(page)
    client.force_login(members[0])
    assert '/boards/eastbank/charter/1/#right.motions"' in client.get(f"/votes/{vote.pk}/ballot/").content.decode()
    make.decided(vote, yes=members)
    result = client.get(f"/votes/{vote.pk}/result/")
    assert '/boards/eastbank/charter/1/#right.motions"' in result.content.decode()
    assert '/boards/eastbank/charter/1/#clause-vote.majority"' in result.content.decode()


def test_a_vote_on_the_charter_shows_its_own_notice_and_majority(client, eastbank, members):
    change = boards.propose_amendment(eastbank, by=members[0], changes={"answer.days": 30}, why=WHY)
    vote = make.vote(eastbank, by=members[0], seconded_by=members[1], subject=change, at=make.now() - 15 * make.DAY)
    page = text_of(client.get(vote.get_absolute_url()))
    assert "A vote that loosens this charter opens 14 days or more after it was called." in page
    assert "At least two thirds of the yes and no ballots say yes." in page
    assert "The fund answers a decision within 15 days." in page and "within 30 days." in page
    assert "fund must answer" not in page


def test_a_recommendation_says_that_it_is_one(client, members):
    advisers = make.board("Advisers", seated=members, clauses={"right.motions": "recommends"})
    vote = make.vote(advisers, by=members[0], seconded_by=members[1])
    assert "The board recommends this." in text_of(client.get(vote.get_absolute_url()))
    make.decided(vote, yes=members)
    assert "The board recommends it." in text_of(client.get(f"/votes/{vote.pk}/result/"))


@pytest.mark.parametrize("path", ["/boards/", "/boards/trust/", "/boards/trust/charter/"])
def test_a_minority_voice_is_called_one_with_its_promise_wherever_its_balance_is_shown(client, members, path):
    trustees = make.people("ada bo cy dot eve")
    trust = make.board("Trust", template="foundation", seated=members, partners=trustees)
    said = text_of(client.get(path))
    assert "Minority voice: may recommend, not decide" in said
    assert "The fund promises residents the majority by" in said
    assert "Out of balance" not in said
    if path != "/boards/":
        assert said.count("The board recommends this.") == 4 and said.count("The board decides this.") == 1
    assert trust.charter_at(make.now())["seats.promise_on"] > make.now().date().isoformat()


def test_a_promise_that_was_not_kept_is_called_broken(client, members):
    clauses = {"seats.promise_on": "2025-01-31"}
    trust = make.board("Trust", template="foundation", seated=members[:1], partners=members[1:], clauses=clauses)
    assert "Promise broken" in text_of(client.get("/boards/trust/"))
    vote = make.vote(trust, by=members[1], seconded_by=members[2])
    assert "minority voice" in text_of(client.get(vote.get_absolute_url())).lower()
    assert voting.open_verdict(vote, make.now()) is not None


def test_a_board_that_residents_hold_says_nothing_of_promises(client, members):
    make.board("Trust", template="foundation", seated=members)
    for path in ("/boards/", "/boards/trust/"):
        assert "Minority voice" not in text_of(client.get(path))


def test_the_open_data_show_every_version_and_the_rights(client, eastbank, members, sam):
    boards.tighten(eastbank, by=sam, changes={"answer.days": 10}, why=WHY)
    board = client.get("/api/v1/boards/eastbank/").json()
    assert board["charter_version"] == 2 and board["clauses"]["answer.days"] == 10
    assert {row["key"]: row["level"] for row in board["rights"]}["right.proposals"] == "decides"
    assert (board["minority_voice"], board["promised_on"]) == (False, None)
    newest, first = client.get("/api/v1/boards/eastbank/charters/").json()
    assert newest["changed"] == {"answer.days": [15, 10]} and newest["why"] == WHY
    assert (newest["changed_by"], newest["by_vote"], first["changed"], first["by_vote"]) == ("Sam", False, {}, None)
    assert list(first["clauses"]) == list(CLAUSES)
    vote = make.decided(make.vote(eastbank, by=members[0], seconded_by=members[1]), yes=members)
    data = client.get(f"/api/v1/votes/{vote.pk}/").json()
    assert (data["right"], data["level"]) == ("right.motions", "decides")
