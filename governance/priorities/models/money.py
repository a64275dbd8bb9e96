"""Cycles and purses: the periods in which the fund gives money, and how much each board has in one."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.record.guards import append_only
from community.record.sums import coins
from governance.boards.models import Board


class CycleQuerySet(models.QuerySet):
    def overlapping(self, starts, ends):
        """Those with at least one of these days."""
        return self.filter(starts_on__lte=ends, ends_on__gte=starts)

    def not_over(self, day):
        """Those that go on, or begin later."""
        return self.filter(ends_on__gte=day)


class Cycle(models.Model):
    """A period in which the fund gives money, with a name, a first and a last day."""

    name = models.CharField(_("name"), max_length=80)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    language = models.CharField(max_length=12, default="en")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="priorities_cycle_ends_after"),
        ]

    def __str__(self):
        return self.name

    def begins(self, board) -> datetime:
        """The moment at which it begins for a board, in the board's own time zone."""
        return datetime.combine(self.starts_on, time(), tzinfo=ZoneInfo(board.zone))


class PurseQuerySet(models.QuerySet):
    def visible_to(self, person):
        """What a board has is public."""
        return self

    def newest(self):
        """Of each board and cycle, what was said last."""
        later = self.model.objects.filter(board=OuterRef("board"), cycle=OuterRef("cycle"), pk__gt=OuterRef("pk"))
        return self.exclude(Exists(later))


class Purse(models.Model):
    """How much of the fund's money a board has for a cycle: said in public, with who decided it and why.

    What was said stays. A correction is said anew, and the newest counts.
    """

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="purses", verbose_name=_("board"))
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="purses", verbose_name=_("cycle"))
    amount = models.PositiveBigIntegerField(_("sum"))  # in cents
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    decided_by = models.CharField(_("decided by"), max_length=200)
    why = models.TextField(_("reason"), max_length=2000)
    language = models.CharField(_("language"), max_length=12, default="en")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("said by")
    )
    at = models.DateTimeField(_("said at"))

    objects = PurseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("money of a board")
        verbose_name_plural = _("money of boards")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="priorities_purse_holds_something")]

    def __str__(self):
        return f"{self.board}, {self.cycle}"

    def get_absolute_url(self):
        return f"{reverse('board_money', args=[self.board.slug])}#purse-{self.pk}"

    @property
    def pot(self) -> int:
        """The sum in whole units: dollars, say."""
        return self.amount // coins(self.currency)


append_only("priorities_cycle")
append_only("priorities_purse")
