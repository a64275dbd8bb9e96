"""The board's certified vote decides on a proposal."""

from django.dispatch import receiver

from community.record.actions import entered
from governance.voting import verbs as voting

from . import actions
from .models import Proposal


@receiver(entered)
def follow_the_vote(entry, verb, subject, **kwargs):
    """A proposal passes or not with the vote on it."""
    is_about_it = verb.key.startswith("vote.") and subject.subject_type == Proposal._meta.label_lower
    if is_about_it and voting.takes_effect(verb, subject):
        actions.decide(subject.subject, vote=subject, at=entry.at)
