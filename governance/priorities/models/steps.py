"""The two votes from which a plan is made: one puts its priorities in order, one divides its money."""

from django.db import models
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.record.guards import append_only
from community.record.verdict import YES
from governance.boards.models import Board
from governance.voting.models import Vote
from governance.voting.rules.methods import DIVISION, RANKING

from .. import rules
from .plans import Plan


class Step(models.Model):
    """One of the two votes that a plan is made from."""

    right = "right.priorities"

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="%(class)s")

    class Meta:
        abstract = True

    def __str__(self):
        with translation.override(self.language):
            return gettext(self.named) % {"cycle": self.plan.cycle}

    def get_absolute_url(self):
        return self.plan.get_absolute_url()

    @property
    def board(self) -> Board:
        """The board that is asked."""
        return self.plan.board

    @property
    def language(self) -> str:
        """It is asked in the language of its board."""
        return self.plan.language

    @property
    def vote(self) -> Vote | None:
        """The newest vote on it."""
        return Vote.objects.on(self).first()

    def ballot_options(self) -> list[dict]:
        """The priorities, as the board adopted them."""
        return [part.as_option() for part in self.plan.parts.in_order()]

    def ballot_text(self) -> dict:
        """What is asked, of which plan."""
        titles = [[part.title, part.priority.language] for part in self.plan.parts.in_order()]
        return {"plan": self.plan_id, "cycle": self.plan.cycle.name, "priorities": titles}

    @staticmethod
    def in_words(facts) -> list[dict]:
        """What a vote on it pinned: the priorities."""
        return [
            {"label": title, "language": language, "text": gettext("Priority")}
            for title, language in facts["priorities"]
        ]


class StepQuerySet(models.QuerySet):
    def visible_to(self, person):
        """How a plan is made is public."""
        return self


class Ranking(Step):
    """The vote that puts the priorities of a plan in order."""

    asks = _("In which order should these priorities come?")
    named = _("The order of the priorities: %(cycle)s")
    methods, method = (RANKING,), RANKING

    objects = StepQuerySet.as_manager()

    def may_be_put(self, at):
        """Whether the board may vote on it now."""
        is_done = any(part.rank is not None for part in self.plan.parts_and_held()[0])
        if self.plan.state != rules.BEGUN or is_done:
            return rules.may_put_step(state=self.plan.state, is_done=is_done, holds=YES)
        return rules.may_put_step(state=self.plan.state, is_done=is_done, holds=self.plan.holds())


class Division(Step):
    """The vote in which each member divides the money of a plan among its priorities."""

    asks = _("How much of the money should each of these priorities get?")
    named = _("The division of the money: %(cycle)s")
    methods, method = (DIVISION,), DIVISION

    objects = StepQuerySet.as_manager()

    @property
    def parameters(self) -> dict:
        """The money in whole units, and the least and the most for each priority."""
        return {"pot": self.plan.purse.pot, "bounds": self.plan.bounds(), "currency": self.plan.currency}

    def may_be_put(self, at):
        """Whether the board may vote on it now: some division of the money has to keep to all bounds."""
        is_done = any(part.amount is not None for part in self.plan.parts_and_held()[0])
        if self.plan.state != rules.BEGUN or is_done:
            return rules.may_put_step(state=self.plan.state, is_done=is_done, holds=YES)
        return rules.may_put_step(
            state=self.plan.state,
            is_done=is_done,
            holds=self.plan.holds(),
            divides=rules.may_divide(pot=self.plan.purse.pot, bounds=self.plan.bounds().values()),
        )


append_only("priorities_ranking")
append_only("priorities_division")
