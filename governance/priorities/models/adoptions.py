"""Adoptions: what a board decided about a priority, and which of its decisions is in force."""

import json

from django.db import models
from django.db.models import Exists, OuterRef, Q

from community.record.guards import append_only
from governance.voting.models import Vote


class AdoptionQuerySet(models.QuerySet):
    def newest(self):
        """Of each priority, the board's last decision."""
        later = self.model.objects.filter(priority=OuterRef("priority"), pk__gt=OuterRef("pk"))
        return self.exclude(Exists(later))

    def in_force(self):
        """Of each priority, the newest words the board said yes to."""
        later = self.model.objects.filter(priority=OuterRef("priority"), pk__gt=OuterRef("pk"), is_adopted=True)
        return self.filter(is_adopted=True).exclude(Exists(later))

    def receiving(self, at):
        """Those under which proposals are taken at a moment."""
        return self.in_force().filter(
            Q(opens_at=None) | Q(opens_at__lte=at), Q(closes_at=None) | Q(closes_at__gt=at), priority__live=True
        )


class Adoption(models.Model):
    """What the board decided about the exact words it voted on: adopted or rejected. Kept for good."""

    priority = models.ForeignKey("priorities.Priority", on_delete=models.PROTECT, related_name="adoptions")
    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, related_name="adoption")
    text = models.TextField()
    hash = models.CharField(max_length=64)
    is_adopted = models.BooleanField()
    at = models.DateTimeField()
    # Read out of the text, so that lists and sums can ask the database.
    amount = models.PositiveBigIntegerField(null=True)  # in cents
    currency = models.CharField(max_length=3, blank=True)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.priority}: {'adopted' if self.is_adopted else 'rejected'}"

    @property
    def terms(self) -> dict:
        """The adopted words, money and dates, read back; dates as moments."""
        return json.loads(self.text) | {"opens_at": self.opens_at, "closes_at": self.closes_at}


append_only("priorities_adoption")
