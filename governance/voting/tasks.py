"""What falls due by the clock: votes open at their time, close at their time, are counted and published."""

import logging

from django.db.models import Exists, OuterRef, Q

from community.record import clock
from community.record.models import Entry, type_of
from community.record.verdict import Refused

from . import actions, rules, verbs
from .models import Vote

log = logging.getLogger("table.voting")


def open_due(at=None) -> int:
    """Open every called vote whose time has come. A board out of balance waits, and its page says why.

    A vote that missed its whole time gets a new one as soon as nothing stands in its way.
    """
    at, opened = at or clock.now(), 0
    for vote in Vote.objects.filter(state=Vote.State.CALLED, opens_at__lte=at):
        try:
            if vote.closes_at <= at:
                vote = actions.renew(vote, at=at)
            actions.open_vote(vote, at=at)
            opened += 1
        except Refused:
            continue
        except Exception:  # one vote in trouble stops no other vote
            log.exception("Vote %s cannot be opened.", vote.pk)
    return opened


def finish_due(at=None) -> int:
    """Close and certify every vote whose time is up, or in which everybody has voted if it said so."""
    at, finished = at or clock.now(), 0
    is_due = Q(state=Vote.State.OPENED) & (Q(closes_at__lte=at) | Q(ends_when_all_voted=True))
    for vote in Vote.objects.filter(is_due | Q(state=Vote.State.CLOSED)):
        try:
            finished += actions.finish(vote, at=at)
        except Exception:  # one vote in trouble stops no other vote
            log.exception("Vote %s cannot be finished.", vote.pk)
    return finished


def publish_due(at=None) -> int:
    """Publish the files of every decided vote that has none yet."""
    at, published = at or clock.now(), 0
    known = Entry.objects.filter(verb=verbs.PUBLISHED.key, subject_type=type_of(Vote), subject_id=OuterRef("pk"))
    for vote in Vote.objects.filter(~Exists(known), state=Vote.State.CERTIFIED):
        try:
            actions.publish(vote, at=at)
            published += 1
        except Exception:  # one vote in trouble stops no other vote
            log.exception("The files of vote %s cannot be written.", vote.pk)
    return published


def tell_turnouts(at=None) -> int:
    """Tell how many have voted in each open secret vote, where that says something new."""
    at, told = at or clock.now(), 0
    for vote in Vote.objects.open_at(at).filter(mode=Vote.Mode.SECRET).select_related("charter"):
        try:
            told += actions.tell_turnout(vote, at=at) is not None
        except Exception:  # one vote in trouble stops no other vote
            log.exception("The turnout of vote %s cannot be told.", vote.pk)
    return told


def tell_recorded(at=None) -> int:
    """Tell people, with the full hour, that a ballot was recorded for them in an open vote."""
    at, told = at or clock.now(), 0
    if not rules.tells_recorded(is_secret=False, last=None, at=at):
        return told  # it is not the hour
    for vote in Vote.objects.open_at(at).filter(mode=Vote.Mode.OPEN):
        try:
            told += actions.tell_recorded(vote, at=at)
        except Exception:  # one vote in trouble stops no other vote
            log.exception("Whose ballots are recorded in vote %s cannot be told.", vote.pk)
    return told


def remind(at=None) -> int:
    """Remind voters of each open vote that it closes soon."""
    at, reminded = at or clock.now(), 0
    for vote in Vote.objects.open_at(at).filter(closes_at__lte=at + max(rules.REMINDED_BEFORE)):
        try:
            reminded += actions.remind(vote, at=at)
        except Exception:  # one vote in trouble stops no other vote
            log.exception("Voters cannot be reminded of vote %s.", vote.pk)
    return reminded


def sweep_boxes(at=None) -> bool:
    """Clean up where secret ballots lay, if something was in the way when they were counted."""
    return actions.sweep()


DUE = [open_due, finish_due, publish_due, tell_turnouts, tell_recorded, remind, sweep_boxes]
