"""When a vote closes, and how it is counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from community.record.verdict import YES, Verdict, _
from governance.boards.rules import Balance, Majority, Share

from .casting import AGAINST, CHOICES, FOR
from .closeness import RESIDENT, Free
from .methods import METHODS, MOTION, SCORE
from .stages import ASKED, CERTIFIED, CLOSED, DECIDES, OPENED, RECOMMENDS


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


def by_charter(charter: Mapping, right: str, method: str) -> str:
    """What a charter makes of a vote that is asked in this way. right: the clause that it rests on.

    Where it wants the residents' own majority, only yes and no can tell it: every other way to ask recommends.
    """
    if charter[right] == DECIDES and charter["vote.residents_too"] and method != MOTION:
        return RECOMMENDS
    return charter[right]


def level(*, right: str, balance: Balance, seats_a_resident: bool) -> str:
    """A vote is what the charter says it is; a minority voice decides nothing but who gets a resident seat."""
    if right == DECIDES and balance.is_minority_voice and not seats_a_resident:
        return RECOMMENDS
    return right


def asks_the_fund(*, right: str, level: str, method: str = MOTION) -> bool:
    """A yes asks the fund for its answer, unless the board's own clerk or charter carries it out.

    What a board only sounds out among itself, or collects for a plan, asks nobody for anything.
    """
    return not METHODS[method].advises and (level != DECIDES or right not in ("right.seats", "right.charter"))


def may_follow(*, state: str, passed: bool | None, binds: bool) -> Verdict:
    """The fund follows a recommendation that was counted and said yes. A decision needs no following."""
    if state == CERTIFIED and passed and not binds:
        return YES
    return Verdict(_("The board did not recommend this."), clause="answer.role")


@dataclass(frozen=True)
class Line:
    """One sum of the result: so many were needed, so many there were, out of so many.

    have: nothing where that would tell whose seat voted, in a secret vote; whether it holds is told all the same.
    """

    have: int | None
    of: int
    needed: int
    holds: bool
    clause: str


@dataclass(frozen=True)
class Count:
    """A vote counted: its sums, line by line, and whether it passed.

    lines: name → sum, in the order in which they are asked. by_choice, by_kind: where the answers are yes, no and
    abstain; by kind of seat only where the vote was open. method, result: where options were chosen or ranked.
    compared: what a simple count of the same ballots says. alike: everybody answered the same.
    """

    roll: int
    present: int
    level: str
    passed: bool
    reason: str
    lines: Mapping[str, Line]
    by_choice: Mapping | None = None
    by_kind: Mapping | None = None
    away: int = 0
    method: str = MOTION
    result: Mapping | None = None
    compared: Mapping | None = None
    alike: bool = False

    def as_facts(self) -> dict:
        """Plain numbers and words, for the record and the open data. What wasn't asked is left out."""
        found = {name: getattr(self, name) for name in ("roll", "present", "level", "passed", "reason")}
        found |= {name: vars(line) for name, line in self.lines.items()}
        told = {name: getattr(self, name) for name in ("by_choice", "by_kind", "result", "compared", "alike", "away")}
        told["method"] = self.method if self.result else None
        return found | {name: value for name, value in told.items() if value}

    def without_ballots(self) -> dict:
        """The same where ballots are not listed: without what they can be found from.

        The fingerprint of all choices fits one list of ballots, and only a few lists fit the sums; and what members
        gave to an option, amount by amount, are parts of their ballots, as is what their points put first.
        """
        found = self.as_facts()
        if self.method == SCORE:
            found.pop("compared", None)
        kept = {name: value for name, value in found.get("result", {}).items() if name not in ("input", "given")}
        return found | ({"result": kept} if kept else {})


