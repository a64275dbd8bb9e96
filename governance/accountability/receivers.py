"""A decision that passed asks the fund for its answer, in the same transaction."""

from django.dispatch import receiver

from community.record.actions import entered
from governance.boards.models import Application
from governance.voting import verbs as voting

from . import actions


@receiver(entered)
def ask_for_an_answer(entry, verb, subject, **kwargs):
    """Every passed vote binds the fund to answer, but one that gives a seat: the board's clerk carries that out."""
    if verb is voting.CERTIFIED and subject.passed and subject.subject_type != Application._meta.label_lower:
        actions.ask(subject, at=entry.at)
