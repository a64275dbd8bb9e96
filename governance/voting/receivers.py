"""What votes bring about in the rooms below, and what a tie declared there brings about here."""

from django.db import transaction
from django.dispatch import receiver

from community.record.actions import entered
from governance.boards import actions as boards
from governance.boards import verbs as ties
from governance.boards.models import Application

from . import verbs
from .actions import recusals


@receiver(entered)
def seat_the_chosen(entry, verb, subject, **kwargs):
    """A motion on an application that passed hands it to the clerk, who seats the person."""
    if verb is verbs.CERTIFIED and subject.passed and subject.subject_type == Application._meta.label_lower:
        boards.carry(subject.subject, vote_id=subject.pk, at=entry.at)


@receiver(entered)
def step_back_from_open_votes(entry, verb, subject, **kwargs):
    """Who declares a tie steps back from the open votes it touches, unless they have voted."""
    if verb is ties.TIE_DECLARED:
        # In a transaction of its own: boards and votes are locked before the record.
        transaction.on_commit(lambda: recusals.step_back_everywhere(subject.person), robust=True)
