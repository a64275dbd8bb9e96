"""What a person is told: on the site at once, by mail where it matters."""

from django.conf import settings
from django.db import models

from community.record.models import Entry
from community.record.verbs import VERBS


class NotificationQuerySet(models.QuerySet):
    def told_to(self, person):
        """What this person was told, with the entries it is about."""
        return self.filter(person=person).select_related("entry__detail", "entry__by")


class Notification(models.Model):
    """Somebody is told of one entry of the record."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="notifications")
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "entry"], name="notifications_told_once")]
        indexes = [models.Index(fields=["person", "read_at"], name="notifications_unread")]

    def __str__(self):
        return f"{self.person}: {self.entry.verb}"

    @property
    def verb(self):
        """The verb of its entry."""
        return VERBS[self.entry.verb]


class Mail(models.Model):
    """One mail in the outbox. Written with the act, sent after it, never lost between the two."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mails")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="mails")
    sent_at = models.DateTimeField(null=True, db_index=True)
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["person", "entry"], name="notifications_mailed_once")]

    def __str__(self):
        return f"mail {self.pk}"

    @property
    def entry_verb(self):
        """The verb of its entry."""
        return VERBS[self.entry.verb]
