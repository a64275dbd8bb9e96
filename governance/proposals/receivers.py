"""The board's certified vote decides on a proposal."""

from django.dispatch import receiver

from community.record.actions import entered
from governance.voting import verbs as voting

from . import actions
from .models import Proposal


@receiver(entered)
def follow_the_vote(entry, verb, subject, **kwargs):
    """A proposal passes or not with the vote on it."""
    if not verb.key.startswith("vote.") or subject.subject_type != Proposal._meta.label_lower:
        return
    if voting.takes_effect(verb, subject):
        actions.decide(subject.subject, vote=subject, at=entry.at)
