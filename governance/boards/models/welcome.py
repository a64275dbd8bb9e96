"""What a new member does first, and how they are paid."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.record.guards import append_only

from .calls import Application
from .tables import Board, BoardRole, Term


class FirstStep(models.Model):
    """A first step that a new member has taken, such as the orientation. What was said there is kept nowhere."""

    class Step(models.TextChoices):
        MEET = "meet", _("Meet a member")
        ORIENTATION = "orientation", _("Your orientation")
        NEEDS = "needs", _("What you need to take part")
        TIES = "ties", _("What you are tied to")

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="first_steps")
    step = models.CharField(max_length=20, choices=Step)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["done_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["term", "step"], name="boards_first_step_once")]

    def __str__(self):
        return f"{self.term}: {self.get_step_display()}"


class PayChoiceQuerySet(models.QuerySet):
    def visible_to(self, person, at):
        """A choice is seen by the member who made it and by the clerk who has them paid."""
        kept = BoardRole.objects.at(at).filter(person=person, role=BoardRole.Role.CLERK).values("board")
        return self.filter(models.Q(person=person) | models.Q(board__in=kept))

    def in_force(self):
        """The last choice of each member for each board."""
        later = self.model.objects.filter(
            person=models.OuterRef("person"), board=models.OuterRef("board"), pk__gt=models.OuterRef("pk")
        )
        return self.filter(~models.Exists(later))


class PayChoice(models.Model):
    """How a member wants to be paid. A new choice comes after the one before it; no account's number is kept."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pay_choices")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="pay_choices")
    way = models.CharField(max_length=20, choices=Application.PayWay)
    at = models.DateTimeField()

    objects = PayChoiceQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return str(self.board)

    def get_absolute_url(self):
        return self.board.get_absolute_url()


append_only("boards_firststep")
append_only("boards_paychoice")