@dataclass(frozen=True)
class Setting:
    """What a vote is counted by beside its ballots: the roll, the charter's numbers, the board's balance.

    roll, marks: people per seat kind who may vote, and who did. quorum, resident_quorum: shares as the charter
    writes them. seats_a_resident: the vote gives a resident a seat, so a board out of balance may pass it.
    right: what the charter says the board's vote on this is; a minority voice only recommends. free: who could
    vote without a conflict, where somebody stepped back. away_counts: by the charter the seats of those who did
    still count in the first part of the quorum; else they leave it. is_secret: how many residents voted is not told.
    """

    roll: Mapping[str, int]
    marks: Mapping[str, int]
    quorum: str
    resident_quorum: str
    balance: Balance
    seats_a_resident: bool = False
    right: str = DECIDES
    free: Free | None = None
    away_counts: bool = False
    is_secret: bool = False

    @property
    def present(self) -> int:
        """How many sent a ballot, abstentions included."""
        return sum(self.marks.values())

    @property
    def level(self) -> str:
        """What the vote is: a decision, a recommendation, a question."""
        return level(right=self.right, balance=self.balance, seats_a_resident=self.seats_a_resident)

    def lines(self) -> dict[str, Line]:
        """Who holds the table, who could vote without a conflict, and both parts of the quorum."""
        voters, balance, free = sum(self.roll.values()), self.balance, self.free
        seats = max(voters, free.seats) if free and self.away_counts else voters
        found = {"balance": Line(balance.residents, balance.filled, balance.needed, balance.is_kept, "seats.floor")}
        if free and free.away:
            floor = free.balance
            found["enough"] = Line(free.size, free.seats, free.least, free.has_enough, "recusal.enough")
            found["free_floor"] = Line(floor.residents, floor.filled, floor.needed, free.keeps_floor, "recusal.enough")
        residents = self.marks.get(RESIDENT, 0)
        found["quorum"] = line_of(self.quorum, self.present, seats, "vote.quorum")
        second = line_of(self.resident_quorum, residents, self.present, "vote.resident_quorum")
        found["resident_quorum"] = replace(second, have=None) if self.is_secret else second
        return found

    def fallen(self, lines: Mapping[str, Line]) -> str:
        """The clause of the first sum that does not hold and is not spared, or nothing."""
        spared = ("balance", "free_floor") if self.seats_a_resident or self.balance.is_minority_voice else ()
        return next((one.clause for name, one in lines.items() if name not in spared and not one.holds), "")


def line_of(share: str, have: int, of: int, clause: str) -> Line:
    """One sum: a share as the charter writes it, held against what there was."""
    rule = Share.read(share)
    return Line(have, of, rule.needed(of), rule.holds(have, of), clause)


def majority_of(majority: str, said: Mapping[str, int], everybody: int, clause: str) -> Line:
    """The sum that decides a motion. said: choice → ballots. everybody: how many may vote."""
    rule, yes = Majority.read(majority), said[FOR]
    whole = rule.whole(sided=yes + said[AGAINST], everybody=everybody)
    return Line(yes, whole, rule.share.needed(whole), rule.share.holds(yes, whole), clause)


def count(
    setting: Setting,
    ballots: Iterable[tuple[str, str]],
    *,
    majority: str,
    majority_clause: str = "vote.majority",
    residents_too: bool = False,
) -> Count:
    """Count a motion: yes, no and abstain, with both parts of the quorum and the majority.

    ballots: pairs of (seat kind, choice), in any order; the kind is empty in a secret vote. majority: as the
    charter writes it, of the yes and no ballots or of all who may vote. residents_too: residents alone need it, too.
    Abstentions count as present and for neither side. A tie does not pass.
    """
    by_kind = {kind: dict.fromkeys(CHOICES, 0) for kind in ("", *sorted(setting.roll))}
    for kind, choice in ballots:
        by_kind[kind][choice] += 1
    by_choice = {choice: sum(kinds[choice] for kinds in by_kind.values()) for choice in CHOICES}
    lines = setting.lines()
    lines["majority"] = majority_of(majority, by_choice, sum(setting.roll.values()), majority_clause)
    if residents_too:
        residents = by_kind.get(RESIDENT, dict.fromkeys(CHOICES, 0))
        may_vote = setting.roll.get(RESIDENT, 0)
        lines["resident_majority"] = majority_of(majority, residents, may_vote, "vote.residents_too")
    fallen = setting.fallen(lines)
    nameless = by_kind.pop("")
    return Count(
        roll=sum(setting.roll.values()),
        present=setting.present,
        by_choice=by_choice,
        by_kind=None if any(nameless.values()) else by_kind,
        level=setting.level,
        passed=not fallen,
        reason=fallen or majority_clause,
        away=setting.free.away if setting.free else 0,
        lines=lines,
    )


def conclude(setting: Setting, method: str, result, *, compared: Mapping | None = None, alike: bool = False) -> Count:
    """Conclude a vote that is not a motion: it passes when the quorum holds and something came out of it.

    result: what the method's count says; `passed` where it has one (consent), else its winners. A method that
    advises passes when enough people answered, and decides nothing. compared, alike: see `Count`.
    """
    kind, lines, told = METHODS[method], setting.lines(), result.as_dict()
    fallen = setting.fallen(lines)
    if not fallen and not kind.advises and not told.get("passed", told.get("winners")):
        fallen = "vote.method"
    return Count(
        roll=sum(setting.roll.values()),
        present=setting.present,
        level=ASKED if kind.advises else setting.level,
        passed=not fallen,
        reason=fallen or "vote.method",
        away=setting.free.away if setting.free else 0,
        lines=lines,
        method=method,
        result=told,
        compared=compared,
        alike=alike,
    )
