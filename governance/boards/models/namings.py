"""How the board names an alternate once it is founded: its clerk asks, and a vote decides."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.record.guards import append_only
from governance.boards.rules import MOTION, may_name_alternate

from .tables import Board, Seat


class NamingQuerySet(models.QuerySet):
    def visible_to(self, person):
        """What the board is asked is public, also where it concerns a person."""
        return self


class Naming(models.Model):
    """The clerk asks the board to name somebody an alternate, and says why."""

    asks = _("Should this person be an alternate?")
    right = "right.seats"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="namings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind of seat"), max_length=20, choices=Seat.Kind)
    why = models.TextField(_("reason"), max_length=1000)
    language = models.CharField(max_length=12, default="en")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = NamingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return gettext("Name %(name)s an alternate") % {"name": self.person.name}

    def get_absolute_url(self):
        return reverse("naming", args=[self.board.slug, self.pk])

    @property
    def question(self) -> str:
        """What a vote on it is called: a vote on a person says whom it is about."""
        return self.person.name

    def ballot_text(self) -> dict:
        """What a vote on this pins: who, for which kind of seat, and why."""
        return {"name": self.person.name, "kind": str(self.kind), "why": self.why}

    def may_be_put(self, at):
        """Whether the board may vote on this now: while the person could be an alternate here."""
        return may_name_alternate(
            is_clerk=False,
            is_founding=False,
            chosen=MOTION,
            holds_seat=self.board.seats_person(self.person, at),
            is_alternate=self.board.alternates.at(at).filter(person=self.person).exists(),
            works_for_fund=self.person.is_staff,
            is_own=False,
            why=self.why,
        )


append_only("boards_naming")
