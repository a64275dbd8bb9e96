"""Proposals: what somebody asks to do with a priority's money, in versions."""

import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.record.guards import append_only
from governance.priorities.models import Adoption, Priority
from governance.voting.models import Vote

from .. import rules
from .money import left_for


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Sent proposals are public. A draft is seen by its author alone."""
        sent = ~Q(state=rules.DRAFT)
        return self.filter(sent | Q(author=person)) if person.is_authenticated else self.filter(sent)

    def on_vote(self, *, beside=None):
        """Those that a called vote is about, by themselves or in a pot. beside: a vote that is left out."""
        called = Vote.objects.called().exclude(pk=beside.pk if beside else None)
        alone = called.filter(subject_type="proposals.proposal").values("subject_id")
        together = called.filter(subject_type="proposals.pot").values("subject_id")
        return self.filter(Q(pk__in=alone) | Q(pots__in=together)).distinct()

    def not_on_vote(self):
        """Those that no called vote is about."""
        return self.exclude(pk__in=self.on_vote().values("pk"))


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
    # The vote that decided on it, alone or in a pot.
    decision = models.ForeignKey(Vote, null=True, on_delete=models.PROTECT, related_name="decided_proposals")

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
        """Votes on this proposal, alone or in a pot, newest first."""
        return Vote.objects.touching(self)

    def belongs_to(self):
        """The pots it was put in."""
        return self.pots.all()

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
        """Whether the board may vote on it by itself now."""
        left = left_for(self.priority, beside=self, at=at)
        return rules.may_put(
            state=self.state,
            amount=self.amount,
            left=left.amount,
            is_same_money=self.is_same_money,
            is_planned=left.is_planned,
            is_in_pot=Vote.objects.filter(subject_type="proposals.pot", subject_id__in=self.pots.all())
            .called()
            .exists(),
        )

    @property
    def is_same_money(self) -> bool:
        """Whether it asks in the currency of the adoption in force."""
        adoption = self.priority.in_force
        return adoption is None or adoption.currency == self.currency


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
