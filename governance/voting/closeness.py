"""How close people are to a thing the board decides: what they said, what they declared, what they wrote.

A thing names its parties by two attributes it may have: `organization` and `author_id`. Who is close to a part of a
thing is as close to the whole: where several ask for the same money, what one of them gets another one does not.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from community.record.models import type_of
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

    def with_part(self, part: "Closeness") -> "Closeness":
        """How close somebody is to a thing of which this is a part: never less than to the part."""
        return replace(
            self,
            ties=self.ties + ([] if part.said else part.ties),
            least=max(self.least, part.said.grade if part.said else part.least),
            source=part.source if part.grade > self.grade else self.source,
        )

    @property
    def is_asked(self) -> bool:
        """Whether a declared tie touches the thing and they have not said how close it is."""
        return bool(self.ties) and self.said is None


def pending_vote(thing) -> Vote | None:
    """The vote that is under way on a thing, or on what it is a part of. One that is called comes first."""
    found = list(Vote.objects.touching(thing).exclude(state=Vote.State.CERTIFIED))
    return next((vote for vote in found if vote.state != Vote.State.MOVED), next(iter(found), None))


def parts_of(thing) -> list:
    """The things that a thing consists of, and to which somebody can be close one by one."""
    return list(thing.consists_of()) if hasattr(thing, "consists_of") else []


def parties(thing, vote=None) -> set[str]:
    """The organizations a thing is about: as it says now and, where a vote is under way, as it was put."""
    put = vote.pinned if vote and (vote.subject_type, vote.subject_id) == (type_of(thing), thing.pk) else {}
    now = {getattr(one, "organization", "") for one in (thing, *parts_of(thing))}
    return (now | organizations(put)) - {""}


def organizations(put) -> set[str]:
    """The organizations that the words of a vote name."""
    return {put.get("organization", ""), *put.get("organizations", ())}


def of(thing, people, at, *, charter=None, vote=None, said=None) -> dict[int, Closeness]:
    """How close each of these people is to a thing, by their number, in a few queries however many they are.

    charter: the one in force, unless it was read already; it is asked only where something depends on it.
    said: the newest word of each person about it, where they were read already.
    """
    people, parts = [person.pk for person in people], parts_of(thing)
    said = Disclosure.objects.on(thing).filter(person__in=people).newest() if said is None else said
    of_parts = said_of_parts(parts, people)
    names, authors = parties(thing, vote), {getattr(one, "author_id", None) for one in (thing, *parts)}
    found = list(Tie.objects.filter(person__in=people, since__lte=at).to(names)) if names else []
    if charter is None and (found or authors & {*people}):
        charter = thing.board.charter_at(at)
    ties = defaultdict(list)
    for tie in found:
        if boards.counts(kind=tie.kind, until=tie.until, on=at.date(), years=charter["recusal.years"]):
            ties[tie.person_id].append(tie)

    def close(pk, one, word, near):
        least = boards.LEAVES if any(tie.kind == Tie.Kind.OWN for tie in near) else boards.NONE
        source = Disclosure.Source.TIE if near else Disclosure.Source.SAID
        if pk == getattr(one, "author_id", None) and charter["recusal.author"] > least:
            least, source = charter["recusal.author"], Disclosure.Source.AUTHOR
        return Closeness(word, near, least, source)

    def all_in_all(pk):
        keys = {part.pk: boards.name_key(part.organization) for part in parts}
        whole = close(pk, thing, said.get(pk), [tie for tie in ties[pk] if tie.key not in keys.values()])
        for part in parts:
            near = [tie for tie in ties[pk] if tie.key == keys[part.pk]]
            whole = whole.with_part(close(pk, part, of_parts.get((part.pk, pk)), near))
        return whole

    return {pk: all_in_all(pk) for pk in people}


def said_of_parts(parts, people) -> dict:
    """The newest word of each person about each part of a thing, by the numbers of part and person."""
    if not parts:
        return {}
    kind, numbers = parts[0]._meta.label_lower, [part.pk for part in parts]
    found = Disclosure.objects.filter(subject_type=kind, subject_id__in=numbers, person__in=people).order_by("pk")
    return {(said.subject_id, said.person_id): said for said in found}


def of_one(thing, person, at, *, vote=None) -> Closeness:
    """How close one person is to a thing."""
    return of(thing, [person], at, charter=vote.charter if vote else None, vote=vote)[person.pk]


def answers(kind: str, pk: int) -> list[Disclosure]:
    """What everybody reads: the newest word of each person about a thing, the closest first."""
    found = Disclosure.objects.filter(subject_type=kind, subject_id=pk).select_related("person")
    return sorted(found.newest().values(), key=lambda said: (-said.grade, said.pk))


def of_board(thing, at, *, vote=None, said=None) -> tuple[dict, list[Tie]]:
    """How close the members and alternates of its board are, and the ties of those who have not answered."""
    stand_in = thing.board.alternates.at(at).select_related("person")
    people = {one.pk: one for one in [*thing.board.members_at(at), *(alternate.person for alternate in stand_in)]}
    close = of(thing, people.values(), at, vote=vote, said=said)
    ties = [tie for one in close.values() if one.is_asked for tie in one.ties]
    for tie in ties:
        tie.person = people[tie.person_id]
    return close, ties


def left(person, votes) -> set[int]:
    """The votes, by their numbers, on items this person has left: they said so, or a running tie says it."""
    votes = list(votes)
    things = {(vote.subject_type, vote.subject_id) for vote in votes}
    kinds, numbers = {kind for kind, _pk in things}, {pk for _kind, pk in things}
    found = Disclosure.objects.filter(person=person, subject_type__in=kinds, subject_id__in=numbers).order_by("pk")
    said = {(one.subject_type, one.subject_id): one.grade for one in found}
    tied = {tie.key for tie in Tie.objects.filter(person=person, until=None) if tie.grade == boards.LEAVES}

    def grade(vote):
        keys = {boards.name_key(name) for name in organizations(vote.pinned)}
        by_ties = boards.LEAVES if keys & tied else boards.NONE
        return said.get((vote.subject_type, vote.subject_id), by_ties)

    return {vote.pk for vote in votes if grade(vote) == boards.LEAVES}
