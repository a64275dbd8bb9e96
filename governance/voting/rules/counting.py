"""When a vote closes, and how it is counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from community.record.verdict import YES, Verdict, _
from governance.boards.rules import Balance, Share

from .casting import AGAINST, CHOICES, FOR
from .closeness import Free
from .stages import CERTIFIED, CLOSED, DECIDES, OPENED, RECOMMENDS


def may_close(*, state: str, closes: datetime, at: datetime, ends_when_all_voted: bool, all_voted: bool) -> Verdict:
    """A vote closes at its time or, if it said so at opening, once everybody on the roll has voted."""
    if state != OPENED:
        return Verdict(_("Only an open vote can close."), clause="vote.times")
    if at >= closes or (ends_when_all_voted and all_voted):
        return YES
    return Verdict(_("Nobody can close a vote early."), clause="vote.times")


def may_certify(*, state: str, ballots: int, marks: int) -> Verdict:
    """A closed vote is certified when the ballots in the box are as many as the marks on the roll."""
    if state != CLOSED:
        return Verdict(_("Only a closed vote can be certified."), clause="vote.times")
    if ballots != marks:
        return Verdict(
            _("The box holds %(ballots)s ballots and the roll %(marks)s marks. The result cannot be certified."),
            clause="vote.once",
            params={"ballots": ballots, "marks": marks},
        )
    return YES


def level(*, right: str, balance: Balance, seats_a_resident: bool) -> str:
    """A vote is what the charter says it is; a minority voice decides nothing but who gets a resident seat."""
    if right == DECIDES and balance.is_minority_voice and not seats_a_resident:
        return RECOMMENDS
    return right


def asks_the_fund(*, right: str, level: str) -> bool:
    """A yes asks the fund for its answer, unless the board's own clerk or charter carries it out."""
    return level != DECIDES or right not in ("right.seats", "right.charter")


def may_follow(*, state: str, passed: bool | None, binds: bool) -> Verdict:
    """The fund follows a recommendation that was counted and said yes. A decision needs no following."""
    if state == CERTIFIED and passed and not binds:
        return YES
    return Verdict(_("The board did not recommend this."), clause="answer.role")


@dataclass(frozen=True)
class Line:
    """One sum of the result: so many were needed, so many there were, out of so many."""

    have: int
    of: int
    needed: int
    holds: bool
    clause: str


@dataclass(frozen=True)
class Count:
    """A motion counted: by choice, by seat kind, both parts of the quorum, the majority, the outcome."""

    roll: int
    present: int
    by_choice: dict
    by_kind: dict
    quorum: Line
    resident_quorum: Line
    majority: Line
    balance: Line
    level: str
    passed: bool
    reason: str
    away: int = 0
    enough: Line | None = None
    free_floor: Line | None = None

    def as_facts(self) -> dict:
        """Plain numbers and words, for the record and the open data."""
        lines = {name: vars(getattr(self, name)) for name in ("balance", "quorum", "resident_quorum", "majority")}
        return {
            "roll": self.roll,
            "present": self.present,
            "by_choice": self.by_choice,
            "by_kind": self.by_kind,
            "level": self.level,
            "passed": self.passed,
            "reason": self.reason,
            **lines,
            **self._free(),
        }

    def _free(self) -> dict:
        """The sums that are made only where somebody stepped back."""
        if not self.away:
            return {}
        return {"away": self.away, "enough": vars(self.enough), "free_floor": vars(self.free_floor)}


def count(
    *,
    ballots: Iterable[tuple[str, str]],
    roll: dict,
    quorum: str,
    resident_quorum: str,
    majority: str,
    balance: Balance,
    seats_a_resident: bool = False,
    majority_clause: str = "vote.majority",
    right: str = DECIDES,
    free: Free | None = None,
    away_counts: bool = False,
) -> Count:
    """Count a motion: yes, no and abstain, with both parts of the quorum and the majority.

    ballots: pairs of (seat kind, choice), in any order. roll: people per seat kind.
    quorum, resident_quorum, majority: shares as the charter writes them. Abstentions count as
    present and for neither side. A tie does not pass. All in whole numbers.
    seats_a_resident: the vote gives a resident a seat, so a board out of balance may pass it.
    right: what the charter says the board's vote on this is; a minority voice only recommends.
    free: who could vote without a conflict, where somebody stepped back. away_counts: by the charter
    the seats of those who did still count in the first part of the quorum; else they leave it.
    """
    by_kind = {kind: dict.fromkeys(CHOICES, 0) for kind in sorted(roll)}
    for kind, choice in ballots:
        by_kind[kind][choice] += 1
    by_choice = {choice: sum(kinds[choice] for kinds in by_kind.values()) for choice in CHOICES}
    present, voters = sum(by_choice.values()), sum(roll.values())
    seats = max(voters, free.seats) if free and away_counts else voters
    residents = sum(by_kind.get("resident", {}).values())
    sided = by_choice[FOR] + by_choice[AGAINST]

    def line(share: str, have: int, of: int, clause: str) -> Line:
        rule = Share.read(share)
        return Line(have, of, rule.needed(of), rule.holds(have, of), clause)

    lines = {
        "balance": Line(balance.residents, balance.filled, balance.needed, balance.is_kept, "seats.floor"),
        "quorum": line(quorum, present, seats, "vote.quorum"),
        "resident_quorum": line(resident_quorum, residents, present, "vote.resident_quorum"),
        "majority": line(majority, by_choice[FOR], sided, majority_clause),
    }
    if free and free.away:
        floor = free.balance
        lines["enough"] = Line(free.size, free.seats, free.least, free.has_enough, "recusal.enough")
        lines["free_floor"] = Line(floor.residents, floor.filled, floor.needed, free.keeps_floor, "recusal.enough")
    spared = ("balance", "free_floor") if seats_a_resident or balance.is_minority_voice else ()
    order = ("balance", "enough", "free_floor", "quorum", "resident_quorum", "majority")
    counts = (lines[name] for name in order if name in lines and name not in spared)
    fallen = next((one.clause for one in counts if not one.holds), "")
    return Count(
        roll=voters,
        present=present,
        by_choice=by_choice,
        by_kind=by_kind,
        level=level(right=right, balance=balance, seats_a_resident=seats_a_resident),
        passed=not fallen,
        reason=fallen or majority_clause,
        away=free.away if free else 0,
        **lines,
    )
