"""Ties between people and organizations, and the alternates who stand in where members step back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.record.guards import append_only, changed
from community.record.periods import no_overlap

from ..rules import alternates, ties
from .tables import Board, DatedQuerySet, Seat


class Grade(models.IntegerChoices):
    """How close somebody is to what is decided."""

    NONE = ties.NONE, _("Not close")
    DISCLOSED = ties.DISCLOSED, _("A little close: says so and votes")
    TALKS = ties.TALKS, _("Close: talks, does not vote")
    LEAVES = ties.LEAVES, _("Very close: leaves the item")


class TieQuerySet(models.QuerySet):
    def visible_to(self, person):
        """A list of ties is its person's own. Others learn of one only at an item that it touches."""
        return self.filter(person=person) if person.is_authenticated else self.none()

    def leading_out(self):
        """Ties so close that they lead their person out of an item."""
        return self.filter(kind__in=[kind for kind, grade in ties.GRADES.items() if grade == ties.LEAVES])

    def to(self, names):
        """Ties to any of these organizations, however their names are written."""
        return self.filter(key__in={ties.name_key(name) for name in names} - {""})


class Tie(models.Model):
    """How somebody is tied to an organization, in their own words. Ended, never overwritten."""

    class Kind(models.TextChoices):
        OWN = ties.OWN, _("It is my own organization, or I lead it")
        BOARD = ties.BOARD, _("I sit on its board")
        EMPLOYER = ties.EMPLOYER, _("I work there")
        HOUSEHOLD = ties.HOUSEHOLD, _("Somebody I live with owns it, leads it or works there")
        PAID = ties.PAID, _("It pays me, or has paid me in the last years")
        NEIGHBOUR = ties.NEIGHBOUR, _("I am its neighbor")
        USER = ties.USER, _("I use its service")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ties")
    kind = models.CharField(max_length=20, choices=Kind)
    organization = models.CharField(max_length=160)
    key = models.CharField(max_length=ties.LONGEST, db_index=True)  # the name as it is compared
    since = models.DateTimeField()  # when it was declared
    until = models.DateField(null=True, blank=True)  # the day it ended

    objects = TieQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "key"], condition=Q(until=None), name="boards_tie_declared_once"
            )
        ]

    def __str__(self):
        return pgettext_lazy("private", "a tie").__str__()  # titles are kept and shown: this says nothing

    @property
    def grade(self) -> int:
        """How close it makes its person, where they have not said otherwise."""
        return ties.GRADES[self.kind]


class Alternate(models.Model):
    """Somebody who stands in on a vote when members step back. Holds no seat, and ends like a term."""

    class Chosen(models.TextChoices):
        FOUNDING = alternates.FOUNDING, _("Chosen by staff")
        MOTION = alternates.MOTION, _("Chosen by a motion of the board")

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="alternates")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Seat.Kind)
    rank = models.PositiveIntegerField()  # who is called first
    since = models.DateTimeField()
    until = models.DateTimeField()
    chosen = models.CharField(max_length=20, choices=Chosen)
    why = models.TextField(max_length=1000, blank=True)
    ended_why = models.TextField(max_length=1000, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["board", "kind", "rank"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="boards_alternate_ends_after_it_begins"),
            models.UniqueConstraint(fields=["board", "kind", "rank"], name="boards_alternate_rank"),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_kind_display()}"

    def get_absolute_url(self):
        return self.board.get_absolute_url()


# A tie is declared once; the one change it sees is the day on which it ended.
append_only(
    "boards_tie",
    except_update="OLD.until IS NULL AND NEW.until IS NOT NULL "
    f"AND NOT ({changed('id', 'person_id', 'kind', 'organization', 'key', 'since')})",
)
append_only(
    "boards_alternate",
    except_update="NEW.until < OLD.until "
    f"AND NOT ({changed('id', 'board_id', 'person_id', 'kind', 'rank', 'since', 'chosen', 'why')})",
)
no_overlap("boards_alternate", "board_id", "person_id")
