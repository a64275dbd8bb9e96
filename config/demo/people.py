"""Who lives in the demo city, and what each of them is to Eastbank's board."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from community.people.models import Person

CITY = Path(__file__).parent / "city"

# Role: what they are, and under which heading they stand on /demo/.
BOARD, HOUSE, NEIGHBORS = _("The Eastbank board"), _("Those who work for the board"), _("Neighbors and guests")
ROLES = {
    "chair": (_("Chair, holds a resident’s seat"), BOARD),
    "member": (_("Holds a resident’s seat"), BOARD),
    "partner": (_("Holds a partner’s seat"), BOARD),
    "city": (_("Holds the city’s seat"), BOARD),
    "clerk": (_("Clerk: opens calls, seats people, sets times"), HOUSE),
    "author": (_("Fund staff: drafts priorities, answers for the fund"), HOUSE),
    "reviewer": (_("Fund staff: reviews and publishes drafts"), HOUSE),
    "administrator": (_("Administrator of this site"), HOUSE),
    "trustee": (_("Trustee: reads everything, has no seat and no vote"), HOUSE),
    "applicant": (_("Lives here and could apply for the empty seat"), NEIGHBORS),
    "waiting": (_("Has applied for the empty seat"), NEIGHBORS),
    "former": (_("Gave up a seat three weeks ago"), NEIGHBORS),
    "journalist": (_("Journalist"), NEIGHBORS),
    "director": (_("Director of the local initiative"), NEIGHBORS),
    "friend": (_("Critical friend of the fund"), NEIGHBORS),
    "proposer": (_("Wrote a proposal"), NEIGHBORS),
}
STAFF = {"author": "Authors", "reviewer": "Reviewers"}


@dataclass(frozen=True)
class Citizen:
    """Somebody of the demo city as they are written down."""

    key: str
    name: str
    role: str
    language: str = "en"
    place: str = ""
    title: str = ""

    @property
    def email(self) -> str:
        """An address that can never belong to anybody: .example leads nowhere."""
        return f"{self.key}@calderbend.example"

    @property
    def does(self) -> str:
        """What they are to the board, in the reader's language."""
        return ROLES[self.role][0]

    @property
    def is_organization(self) -> bool:
        """Whether they speak for an organization or the city."""
        return self.role in ("partner", "city")

    def settle(self) -> Person:
        """Make the person, without an address: nobody is mailed about the city's past."""
        person = Person.objects.create_user(
            name=self.name,
            language=self.language,
            title=self.title,
            is_staff=self.role in STAFF or self.role == "administrator",
            is_superuser=self.role == "administrator",
        )
        person.groups.set(Group.objects.filter(name=STAFF.get(self.role)))
        return person


@cache
def read(chapter: str) -> dict:
    """One chapter of the city."""
    return tomllib.loads((CITY / f"{chapter}.toml").read_text())


@cache
def citizens() -> dict[str, Citizen]:
    """Everybody by key: their first name in lower case."""
    return {line["key"]: Citizen(**line) for line in read("people")["person"]}


def living() -> dict[str, Person]:
    """Those who live in this database, by key."""
    keys = {citizen.email: key for key, citizen in citizens().items()}
    found = {keys[person.email]: person for person in Person.objects.filter(email__in=keys, is_active=True)}
    return {key: found[key] for key in citizens() if key in found}
