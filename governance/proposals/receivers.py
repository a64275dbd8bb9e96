"""The board's certified vote decides on a proposal, or on many at once."""

from django.dispatch import receiver

from community.record.actions import entered
from community.record.models import type_of
from governance.voting import verbs as voting

from . import actions
from .models import Pot, Proposal


@receiver(entered)
def follow_the_vote(entry, verb, subject, **kwargs):
    """A proposal passes or not with the vote on it."""
    is_about_it = verb.key.startswith("vote.") and subject.subject_type == type_of(Proposal)
    if is_about_it and voting.takes_effect(verb, subject):
        actions.decide(subject.subject, vote=subject, at=entry.at)


@receiver(entered)
def share_out_the_pot(entry, verb, subject, **kwargs):
    """What won in a pot passes, where the board decides; the others are passed over, and wait as before."""
    if verb is not voting.CERTIFIED or subject.subject_type != type_of(Pot):
        return
    winners = {option.pk for option in subject.winners}
    for option in subject.options.all():
        if option.pk not in winners:
            actions.pass_over(option.thing, vote=subject, option=option, at=entry.at)
        elif subject.binds:
            actions.decide(option.thing, vote=subject, option=option, at=entry.at)


@receiver(entered)
def follow_a_recommendation(entry, verb, subject, **kwargs):
    """What the board recommended among others passes when the fund carries it out."""
    if verb is voting.FOLLOWED and subject.subject_type == type_of(Pot):
        option = subject.options.get(key=entry.facts["facts"]["option"])
        actions.decide(option.thing, vote=subject, option=option, at=entry.at)
