"""Who sits on the boards, beside who lives in the city: in bands, and only where nobody can be recognised.

What people told about themselves is read here, turned into bands by the suppression function, and goes
no further: what leaves holds no number of people and no person.
"""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings

from community.people.models import CityShare, Community, SelfDescription
from community.people.suppression import band, protect

from .models import Charter, Term


@dataclass(frozen=True)
class Share:
    """One community: its band among those who sit, in percent, or nothing where it is hidden; its share of the city."""

    community: str
    band: tuple[int, int] | None
    city: CityShare | None

    @property
    def width(self) -> int:
        """How wide the band is, for its picture."""
        return self.band[1] - self.band[0]

    @property
    def rest(self) -> int:
        """What lies above the band, for its picture."""
        return 100 - self.band[1]

    @property
    def mark(self):
        """Where the city stands in the picture."""
        return self.city.percent if self.city else None


@dataclass(frozen=True)
class Makeup:
    """What can be said of all who sit on a board: of the city only, where fewer than `k` told us."""

    k: int
    is_told: bool
    shares: list[Share]

    @property
    def language(self) -> str:
        """The language the city's sources are named in."""
        return settings.LANGUAGE_CODE

    @property
    def hides(self) -> bool:
        """Whether some community is left out, so that nobody can be recognised."""
        return any(share.band is None for share in self.shares)


def makeup(at) -> Makeup:
    """The communities of all who hold a seat now on any board, in bands, beside the city's figures.

    All boards together, because one board has too few seats to hide anybody. The strictest charter counts.
    """
    seated = Term.objects.at(at).values("person")
    told = SelfDescription.objects.filter(person__in=seated, communities__isnull=False)
    pairs = set(told.values_list("person", "communities"))
    people, counts = len({person for person, _community in pairs}), Counter(community for _person, community in pairs)
    k, city = strictest(at), {share.community_id: share for share in CityShare.objects.select_related("community")}
    if people < k:
        return Makeup(k, False, [Share(share.community.name, None, share) for share in city.values()])
    shares = []
    for community in Community.objects.all():
        part = counts[community.pk]
        # Somebody may belong to several, so each one is a table of its own: in it, and not in it.
        shown = protect({("in",): part, ("out",): people - part}, k)
        # Everybody can read who sits here. That all of them, or none, said something would tell it of each by name.
        is_shown = shown is not None and shown[("in",)] and shown[("out",)]
        shares.append(Share(community.name, band(part, people) if is_shown else None, city.get(community.pk)))
    return Makeup(k, True, shares)


def strictest(at) -> int:
    """The largest group that a charter in force asks for before figures about people are shown."""
    in_force = {}
    for charter in Charter.objects.filter(in_force_from__lte=at).order_by("version", "pk"):
        in_force[charter.board_id] = charter["k_min.people"]
    return max(in_force.values())
