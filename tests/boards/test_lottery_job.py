"""The job that works a lottery out: a process of its own that may be stopped, killed and begun again."""

import os
import signal
import subprocess
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection

from community.record import chain
from community.record.models import Entry
from community.record.verdict import Refused
from governance.boards import actions as boards
from governance.boards import rules, tasks
from governance.boards.management.commands import compute_lottery
from governance.boards.models import Application, Lottery, Ticket
from tests import make, town
from tests.load.hands import at_once

from . import draws

LATER = rules.QUIET + make.MINUTE


@pytest.fixture
def here(monkeypatch, tmp_path):
    """Processes that are started find this test's database."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        monkeypatch.setenv("DATABASE_URL", urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl())
    else:
        monkeypatch.setenv("SQLITE_PATH", name)


def started(at=None) -> subprocess.Popen:
    """The job that due work starts."""
    before = list(tasks.JOBS)
    tasks.compute_lotteries(at=at)
    (job,) = (one for one in tasks.JOBS if one not in before)
    return job


@pytest.mark.django_db(transaction=True)
def test_a_job_that_is_killed_is_begun_again_when_it_has_been_silent_for_long(here):
    lottery = draws.computing(draws.table())
    killed = started()
    tasks.compute_lotteries()  # one at a time
    assert [killed] == tasks.JOBS
    os.kill(killed.pid, signal.SIGKILL)
    assert killed.wait(60) == -signal.SIGKILL
    tasks.compute_lotteries()  # and not at once: it may only be slow
    assert tasks.JOBS == []
    lottery.refresh_from_db()
    assert (lottery.state, lottery.tries) == ("computing", 1) and not Ticket.objects.exists()
    assert started(at=make.now() + LATER).wait(120) == 0
    lottery.refresh_from_db()
    assert (lottery.state, lottery.tries, lottery.tickets.count()) == ("published", 2, 24)
    assert Entry.objects.filter(verb="lottery.published").count() == 1 and chain.verify() is None


@pytest.mark.django_db(transaction=True)
def test_a_lottery_that_is_stopped_while_it_is_worked_out_publishes_nothing(here):
    call = draws.table()
    lottery = draws.computing(call)
    job = started()
    boards.cancel(lottery, by=draws.clerk(call), why="The wrong call.")
    assert job.wait(120) == 0
    lottery.refresh_from_db()
    assert (lottery.state, lottery.text) == ("cancelled", "") and not Ticket.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_reveal_at_once_both_are_heard_and_the_panel_is_drawn_once():
    call = draws.table()
    lottery = draws.published(call)
    hands = [(draws.member(call), draws.SECRETS["rosa"]), (draws.clerk(call), draws.SECRETS["sam"])]

    answers = at_once(lambda one: boards.reveal(lottery, by=one[0], secret=one[1]), [*hands, *hands])

    refused = [one for one in answers if isinstance(one, Refused)]
    assert len(refused) == 2 and all("Once is enough" in str(one) or "is over" in str(one) for one in refused)
    lottery.refresh_from_db()
    assert lottery.state == "drawn" and lottery.tickets.filter(is_drawn=True).count() == 4
    assert Entry.objects.filter(verb="lottery.drawn").count() == 1
    assert Entry.objects.filter(verb="application.answered").count() == 24
    assert chain.verify() is None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_prepare_at_once_one_does():
    call = draws.table(people=8)
    answers = at_once(lambda clerk: boards.prepare_lottery(call, by=clerk), [draws.clerk(call)] * 2)
    assert sorted(type(one).__name__ for one in answers) == ["Lottery", "Refused"]


@pytest.mark.django_db
def test_a_job_that_keeps_dying_fails_the_lottery_and_tells_the_clerk():
    call = draws.table(people=8)
    lottery, at = draws.computing(call), make.now()
    for number in range(rules.MOST_TRIES):
        assert boards.claim_lottery(at=at + number * LATER) == lottery
    assert boards.claim_lottery(at=at + rules.MOST_TRIES * LATER) is None
    lottery.refresh_from_db()
    assert (lottery.state, lottery.fault) == ("failed", "crashed")
    assert draws.prepared(call).state == "drafted"


@pytest.mark.django_db
def test_an_old_job_that_wakes_up_is_not_listened_to(capsys):
    call = draws.table(people=8)
    lottery, at = draws.computing(call), make.now()
    old = boards.claim_lottery(at=at)
    new = boards.claim_lottery(at=at + LATER)
    assert not boards.note_progress(lottery, claim=old.claim, stage="panels", done=1, total=2)
    boards.fail_lottery(lottery, claim=old.claim, fault="impossible")
    call_command("compute_lottery", lottery.pk, old.claim)
    assert "Stopped" in capsys.readouterr().out
    lottery.refresh_from_db()
    assert (lottery.state, lottery.text, lottery.claim) == ("computing", "", new.claim)


@pytest.mark.django_db
def test_who_takes_it_back_while_the_chances_are_worked_out_has_them_worked_out_again(capsys):
    call = draws.table()
    lottery = draws.computing(call)
    claimed = boards.claim_lottery()
    made = compute_lottery.work_out(claimed, lambda *_said: None)
    boards.withdraw(call.applications.first())
    before = town.rows()
    assert not boards.publish_lottery(lottery, claim=claimed.claim, made=made)
    assert not town.changed(before)
    call_command("compute_lottery", claimed.pk, claimed.claim)
    lottery.refresh_from_db()
    assert (lottery.state, lottery.pool) == ("published", 23)


@pytest.mark.django_db
def test_who_takes_it_back_after_the_chances_are_published_is_not_seated_and_is_replaced():
    call = draws.table()
    lottery = draws.published(call)
    for application in call.applications.all()[:20]:
        boards.withdraw(application)
    boards.reveal(lottery, by=draws.member(call), secret=draws.SECRETS["rosa"])
    lottery = boards.reveal(lottery, by=draws.clerk(call), secret=draws.SECRETS["sam"])
    drawn = Application.objects.filter(tickets__is_drawn=True)
    assert drawn.count() == 4
    assert {one.state for one in drawn} <= {"carried", "withdrawn"} and drawn.filter(state="withdrawn").exists()


@pytest.mark.django_db
def test_an_error_in_the_job_says_where_it_broke_and_nothing_of_anybody(capsys):
    call = draws.table(people=8)
    bad = [{"category": "age", "value": town.PORTRAIT, "least": 0}]
    lottery = Lottery.objects.create(call=call, seats=4, quotas=bad, prepared_at=make.now())
    draws.computing(call, lottery)
    claimed = boards.claim_lottery()
    with pytest.raises(SystemExit):
        call_command("compute_lottery", claimed.pk, claimed.claim)
    said = capsys.readouterr()
    assert "TypeError" in said.err and town.PORTRAIT not in said.err + said.out


@pytest.mark.django_db
def test_what_applicants_said_of_themselves_stays_where_it_was_said(client, caplog):
    """Not in the file, the tickets, the record, the news or the log; a quota counts it, and that is all."""
    call = draws.table()
    canary = {"age": "14-24", "home": town.PORTRAIT}
    one = call.applications.order_by("pk")[2]
    type(one.portrait).objects.filter(pk=one.portrait.pk).update(answers=canary)
    lottery = draws.drawn(call)
    holders = {table for table, rows in town.rows().items() if any(town.PORTRAIT in row for row in rows)}
    assert holders == {"boards_portrait"}
    assert one.household and one.household not in lottery.text and one.household not in caplog.text
    assert town.PORTRAIT not in lottery.text + caplog.text + "".join(Entry.objects.values_list("text", flat=True))
    client.force_login(draws.clerk(call))
    for path in (lottery.get_absolute_url(), "/boards/eastbank/lotteries/", f"/api/v1/lotteries/{lottery.pk}/"):
        assert town.PORTRAIT not in client.get(path).content.decode()
    shown = client.get(lottery.get_absolute_url()).content.decode()
    assert "25–50 %" in shown and "50–75 %" not in shown  # 9 of 24 are young; 11 or 12 rent


@pytest.mark.django_db
def test_a_small_pool_is_not_shown_even_in_bands(client):
    lottery = draws.published(draws.table(people=12))
    shown = client.get(lottery.get_absolute_url()).content.decode()
    assert "Hidden" in shown and "–50 %" not in shown
