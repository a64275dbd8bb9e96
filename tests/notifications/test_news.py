"""What a person was told, and that it was read."""

import pytest

from community.notifications import actions as notifications
from community.notifications.models import Notification
from governance.voting import actions as voting
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def noi(client):
    """A member who was told of two votes that were asked for."""
    rosa, noi = make.people("rosa noi")
    board = make.board(seated=[rosa, noi], at=make.now())
    Notification.objects.all().delete()
    for text in ("Meet in the library", "Meet at seven"):
        voting.propose_motion(board, by=rosa, text=text)
    client.force_login(noi)
    return noi


def test_news_come_newest_first_with_the_way_to_the_thing(client, noi):
    page = client.get("/me/news/").content.decode()
    assert page.index("Meet at seven") < page.index("Meet in the library")
    assert "A member asked for a vote" in page and "2 not read yet" in page
    vote = noi.notifications.last().entry
    assert f'href="{vote.path}"' in page


def test_in_spanish_the_way_is_the_spanish_one(client, noi):
    page = client.get("/es/me/news/").content.decode()
    assert 'href="/es/votes/' in page and 'href="/votes/' not in page


def test_what_was_on_the_page_is_read_and_what_came_after_is_not(client, noi):
    older = noi.notifications.order_by("pk").first()
    client.post("/me/news/", {"up_to": older.pk})
    assert list(noi.notifications.filter(read_at=None)) == [noi.notifications.order_by("pk").last()]
    page = client.get("/me/news/").content.decode()
    assert "1 not read yet" in page


def test_nobody_reads_for_another(client, noi):
    newest = Notification.objects.order_by("-pk").first()
    client.force_login(make.person("ana"))
    client.post("/me/news/", {"up_to": newest.pk})
    assert not noi.notifications.exclude(read_at=None).exists()


@pytest.mark.parametrize("up_to", ["", "soon", "-1", "99999999999999999999999"])
def test_nonsense_reads_nothing(client, noi, up_to):
    assert client.post("/me/news/", {"up_to": up_to}).status_code == 302
    assert not noi.notifications.exclude(read_at=None).exists()


def test_reading_twice_changes_nothing(noi):
    newest = noi.notifications.first().pk
    assert notifications.read(noi, up_to=newest) == 2
    assert notifications.read(noi, up_to=newest) == 0
