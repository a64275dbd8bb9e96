"""More time for an open vote, and how many have voted in a secret one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from community.record.guards import LookingGuard, append_only, changed

from .votes import Vote


class Extension(models.Model):
    """One person asks for more time in an open vote, another one agrees. Only then it moves, and only later."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="extensions")
    closes_at = models.DateTimeField()
    why = models.CharField(max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("asked_by")), name="voting_more_time_takes_two"
            ),
        ]

    def __str__(self):
        return f"more time for {self.vote}"


class TurnoutSample(models.Model):
    """How many had voted in a secret vote at a moment, in steps and not often, so that nobody is seen voting."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="turnout")
    at = models.DateTimeField()
    ballots = models.PositiveIntegerField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["vote", "ballots"], name="voting_turnout_step_once")]

    def __str__(self):
        return f"{self.ballots} in {self.vote_id}"


append_only(
    "voting_extension",
    except_update=f"OLD.agreed_by_id IS NULL AND NEW.agreed_by_id IS NOT NULL "
    f"AND NOT ({changed('id', 'vote_id', 'closes_at', 'why', 'asked_by_id', 'at')})",
)
append_only("voting_turnoutsample")
LookingGuard(
    "voting_vote_ends_later",
    "voting_vote",
    "UPDATE",
    "an open vote ends only later, and only when two people want it",
    f"OLD.state = 'opened' AND ({changed('closes_at')}) AND NOT (NEW.closes_at > OLD.closes_at AND EXISTS ("
    "SELECT 1 FROM voting_extension e WHERE e.vote_id = NEW.id AND e.closes_at = NEW.closes_at "
    "AND e.agreed_by_id IS NOT NULL))",
)
