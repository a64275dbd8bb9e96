"""Questions: what a member asks the board to choose from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.record.guards import append_only
from governance.boards.models import Board

from .. import rules


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Questions are public."""
        return self


class Question(models.Model):
    """Something a member asks the board to choose: a question with two or more options, and how it is counted."""

    asks = _("Which of these does the board choose?")
    right = "right.motions"
    methods = rules.PICKS

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="questions")
    text = models.CharField(_("question"), max_length=300)
    why = models.TextField(_("reason"), max_length=4000, blank=True)
    language = models.CharField(max_length=12, default="en")
    method = models.CharField(max_length=12)
    seats = models.PositiveIntegerField(default=1)
    choices = models.JSONField()  # the options, as they were written
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="questions")
    at = models.DateTimeField()

    objects = QuestionQuerySet.as_manager()

    def __str__(self):
        return self.text

    @property
    def parameters(self) -> dict:
        """The switches of its method."""
        return {"seats": self.seats}

    def ballot_text(self) -> dict:
        """The words that are voted on."""
        return {"question": self.text, "why": self.why, "choices": self.choices, "seats": self.seats}

    def ballot_options(self) -> list[dict]:
        """What stands on the ballot, in the order it was written."""
        return [
            {"key": chr(ord("a") + n) if n < 26 else f"o{n + 1}", "title": one} for n, one in enumerate(self.choices)
        ]

    def may_be_put(self, at):
        """A question can always be put."""
        return rules.YES


append_only("voting_question")
