"""A decision that passed asks the fund for its answer, in the same transaction."""

from django.dispatch import receiver

from community.record.actions import entered
from governance.voting import verbs as voting

from . import actions

WITHOUT_THE_FUND = ("right.seats", "right.charter")


@receiver(entered)
def ask_for_an_answer(entry, verb, subject, **kwargs):
    """A passed vote binds the fund to answer, unless it is carried out without the fund.

    A seat the board decided on is given by its clerk, and a charter it decided on is in force at once.
    """
    if verb is voting.CERTIFIED and subject.passed and not (subject.binds and subject.right in WITHOUT_THE_FUND):
        actions.ask(subject, at=entry.at)
