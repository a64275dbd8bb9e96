"""What is told of a secret vote while it runs and afterwards, so that nobody is found out."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from community.record.verdict import YES, Verdict, _

PAUSE = timedelta(minutes=15)  # between two figures of who has voted
READERS = 2  # people who read the ballots of a small secret vote
ROUND = timedelta(minutes=1)  # of each hour, in which people are told that a ballot was recorded for them


def may_hide(*, asks_residents: bool, is_advice: bool = False, movers: int = READERS) -> Verdict:
    """A vote is secret where no sum needs to know who holds which seat: a majority of residents is counted openly.

    movers: how many members have to ask for it. Where few vote those who asked read the ballots, so one is too few.
    """
    if movers < READERS:
        return Verdict(
            _("One member alone can ask for a vote here, and would be the only one to read a secret one’s ballots."),
            clause="vote.movers",
            remedy=_("Hold an open vote."),
        )
    if asks_residents and not is_advice:
        return Verdict(
            _("This needs a majority of the residents too, and a secret vote cannot tell whose ballot is whose."),
            clause="vote.secret",
            remedy=_("Hold an open vote."),
        )
    return YES


def turnout_step(*, voted: int, k_min: int) -> int:
    """How many have voted, as far as it is told: in steps, so that nobody sees one more person vote."""
    return voted // k_min * k_min


def tells_turnout(*, last: datetime | None, at: datetime, told: int, step: int) -> bool:
    """Whether a new figure is told: it is higher, and the last one is old enough."""
    return step > told and (last is None or at >= last + PAUSE)


def tells_recorded(*, is_secret: bool, last: datetime | None, at: datetime) -> bool:
    """Whether people are told now that a ballot was recorded for them: with the full hour, not with the ballot.

    In a secret vote never while it is open: a mail to somebody would tell whoever carries it when they voted.
    """
    hour = at.replace(minute=0, second=0, microsecond=0)
    return not is_secret and at < hour + ROUND and (last is None or last < hour)


def lists_ballots(*, is_secret: bool, ballots: int, k_min: int) -> bool:
    """Whether ballots are published one by one: always in an open vote, in a secret one when they are many."""
    return not is_secret or ballots >= 2 * k_min


def is_too_small(*, roll: int, k_min: int) -> bool:
    """Whether so few people vote that a secret can hardly be kept. They are told before."""
    return roll < k_min


def gave_all_away(*, counts: list[int]) -> bool:
    """Whether everybody chose the same, so that the result tells what each of them chose."""
    return sum(counts) > 0 and max(counts) == sum(counts)


def all_alike(answers: Iterable) -> bool:
    """Whether there are ballots and each says the same. answers: as they are kept, texts, lists and objects."""
    return len({json.dumps(answer, sort_keys=True) for answer in answers}) == 1


def may_publish(*, is_decided: bool) -> Verdict:
    """The files of a vote are published once it is decided, never before."""
    if is_decided:
        return YES
    return Verdict(_("There is nothing to count again before the vote is decided."), clause="vote.times")


def may_read_ballots(*, is_decided: bool, is_scrutineer: bool) -> Verdict:
    """The ballots of a small secret vote are read by two people only: the members who asked for the vote."""
    if not is_decided:
        return Verdict(_("Nobody reads a ballot before the vote is decided."), clause="vote.secret")
    if not is_scrutineer:
        return Verdict(
            _("So few voted in secret that only two people read the ballots: the members who asked for the vote."),
            clause="vote.secret",
            remedy=_("Ask one of them to hold the ballots against the published fingerprint."),
        )
    return YES
