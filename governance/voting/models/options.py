"""What can be chosen in a vote that offers more than yes and no."""

import json

from django.apps import apps
from django.db import models
from django.db.models import Q

from community.record.guards import append_only

from .votes import Vote


class Option(models.Model):
    """One thing that can be chosen: its words and its cost as they were put, whatever changes later."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="options")
    key = models.CharField(max_length=40)  # what ballots and files call it
    place = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=12, default="en")
    text = models.TextField()
    hash = models.CharField(max_length=64)
    cost = models.PositiveBigIntegerField(null=True)  # in cents
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "key"], name="voting_option_once"),
            models.UniqueConstraint(fields=["vote", "place"], name="voting_option_place"),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gt=0), name="voting_option_costs_something"),
        ]

    def __str__(self):
        return self.title

    @property
    def thing(self):
        """What it stands for, as it is now, where it stands for a thing of the house."""
        model = apps.get_model(self.subject_type) if self.subject_type else None
        return model._default_manager.get(pk=self.subject_id) if model else None

    @property
    def facts(self) -> dict:
        """What it stands for, as it was put."""
        return json.loads(self.text)


append_only("voting_option")
