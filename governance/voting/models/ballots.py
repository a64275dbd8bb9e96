"""The roll of a vote, its box of ballots and its tally."""

import json
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import pgettext_lazy

from community.notifications.models import Notification
from community.record.guards import Guard, LookingGuard, ReplaceGuard, TruncateGuard, append_only, changed
from community.record.keyed import KEYED
from community.record.models import canonical
from governance.boards.models import Alternate, Seat

from .. import rules
from .votes import Vote, still_sits


class RollQuerySet(models.QuerySet):
    def awaited(self):
        """Those who may vote and have not."""
        return self.filter(voted=False, recused=False)

    def to_remind(self, at, *, is_secret: bool):
        """Who is reminded, of those who still sit there: in an open vote those who have not voted.

        In a secret vote all alike: whoever was left out would have voted.
        """
        return (self.voters() if is_secret else self.awaited()).filter(still_sits(at))

    def untold(self):
        """Those for whom a ballot was recorded and who were not told so yet."""
        told = Notification.objects.filter(
            entry__verb="vote.recorded", entry__subject_id=OuterRef("vote"), person=OuterRef("person")
        )
        return self.filter(~Exists(told), voted=True, person__is_active=True)

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
    """What a ballot on a motion can say."""

    FOR = rules.FOR, pgettext_lazy("ballot", "Yes")
    AGAINST = rules.AGAINST, pgettext_lazy("ballot", "No")
    ABSTAIN = rules.ABSTAIN, pgettext_lazy("ballot", "Abstain")


class Stance(models.TextChoices):
    """What a ballot can say where a board asks for consent."""

    CONSENT = "consent", pgettext_lazy("ballot", "I consent")
    CONCERN = "concern", pgettext_lazy("ballot", "I consent, with a concern")
    OBJECT = "object", pgettext_lazy("ballot", "I object")
    ASIDE = "aside", pgettext_lazy("ballot", "I stand aside")


class Agreement(models.TextChoices):
    """How far somebody goes along: the eight gradients of agreement, from all to nothing."""

    ENDORSE = "endorse", pgettext_lazy("ballot", "Yes, fully")
    POINT = "endorse_with_a_point", pgettext_lazy("ballot", "Yes, but for one small point")
    RESERVED = "agree_with_reservations", pgettext_lazy("ballot", "Yes, with reservations")
    ABSTAIN = "abstain", pgettext_lazy("ballot", "Abstain")
    ASIDE = "stand_aside", pgettext_lazy("ballot", "I stand aside")
    ALONG = "disagree_and_go_along", pgettext_lazy("ballot", "No, but I go along")
    OUT = "disagree_and_stay_out", pgettext_lazy("ballot", "No, and I stay out of it")
    BLOCK = "block", pgettext_lazy("ballot", "No, stop this")


class Answered(models.Model):
    """What a ballot says, whoever sent it. Its key is random and it bears no time, so that order tells nothing.

    choice: a word where the answers are words; otherwise JSON, written in the one way there is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    choice = models.TextField()
    receipt = models.CharField(max_length=40)

    class Meta:
        abstract = True

    def __str__(self):
        return "a ballot"

    @property
    def answer(self):
        """What it says, as the rules read it."""
        return read_choice(self.choice)


def write_choice(answer) -> str:
    """An answer as it is kept."""
    return answer if isinstance(answer, str) else canonical(answer)


def read_choice(choice: str):
    """An answer as the rules read it. A word is never JSON."""
    return json.loads(choice) if choice[:1] in ("[", "{") else choice


class BallotQuerySet(models.QuerySet):
    def newest(self):
        """Those that count: the last one of each person."""
        later = Ballot.objects.filter(roll=OuterRef("roll"), version__gt=OuterRef("version"))
        return self.filter(~Exists(later))


class Ballot(Answered):
    """One person's answer in an open vote, published with their name after certification.

    The newest version counts. Earlier ones are kept, and say that they were replaced.
    """

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="ballots")
    roll = models.ForeignKey(RollEntry, on_delete=models.PROTECT, related_name="ballots")
    version = models.PositiveIntegerField(default=1)

    objects = BallotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roll", "version"], name="voting_ballot_version_once"),
            models.UniqueConstraint(fields=["vote", "receipt"], name="voting_receipt_once"),
        ]


class SecretBallot(Answered):
    """One answer in a secret vote, until the box is opened. Nothing ties it to anybody, not even a kind of seat."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="secret_ballots", db_index=False)
    channel = models.CharField(max_length=10, choices=RollEntry.Channel, default=RollEntry.Channel.WEB)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "receipt"], name="voting_secret_receipt_once")]


