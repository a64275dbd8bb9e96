"""What the funder owes the board: an answer to every decision, with its date and who answers."""

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.record.guards import append_only, changed
from community.record.models import localized
from governance.boards.models import BoardRole
from governance.voting.models import Option, Vote

from . import rules


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Answers, and their absence, are public."""
        return self

    def owed(self):
        """Answers that were not given yet, the oldest due first."""
        return self.filter(answered_at=None).order_by("due_at", "pk")

    def with_officers(self, at):
        """Answers with their vote, their board and, as `vote.board.officers`, the people in the role that answers."""
        role = BoardRole.objects.at(at).filter(role=BoardRole.Role.OFFICER).select_related("person")
        return self.select_related("vote__board", "option", "by").prefetch_related(
            Prefetch("vote__board__roles", queryset=role, to_attr="officers")
        )


class Answer(models.Model):
    """The fund's answer to a decision of a board: carried out, partly or not, with the reason."""

    class Kind(models.TextChoices):
        CARRIED_OUT = "carried_out", _("Carried out")
        PARTLY = "partly", _("Carried out in part")
        NOT = "not", _("Not carried out")

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="answers")
    # Where several things won in one vote, each is answered by itself: which one, and what ballots call it.
    option = models.ForeignKey(Option, null=True, on_delete=models.PROTECT, related_name="answers")
    key = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    reason = models.TextField(_("reason"), max_length=8000, blank=True)
    language = models.CharField(max_length=12, default="en")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="answers")
    answered_at = models.DateTimeField(null=True)
    late_told = models.BooleanField(default=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, kind="", by=None)
                | (Q(answered_at__isnull=False, by__isnull=False) & ~Q(kind="")),
                name="accountability_answered_or_owed",
            ),
            models.UniqueConstraint(fields=["vote", "key"], name="accountability_one_answer_each"),
            models.CheckConstraint(
                condition=Q(option=None, key="") | (Q(option__isnull=False) & ~Q(key="")),
                name="accountability_key_of_an_option",
            ),
        ]

    def __str__(self):
        return self.question

    def get_absolute_url(self):
        return self.vote.get_absolute_url() + "result/"

    @property
    def question(self) -> str:
        """What is answered: what was decided or, where several things won, one of them."""
        return self.option.title if self.option else self.vote.question

    @property
    def asked_in(self) -> str:
        """The language in which it was put."""
        return self.option.language if self.option else self.vote.language

    @property
    def thing(self):
        """What the fund carries out or not, as it is now."""
        return self.option.thing if self.option else self.vote.subject

    def get_form_url(self):
        """Where the fund answers."""
        if self.option:
            return reverse("answer_to_one", args=[self.vote_id, self.key])
        return reverse("answer", args=[self.vote_id])

    def days_late(self, at) -> int:
        """How many days late it is now, or was when it was given."""
        return rules.days_late(due=self.due_at, at=self.answered_at or at)

    def officers_at(self, at):
        """The people in the role that answers: the board's programme officers."""
        return self.vote.board.people_in("officer", at)


class HandoverQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Who answers for what is public, and so is each handover."""
        return self

    def with_everything(self):
        """Handovers with their people, their board and their notes."""
        return self.select_related("role__person", "role__board", "to").prefetch_related("notes")


class Handover(models.Model):
    """Somebody leaves a role, and somebody else takes over everything that is open."""

    role = models.OneToOneField(BoardRole, on_delete=models.PROTECT, related_name="handover")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.role.board}: {self.role.person} → {self.to}"

    def get_absolute_url(self):
        return reverse("handed_over", args=[self.role.board.slug, self.pk])


class HandoverNote(models.Model):
    """One thing that was open when somebody left a role, with a note for whoever takes over."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="notes")
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    path = models.CharField(max_length=300, blank=True)
    due_at = models.DateTimeField(null=True)
    note = models.TextField(max_length=2000)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["handover", "key"], name="accountability_handed_over_once")]

    def __str__(self):
        return self.title

    @property
    def address(self) -> str:
        """The address of the thing, in the page's language."""
        return localized(self.path)


append_only("accountability_handover")
append_only("accountability_handovernote")
# Owed, then given once: after that neither the words nor the date change.
append_only(
    "accountability_answer",
    except_update=f"OLD.answered_at IS NULL AND NOT ({changed('id', 'vote_id', 'option_id', 'key', 'due_at')})",
)
