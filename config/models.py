"""The installation's own memory: how its due work goes."""

from django.db import models


class DueWork(models.Model):
    """One piece of what the clock makes due: when it last ran, and whether it went well."""

    name = models.CharField(max_length=120, primary_key=True)
    ran_at = models.DateTimeField()
    went_well = models.BooleanField()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
