"""People are told that a ballot was recorded for them, so that nobody votes in their name unseen; and, before a vote
closes, that theirs is still missing."""

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
    last = last_told(vote, verbs.RECORDED)
    if not rules.tells_recorded(is_secret=vote.is_secret, last=last, at=at) or not vote.roll.untold().exists():
        return False
    enter(verbs.RECORDED, vote, at=at)
    return True


def remind(vote, *, at=None) -> bool:
    """Remind voters, a day and two hours before it closes, that a vote waits for them; whether anybody was.

    In an open vote those who have not voted. In a secret one all voters alike: a mail to some would tell on them.
    """
    at = at or clock.now()
    if not is_reminded(vote, at):  # asked before anything is locked: nobody who votes waits for this
        return False
    with transaction.atomic():
        locks.hold(f"reminded:{vote.pk}")
        vote.refresh_from_db(fields=["state", "closes_at"])
        if not is_reminded(vote, at) or not vote.roll.to_remind(at, is_secret=vote.is_secret).exists():
            return False
        enter(verbs.REMINDED, vote, at=at)
    return True


def is_reminded(vote, at) -> bool:
    """Whether voters of this vote are reminded at this moment."""
    last = last_told(vote, verbs.OPENED, verbs.REMINDED)
    return vote.is_open_at(at) and rules.reminds(closes=vote.closes_at, last=last, at=at)


def last_told(vote, *of):
    """When one of these verbs was entered of a vote last, or None."""
    told = Entry.objects.filter(verb__in=[verb.key for verb in of], subject_type=type_of(vote), subject_id=vote.pk)
    return told.order_by("-seq").values_list("at", flat=True).first()
