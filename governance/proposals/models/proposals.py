"""Proposals: what somebody asks to do with a priority's money, in versions."""

import json

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.record.guards import append_only
from governance.priorities.models import Adoption, Priority
from governance.voting.models import Vote

from . import rules


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Sent proposals are public. A draft is seen by its author alone."""
        sent = ~Q(state=rules.DRAFT)
        return self.filter(sent | Q(author=person)) if person.is_authenticated else self.filter(sent)


class Proposal(models.Model):
    """What somebody asks to do, for how much and why, under a priority the board adopted."""

    class State(models.TextChoices):
        DRAFT = rules.DRAFT, _("Draft")
        SENT = rules.SENT, _("Sent to the board")
        PASSED = rules.PASSED, _("Passed by the board")
        NOT_PASSED = rules.NOT_PASSED, _("Not passed")
        WITHDRAWN = rules.WITHDRAWN, _("Taken back by its author")

    asks = _("Should the money of the priority pay for this?")
    right = "right.proposals"

    priority = models.ForeignKey(
        Priority, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("priority")
    )
    adoption = models.ForeignKey(Adoption, null=True, on_delete=models.PROTECT, related_name="proposals")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals")
    title = models.CharField(_("Title"), max_length=160)
    what = models.TextField(_("What do you want to do?"), max_length=8000)
    why = models.TextField(_("Why is it needed?"), max_length=8000)
    amount = models.PositiveBigIntegerField(_("How much does it cost?"))  # in cents
    currency = models.CharField(max_length=3, default="USD")
    organization = models.CharField(_("Organization, if any"), max_length=160, blank=True)
    language = models.CharField(max_length=12, default="en")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                # Money follows an adoption: a proposal that left its author's desk names it.
                condition=Q(state=rules.DRAFT) | Q(adoption__isnull=False, sent_at__isnull=False),
                name="proposals_sent_under_an_adoption",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="proposals_ask_for_something"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("proposal", args=[self.pk])

    @property
    def board(self):
        """The board that decides on it."""
        return self.priority.board

    @property
    def votes(self):
        """Votes on this proposal, newest first."""
        return Vote.objects.on(self)

    @property
    def version(self) -> "Version | None":
        """The newest version: what is read, discussed and put to the vote."""
        return self.versions.first()

    def ballot_text(self) -> dict:
        """The version that is voted on: words, sum and the adoption it rests on."""
        return {
            "proposal": self.pk,
            "version": self.version.number,
            "title": self.title,
            "what": self.what,
            "why": self.why,
            "amount": self.amount,
            "currency": self.currency,
            "organization": self.organization,
            "adoption": self.adoption.hash,
        }

    def may_be_put(self, at):
        """Whether the board may vote on it now."""
        return rules.may_put(
            state=self.state, amount=self.amount, left=self.left_beside(), is_same_money=self.is_same_money
        )

    @property
    def is_same_money(self) -> bool:
        """Whether it asks in the currency of the adoption in force."""
        adoption = self.priority.in_force
        return adoption is None or adoption.currency == self.currency

    def left_beside(self) -> int | None:
        """What the priority's sum still covers beside what was given and what is being voted on. Cents.

        A pending vote counts with the sum that was put, whatever its author writes meanwhile.
        """
        adoption = self.priority.in_force
        if adoption is None or adoption.amount is None:
            return None
        others = self.priority.proposals.exclude(pk=self.pk)
        # What one member alone asked for holds no money back. What is asked is read before what is given:
        # a vote certified in between counts twice, which refuses too much and never too little.
        pending = Vote.objects.filter(subject_type=self._meta.label_lower, subject_id__in=others.values("pk"))
        asked = sum(vote.pinned["amount"] for vote in pending.called())
        given = others.filter(state=self.State.PASSED).aggregate(sum=Sum("amount"))["sum"] or 0
        return adoption.amount - given - asked


class Version(models.Model):
    """A proposal's words and sum at one moment. Every change is a new version; none is lost."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="proposals_version_number")]

    def __str__(self):
        return f"{self.proposal}, version {self.number}"

    @property
    def facts(self) -> dict:
        """The words and the sum, read back."""
        return json.loads(self.text)


append_only("proposals_version")
