"""A ballot goes into the box."""

from django.db import transaction

from community.record import clock, locks
from community.record.verdict import insist

from .. import rules
from ..models import Ballot, RollEntry
from .counting import finish


def cast_verdict(vote, person, at):
    """Whether this person may cast a ballot in this vote now, and if not, why."""
    return rules.may_cast(**vote.standing_of(person, at))


@transaction.atomic
def cast(vote, *, by, choice, channel=RollEntry.Channel.WEB, at=None) -> None:
    """Put one ballot in the box, once. It makes no entry in the record."""
    insist(rules.may_choose(choice=choice))
    vote = locks.fresh(vote, shared=True)
    at = at or clock.now()
    standing = vote.standing_of(by, at)
    insist(rules.may_cast(**standing))
    # The mark is the door: of two ballots at once only one changes it.
    marked = vote.roll.awaited().filter(person=by).update(voted=True, channel=channel)
    insist(rules.may_cast(**standing | {"has_cast": marked != 1}))
    Ballot.objects.create(vote=vote, roll=vote.roll.get(person=by), choice=choice)
    if vote.ends_when_all_voted and not vote.roll.awaited().exists():
        # Closing needs the lock alone, so it waits until this ballot is in.
        transaction.on_commit(lambda: finish(vote), robust=True)
