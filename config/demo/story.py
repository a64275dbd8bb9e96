"""The whole story of the demo city, told once, into an empty database, in one transaction."""

from collections.abc import Iterator

from django.db import transaction
from wagtail.models import Locale

from community.notifications import actions as notifications
from community.notifications.models import Notification
from community.people.models import CityShare, Community, Place
from governance.boards.models import Board

from . import acts, money, pages, ways
from .people import citizens, read
from .town import Step, Town

CHAPTERS = ("eastbank", "priorities", "proposals", "money", "questions", "integration", "first-cycle")
LANGUAGES = ("en", "es")

# People move in before the first board is founded. Their addresses are entered later: until then nobody is
# mailed, so the demo's mailbox begins with the news of the last two days.
MOVED_IN, ADDRESSED = "-211d 09:00", "-2d 12:00"


class NotEmpty(Exception):
    """Boards stand in this database already."""


@transaction.atomic
def tell() -> Town:
    """Let the city come to be: all of it, or nothing."""
    if Board.objects.exists():
        raise NotEmpty
    town = Town()
    for code in LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    Community.objects.bulk_create(Community(name=name) for name in read("people")["communities"])
    CityShare.objects.bulk_create(
        CityShare(community=Community.objects.get(name=name), **fields)
        for name, fields in read("people")["city"].items()
    )
    for citizen in citizens().values():
        town[citizen.key] = citizen.settle()
    town.live(steps(town))
    pages.write(read("pages"))
    return town


def steps(town: Town) -> Iterator[Step]:
    """Every act of every chapter."""
    places = {name: Place.objects.create(name=name) for name in read("people")["places"]}
    for citizen in citizens().values():
        if citizen.place:
            home = {"when": MOVED_IN, "person": citizen.key, "place": places[citizen.place]}
            yield from acts.residency(town, home)
    yield ADDRESSED, lambda: address(town)
    for chapter in CHAPTERS:
        for kind, lines in read(chapter).items():
            for line in lines:
                yield from (acts.KINDS | money.KINDS | ways.KINDS)[kind](town, line)


def address(town: Town) -> None:
    """Everybody gets an address and has read the news so far."""
    newest = Notification.objects.order_by("-pk").values_list("pk", flat=True).first()
    for citizen in citizens().values():
        person = town[citizen.key]
        person.email = citizen.email
        person.save(update_fields=["email"])
        notifications.read(person, up_to=newest, at=town.at)