class CountedBallot(models.Model):
    """A ballot as it was counted: one line, written when the box was opened, in the order of its fingerprint."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="counted")
    leaf = models.CharField(max_length=64)
    receipt = models.CharField(max_length=40)
    text = models.TextField()

    class Meta:
        ordering = ["leaf"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "leaf"], name="voting_counted_once"),
            models.UniqueConstraint(fields=["vote", "receipt"], name="voting_counted_receipt_once"),
        ]

    def __str__(self):
        return "a counted ballot"

    @property
    def facts(self) -> dict:
        """The line, read: receipt, choice and, in an open vote, kind of seat and seat."""
        return json.loads(self.text)


class Trace(models.Model):
    """That a secret vote was closed, and the pages in which its ballots lay are not rewritten yet."""

    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, related_name="trace")

    def __str__(self):
        return f"traces of {self.vote_id}"


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


CALLED, OPENED, CLOSED = (f"'{state}'" for state in (Vote.State.CALLED, Vote.State.OPENED, Vote.State.CLOSED))
append_only("voting_ballot")
append_only("voting_tally")
append_only("voting_countedballot")
KEYED.add("voting_secretballot")


def stage_is(state: str, row: str = "NEW") -> str:
    """SQL that is true while the vote of a row is in this state."""
    return f"EXISTS (SELECT 1 FROM voting_vote v WHERE v.id = {row}.vote_id AND v.state = {state})"


for table in ("voting_ballot", "voting_secretballot"):
    LookingGuard(f"{table}_in_time", table, "INSERT", "a closed box takes no ballot", f"NOT {stage_is(OPENED)}")
for table in ("voting_countedballot", "voting_tally"):
    LookingGuard(f"{table}_in_time", table, "INSERT", "only a closed vote is counted", f"NOT {stage_is(CLOSED)}")
Guard("voting_secretballot_is_final", "voting_secretballot", "UPDATE", "a secret ballot is final")
ReplaceGuard("voting_secretballot_no_replace", "voting_secretballot", "INSERT", "a secret ballot is final")
TruncateGuard("voting_secretballot_no_truncate", "voting_secretballot", "TRUNCATE", "the box is emptied by counting")
LookingGuard(
    "voting_secretballot_stays_in",
    "voting_secretballot",
    "DELETE",
    "no ballot leaves an open box",
    stage_is(OPENED, row="OLD"),
)
# A mark on the roll goes, once, from not voted to voted or to stepped back; nothing else about it ever changes.
STAYS = f"NOT ({changed('id', 'vote_id', 'person_id', 'seat_number', 'seat_kind', 'alternate_id')})"
append_only(
    "voting_rollentry",
    except_update=f"NOT OLD.voted AND NOT OLD.recused AND NEW.voted <> NEW.recused AND {STAYS}",
)
LookingGuard(
    "voting_rollentry_is_frozen",
    "voting_rollentry",
    "INSERT",
    "from the opening on only a called alternate comes on the roll",
    f"NOT {stage_is(f'CASE WHEN NEW.alternate_id IS NULL THEN {CALLED} ELSE {OPENED} END')}",
)
LookingGuard(
    "voting_rollentry_in_time",
    "voting_rollentry",
    "UPDATE",
    "the roll is marked while the vote is open",
    f"NOT {stage_is(OPENED)}",
)
