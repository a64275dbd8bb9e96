"""How a charter changes: somebody proposes other clauses, and the board or its clerk puts them in force."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.record.guards import append_only, changed
from community.record.verdict import all_of
from governance.boards import rules
from governance.boards.charters import CLAUSES, clause_in_words

from .calls import Call
from .tables import Board, Charter, Seat, Term


class AmendmentQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Changes of a charter are public, proposed or in force."""
        return self

    def waiting(self):
        """Those that wait for a vote."""
        return self.filter(state=Amendment.State.WAITING)


class Amendment(models.Model):
    """Other clauses for a board's charter: written for one version of it, with a public reason."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Proposed")
        IN_FORCE = "in_force", _("In force")
        NOT_PASSED = "not_passed", _("Not passed")
        OVERTAKEN = "overtaken", _("Overtaken: nothing was changed")

    asks = _("Should the charter be changed like this?")
    right = "right.charter"
    notice_clause = "charter.notice_days"
    majority_clause = "vote.majority.charter"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="amendments")
    base = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="amendments")
    changes = models.JSONField(_("changes"))
    why = models.TextField(_("reason"), max_length=4000)
    language = models.CharField(max_length=12, default="en")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="amendments")
    at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        """The first clause as it would be, in the language of its author: a vote keeps it as its question."""
        with translation.override(self.language):
            key, value = next(iter(self.in_order().items()))
            said = clause_in_words(key, value)
            if len(self.changes) > 1:
                more = gettext("and more changes of the charter")
                said = f"{said.rstrip('.')} ({more})"
        return said

    def get_absolute_url(self):
        return reverse("amendment", args=[self.board.slug, self.pk])

    def in_order(self) -> dict:
        """What changes, in the order of the charter."""
        return {key: self.changes[key] for key in CLAUSES if key in self.changes}

    @property
    def is_loosening(self) -> bool:
        """Whether it takes a vote of the board."""
        return rules.is_loosening(self.changes, self.base)

    def ballot_text(self) -> dict:
        """What a vote on it pins: the version it was written for and each clause, before and after."""
        changes = [[key, self.base[key], value] for key, value in self.in_order().items()]
        return {"version": self.base.version, "changes": changes, "why": self.why}

    @staticmethod
    def in_words(facts) -> list[dict]:
        """What a vote pinned, clause by clause: before and after."""
        lines = []
        for key, before, after in facts["changes"]:
            lines.append({"label": gettext("Before"), "text": clause_in_words(key, before)})
            lines.append({"label": gettext("After"), "text": clause_in_words(key, after)})
        return lines

    def change_verdict(self, at):
        """Whether these clauses go together and the seats they take away are free, and if not, why."""
        return change_verdict(self.board, self.base, self.changes, self.why, at)

    def may_be_put(self, at):
        """Whether the board may vote on it now: it waits, and no newer version came between."""
        return rules.may_put_amendment(
            is_waiting=self.state == self.State.WAITING,
            is_stale=self.board.charters.filter(version__gt=self.base.version).exists(),
            change=self.change_verdict(at),
        )


def free_seats(board, kind, at):
    """Seats of a kind that nobody holds or will hold, and that nobody is invited to apply for."""
    held, called = Term.objects.filter(until__gt=at), Call.objects.open_at(at)
    there = board.seats.at(at).filter(kind=kind)
    return there.exclude(pk__in=held.values("seat")).exclude(pk__in=called.values("seat"))


def change_verdict(board, charter, changes, why, at):
    """Whether a charter may say this instead, whoever decides it, and if not, why."""
    seats = []
    for kind in Seat.Kind.values:
        wanted, there = changes.get(f"seats.{kind}"), board.seats.at(at).filter(kind=kind).count()
        if type(wanted) is int and wanted < there:
            free = free_seats(board, kind, at).count()
            seats.append(rules.may_retire(going=there - wanted, free=free, kind=kind))
    return rules.may_change(changes=changes, charter=charter, why=why, seats=all_of(*seats))


# What was proposed is what is voted on and kept: only its state goes on, once, from waiting to one of the ends.
append_only(
    "boards_amendment",
    except_update="OLD.state = 'waiting' AND NEW.state <> 'waiting' "
    f"AND NOT ({changed('id', 'board_id', 'base_id', 'changes', 'why', 'language', 'by_id', 'at')})",
)
