"""The board's certified vote on a priority is what adopts or rejects it; nobody else can."""

from django.dispatch import receiver

from community.record.actions import entered
from governance.voting import verbs as voting

from . import actions
from .models import Priority


@receiver(entered)
def follow_the_vote(entry, verb, subject, **kwargs):
    """Adopt or reject the priority that a certified vote was about."""
    is_about_it = verb.key.startswith("vote.") and subject.subject_type == Priority._meta.label_lower
    if is_about_it and voting.takes_effect(verb, subject):
        actions.decide(subject.subject, vote=subject, at=entry.at)
