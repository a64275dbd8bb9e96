"""Due work: every piece runs, one that fails stops no other, and health tells."""

import logging
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from community.record import clock
from community.record.guards import GUARDS
from config import due
from config.models import DueWork

pytestmark = pytest.mark.django_db


def fails(at=None):
    raise RuntimeError("the mail server is on fire")


def works(at=None):
    works.asked_at = at


@pytest.fixture
def pieces(monkeypatch):
    """Two pieces of due work of our own: the first one fails."""
    monkeypatch.setattr(due, "TASKS", [fails, works])


def test_a_piece_that_fails_is_logged_and_the_next_one_runs(pieces, caplog):
    at = clock.now()
    with caplog.at_level(logging.ERROR):
        went = due.run(at=at)

    assert went == {"config.fails": False, "config.works": True}
    assert works.asked_at == at
    assert "the mail server is on fire" in caplog.text


def test_each_round_notes_how_it_went(pieces):
    due.run()
    due.run()

    assert dict(DueWork.objects.values_list("name", "went_well")) == {
        "config.fails": False,
        "config.works": True,
    }


def test_every_real_piece_runs_on_an_empty_house():
    assert set(due.run().values()) == {True}


def test_no_two_pieces_share_a_name():
    names = [due.name_of(task) for task in due.TASKS]
    assert len(names) == len(set(names))


def test_tick_says_which_pieces_failed(pieces):
    with pytest.raises(CommandError, match=r"config\.fails"):
        call_command("tick")


def test_health_is_well_after_a_round(client):
    due.run()

    answer = client.get("/health/")

    state = answer.json()
    assert (answer.status_code, state["status"]) == (200, "ok")
    assert state["record"]["seq"] == 0
    assert state["guards_missing"] == []
    assert state["due_work"]["is_late"] is False


def test_health_speaks_up_when_due_work_stands_still(client):
    due.run()
    DueWork.objects.update(ran_at=clock.now() - timedelta(seconds=due.LATE + 1))

    answer = client.get("/health/")

    assert (answer.status_code, answer.json()["status"]) == (200, "attention")


def test_health_names_the_piece_that_fails_but_not_the_reason(client, pieces):
    due.run()

    answer = client.get("/health/")

    assert answer.json()["due_work"]["failing"] == ["config.fails"]
    assert "fire" not in answer.text


def test_health_is_down_when_a_guard_is_missing(client):
    guard = next(g for g in GUARDS.values() if g.install(connection))
    with connection.cursor() as cursor:
        for statement in guard.remove(connection):
            cursor.execute(statement)

    answer = client.get("/health/")

    assert (answer.status_code, answer.json()["guards_missing"]) == (503, [guard.name])
