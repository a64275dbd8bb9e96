"""People are told that a ballot was recorded for them, so that nobody votes in their name unseen."""

from django.db import transaction

from community.record import clock, locks
from community.record.actions import enter
from community.record.models import Entry, type_of

from .. import rules, verbs


@transaction.atomic
def tell_recorded(vote, *, at=None) -> bool:
    """Tell, once an hour and each of them once, for whom a ballot was recorded in an open vote; whether anybody was."""
    # Not the vote's own lock: nobody who votes waits for this. One of two at once tells it.
    locks.hold(f"recorded:{vote.pk}")
    at = at or clock.now()
    told = Entry.objects.filter(verb=verbs.RECORDED.key, subject_type=type_of(vote), subject_id=vote.pk)
    last = told.order_by("-seq").values_list("at", flat=True).first()
    if not rules.tells_recorded(is_secret=vote.is_secret, last=last, at=at) or not vote.roll.untold().exists():
        return False
    enter(verbs.RECORDED, vote, at=at)
    return True
