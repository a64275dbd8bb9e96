"""When a vote opens, for how long, and when it gets a new time."""

from datetime import datetime, timedelta

from community.record.verdict import YES, Verdict, _, all_of, ngettext_
from governance.boards.rules import Balance, may_decide

from .stages import CALLED, OPENED

NOTICE = ngettext_(
    "A vote opens at least %(days)s day after it was called.",
    "A vote opens at least %(days)s days after it was called.",
)


LONG_ENOUGH = ngettext_(
    "A vote stays open for at least %(days)s day.",
    "A vote stays open for at least %(days)s days.",
)


REMINDED_BEFORE = (timedelta(hours=24), timedelta(hours=2))


def reminds(*, closes: datetime, last: datetime | None, at: datetime) -> bool:
    """Whether voters are reminded now: a day and two hours before a vote closes, once each.

    last: when they were told last that it is open. Whoever was told after such a moment began has just read it; a vote
    that gets more time reminds again.
    """
    begun = [closes - before for before in REMINDED_BEFORE if closes - before <= at < closes]
    return bool(begun) and (last is None or last < begun[-1])


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
    *,
    state: str,
    opens: datetime,
    closes: datetime,
    at: datetime,
    balance: Balance,
    seats_a_resident: bool,
    freely: Verdict = YES,
) -> Verdict:
    """A called vote opens at its time, if residents hold the floor of the filled seats at that moment.

    It also takes enough people who may vote without a conflict.

    A vote that gives a resident a seat opens all the same: it is the way back into balance. Where
    residents are a minority voice with a promise, a vote opens as a recommendation.
    """
    if state != CALLED or at < opens:
        return Verdict(_("This vote does not open yet."), clause="vote.notice_days")
    if at >= closes:
        return Verdict(_("The time of this vote has passed."), clause="vote.times")
    return freely if seats_a_resident or balance.is_minority_voice else all_of(may_decide(balance=balance), freely)


def may_renew(
    *, state: str, closes: datetime, at: datetime, balance: Balance, seats_a_resident: bool, freely: Verdict = YES
) -> Verdict:
    """A called vote that could not open in its time gets a new time by itself, once nothing stands in its way."""
    if state != CALLED or at < closes:
        return Verdict(_("The time of this vote has not passed."), clause="vote.times")
    return freely if seats_a_resident or balance.is_minority_voice else all_of(may_decide(balance=balance), freely)


def may_extend(
    *,
    state: str,
    asks: bool,
    agrees: bool | None,
    at: datetime,
    opens: datetime,
    closes: datetime,
    until: datetime,
    max_days: int,
) -> Verdict:
    """While a vote is open its end moves only later, and only when two people want it, one of them on the roll.

    asks: whether the first is the board's clerk or on the roll. agrees: whether the second is on the roll and
    somebody else; None while nobody has been asked yet.
    """
    if not asks:
        return Verdict(_("Only the clerk and people on the roll ask for more time."), clause="vote.extension")
    if agrees is False:
        return Verdict(_("Somebody else, who is on the roll, has to agree to more time."), clause="vote.extension")
    if state != OPENED or at >= closes:
        return Verdict(_("Only a vote that is open can get more time."), clause="vote.extension")
    if until <= closes:
        return Verdict(_("An open vote never closes earlier. Choose a later moment."), clause="vote.extension")
    if until > opens + timedelta(days=max_days):
        return Verdict(
            _("A vote closes at most %(days)s days after it opens."), clause="vote.max_days", params={"days": max_days}
        )
    return YES
