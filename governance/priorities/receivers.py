"""The board's certified votes adopt or reject a priority, make a plan and adopt it; nobody else can."""

from django.dispatch import receiver

from community.record.actions import entered
from community.record.models import type_of
from governance.voting import verbs as voting

from . import actions
from .models import Division, Plan, Priority, Ranking


def _is_on(verb, subject, model) -> bool:
    return verb.key.startswith("vote.") and subject.subject_type == type_of(model)


@receiver(entered)
def follow_the_vote(entry, verb, subject, **kwargs):
    """Adopt or reject the priority that a certified vote was about."""
    if _is_on(verb, subject, Priority) and voting.takes_effect(verb, subject):
        actions.decide(subject.subject, vote=subject, at=entry.at)


@receiver(entered)
def make_the_plan(entry, verb, subject, **kwargs):
    """Write order and sums into a plan once the board has voted on them, and enough members did."""
    if verb is not voting.CERTIFIED or not subject.passed:
        return
    if _is_on(verb, subject, Ranking) and subject.tally.facts["result"]["winners"]:
        actions.order_plan(subject.subject.plan, vote=subject, at=entry.at)
    if _is_on(verb, subject, Division) and subject.tally.facts["result"]["average"]:
        actions.divide_plan(subject.subject.plan, vote=subject, at=entry.at)


@receiver(entered)
def decide_on_the_plan(entry, verb, subject, **kwargs):
    """Adopt or reject the plan that a certified vote was about. Where the quorum was missed nothing is decided."""
    if not (_is_on(verb, subject, Plan) and voting.takes_effect(verb, subject)):
        return
    if subject.passed or subject.tally.facts["reason"] in (subject.majority_clause, "vote.residents_too"):
        actions.decide_plan(subject.subject, vote=subject, at=entry.at)
