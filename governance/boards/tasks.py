"""What falls due by the clock: members hear that their term ends soon, unsent words go."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from community.record import clock

from . import actions as boards
from . import rules
from .models import Reminder, Term


def remind_of_ends(at=None) -> int:
    """Tell, once each, whose term ends in 60 and in 14 days."""
    at = at or clock.now()
    due = Q()
    for days in rules.REMINDED:
        told = Reminder.objects.filter(term=OuterRef("pk"), days__lte=days)
        due |= Q(~Exists(told), until__lte=at + timedelta(days=days))
    ending = Term.objects.at(at).filter(due)
    return sum(boards.remind(term, at=at) for term in ending.select_related("person", "seat__board"))


def drop_unsent(at=None) -> None:
    """Drop applications that were begun long ago and never sent."""
    boards.drop_unsent(at=at)


DUE = [remind_of_ends, drop_unsent]
