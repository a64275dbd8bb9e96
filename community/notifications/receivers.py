"""An entry tells the people its verb names, in the same transaction; the mail leaves afterwards."""

from django.dispatch import receiver

from community.record.actions import entered

from .models import Mail, Notification


@receiver(entered)
def tell(entry, verb, subject, **kwargs):
    """Everybody the verb names is told, except the person who did it."""
    if verb.told is None:
        return
    people = {person for person in verb.told(subject, entry) if person.is_active and person.pk != entry.by_id}
    people = sorted(people, key=lambda person: person.pk)
    Notification.objects.bulk_create(Notification(person=person, entry=entry) for person in people)
    if verb.mailed:
        Mail.objects.bulk_create(Mail(person=person, entry=entry) for person in people if person.email)
