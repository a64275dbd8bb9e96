"""How close people are to a thing the board decides: what they said, what they declared, what they wrote.

A thing names its parties by two attributes it may have: `organization` and `author_id`.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from governance.boards import rules as boards
from governance.boards.models import Tie

from . import rules
from .models import Disclosure, Vote


@dataclass(frozen=True)
class Closeness:
    """One person and one thing."""

    said: Disclosure | None = None
    ties: list[Tie] = field(default_factory=list)
    least: int = boards.NONE  # what it cannot be below
    source: str = Disclosure.Source.SAID  # where it comes from, while nothing is said

    @property
    def by_ties(self) -> int:
        """What the declared ties make of it."""
        return max((tie.grade for tie in self.ties), default=boards.NONE)

    @property
    def grade(self) -> int:
        """How close they are."""
        said = self.said.grade if self.said else None
        return rules.grade_of(said=said, by_ties=self.by_ties, least=self.least)

    @property
    def is_asked(self) -> bool:
        """Whether a declared tie touches the thing and they have not said how close it is."""
        return bool(self.ties) and self.said is None


def pending_vote(thing) -> Vote | None:
    """The vote that is under way on a thing."""
    return Vote.objects.on(thing).exclude(state=Vote.State.CERTIFIED).first()


def parties(thing, vote=None) -> set[str]:
    """The organizations a thing is about: as it says now and, where a vote is under way, as it was put."""
    put = vote.pinned.get("organization", "") if vote else ""
    return {getattr(thing, "organization", ""), put} - {""}


def of(thing, people, at, *, charter, vote=None) -> dict[int, Closeness]:
    """How close each of these people is to a thing, by their number, in two queries however many they are."""
    people = [person.pk for person in people]
    said = Disclosure.objects.on(thing).filter(person__in=people).newest()
    ties, names = defaultdict(list), parties(thing, vote)
    found = Tie.objects.filter(person__in=people, since__lte=at).to(names) if names else ()
    for tie in found:
        if boards.counts(kind=tie.kind, until=tie.until, on=at.date(), years=charter["recusal.years"]):
            ties[tie.person_id].append(tie)
    author = getattr(thing, "author_id", None)

    def one(pk):
        least = boards.LEAVES if any(tie.kind == Tie.Kind.OWN for tie in ties[pk]) else boards.NONE
        source = Disclosure.Source.TIE if ties[pk] else Disclosure.Source.SAID
        if pk == author and charter["recusal.author"] > least:
            least, source = charter["recusal.author"], Disclosure.Source.AUTHOR
        return Closeness(said.get(pk), ties[pk], least, source)

    return {pk: one(pk) for pk in people}


def of_one(thing, person, at, *, vote=None) -> Closeness:
    """How close one person is to a thing."""
    charter = vote.charter if vote and vote.charter else thing.board.charter_at(at)
    return of(thing, [person], at, charter=charter, vote=vote)[person.pk]


def answers(kind: str, pk: int) -> list[Disclosure]:
    """What everybody reads: the newest word of each person about a thing, the closest first."""
    found = Disclosure.objects.filter(subject_type=kind, subject_id=pk).select_related("person")
    return sorted(found.newest().values(), key=lambda said: (-said.grade, said.pk))


def untold(thing, at, *, vote=None) -> list[Tie]:
    """Ties of members that touch a thing, and of which they have not said how close it is."""
    if not parties(thing, vote):
        return []
    people = [
        *thing.board.members_at(at),
        *(one.person for one in thing.board.alternates.at(at).select_related("person")),
    ]
    names = {person.pk: person for person in people}
    close = of(thing, people, at, charter=thing.board.charter_at(at), vote=vote)
    ties = [tie for one in close.values() if one.is_asked for tie in one.ties]
    for tie in ties:
        tie.person = names[tie.person_id]
    return ties
