"""A decision that passed asks the fund for its answer, in the same transaction."""

from django.dispatch import receiver

from community.record.actions import entered
from governance.voting import verbs as voting

from . import actions


@receiver(entered)
def ask_for_an_answer(entry, verb, subject, **kwargs):
    """Every passed vote binds the fund to answer."""
    if verb is voting.CERTIFIED and subject.passed:
        actions.ask(subject, at=entry.at)
