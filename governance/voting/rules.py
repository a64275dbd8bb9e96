"""Votes in rules: who may ask for one, when it opens, who casts, and how it is counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from community.record.verdict import YES, Verdict, _, ngettext_
from governance.boards.rules import Balance, Share, may_decide

MOVED, CALLED, OPENED, CLOSED, CERTIFIED = "moved", "called", "opened", "closed", "certified"

# The only ways a vote goes on. Nothing leads back.
MOVES = {MOVED: {CALLED}, CALLED: {OPENED}, OPENED: {CLOSED}, CLOSED: {CERTIFIED}, CERTIFIED: set()}

# What a vote of the board is, by the charter: a decision, a recommendation, or a question it was asked.
DECIDES, RECOMMENDS, ASKED = "decides", "recommends", "asked"

FOR, AGAINST, ABSTAIN = "yes", "no", "abstain"
CHOICES = (FOR, AGAINST, ABSTAIN)


NOTICE = ngettext_(
    "A vote opens at least %(days)s day after it was called.",
    "A vote opens at least %(days)s days after it was called.",
)


LONG_ENOUGH = ngettext_(
    "A vote stays open for at least %(days)s day.",
    "A vote stays open for at least %(days)s days.",
)


def may_become(*, now: str, then: str) -> Verdict:
    """A vote goes from moved to called, opened, closed and certified, one step at a time."""
    if then in MOVES[now]:
        return YES
    return Verdict(_("This vote is not at a stage where this can happen."), clause="vote.times")


def may_move(*, is_member: bool, subject: Verdict, is_pending: bool) -> Verdict:
    """A member asks for a vote on something that can be put to it and isn't already."""
    if not is_member:
        return Verdict(
            _("Only people who hold a seat on this board ask for a vote."),
            clause="vote.member",
            remedy=_("You can write in the discussion and ask a member to put it."),
        )
    if is_pending:
        return Verdict(_("A vote on this has been asked for already."), clause="vote.movers")
    return subject


def may_second(*, state: str, is_member: bool, has_moved: bool) -> Verdict:
    """Another member joins in asking for the vote; when enough do, nobody can refuse it."""
    if state != MOVED:
        return Verdict(_("This vote has been called already."), clause="vote.movers")
    if not is_member:
        return Verdict(_("Only people who hold a seat on this board ask for a vote."), clause="vote.member")
    if has_moved:
        return Verdict(_("You have asked for this vote already. Another member has to join you."), clause="vote.movers")
    return YES


def may_set_times(
    *,
    is_clerk: bool,
    state: str,
    called: datetime,
    opens: datetime,
    closes: datetime,
    opens_now: datetime,
    closes_now: datetime,
    at: datetime,
    notice_days: int,
    delay_days: int,
    days: int,
    max_days: int,
    notice_clause: str = "vote.notice_days",
) -> Verdict:
    """The clerk sets when a called vote opens and closes: after its notice, soon, long enough, not for ever.

    opens_now, closes_now: the times it has. Set again and again, they never move it further off; only
    a vote that could not open in its time, because the board was out of balance, gets a new one.
    """
    if not is_clerk:
        return Verdict(_("Only this board’s clerk sets the times of a vote."), clause="vote.times")
    if state != CALLED:
        return Verdict(_("The times of a vote are set after it is called and before it opens."), clause="vote.times")
    earliest, delay = called + timedelta(days=notice_days), timedelta(days=delay_days)
    latest = at + delay if at >= closes_now else max(earliest + delay, opens_now)
    if earliest <= opens < at:
        return Verdict(_("This moment has passed. Choose a later one."), clause=notice_clause)
    if opens < earliest:
        return Verdict(
            NOTICE[0],
            plural=NOTICE[1],
            count=notice_days,
            clause=notice_clause,
            params={"days": notice_days},
        )
    if opens > latest:
        return Verdict(
            _("The clerk cannot put a vote off for longer than %(days)s days after its notice."),
            clause="vote.delay_days",
            params={"days": delay_days},
        )
    if closes < opens + timedelta(days=days):
        return Verdict(LONG_ENOUGH[0], plural=LONG_ENOUGH[1], count=days, clause="vote.days", params={"days": days})
    if closes > opens + timedelta(days=max_days):
        return Verdict(
            _("A vote closes at most %(days)s days after it opens."),
            clause="vote.max_days",
            params={"days": max_days},
        )
    return YES


