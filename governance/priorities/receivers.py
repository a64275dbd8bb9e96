"""The board's certified vote on a priority is what adopts or rejects it; nobody else can."""

from django.dispatch import receiver

from community.record.actions import entered
from governance.voting import verbs as voting

from . import actions
from .models import Priority


@receiver(entered)
def follow_the_vote(entry, verb, subject, **kwargs):
    """Adopt or reject the priority that a certified vote was about."""
    if not verb.key.startswith("vote.") or subject.subject_type != Priority._meta.label_lower:
        return
    if voting.takes_effect(verb, subject):
        actions.decide(subject.subject, vote=subject, at=entry.at)
