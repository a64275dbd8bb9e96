"""What a certified vote brings about in the rooms below: an applicant is chosen, a term ends."""

from django.dispatch import receiver

from community.record.actions import entered
from governance.boards import actions as boards
from governance.boards.models import Application, Removal

from . import verbs


@receiver(entered)
def seat_the_chosen(entry, verb, subject, **kwargs):
    """A motion on an application that passed hands it to the clerk, who seats the person."""
    if not verb.key.startswith("vote.") or subject.subject_type != Application._meta.label_lower:
        return
    if subject.passed and verbs.takes_effect(verb, subject):
        boards.carry(subject.subject, vote_id=subject.pk, at=entry.at)


@receiver(entered)
def end_the_term(entry, verb, subject, **kwargs):
    """A vote to take a seat from a member that passed ends the term at once."""
    if not verb.key.startswith("vote.") or subject.subject_type != Removal._meta.label_lower:
        return
    if subject.passed and verbs.takes_effect(verb, subject):
        boards.remove(subject.subject, vote_id=subject.pk, at=entry.at)
