"""What a change of the charter is: what a clause can say, and whether a change makes it stricter or looser.

Stricter binds the fund and the clerk more, or protects people better. What is neither, such as who wins
a vote or how long a seat is held, is changed by a vote like what is looser: so nobody who keeps the
charter can bend a decision by it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from community.record.verdict import YES, Verdict, _, all_of, ngettext_

from .balance import OF_ALL, Balance, Share

STRICTER, LOOSER, NEITHER = "stricter", "looser", "neither"
HIGHER, LOWER = 1, -1  # which of two values is the stricter one

LEVELS = ["asked", "recommends", "decides"]
WAYS_TO_A_SEAT = ["lottery", "election", "nomination", "motion", "appointment"]
WAYS_TO_BE_PAID = ["card", "transfer", "donate", "none"]
SHARE = re.compile(r">=?[1-9]\d?/[1-9]\d?")
FEWEST_SEATS, MOST_SEATS = 3, 25


@dataclass(frozen=True)
class Whole:
    """A clause that is a whole number between two bounds."""

    low: int
    high: int
    strict: int = 0

    def knows(self, value) -> bool:
        """Whether the clause can say this."""
        return type(value) is int and self.low <= value <= self.high

    def rank(self, value) -> int:
        """The higher of two is the larger one."""
        return value


@dataclass(frozen=True)
class Part:
    """A clause that is a share of several, at least `least` of them. is_majority: it may be one of all who may vote."""

    least: Fraction
    strict: int = 0
    is_majority: bool = False

    def knows(self, value) -> bool:
        """Whether this is a share one can read, that some can reach and that isn't below the least."""
        if self.is_majority and isinstance(value, str):
            value = value.removesuffix(OF_ALL)
        if not (isinstance(value, str) and SHARE.fullmatch(value)):
            return False
        return (self.least, True) <= self.rank(value) <= (1, False)

    def rank(self, value) -> tuple:
        """The higher of two is the one that more are needed for."""
        share = Share.read(value)
        return share.least, share.is_more_than


@dataclass(frozen=True)
class Level:
    """A clause that says how much the board's vote counts."""

    strict: int = HIGHER

    def knows(self, value) -> bool:
        """Whether the clause can say this."""
        return value in LEVELS

    def rank(self, value) -> int:
        """The higher of two gives the board more."""
        return LEVELS.index(value)


@dataclass(frozen=True)
class OneOf:
    """A clause that chooses one of several."""

    known: tuple
    strict: int = 0

    def knows(self, value) -> bool:
        """Whether the clause can say this."""
        return value in self.known


@dataclass(frozen=True)
class Ways:
    """A clause that lists what one can choose from."""

    known: tuple
    strict: int = 0

    def knows(self, value) -> bool:
        """Whether every way is one we know, named once, and there is one at all."""
        if not isinstance(value, list) or not all(isinstance(way, str) for way in value):
            return False
        return bool(value) and len(set(value)) == len(value) and set(value) <= set(self.known)

    def rank(self, value) -> frozenset:
        """The higher of two lists everything the other one does, and more."""
        return frozenset(value)


@dataclass(frozen=True)
class Day:
    """A clause that is a day, or nothing: the day of a promise."""

    strict: int = LOWER

    def knows(self, value) -> bool:
        """Whether this is a day of the calendar, or nothing."""
        try:
            return value == "" or date.fromisoformat(value).isoformat() == value
        except (TypeError, ValueError):
            return False

    def rank(self, value) -> str:
        """The higher of two is the later one."""
        return value


