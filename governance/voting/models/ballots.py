"""The roll of a vote, its box of ballots and its tally."""

import json
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from community.record.guards import append_only, changed
from governance.boards.models import Alternate, Seat

from .. import rules
from .votes import Vote


class RollQuerySet(models.QuerySet):
    def awaited(self):
        """Those who may vote and have not."""
        return self.filter(voted=False, recused=False)

    def voters(self):
        """Those who may vote: everybody on the roll who did not step back."""
        return self.filter(recused=False)


class RollEntry(models.Model):
    """Somebody who may vote, with the seat they held at opening. It never says when they voted.

    Who is too close to the item stays on it and does not vote. An alternate who is called has no seat.
    """

    class Channel(models.TextChoices):
        WEB = "web", pgettext_lazy("channel", "Here")
        PAPER = "paper", pgettext_lazy("channel", "On paper")
        ASSISTED = "assisted", pgettext_lazy("channel", "With help")

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="roll")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="roll_entries"
    )
    seat_number = models.PositiveIntegerField(null=True)
    seat_kind = models.CharField(max_length=20, choices=Seat.Kind)
    alternate = models.ForeignKey(Alternate, null=True, on_delete=models.PROTECT, related_name="+")
    voted = models.BooleanField(default=False)
    recused = models.BooleanField(default=False)  # stepped back: does not vote
    channel = models.CharField(max_length=10, choices=Channel, blank=True)

    objects = RollQuerySet.as_manager()

    class Meta:
        ordering = [F("seat_number").asc(nulls_last=True), "pk"]
        verbose_name_plural = "roll entries"
        constraints = [
            models.CheckConstraint(condition=Q(voted=False) | Q(recused=False), name="voting_away_is_no_vote"),
            models.CheckConstraint(
                condition=Q(seat_number=None, alternate__isnull=False) | Q(seat_number__isnull=False, alternate=None),
                name="voting_by_a_seat_or_as_an_alternate",
            ),
            models.UniqueConstraint(fields=["vote", "person"], name="voting_on_the_roll_once"),
            models.UniqueConstraint(fields=["vote", "seat_number"], name="voting_one_ballot_a_seat"),
        ]

    def __str__(self):
        return f"seat {self.seat_number}" if self.seat_number else "an alternate"


class Choice(models.TextChoices):
    """What a ballot can say."""

    FOR = rules.FOR, pgettext_lazy("ballot", "Yes")
    AGAINST = rules.AGAINST, pgettext_lazy("ballot", "No")
    ABSTAIN = rules.ABSTAIN, pgettext_lazy("ballot", "Abstain")


class Ballot(models.Model):
    """One person's answer. Its key is random and it bears no time, so that order tells nothing.

    In an open vote it is tied to the roll and published with its name after certification.
    In a secret vote (coming with its own table) nothing ties it to anybody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="ballots")
    roll = models.OneToOneField(RollEntry, null=True, on_delete=models.PROTECT, related_name="ballot")
    choice = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(choice__in=rules.CHOICES), name="voting_choice_is_one_of_three")
        ]

    def __str__(self):
        return "a ballot"

    @property
    def said(self) -> str:
        """Its choice in the reader's language."""
        return Choice(self.choice).label


class Tally(models.Model):
    """The count with its arithmetic, written once, when the vote is certified."""

    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, related_name="tally")
    text = models.TextField()
    certified_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "tallies"

    def __str__(self):
        return f"tally of {self.vote_id}"

    @property
    def facts(self) -> dict:
        """The sums, read back."""
        return json.loads(self.text)


append_only("voting_ballot")
append_only("voting_tally")
# A mark on the roll goes, once, from not voted to voted or to stepped back; nothing else about it ever changes.
STAYS = f"NOT ({changed('id', 'vote_id', 'person_id', 'seat_number', 'seat_kind', 'alternate_id')})"
append_only(
    "voting_rollentry",
    except_update=f"NOT OLD.voted AND NOT OLD.recused AND NEW.voted <> NEW.recused AND {STAYS}",
)
