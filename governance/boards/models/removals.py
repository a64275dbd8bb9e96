"""How the board takes a seat from a member: by a vote, with a reason everybody can read."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.record.guards import append_only
from governance.boards.rules import may_ask_removal

from .tables import Board, Term


class RemovalQuerySet(models.QuerySet):
    def visible_to(self, person):
        """What the board is asked is public, also where it concerns a person."""
        return self


class Removal(models.Model):
    """A member asks the board to end the term of another member, and says why."""

    asks = _("Should the term of %(name)s end?")
    right = "right.seats"
    majority_clause = "vote.majority.removal"

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="removals")
    why = models.TextField(_("reason"), max_length=4000)
    language = models.CharField(max_length=12, default="en")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RemovalQuerySet.as_manager()

    def __str__(self):
        return gettext("End the term of %(name)s") % {"name": self.term.person.name}

    def get_absolute_url(self):
        return self.board.get_absolute_url()

    @property
    def board(self) -> Board:
        """The board whose seat this is about."""
        return self.term.seat.board

    @property
    def author_id(self) -> int:
        """Whose own matter it is: the charter says how close a member is at least to such a thing."""
        return self.term.person_id

    @property
    def concerns(self) -> list:
        """The people it is about."""
        return [self.term.person]

    def ballot_text(self) -> dict:
        """What a vote on this pins: whose term, on which seat, and why."""
        return {"term": self.term_id, "name": self.term.person.name, "seat": self.term.seat.number, "why": self.why}

    def may_be_put(self, at):
        """Whether the board may vote on this now: while the term runs."""
        return may_ask_removal(is_own=False, has_ended=self.term.until <= at, why=self.why)


append_only("boards_removal")
