"""The categories in which an applicant may describe themself, and how one household is known without its street.

Every answer is optional. Categories say what a board may ask for in a call's quotas; a call asks
only for those it uses.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.people.models import Community, Place

UNSAID = ""  # "I'd rather not say": nothing is kept
NEIGHBORHOOD = "neighborhood"


@dataclass(frozen=True)
class Category:
    """One thing to say about oneself: its stable key, its question, and the answers to choose from."""

    key: str
    label: str | Promise
    question: str | Promise
    values: tuple[tuple[str, str | Promise], ...]

    @property
    def choices(self) -> list:
        """The answers as a form offers them: nobody has to say."""
        return [*self.values, (UNSAID, _("I’d rather not say"))]


AGES = (
    ("14-24", _("14 to 24")),
    ("25-39", _("25 to 39")),
    ("40-59", _("40 to 59")),
    ("60+", _("60 or older")),
)
HOMES = (
    ("rents", _("I rent")),
    ("owns", _("I or my family own it")),
    ("other", _("I have no home of my own, or live with others")),
)
YES_NO = (("yes", _("Yes")), ("no", _("No")))


def categories() -> list[Category]:
    """Everything a call may ask about, in the order it is asked."""
    places = tuple((str(place.pk), place.name) for place in Place.objects.all())
    return [
        Category("age", _("Age"), _("How old are you?"), AGES),
        Category(NEIGHBORHOOD, _("Neighborhood"), _("Where do you live?"), places),
        Category("home", _("Home"), _("Is your home rented?"), HOMES),
        *(
            Category(
                f"community-{one.pk}",
                # Kept in one language; a page in another says so.
                format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, one.name),
                format_lazy(_("Do you belong to this community: {name}?"), name=one.name),
                YES_NO,
            )
            for one in Community.objects.all()
        ),
    ]


def asked_by(call) -> list[Category]:
    """The categories a call's quotas need; no other is asked."""
    wanted = {quota["category"] for quota in call.quotas}
    return [category for category in categories() if category.key in wanted]


# One way to write what is written in many.
SHORT = {"st": "street", "ave": "avenue", "av": "avenue", "rd": "road", "dr": "drive", "blvd": "boulevard",
         "ln": "lane", "ct": "court", "pl": "place", "apt": "", "apartment": "", "unit": "", "no": ""}  # fmt: skip


def normal_street(street: str) -> str:
    """A street and number as one spelling: without case, accents, signs and short forms."""
    plain = unicodedata.normalize("NFKD", street).casefold()
    words = re.findall(r"\w+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return " ".join(filter(None, (SHORT.get(word, word) for word in words)))


def household_of(street: str) -> str:
    """A digest that two people of one home share and nobody can read; nothing for no street.

    The key comes from the installation's secret, so whoever has only the database learns no street.
    """
    spelled = normal_street(street)
    return salted_hmac("boards.household", spelled, algorithm="sha256").hexdigest() if spelled else ""