HALF = Fraction(1, 2)
KINDS = {
    "seats.resident": Whole(1, MOST_SEATS, HIGHER),
    "seats.partner": Whole(0, MOST_SEATS),
    "seats.public": Whole(0, MOST_SEATS),
    "seats.floor": Whole(51, 100, HIGHER),
    "seats.promise_on": Day(),
    "term.months": Whole(6, 36),
    "term.limit": Whole(1, 5),
    "term.years": Whole(1, 10),
    "term.break": Whole(1, 36, HIGHER),
    "vacancy.days": Whole(7, 120, LOWER),
    "choose.resident": Ways(tuple(WAYS_TO_A_SEAT)),
    "choose.partner": Ways(tuple(WAYS_TO_A_SEAT)),
    "choose.public": Ways(tuple(WAYS_TO_A_SEAT)),
    "call.days": Whole(7, 60, HIGHER),
    "right.priorities": Level(),
    "right.proposals": Level(),
    "right.seats": Level(),
    "right.charter": Level(),
    "right.motions": Level(),
    "vote.movers": Whole(1, 5, LOWER),
    "vote.notice_days": Whole(3, 30, HIGHER),
    "vote.days": Whole(1, 21, HIGHER),
    "vote.delay_days": Whole(0, 30, LOWER),
    "vote.max_days": Whole(1, 60, LOWER),
    "vote.quorum": Part(Fraction(0)),
    "vote.resident_quorum": Part(Fraction(0)),
    "vote.majority": Part(HALF, is_majority=True),
    "vote.majority.charter": Part(HALF, is_majority=True),
    "vote.majority.removal": Part(HALF, is_majority=True),
    "vote.residents_too": Whole(0, 1, HIGHER),
    "vote.question_days": Whole(1, 60, HIGHER),
    "recusal.counts": Whole(0, 1),
    "recusal.author": Whole(0, 3, HIGHER),
    "recusal.years": Whole(0, 10, HIGHER),
    "charter.notice_days": Whole(14, 60, HIGHER),
    "plan.floor": Whole(0, 50),
    "plan.ceiling": Whole(5, 100),
    "plan.count": OneOf(("average", "median")),
    "suggestion.members": Whole(1, 9, LOWER),
    "answer.days": Whole(1, 60, LOWER),
    "pay.hour": Whole(0, 100_000),
    "pay.prep": Whole(0, 1, HIGHER),
    "pay.day_cap": Whole(0, 1_000_000),
    "pay.ways": Ways(tuple(WAYS_TO_BE_PAID), HIGHER),
    "k_min.ballots": Whole(5, 50, HIGHER),
    "k_min.people": Whole(5, 50, HIGHER),
}


def direction(key: str, was, then) -> str:
    """Whether a change of one clause makes it stricter, looser, or neither."""
    kind = KINDS[key]
    if was == then or not kind.strict:
        return NEITHER
    if isinstance(kind, Day) and not (was and then):
        return LOOSER if then else NEITHER
    was, then = kind.rank(was), kind.rank(then)
    if then > was:
        return STRICTER if kind.strict == HIGHER else LOOSER
    if then < was:
        return STRICTER if kind.strict == LOWER else LOOSER
    return NEITHER


def is_loosening(changes: Mapping, charter: Mapping) -> bool:
    """Whether it takes a vote of the board: something changes and is not stricter than it was."""
    changed = {key: then for key, then in changes.items() if charter[key] != then}
    return any(direction(key, charter[key], then) != STRICTER for key, then in changed.items())


def may_say(key: str, value) -> Verdict:
    """A clause says only what a rule can read, within its bounds."""
    if key not in KINDS:
        return Verdict(_("The charter has no such clause."), clause="charter.change")
    kind = KINDS[key]
    if kind.knows(value):
        return YES
    if isinstance(kind, Whole):
        return Verdict(
            _("This is a whole number from %(low)s to %(high)s."),
            clause=key,
            params={"low": kind.low, "high": kind.high},
        )
    if isinstance(kind, Part):
        return Verdict(_("This is not a share that this clause can have."), clause=key)
    return Verdict(_("Choose what this clause can say."), clause=key)


