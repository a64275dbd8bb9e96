"""What members said in public about how close they are to an item."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.record.guards import append_only
from governance.boards.models import Board, Grade


class DisclosureQuerySet(models.QuerySet):
    def on(self, thing):
        """What was said about this thing."""
        return self.filter(subject_type=thing._meta.label_lower, subject_id=thing.pk)

    def visible_to(self, person):
        """Everybody reads how close members are to what they decide."""
        return self

    def newest(self) -> dict:
        """The newest of each person, by their number."""
        return {said.person_id: said for said in self.order_by("pk")}


class Disclosure(models.Model):
    """How close a member is to a thing the board decides, in public and in their words. The newest counts."""

    class Source(models.TextChoices):
        SAID = "said", _("Said by themself")
        TIE = "tie", _("By a tie they had declared")
        AUTHOR = "author", _("It is their own")

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="disclosures")
    grade = models.PositiveSmallIntegerField(choices=Grade)
    why = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.SAID)
    at = models.DateTimeField()

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="voting_disclosure_subject")]
        constraints = [
            models.CheckConstraint(condition=Q(grade__in=Grade.values), name="voting_grade_from_0_to_3"),
        ]

    def __str__(self):
        return f"{self.person}: {self.grade}"


append_only("voting_disclosure")
