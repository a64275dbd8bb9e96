"""What votes bring about in the rooms below, and what a tie declared there brings about here."""

from django.db import transaction
from django.dispatch import receiver

from community.record.actions import entered
from governance.boards import actions as boards
from governance.boards import verbs as ties
from governance.boards.models import Amendment, Application, Naming, Removal

from . import verbs
from .actions import recusals


def _decides(verb, subject, model) -> bool:
    """Whether this entry is of a vote on such a thing, and is the one by which it takes effect."""
    is_about_it = verb.key.startswith("vote.") and subject.subject_type == model._meta.label_lower
    return is_about_it and verbs.takes_effect(verb, subject)


@receiver(entered)
def change_the_charter(entry, verb, subject, **kwargs):
    """A vote on a change of the charter puts it in force, or leaves the charter as it is."""
    if _decides(verb, subject, Amendment):
        boards.decide_amendment(subject.subject, passed=subject.passed, at=entry.at)


@receiver(entered)
def seat_the_chosen(entry, verb, subject, **kwargs):
    """A motion on an application that passed hands it to the clerk, who seats the person."""
    if _decides(verb, subject, Application) and subject.passed:
        boards.carry(subject.subject, vote_id=subject.pk, at=entry.at)


@receiver(entered)
def end_the_term(entry, verb, subject, **kwargs):
    """A vote to take a seat from a member that passed ends the term at once."""
    if _decides(verb, subject, Removal) and subject.passed:
        boards.remove(subject.subject, vote_id=subject.pk, at=entry.at)


@receiver(entered)
def name_the_alternate(entry, verb, subject, **kwargs):
    """A vote to name somebody an alternate that passed does so at once."""
    if _decides(verb, subject, Naming) and subject.passed:
        boards.name_chosen(subject.subject, at=entry.at)


@receiver(entered)
def step_back_from_open_votes(entry, verb, subject, **kwargs):
    """Who declares a tie steps back from the open votes it touches, unless they have voted."""
    if verb is ties.TIE_DECLARED:
        # In a transaction of its own: boards and votes are locked before the record.
        transaction.on_commit(lambda: recusals.step_back_everywhere(subject.person), robust=True)
