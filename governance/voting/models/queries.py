"""Somebody questions a result, and is answered in public."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from community.record.guards import append_only, changed

from .. import rules
from .votes import Vote


class QueryQuerySet(models.QuerySet):
    def visible_to(self, person):
        """What was asked about a result, and the answer, are public."""
        return self

    def unanswered(self):
        """Those that wait for an answer."""
        return self.filter(answered_at=None)

    def of(self, board):
        """Those about results of this board."""
        return self.filter(vote__board=board)


class Query(models.Model):
    """A question about a result, from anyone, within the charter's days. The board's clerk answers in public."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="queries")
    text = models.TextField(max_length=2000)
    language = models.CharField(max_length=12, default="en")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="queries")
    at = models.DateTimeField()
    answer = models.TextField(max_length=2000, blank=True)
    answer_language = models.CharField(max_length=12, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = QueryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "queries"
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="voting_an_answer_has_words",
            ),
        ]

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        return f"{self.vote.get_absolute_url()}result/#question-{self.pk}"

    @property
    def due(self):
        """When the answer is due: as many days after it as the charter gives to ask."""
        return rules.answer_due(asked=self.at, days=self.vote.charter["vote.question_days"])


append_only(
    "voting_query",
    except_update="OLD.answered_at IS NULL AND NEW.answered_at IS NOT NULL "
    f"AND NOT ({changed('id', 'vote_id', 'text', 'language', 'by_id', 'at')})",
)
