"""What the fund owes, where people see it, and how it answers."""

import pytest
from django.db import DatabaseError, transaction
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from community.record.models import Entry
from community.record.verdict import Refused
from governance.accountability import actions as accountability
from governance.accountability import tasks
from governance.accountability.models import Answer
from tests import make
from tests.read import queries, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def members():
    return make.people("rosa noi earl")


@pytest.fixture
def officer():
    return make.staff("andre")


@pytest.fixture
def board(members, officer):
    return make.board(seated=members, officer=officer, at=make.now() - 200 * make.DAY)


def decide(board, members, text="Meet on Tuesdays", at=None):
    """A motion that passed; at: when it was asked for."""
    vote = make.vote(board, by=members[0], seconded_by=members[1], text=text, at=at)
    return make.decided(vote, yes=members)


@pytest.fixture
def vote(board, members):
    return decide(board, members, at=make.now() - 12 * make.DAY)


def late_vote(board, members, days, text="An old promise"):
    """A decision whose answer was due this many days ago."""
    return decide(board, members, text, at=make.now() - (days + 15 + 10) * make.DAY)


def test_a_decision_that_passed_asks_the_fund_and_one_that_did_not_asks_nothing(board, members, vote):
    assert vote.answers.get().due_at == vote.tally.certified_at + 15 * make.DAY
    no = make.decided(make.vote(board, by=members[0], seconded_by=members[1], text="No"), no=members)
    assert not Answer.objects.filter(vote=no).exists()


def test_an_answer_is_given_once_and_never_changed(vote, officer):
    given = accountability.give(vote.answers.get(), by=officer, kind="partly", reason="Half now.")
    with pytest.raises(Refused, match="answered this already"):
        accountability.give(given, by=officer, kind="carried_out")
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.filter(pk=given.pk).update(reason="We never said that.")


def test_a_late_answer_is_noted_once(board, members):
    late_vote(board, members, 3)
    assert tasks.note_late_answers() == 1
    assert tasks.note_late_answers() == 0
    assert Entry.objects.filter(verb="answer.late").count() == 1


def test_the_result_says_until_when_and_who_answers(client, vote):
    found = text_of(client.get(reverse("result", args=[vote.pk])))
    assert "The fund must answer by" in found and "Andre" in found
    assert "Answer for the fund" not in found


def test_a_late_answer_says_so_by_itself(client, board, members):
    vote = late_vote(board, members, 3)
    tasks.note_late_answers()
    for path in (reverse("result", args=[vote.pk]), reverse("answers")):
        assert "3 days late" in text_of(client.get(path)), path
    assert "so has the board" in text_of(client.get(reverse("result", args=[vote.pk])))


def test_staff_answer_in_public_and_others_do_not(client, vote, officer, members):
    where = reverse("answer", args=[vote.pk])
    sent = {"kind": "partly", "reason": "The other half follows in May.", "language": "en"}
    assert client.post(where, sent).url == f"{reverse('account_login')}?next={where}"
    client.force_login(members[0])
    assert client.post(where, sent).status_code == client.get(where).status_code == 403
    assert not Answer.objects.exclude(answered_at=None).exists()

    client.force_login(officer)
    assert "Answer for the fund" in text_of(client.get(reverse("result", args=[vote.pk])))
    assert "Send the answer" in text_of(client.get(where))
    for wrong, field in (({}, "kind"), ({"kind": "not"}, "reason"), ({"kind": "maybe"}, "kind")):
        response = client.post(where, {"language": "en"} | wrong)
        assert response.status_code == 422
        assert field in response.context["form"].errors
    assert client.post(where, sent).url == reverse("result", args=[vote.pk])
    client.logout()
    found = text_of(client.get(reverse("result", args=[vote.pk])))
    assert "Carried out in part" in found and "The other half follows in May." in found and "Andre" in found
    client.force_login(officer)
    assert client.post(where, sent).status_code == 409
    assert "answered this already" in text_of(client.get(where))
    assert "Send the answer" not in text_of(client.get(where))


def test_where_nothing_is_owed_there_is_nothing_to_answer(client, board, members, officer):
    no = make.decided(make.vote(board, by=members[0], seconded_by=members[1], text="No"), no=members)
    pending = make.vote(board, by=members[0], seconded_by=members[1], text="Open")
    client.force_login(officer)
    for pk in (no.pk, pending.pk, 999, 10**30):
        assert client.get(reverse("answer", args=[pk])).status_code == 404


def test_an_answer_given_late_keeps_saying_how_late(client, board, members, officer):
    vote = late_vote(board, members, 3)
    accountability.give(vote.answers.get(), by=officer, kind="carried_out")
    found = text_of(client.get(reverse("result", args=[vote.pk])))
    assert "Carried out" in found and "3 days late" in found


def test_the_oldest_debt_comes_first_and_answers_after_it(client, board, members, officer):
    decide(board, members, "A fresh one", at=make.now() - 12 * make.DAY)
    late_vote(board, members, 3, "The oldest")
    answered = late_vote(board, members, 9, "Answered")
    accountability.give(answered.answers.get(), by=officer, kind="not", reason="No law allows it.")
    found = text_of(client.get(reverse("answers")))
    places = [found.index(words) for words in ("The oldest", "A fresh one", "Answered")]
    assert places == sorted(places)


def owed_list(person=make.VISITOR):
    request = RequestFactory().get("/")
    request.user = person
    return Template("{% load accountability %}{% answers_owed %}").render(Context({"request": request}))


def test_a_first_page_lists_what_is_owed_with_the_late_ones_first(board, members):
    assert "owes no answer now" in owed_list()
    for n in range(5):
        decide(board, members, f"Fresh {n}", at=make.now() - 12 * make.DAY)
    late_vote(board, members, 2)
    html = owed_list()
    assert html.index("An old promise") < html.index("Fresh 0")
    assert "2 days late" in html and "Fresh 4" not in html and "All 6 answers" in html


def test_the_lists_take_the_same_queries_however_much_is_owed(client, board, members):
    decide(board, members, "One", at=make.now() - 12 * make.DAY)
    few, first = queries(client.get, reverse("answers")), queries(owed_list)
    west = make.board("Westside", seated=make.people("wen lu"), officer=make.staff("ola"))
    for n in range(6):
        decide(board, members, f"More {n}", at=make.now() - 12 * make.DAY)
    wests = [term.person for term in west.terms_at(make.now())]
    decide(west, wests, "Elsewhere", at=make.now() - 12 * make.DAY)
    assert queries(client.get, reverse("answers")) == few <= 10
    assert queries(owed_list) == first <= 6
