"""What a certified vote brings about in the rooms below: a changed charter, a chosen applicant."""

from django.dispatch import receiver

from community.record.actions import entered
from governance.boards import actions as boards
from governance.boards.models import Amendment, Application

from . import verbs


@receiver(entered)
def change_the_charter(entry, verb, subject, **kwargs):
    """A vote on a change of the charter puts it in force, or leaves the charter as it is."""
    is_about_it = verb.key.startswith("vote.") and subject.subject_type == Amendment._meta.label_lower
    if is_about_it and verbs.takes_effect(verb, subject):
        boards.decide_amendment(subject.subject, passed=subject.passed, at=entry.at)


@receiver(entered)
def seat_the_chosen(entry, verb, subject, **kwargs):
    """A motion on an application that passed hands it to the clerk, who seats the person."""
    is_about_it = verb.key.startswith("vote.") and subject.subject_type == Application._meta.label_lower
    if is_about_it and subject.passed and verbs.takes_effect(verb, subject):
        boards.carry(subject.subject, vote_id=subject.pk, at=entry.at)
