"""The pool: applicants by token, the quotas they count for, and the classes of those who are alike.

Two applicants are alike when the quotas see no difference between them, nor between their households. A
class has one chance, so the sums grow with the number of classes and not with the number of people.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property


class BadPool(ValueError):
    """The pool or its quotas make no sense. `fault` is a word for which way, `facts` say where; the text is English.

    Faults: no_seats, too_few, token_twice, unknown_token, says_nothing, quota_twice, quota_upside_down.
    """

    def __init__(self, sentence: str, fault: str, **facts):
        super().__init__(sentence)
        self.fault, self.facts = fault, facts


@dataclass(frozen=True)
class Applicant:
    """Somebody in the pool, known by an opaque token. A household is any word its members share, "" for alone.

    What they said of themselves is left out of `repr`, so that no traceback and no error report shows it.
    """

    token: str
    features: Mapping[str, str] = field(repr=False)
    household: str = field(default="", repr=False)


@dataclass(frozen=True, order=True)
class Quota:
    """At least and at most so many people of one value: "age", "16-24", 2, 4."""

    category: str
    value: str
    least: int
    most: int

    def __str__(self):
        return f"{self.category}: {self.value}"


@dataclass(frozen=True, order=True)
class Kind:
    """A class of people who are alike: their features, inside a kind of household (the features of all in it)."""

    household: tuple = field(repr=False)
    features: tuple = field(repr=False)

    def has(self, quota: Quota) -> bool:
        """Whether people of this kind count for a quota."""
        return (quota.category, quota.value) in self.features


class Pool:
    """Applicants, quotas and seats, with the classes worked out, all in an order that input cannot change.

    seats: how many people are to be drawn. Raises BadPool when a token or a quota comes twice, a quota is
    upside down, an applicant lacks a feature the quotas name, or there are fewer households than seats.
    """

    def __init__(self, applicants: Collection[Applicant], quotas: Collection[Quota], seats: int):
        self.applicants = sorted(applicants, key=lambda person: person.token)
        self.quotas = sorted(quotas)
        self.seats = seats
        self.categories = sorted({quota.category for quota in self.quotas})
        self._check_quotas()
        self._check_people()
        at_home = defaultdict(list)
        for person in self.applicants:
            at_home[self.home_of(person)].append(person)
        if len(at_home) < seats:
            raise BadPool(
                f"{seats} seats need {seats} households; the pool has {len(at_home)}, with {len(applicants)} people.",
                "too_few", seats=seats, households=len(at_home), people=len(applicants),
            )  # fmt: skip
        self.members, self.households = defaultdict(list), Counter()
        for home, people in sorted(at_home.items()):
            kind_of_home = tuple(sorted(self._seen(person) for person in people))
            self.households[kind_of_home] += 1
            for person in people:
                self.members[Kind(kind_of_home, self._seen(person))].append((person.token, home))

    @staticmethod
    def home_of(person: Applicant) -> tuple[str, str]:
        """A person's household; without one, everybody lives alone."""
        return ("shared", person.household) if person.household else ("alone", person.token)

    @cached_property
    def kinds(self) -> list[Kind]:
        """The classes, sorted."""
        return sorted(self.members)

    @cached_property
    def sizes(self) -> list[int]:
        """How many applicants each class has, in the order of `kinds`."""
        return [len(self.members[kind]) for kind in self.kinds]

    @cached_property
    def by_token(self) -> dict[str, Applicant]:
        """Applicants by token."""
        return {person.token: person for person in self.applicants}

    def counted(self, tokens: Collection[str]) -> list[int]:
        """How many of these people each quota counts, in the order of `quotas`."""
        people = [self.by_token[token] for token in tokens]
        return [sum(str(person.features[q.category]) == q.value for person in people) for q in self.quotas]

    def _seen(self, person: Applicant) -> tuple:
        """What the quotas see of a person."""
        return tuple((category, str(person.features[category])) for category in self.categories)

    def _check_quotas(self) -> None:
        for quota, often in Counter((q.category, q.value) for q in self.quotas).items():
            if often > 1:
                raise BadPool(f"There are two quotas for {quota[0]}: {quota[1]}.", "quota_twice",
                              category=quota[0], value=quota[1])  # fmt: skip
        for quota in self.quotas:
            if not 0 <= quota.least <= quota.most:
                raise BadPool(f"The quota {quota} asks for at least {quota.least} and at most {quota.most} people.",
                              "quota_upside_down", quota=quota)  # fmt: skip

    def _check_people(self) -> None:
        if self.seats < 1:
            raise BadPool("There is no seat to draw for.", "no_seats", seats=self.seats)
        for token, often in Counter(person.token for person in self.applicants).items():
            if often > 1:
                raise BadPool(f"The token {token} is in the pool twice.", "token_twice", token=token)
        for person in self.applicants:
            for category in self.categories:
                if category not in person.features:
                    raise BadPool(f"The applicant {person.token} says nothing about {category}.", "says_nothing",
                                  token=person.token, category=category)  # fmt: skip


def pool_after(pool: Pool, *, stayed: Collection[str], left: Collection[str], seats: int = 1) -> Pool:
    """The pool that fills a vacancy by the rules of the first draw.

    stayed: tokens of those who keep their seats: they count towards the quotas, which shrink by them (never
    below 0), and nobody of their households can be drawn. left: tokens of those who left, declined or asked
    for another time: they are out, their households are not. Raises BadPool for a token that is not known.
    """
    for token in [*stayed, *left]:
        if token not in pool.by_token:
            raise BadPool(f"The token {token} is not in the pool.", "unknown_token", token=token)
    full = {pool.home_of(pool.by_token[token]) for token in stayed}
    gone = set(left)
    people = [p for p in pool.applicants if p.token not in gone and pool.home_of(p) not in full]
    quotas = [
        replace(quota, least=max(0, quota.least - taken), most=max(0, quota.most - taken))
        for quota, taken in zip(pool.quotas, pool.counted(sorted(set(stayed))), strict=True)
    ]
    return Pool(people, quotas, seats)
