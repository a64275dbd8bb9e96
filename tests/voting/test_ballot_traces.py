"""A choice or a receipt code in no log, no error report, no session and no address: only in the box."""

import logging

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.log import AdminEmailHandler

from tests.read import code_of, hidden, review

from .filled import FILLED

pytestmark = pytest.mark.django_db

WORDS = "It shuts the canary shift out."


@pytest.fixture
def reports(settings):
    """Error reports go to the administrators by mail, as fully as Django can."""
    settings.ADMINS = [("Root", "root@example.org")]
    log, mails = logging.getLogger("django.request"), AdminEmailHandler(include_html=True)
    log.addHandler(mails)
    yield mail.outbox
    log.removeHandler(mails)


@pytest.mark.parametrize("mode", ["open", "secret"])
def test_an_error_report_has_no_choice_and_no_code(client, members, ask, reports, caplog, mode):
    vote = ask("consent", mode)
    client.force_login(members[2])
    client.raise_request_exception = False
    looked_at = review(client, vote, choice="object", words=WORDS)
    where, code = reverse("ballot", args=[vote.pk]), code_of(looked_at)

    def broken(execute, sql, *rest):
        if sql.startswith("INSERT") or "voting_countedballot" in sql:
            raise ValueError("Something nobody thought of")
        return execute(sql, *rest)

    with connection.execute_wrapper(broken):
        answers = [client.post(where, hidden(looked_at)), client.post(reverse("receipts"), {"code": code})]

    assert [answer.status_code for answer in answers] == [500, 500]
    said = caplog.text + "".join(one.subject + one.body + str(one.alternatives) for one in reports)
    assert "Something nobody thought of" in said and len(reports) >= 2
    assert [secret for secret in (WORDS, "canary", "object&#x27;", code, code[:9], code[-9:]) if secret in said] == []


@pytest.mark.parametrize("method", FILLED)
def test_before_it_is_sent_a_ballot_is_in_no_statement_to_the_database(client, members, ask, method):
    """Nor in a session or a draft: what was chosen travels in the page."""
    vote = ask(method, "secret")
    client.force_login(members[2])
    with CaptureQueriesContext(connection) as asked:
        looked_at = review(client, vote, **FILLED[method][0])
        back = client.post(reverse("ballot", args=[vote.pk]), hidden(looked_at) | {"back": "1"})
    assert (looked_at.status_code, back.status_code) == (200, 200)
    assert [one["sql"] for one in asked if not one["sql"].startswith("SELECT")] == []
