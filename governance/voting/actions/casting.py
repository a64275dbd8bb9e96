"""A ballot goes into the box, and in an open vote another one may take its place."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from community.record import clock, locks
from community.record.verdict import insist

from .. import receipts, rules
from ..models import Ballot, RollEntry, SecretBallot, write_choice
from .counting import finish


def cast_verdict(vote, person, at):
    """Whether this person may cast a ballot in this vote now, and if not, why."""
    return rules.may_cast(**vote.standing_of(person, at))


def replace_verdict(vote, person, at):
    """Whether this person may put another ballot in the place of theirs now, and if not, why."""
    return rules.may_replace(standing=vote.standing_of(person, at))


def put_in(ballot) -> None:
    """Write a ballot down. A receipt code that stands for one already is refused, and takes the whole act back."""
    try:
        ballot.save(force_insert=True)
    except IntegrityError as fault:
        # By the constraint's name, or by the guard against replacing rows that SQLite asks before it.
        if not any(word in str(fault) for word in ("receipt", "append-only", "final")):
            raise
        insist(rules.may_count_once(is_known=True))


@transaction.atomic
def cast(vote, *, by, choice, receipt="", channel=RollEntry.Channel.WEB, at=None) -> str:
    """Put one ballot in the box, once. It makes no entry in the record. The receipt code it goes by.

    choice: as `rules.read` takes it. receipt: the code shown before, or a new one.
    """
    kept = write_choice(rules.read(vote.paper, choice))
    vote = locks.fresh(vote, shared=True)
    at = at or clock.now()
    mark = vote.mark_of(by, at)
    standing = vote.standing(mark, at)
    insist(rules.may_cast(**standing))
    receipt = receipt or receipts.new_code()
    # The mark is the door: of two ballots at once only one changes it.
    marked = vote.roll.awaited().filter(pk=mark.pk).update(voted=True, channel=channel)
    insist(rules.may_cast(**standing | {"has_cast": marked != 1}))
    if vote.is_secret:
        put_in(SecretBallot(vote=vote, choice=kept, receipt=receipt, channel=channel))
    else:
        put_in(Ballot(vote=vote, roll=mark, choice=kept, receipt=receipt))
    if vote.ends_when_all_voted and not vote.roll.awaited().exists():
        # Closing needs the lock alone, so it waits until this ballot is in.
        transaction.on_commit(lambda: finish(vote), robust=True)
    return receipt


@transaction.atomic
def replace(vote, *, by, choice, version, receipt="", at=None) -> str:
    """Put another ballot in the place of one's own in an open vote. version: the one it replaces.

    It makes no entry in the record. Earlier versions are kept. Of two at once that name the same version one holds.
    """
    kept = write_choice(rules.read(vote.paper, choice))
    vote = locks.fresh(vote, shared=True)
    mark = vote.roll.filter(person=by.pk).first()
    if mark:
        # Shared with other voters: of one person's two windows the second waits here and reads what the first did.
        locks.hold(mark)
    at = at or clock.now()
    newest = mark.ballots.aggregate(newest=Max("version"))["newest"] if mark else None
    insist(rules.may_replace(standing=vote.standing_of(by, at), version=version, newest=newest or 0))
    receipt = receipt or receipts.new_code()
    put_in(Ballot(vote=vote, roll=mark, version=newest + 1, choice=kept, receipt=receipt))
    return receipt
