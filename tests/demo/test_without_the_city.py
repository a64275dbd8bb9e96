"""The demo where its city does not live, and a city that cannot move in."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client

from community.people.models import Person, Place
from community.record.models import Entry
from governance.boards.models import Board, Term


def test_the_page_says_that_nobody_is_there(db, settings):
    settings.DEMO = True
    assert "does not live here" in Client(SERVER_NAME="127.0.0.1").get("/demo/").content.decode()


def test_it_moves_in_whole_or_not_at_all(db):
    Place.objects.create(name="Sweetwater")  # the city's own place of this name has no room beside it

    with pytest.raises(IntegrityError):
        call_command("load_demo")

    assert not any(model.objects.exists() for model in (Person, Board, Entry, Term))


def test_outside_demo_mode_it_says_how_to_serve_the_city(db, settings, capsys):
    settings.DEMO = False
    call_command("load_demo")
    assert "Serve it with DEMO=1" in capsys.readouterr().out