def may_open(
    *, state: str, opens: datetime, closes: datetime, at: datetime, balance: Balance, seats_a_resident: bool
) -> Verdict:
    """A called vote opens at its time, if residents hold the floor of the filled seats at that moment.

    A vote that gives a resident a seat opens all the same: it is the way back into balance. Where
    residents are a minority voice with a promise, a vote opens as a recommendation.
    """
    if state != CALLED or at < opens:
        return Verdict(_("This vote does not open yet."), clause="vote.notice_days")
    if at >= closes:
        return Verdict(_("The time of this vote has passed."), clause="vote.times")
    return YES if seats_a_resident or balance.is_minority_voice else may_decide(balance=balance)


def may_renew(*, state: str, closes: datetime, at: datetime, balance: Balance, seats_a_resident: bool) -> Verdict:
    """A called vote that could not open in its time gets a new time by itself, once nothing stands in its way."""
    if state != CALLED or at < closes:
        return Verdict(_("The time of this vote has not passed."), clause="vote.times")
    return YES if seats_a_resident or balance.is_minority_voice else may_decide(balance=balance)


def may_cast(
    *, state: str, opens: datetime, closes: datetime, at: datetime, is_on_roll: bool, has_cast: bool
) -> Verdict:
    """A person on the roll casts one ballot while the vote is open."""
    if not is_on_roll:
        return Verdict(
            _("You are not on the roll of this vote. The roll is the people who held a seat when it opened."),
            clause="vote.roll",
        )
    if state != OPENED or not opens <= at < closes:
        return Verdict(
            _("This vote is not open, so no ballot is taken."),
            clause="vote.open",
            remedy=_("Look at the vote’s page for its times and, later, its result."),
        )
    if has_cast:
        return Verdict(_("Your ballot is recorded already. Each ballot is final."), clause="vote.once")
    return YES


def may_choose(*, choice: str) -> Verdict:
    """A ballot says yes, no or abstain."""
    if choice in CHOICES:
        return YES
    return Verdict(_("Choose yes, no or abstain."), clause="vote.once")


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
        }


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
) -> Count:
    """Count a motion: yes, no and abstain, with both parts of the quorum and the majority.

    ballots: pairs of (seat kind, choice), in any order. roll: people per seat kind.
    quorum, resident_quorum, majority: shares as the charter writes them. Abstentions count as
    present and for neither side. A tie does not pass. All in whole numbers.
    seats_a_resident: the vote gives a resident a seat, so a board out of balance may pass it.
    right: what the charter says the board's vote on this is; a minority voice only recommends.
    """
    by_kind = {kind: dict.fromkeys(CHOICES, 0) for kind in sorted(roll)}
    for kind, choice in ballots:
        by_kind[kind][choice] += 1
    by_choice = {choice: sum(kinds[choice] for kinds in by_kind.values()) for choice in CHOICES}
    present, seats = sum(by_choice.values()), sum(roll.values())
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
    asks_balance = not (seats_a_resident or balance.is_minority_voice)
    counts = (one for name, one in lines.items() if name != "balance" or asks_balance)
    fallen = next((one.clause for one in counts if not one.holds), "")
    return Count(
        roll=seats,
        present=present,
        by_choice=by_choice,
        by_kind=by_kind,
        level=level(right=right, balance=balance, seats_a_resident=seats_a_resident),
        passed=not fallen,
        reason=fallen or majority_clause,
        **lines,
    )
