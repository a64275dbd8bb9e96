"""The pages of proposals: reading, writing, sending, changing, taking back."""

import re

import pytest
from django.urls import reverse

from community.people.models import Draft
from governance.proposals import actions as proposals
from governance.proposals.models import Proposal
from tests import make
from tests.read import page, queries, text_of

pytestmark = pytest.mark.django_db

WORDS = {
    "title": "Interpreter Corps",
    "what": "Train and pay 20 neighbors.",
    "why": "Our mothers sign papers they cannot read.",
    "amount": "72,000",
    "organization": "",
    "language": "en",
}


@pytest.fixture
def members():
    return make.people("rosa noi earl")


@pytest.fixture
def yesenia():
    return make.person("yesenia")


@pytest.fixture
def board(members):
    return make.board(seated=members)


@pytest.fixture
def priority(board, members):
    return make.adopted(board, members=members)


@pytest.fixture
def corps(priority, yesenia):
    return make.proposal(priority, by=yesenia)


# --- the list ---------------------------------------------------------------------------------------


def test_the_list_shows_what_was_sent_and_to_its_author_the_draft(client, priority, corps, yesenia):
    make.proposal(priority, by=yesenia, title="Half a plan", sent=False)
    found = text_of(client.get("/proposals/"))
    assert "Interpreter Corps" in found and "$72,000" in found and "Stay-put housing" in found
    assert "Half a plan" not in found
    client.force_login(yesenia)
    assert "Half a plan" in text_of(client.get("/proposals/"))


def test_the_list_narrows_to_a_priority_and_a_state(client, board, members, priority, corps):
    other = make.adopted(board, members=members, title="Night buses")
    make.proposal(other, by=members[0], title="Line 9 until two")
    found = text_of(client.get(f"/proposals/?priority={other.slug}"))
    assert "Line 9 until two" in found and "Train" not in found
    make.decided(make.vote(board, by=members[0], seconded_by=members[1], subject=corps), yes=members)
    titles = {p.title for p in client.get("/proposals/?state=passed").context["page"]}
    assert titles == {"Interpreter Corps"}
    for odd in ("?state=nothing", "?priority=nowhere", "?page=-1", "?page=x", "?state=%00"):
        assert client.get(f"/proposals/{odd}").status_code == 200


def test_the_list_takes_the_same_queries_for_10_proposals_as_for_200(client, priority, yesenia):
    def grow(count):
        for n in range(Proposal.objects.count(), count):
            make.proposal(priority, by=yesenia, title=f"Proposal {n}", amount=1_00)

    grow(10)
    few = queries(client.get, "/proposals/")
    one = queries(client.get, reverse("proposal", args=[Proposal.objects.first().pk]))
    grow(200)
    assert queries(client.get, "/proposals/") == few <= 10
    assert queries(client.get, reverse("proposal", args=[Proposal.objects.first().pk])) == one


# --- one proposal ---------------------------------------------------------------------------------------


def test_a_visitor_reads_the_words_the_sum_and_what_the_money_rests_on(client, corps):
    found = page(client, "proposal", corps)
    for words in (
        "Interpreter Corps",
        "Train and pay",
        "Our mothers",
        "$72,000",
        "Stay-put housing",
        "Yesenia",
        "Eastbank",
    ):
        assert words in found, words
    assert "Take it back" not in found and "Ask for a vote" not in found
    assert not client.get(reverse("proposal", args=[corps.pk])).cookies


def test_a_draft_is_there_for_its_author_only(client, priority, yesenia, members):
    draft = make.proposal(priority, by=yesenia, sent=False)
    assert "not sent yet" in page(client, "proposal", draft, yesenia)
    for other in (None, members[0], make.staff(), make.administrator()):
        page(client, "proposal", draft, other, status=404)
        for name in ("proposal_version", "proposal_sending", "proposal_withdrawal"):
            status = client.post(reverse(name, args=[draft.pk])).status_code
            assert status == (404 if other else 302)


