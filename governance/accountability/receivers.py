"""A decision that passed asks the fund for its answer, in the same transaction."""

from django.dispatch import receiver

from community.record.actions import entered
from governance.voting import verbs as voting
from governance.voting.rules import asks_the_fund
from governance.voting.rules.methods import POT

from . import actions


@receiver(entered)
def ask_for_an_answer(entry, verb, subject, **kwargs):
    """A passed vote binds the fund to answer, unless it is carried out without the fund."""
    if not (verb is voting.CERTIFIED and subject.passed):
        return
    if not asks_the_fund(right=subject.right, level=subject.level, method=subject.method):
        return
    if subject.method == POT:  # each winner is somebody's own: each gets an answer of its own
        for option in subject.winners:
            actions.ask(subject, option=option, at=entry.at)
    else:
        actions.ask(subject, at=entry.at)
