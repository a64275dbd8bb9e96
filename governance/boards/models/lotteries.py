"""A civic lottery: what is pinned before it, who committed to its number, and each applicant's own ticket."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.record.guards import append_only, changed
from governance.boards.rules.lotteries import RUNNING

from .calls import Application, Call
from .portraits import opaque_word
from .tables import Board, Seat


class LotteryQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Lotteries are public, from the day they are prepared. The published file is large, so it is left out."""
        return self.defer("text", "after__text")

    def running(self):
        """Lotteries that are prepared and not over."""
        return self.filter(state__in=RUNNING)


class Lottery(models.Model):
    """A draw for the seats of one call: its rule, its published file and, at the end, the panel drawn.

    Two public steps. First a file of 1,000 panels is published, with its hash and with what will give the
    number; then the number is known, and with it the panel. The file holds nothing about anybody.
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Prepared")
        COMPUTING = "computing", _("The chances are being worked out")
        PUBLISHED = "published", _("The chances are published")
        DRAWN = "drawn", _("Drawn")
        FAILED = "failed", _("Not drawn")
        CANCELLED = "cancelled", _("Stopped")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="lotteries")
    after = models.ForeignKey(  # the draw whose places it fills again, from the same pool
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replacements"
    )
    seats = models.PositiveIntegerField()
    quotas = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFTED)
    prepared_at = models.DateTimeField()
    why = models.TextField(max_length=1000, blank=True)  # why the quotas are not those of the call

    source = models.CharField(max_length=300, blank=True)
    source_at = models.DateTimeField(null=True, blank=True)
    source_said = models.CharField(max_length=300, blank=True)

    # The job that works the chances out: which one it is, how far it is, and when it was last heard of.
    claim = models.CharField(max_length=16, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    heard_at = models.DateTimeField(null=True, blank=True)

    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    pool = models.PositiveIntegerField(null=True, blank=True)
    smallest = models.PositiveIntegerField(null=True, blank=True)  # the smallest chance, in panels of 1,000
    is_refined = models.BooleanField(default=False)  # whether every chance is the fairest, not the smallest alone
    published_at = models.DateTimeField(null=True, blank=True)
    reveal_by = models.DateTimeField(null=True, blank=True)

    seed = models.CharField(max_length=64, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)

    fault = models.CharField(max_length=20, blank=True)
    fault_facts = models.JSONField(default=dict, blank=True)  # which quotas collide; only the clerk reads them
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.TextField(max_length=1000, blank=True)

    objects = LotteryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "lotteries"
        constraints = [
            models.UniqueConstraint(
                fields=["call"], condition=Q(state__in=RUNNING), name="boards_lottery_one_runs_for_a_call"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "drawn"])
                | (~Q(digest="") & ~Q(text="") & Q(published_at__isnull=False, reveal_by__isnull=False)),
                name="boards_lottery_published_has_a_file",
            ),
            models.CheckConstraint(
                condition=Q(state="drawn", number__isnull=False, number__lt=1000, drawn_at__isnull=False) & ~Q(seed="")
                | ~Q(state="drawn") & Q(number=None, drawn_at=None, seed=""),
                name="boards_lottery_drawn_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(source="", source_at=None) | ~Q(source="") & Q(source_at__isnull=False),
                name="boards_lottery_source_has_a_time",
            ),
        ]

    def __str__(self):
        return gettext("Lottery %(number)s: %(board)s") % {"number": self.pk, "board": self.board}

    def get_absolute_url(self):
        return reverse("lottery", args=[self.board.slug, self.pk])

    @property
    def board(self) -> Board:
        """The board whose seats are drawn."""
        return self.call.seat.board


class Commitment(models.Model):
    """Somebody fixes a secret before the chances are known: first its hash alone, afterwards the secret itself."""

    class Kind(models.TextChoices):
        RESIDENT = Seat.Kind.RESIDENT.value, _("resident seat")
        PARTNER = Seat.Kind.PARTNER.value, _("seat of a partner organization")
        PUBLIC = Seat.Kind.PUBLIC.value, _("seat of the public sector")
        CLERK = "clerk", _("clerk")
        CHAIR = "chair", _("chair")
        OFFICER = "officer", _("programme officer")
        STAFF = "staff", _("works for the fund")

    lottery = models.ForeignKey(Lottery, on_delete=models.PROTECT, related_name="commitments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="commitments")
    kind = models.CharField(max_length=20, choices=Kind)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    secret = models.CharField(max_length=300, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["lottery", "person"], name="boards_commitment_once"),
            models.UniqueConstraint(fields=["lottery", "digest"], name="boards_commitment_of_ones_own"),
            models.CheckConstraint(
                condition=Q(secret="", revealed_at=None)
                | ~Q(secret="") & Q(revealed_at__isnull=False, revealed_at__gte=F("at")),
                name="boards_commitment_revealed_later",
            ),
        ]

    def __str__(self):
        return f"{self.lottery}, {self.person}"


class Ticket(models.Model):
    """An applicant's own part in a lottery: a token, a chance out of 1,000, and whether they were drawn.

    Only the applicant is told. The published file holds no token and no chance.
    """

    lottery = models.ForeignKey(Lottery, on_delete=models.PROTECT, related_name="tickets")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="tickets")
    token = models.CharField(max_length=19, unique=True, default=opaque_word)
    chance = models.PositiveSmallIntegerField()
    is_drawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lottery", "application"], name="boards_ticket_once"),
            models.CheckConstraint(condition=Q(chance__lte=1000), name="boards_ticket_chance_of_1000"),
        ]

    def __str__(self):
        return gettext("A ticket of %(lottery)s") % {"lottery": self.lottery}


# What was pinned when the lottery was prepared, and what is published with it.
PINNED = ("id", "call_id", "after_id", "seats", "quotas", "prepared_at", "why")
PUBLISHED = (
    *("source", "source_at", "text", "digest", "pool", "smallest", "is_refined", "published_at", "reveal_by"),
    *("claim", "tries", "stage", "done", "total", "heard_at"),
)
DRAW = ("seed", "number", "drawn_at", "source_said")

append_only(
    "boards_lottery",
    except_update=f"NOT ({changed(*PINNED)}) AND ("
    f"OLD.state IN ('drafted', 'computing') AND NOT ({changed(*DRAW)}) AND NEW.state <> 'drawn'"
    f" OR OLD.state = 'published' AND NOT ({changed(*PUBLISHED)}) AND"
    f" (NEW.state = 'drawn' OR NEW.state = 'failed' AND NOT ({changed(*DRAW)})))",
)
append_only(
    "boards_commitment",
    except_update="OLD.secret = '' AND NEW.secret <> ''"
    f" AND NOT ({changed('id', 'lottery_id', 'person_id', 'kind', 'digest', 'at')})",
)
append_only(
    "boards_ticket",
    except_update="NEW.is_drawn AND NOT OLD.is_drawn"
    f" AND NOT ({changed('id', 'lottery_id', 'application_id', 'token', 'chance')})",
)
