"""What the funder owes the board: an answer to every decision, with its date and who answers."""

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from community.record.guards import append_only, changed
from governance.boards.models import BoardRole
from governance.voting.models import Vote

from . import rules


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Answers, and their absence, are public."""
        return self

    def owed(self):
        """Answers that were not given yet, the oldest due first."""
        return self.filter(answered_at=None).order_by("due_at")

    def with_officers(self, at):
        """Answers with their vote, their board and, as `vote.board.officers`, the people in the role that answers."""
        role = BoardRole.objects.at(at).filter(role=BoardRole.Role.OFFICER).select_related("person")
        return self.select_related("vote__board", "by").prefetch_related(
            Prefetch("vote__board__roles", queryset=role, to_attr="officers")
        )


class Answer(models.Model):
    """The fund's answer to a decision of a board: carried out, partly or not, with the reason."""

    class Kind(models.TextChoices):
        CARRIED_OUT = "carried_out", _("Carried out")
        PARTLY = "partly", _("Carried out in part")
        NOT = "not", _("Not carried out")

    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, related_name="answer")
    due_at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    reason = models.TextField(_("reason"), max_length=8000, blank=True)
    language = models.CharField(max_length=12, default="en")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="answers")
    answered_at = models.DateTimeField(null=True)
    late_told = models.BooleanField(default=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, kind="", by=None)
                | (Q(answered_at__isnull=False, by__isnull=False) & ~Q(kind="")),
                name="accountability_answered_or_owed",
            )
        ]

    def __str__(self):
        return str(self.vote)

    def get_absolute_url(self):
        return self.vote.get_absolute_url() + "result/"

    def days_late(self, at) -> int:
        """How many days late it is now, or was when it was given."""
        return rules.days_late(due=self.due_at, at=self.answered_at or at)

    def officers_at(self, at):
        """The people in the role that answers: the board's programme officers."""
        return self.vote.board.people_in("officer", at)


# Owed, then given once: after that neither the words nor the date change.
append_only(
    "accountability_answer",
    except_update=f"OLD.answered_at IS NULL AND NOT ({changed('id', 'vote_id', 'due_at')})",
)
