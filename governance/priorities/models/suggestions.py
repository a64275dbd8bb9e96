"""Suggestions: what somebody asks for, and the members who put it on the board's table."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.record.guards import append_only
from governance.boards.models import Board

from .. import rules


class SuggestionQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Suggestions are public."""
        return self


class Suggestion(models.Model):
    """What somebody asks for, in three plain fields. Staff cannot decline it for the board."""

    asks = _("Does the board want this, in these words?")
    right = "right.priorities"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="suggestions", verbose_name=_("board"))
    need = models.TextField(_("What is needed?"), max_length=2000)
    who = models.TextField(_("Who needs it?"), max_length=1000)
    what = models.TextField(_("What would help?"), max_length=2000)
    source = models.CharField(_("where these words come from"), max_length=300, blank=True)
    language = models.CharField(max_length=12, default="en")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="suggestions")
    at = models.DateTimeField()
    tabled_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.need if len(self.need) <= 90 else f"{self.need[:89]}…"

    def get_absolute_url(self):
        return reverse("suggestion", args=[self.pk])

    def ballot_text(self) -> dict:
        """The words the board votes on."""
        return {"need": self.need, "who": self.who, "what": self.what}

    def may_be_put(self, at):
        """Whether the board may vote on it now."""
        return rules.may_put_suggestion(is_on_table=self.tabled_at is not None)


class Backing(models.Model):
    """A member who puts a suggestion on the board's table."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="backings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["suggestion", "person"], name="priorities_back_once")]

    def __str__(self):
        return f"{self.person} backs {self.suggestion_id}"


append_only("priorities_backing")
