"""Motions: what a member proposes the board should decide."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.boards.models import Board

from .. import rules


class MotionQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Motions are public."""
        return self


class Motion(models.Model):
    """Something a member proposes the board should decide, in a sentence or two."""

    asks = _("Does the board agree to this?")
    right = "right.motions"
    methods = rules.YES_NO

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="motions")
    text = models.CharField(_("motion"), max_length=300)
    why = models.TextField(_("reason"), max_length=4000, blank=True)
    language = models.CharField(max_length=12, default="en")
    method = models.CharField(max_length=12, default=rules.MOTION)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="motions")
    at = models.DateTimeField()

    objects = MotionQuerySet.as_manager()

    def __str__(self):
        return self.text

    def ballot_text(self) -> dict:
        """The words that are voted on."""
        return {"motion": self.text, "why": self.why}

    def may_be_put(self, at):
        """A motion can always be put."""
        return rules.YES