def test_a_member_puts_it_to_the_vote_and_everybody_sees_the_vote(client, corps, members, yesenia):
    assert "Ask for a vote" in page(client, "proposal", corps, members[0])
    assert "Only people who hold a seat" in page(client, "proposal", corps, yesenia)
    client.force_login(members[0])
    response = client.post("/votes/", {"subject_type": "proposals.proposal", "subject_id": corps.pk})
    assert response.status_code == 302
    found = page(client, "proposal", corps)
    assert "Votes on this" in found and "Asked for" in found
    assert "Ask for a vote" not in page(client, "proposal", corps, members[0])
    found = text_of(client.get(response.url))
    for words in (
        "Should the money of the priority pay for this?",
        "What do you want to do?",
        "$72,000",
        "Train and pay",
    ):
        assert words in found, words


def test_a_change_shows_what_went_and_what_came(client, corps, yesenia, members):
    vote = make.vote(corps.board, by=members[0], seconded_by=members[1], subject=corps)
    proposals.change(corps, by=yesenia, what="Train and pay 30 neighbors.", amount=8_000_000)
    html = client.get(reverse("proposal", args=[corps.pk])).content.decode()
    assert re.search(r"<del>.*?removed:.*?20.*?</del>", html) and re.search(r"<ins>.*?added:.*?30.*?</ins>", html)
    assert "$80,000" in html
    proposals.change(corps, by=yesenia, title="A corps")
    assert "Version 3" in page(client, "proposal", corps)
    assert "30" in text_of(client.get(reverse("proposal", args=[corps.pk]) + "?version=2")).partition("What changed")[2]
    for odd in ("1", "99", "x", "%00", "-1"):
        assert client.get(reverse("proposal", args=[corps.pk]) + f"?version={odd}").status_code == 200
    found = page(client, "vote", vote)
    assert "It was changed since" in found and "20 neighbours" in found


def test_a_passed_proposal_begins_with_what_happens_now(client, corps, members):
    make.decided(make.vote(corps.board, by=members[0], seconded_by=members[1], subject=corps), yes=members)
    found = page(client, "proposal", corps)
    assert found.index("What happens now") < found.index("The fund must answer by") < found.index("Train and pay")


# --- writing -------------------------------------------------------------------------------------------------