def agrees(charter: Mapping) -> Verdict:
    """The clauses of a charter go together: its seats can keep its floor, its times fit into each other."""
    residents = charter["seats.resident"]
    total = residents + charter["seats.partner"] + charter["seats.public"]
    if not FEWEST_SEATS <= total <= MOST_SEATS:
        return Verdict(
            _("A board has from %(low)s to %(high)s seats."),
            clause="seats.resident",
            params={"low": FEWEST_SEATS, "high": MOST_SEATS},
        )
    if residents * 100 < charter["seats.floor"] * total and not charter["seats.promise_on"]:
        return Verdict(
            _("With these seats residents could not hold %(floor)s%% of the table."),
            clause="seats.floor",
            params={"floor": charter["seats.floor"]},
        )
    if charter["vote.days"] > charter["vote.max_days"]:
        return Verdict(_("A vote cannot stay open for longer than the longest time."), clause="vote.max_days")
    if charter["plan.floor"] > charter["plan.ceiling"]:
        return Verdict(_("The least that a priority gets would be more than the most."), clause="plan.ceiling")
    if charter["term.months"] > charter["term.years"] * 12:
        return Verdict(_("One term would be longer than anybody may hold a seat."), clause="term.years")
    if charter["pay.hour"] > charter["pay.day_cap"]:
        return Verdict(_("The pay for one hour would be more than the most for one day."), clause="pay.day_cap")
    return YES


FREE = ngettext_(
    "It takes away %(count)s seat. Only seats that are empty and not called for can go: now %(free)s.",
    "It takes away %(count)s seats. Only seats that are empty and not called for can go: now %(free)s.",
)


def may_retire(*, going: int, free: int, kind: str) -> Verdict:
    """A seat goes only while nobody holds it and nobody was invited to apply for it."""
    if going <= free:
        return YES
    return Verdict(FREE[0], plural=FREE[1], count=going, params={"free": free}, clause=f"seats.{kind}")


def may_change(*, changes: Mapping, charter: Mapping, why: str, seats: Verdict) -> Verdict:
    """A change says something new, in values a rule can read, that go together, and why."""
    if not changes or all(key in KINDS and charter[key] == then for key, then in changes.items()):
        return Verdict(_("This is what the charter says already."), clause="charter.change")
    said = all_of(*(may_say(key, then) for key, then in changes.items()))
    if not said:
        return said
    if not why.strip():
        return Verdict(_("Say in public why the charter is changed."), clause="charter.change")
    return all_of(agrees({key: changes.get(key, charter[key]) for key in KINDS}), seats)


def may_tighten(*, is_clerk: bool, changes: Mapping, charter: Mapping, balance: Balance, change: Verdict) -> Verdict:
    """The clerk alone makes the charter stricter, never so that the board loses its balance by it."""
    if not is_clerk:
        return Verdict(_("Only this board’s clerk can do this."), clause="charter.change")
    if not change:
        return change
    if is_loosening(changes, charter):
        return Verdict(
            _("This does not only make the charter stricter, so it takes a vote of the board."),
            clause="charter.change",
            remedy=_("Propose the change. Two members put it to the vote, with a longer notice."),
        )
    floor = changes.get("seats.floor", 0)
    if balance.is_kept and balance.residents * 100 < floor * balance.filled:
        return Verdict(
            _("With this floor the board would be out of balance at once, and could decide nothing."),
            clause="seats.floor",
            remedy=_("Fill the empty resident seats first."),
        )
    return YES


def may_propose(*, is_member: bool, is_clerk: bool, change: Verdict) -> Verdict:
    """A member or the clerk proposes any change of the charter; the board votes on it."""
    if is_member or is_clerk:
        return change
    return Verdict(
        _("Only members of this board and its clerk propose to change its charter."),
        clause="charter.change",
        remedy=_("You can write in the discussion and ask a member to propose it."),
    )


def may_put_amendment(*, is_waiting: bool, is_stale: bool, change: Verdict) -> Verdict:
    """A change is put to the vote while it waits, and while the charter it was written for is in force."""
    if not is_waiting:
        return Verdict(_("This change has been decided already."), clause="charter.change")
    if is_stale:
        return Verdict(
            _("The charter has a newer version than the one this change was written for."),
            clause="charter.change",
            remedy=_("Propose the change again, for the version in force."),
        )
    return change
