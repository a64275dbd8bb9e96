"""Pots: many proposals to one priority under one sum, put to the vote together."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.record import clock
from community.record.guards import append_only
from community.record.sums import coins
from governance.priorities.models import Plan, Priority
from governance.voting.models import Vote
from governance.voting.rules import MOST_OPTIONS
from governance.voting.rules.methods import POT

from .. import rules
from .money import left_for
from .proposals import Proposal


class PotQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Pots are public."""
        return self

    def newest_decided(self, board) -> Vote | None:
        """The last vote on a pot of this board that was counted."""
        certified = Vote.objects.filter(subject_type="proposals.pot", board=board, state=Vote.State.CERTIFIED)
        return certified.select_related("tally").order_by("-tally__certified_at", "-pk").first()


class Pot(models.Model):
    """Many proposals to one priority under one sum: who names which, and what the money then pays for.

    Nobody types its sum or picks its proposals: both follow from the plan and from what was sent.
    """

    class Rule(models.TextChoices):
        EQUAL_SHARES = "equal-shares", _("Equal shares: everybody holds an equal part, and supporters pay together")
        GREEDY = "greedy", _("Greedy: the most wanted first, as long as the money lasts")

    class Utility(models.TextChoices):
        COST = "cost", _("Each proposal counts as much as it costs")
        CARDINALITY = "cardinality", _("Each proposal counts the same")

    class Completion(models.TextChoices):
        BOTH = "increment-greedy", _("Raise everybody’s part step by step; then the most wanted that still fit")
        INCREMENT = "increment", _("Raise everybody’s part step by step")
        GREEDY = "greedy", _("The most wanted that still fit")
        NONE = "none", _("Leave it over")

    asks = _("Which of these proposals should the money pay for?")
    right = "right.proposals"
    methods, method = (POT,), POT

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="pots")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="pots")
    proposals = models.ManyToManyField(Proposal, through="PotProposal", related_name="pots")
    amount = models.PositiveBigIntegerField(_("Money to share out"))  # in cents
    rule = models.CharField(_("Counted by"), max_length=20, choices=Rule, default=Rule.EQUAL_SHARES)
    utility = models.CharField(
        _("What a proposal is worth, with equal shares"), max_length=20, choices=Utility, default=Utility.COST
    )
    completion = models.CharField(
        _("Money left over, with equal shares"),
        max_length=20,
        choices=Completion,
        default=Completion.BOTH,
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PotQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="proposals_pot_holds_something")]

    def __str__(self):
        with translation.override(self.language):
            return gettext("Which proposals get the money: %(priority)s") % {"priority": self.priority.title}

    def get_absolute_url(self):
        return reverse("pot", args=[self.pk])

    @property
    def board(self):
        """The board that decides on it."""
        return self.priority.board

    @property
    def language(self) -> str:
        """It is asked in the language of its priority, whose name it bears."""
        return self.priority.language

    @property
    def currency(self) -> str:
        """The money that is shared out."""
        return self.plan.currency

    @property
    def vote(self) -> Vote | None:
        """The vote on it."""
        return Vote.objects.on(self).first()

    def consists_of(self):
        """Its proposals: who is close to one of them steps back from the whole."""
        return self.proposals.order_by("pk")

    @property
    def parameters(self) -> dict:
        """How it is counted, and what there is to give."""
        found = {"sum": self.amount, "unit": coins(self.currency), "currency": self.currency, "rule": self.rule}
        return found | self.switches

    @property
    def switches(self) -> dict:
        """The switches of the rule, where it has any."""
        if self.rule != self.Rule.EQUAL_SHARES:
            return {}
        return {"utility": self.utility, "completion": self.completion}

    def ballot_options(self) -> list[dict]:
        """Its proposals, each in the version and at the cost that it has when the vote is asked for."""
        return [option_of(proposal) for proposal in self.consists_of().select_related("adoption")]

    def ballot_text(self) -> dict:
        """What is shared out, under which plan, how it is counted, and for whom."""
        names = self.proposals.exclude(organization="").values_list("organization", flat=True)
        return {
            "pot": self.pk,
            "priority": self.priority.slug,
            "plan": self.plan_id,
            "amount": self.amount,
            "currency": self.currency,
            "rule": self.rule,
            **self.switches,
            "organizations": sorted(set(names)),
        }

    def may_be_put(self, at):
        """Whether the board may vote on it now."""
        mine = self.vote
        others = Proposal.objects.filter(pots=self).on_vote(beside=mine)
        left = left_for(self.priority, beside=self, at=at)
        return rules.may_put_pot(
            states=self.proposals.values_list("state", flat=True),
            is_elsewhere=others.exists(),
            amount=self.amount,
            left=left.amount or 0,
            is_same_plan=left.plan == self.plan,
        )


class PotProposal(models.Model):
    """A proposal that stands in a pot."""

    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pot", "proposal"], name="proposals_once_in_a_pot")]

    def __str__(self):
        return f"{self.proposal_id} in {self.pot_id}"


def key_of(proposal) -> str:
    """What ballots and files call a proposal."""
    return f"p{proposal.pk}"


def option_of(proposal) -> dict:
    """What stands for a proposal on a ballot: its newest version, pinned."""
    return {
        "key": key_of(proposal),
        "title": proposal.title,
        "language": proposal.language,
        "text": proposal.ballot_text(),
        "cost": proposal.amount,
        "subject": proposal,
    }


def eligible(priority, at=None) -> tuple[list[Proposal], int, Plan | None]:
    """What a pot for a priority would hold now: its proposals, its sum, and the plan it rests on.

    Each that was sent in the same money, that no called vote is about, and that the money left would pay for. Where
    more wait than a ballot takes, those that were sent first; the others wait for the next vote.
    """
    left = left_for(priority, at=at or clock.now())
    if left.plan is None or not left.is_planned or not left.amount or left.amount < 0:
        return [], 0, left.plan if left.is_planned else None
    waiting = priority.proposals.filter(state=Proposal.State.SENT, currency=left.plan.currency).not_on_vote()
    first = waiting.filter(amount__lte=left.amount).select_related("author").order_by("sent_at", "pk")[:MOST_OPTIONS]
    return list(first), left.amount, left.plan


append_only("proposals_pot")
append_only("proposals_potproposal")