def test_somebody_writes_checks_and_sends(client, priority, yesenia):
    where = reverse("proposing", args=[priority.slug])
    assert client.get(where).url.startswith(reverse("account_login"))
    client.force_login(yesenia)
    assert "Nothing is sent yet" in text_of(client.get(where))
    assert "$300,000" in text_of(client.get(where))
    response = client.post(where, WORDS)
    made = Proposal.objects.get()
    assert response.url == reverse("proposal", args=[made.pk])
    assert (made.state, made.amount, made.author) == ("draft", 7_200_000, yesenia)
    assert "Your proposal is not sent yet" in text_of(client.get(response.url))
    response = client.post(reverse("proposal_sending", args=[made.pk]))
    made.refresh_from_db()
    assert made.state == "sent"
    assert client.post(reverse("proposal_sending", args=[made.pk])).status_code == 409


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"title": ""}, "title", "Give your proposal a name."),
        ({"title": "x" * 161}, "title", "A name has at most 160 characters; this one has 161."),
        ({"what": "  "}, "what", "Tell the board what you want to do."),
        ({"why": ""}, "why", "Tell the board why it is needed."),
        ({"amount": ""}, "amount", "Say how much the proposal asks for."),
        ({"amount": "0"}, "amount", "Say how much the proposal asks for."),
        ({"amount": "lots"}, "amount", "Write the sum in figures"),
        ({"amount": "300,000.01"}, "amount", "no more than the sum of its priority"),
        ({"language": "tlh"}, "language", "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(client, priority, yesenia, sent, field, sentence):
    client.force_login(yesenia)
    response = client.post(reverse("proposing", args=[priority.slug]), WORDS | sent)
    assert response.status_code == 422
    assert sentence in str(response.context["form"].errors[field])
    assert WORDS["why" if field == "what" else "what"] in response.content.decode()
    assert not Proposal.objects.exists()


def test_a_priority_that_takes_none_says_why_and_keeps_what_was_typed(client, board, yesenia):
    waiting = make.priority(board, title="Waiting")
    where = reverse("proposing", args=[waiting.slug])
    client.force_login(yesenia)
    found = text_of(client.get(where))
    assert "has not adopted this priority" in found and "Check my proposal" not in found
    response = client.post(where, WORDS)
    assert response.status_code == 409
    assert "Your words are still here" in text_of(response)
    assert WORDS["what"] in response.content.decode()
    assert Draft.objects.get(person=yesenia).fields["title"] == WORDS["title"]
    assert not Proposal.objects.exists()


def test_a_priority_that_is_not_published_is_not_there(client, board, yesenia):
    draft = make.priority(board, title="Secret", published=False)
    client.force_login(yesenia)
    assert client.get(reverse("proposing", args=[draft.slug])).status_code == 404
    assert client.post(reverse("proposing", args=[draft.slug]), WORDS).status_code == 404


def test_what_was_typed_and_not_sent_comes_back(client, priority, yesenia):
    client.force_login(yesenia)
    where = reverse("proposing", args=[priority.slug])
    client.post(reverse("draft", args=[f"proposal-{priority.pk}"]), WORDS | {"what": "Half a sen", "amount": "12"})
    html = client.get(where).content.decode()
    assert "Half a sen" in html and 'value="12"' in html
    client.post(where, WORDS)
    assert not Draft.objects.exists()


def test_the_author_writes_a_new_version(client, corps, yesenia, members):
    where = reverse("proposal_version", args=[corps.pk])
    client.force_login(members[0])
    assert "Only the author changes a proposal" in text_of(client.get(where))
    assert client.post(where, WORDS).status_code == 409
    client.force_login(yesenia)
    html = client.get(where).content.decode()
    assert 'value="72,000"' in html and "Interpreter Corps" in html
    assert client.post(where, WORDS | {"amount": "80,000"}).status_code == 302
    corps.refresh_from_db()
    assert (corps.amount, corps.versions.count()) == (8_000_000, 2)


def test_the_author_takes_it_back_with_a_reason(client, corps, yesenia, members):
    client.force_login(members[0])
    where = reverse("proposal_withdrawal", args=[corps.pk])
    assert client.post(where, {"why": ""}).status_code == 409
    client.force_login(yesenia)
    assert "Take it back" in page(client, "proposal", corps, yesenia)
    assert client.post(where, {"why": "x" * 501}).status_code == 422
    assert client.post(where, {"why": "We found the money."}).status_code == 302
    found = page(client, "proposal", corps)
    assert "Taken back" in found and "We found the money." in found


def test_markup_in_a_proposal_does_nothing(client, priority, yesenia):
    client.force_login(yesenia)
    evil = "<script>alert(1)</script><b onclick=x>Hello</b>"
    client.post(reverse("proposing", args=[priority.slug]), WORDS | {"title": evil, "what": evil, "organization": evil})
    made = Proposal.objects.get()
    html = client.get(reverse("proposal", args=[made.pk])).content.decode()
    assert "<script>alert" not in html and "onclick" not in html.replace("&lt;b onclick", "")


def test_unknown_proposals_are_not_there(client, yesenia):
    client.force_login(yesenia)
    for pk in (999, 10**30):
        assert client.get(reverse("proposal", args=[pk])).status_code == 404
        assert client.post(reverse("proposal_sending", args=[pk])).status_code == 404
    assert client.get(reverse("proposing", args=["nothing"])).status_code == 404
    assert client.get(reverse("proposal_sending", args=[999])).status_code == 405


def test_a_priority_lists_its_proposals_and_leads_to_writing_one(client, priority, corps):
    found = client.get(reverse("priority", args=[priority.slug]))
    assert "Interpreter Corps" in text_of(found)
    assert reverse("proposing", args=[priority.slug]) in found.content.decode()


def said(client, priority, language="") -> str:
    """What the priority's page says."""
    return text_of(client.get(f"{language}/priorities/{priority.slug}/")).replace(" .", ".")


def test_a_priority_says_what_is_given_and_what_is_left(client, priority, corps, members):
    """Also when the board has lowered the sum since: then nothing more is given, and the page says why."""
    assert "Given so far" not in said(client, priority)
    decision = make.vote(priority.board, by=members[0], seconded_by=members[1], subject=corps)
    make.decided(decision, yes=members)
    assert "Given so far: $72,000 of $300,000. Left: $228,000." in said(client, priority)

    priority.amount = 50_000_00
    priority.publish(priority.save_revision(), skip_permission_checks=True)
    again = make.vote(priority.board, by=members[0], seconded_by=members[1], subject=priority)
    make.decided(again, yes=members)

    assert "The board gave $72,000 before it lowered the sum to $50,000." in said(client, priority)
    assert "La junta dio $72,000 antes de bajar la suma a $50,000." in said(client, priority, "/es")
