"""Plans: in which order a board's priorities come in a cycle, and how much of its money each of them gets."""

import json
from collections import Counter
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.record import clock
from community.record.guards import append_only, changed
from community.record.sums import coins, money
from community.record.verdict import YES
from governance.boards.models import Board, Charter
from governance.voting.models import Vote

from .. import rules
from .adoptions import Adoption
from .money import Cycle, Purse
from .priorities import Priority

# What rooms above have given of priorities' money, or are asked to give: each is asked for these priorities and for
# votes called from a moment on, and answers with a sum for each, in the smallest coin.
SPENDERS = []


def committed(priorities, since=None) -> Counter:
    """What was given of these priorities' money, or is voted on, by votes called from a moment on."""
    found, numbers = Counter(), [priority.pk for priority in priorities]
    for spent in SPENDERS:
        found.update(spent(numbers, since))
    return found


class PlanQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Plans are public, adopted or not."""
        return self

    def in_force(self, board, at) -> "Plan | None":
        """The plan that counts for a board at a moment: of the last cycle that has begun, the one adopted last.

        It counts until the board adopts another one, also after its cycle.
        """
        today = at.astimezone(ZoneInfo(board.zone)).date()
        return self._newest_adopted().filter(board=board, cycle__starts_on__lte=today).first()

    def in_force_of_all(self, at) -> "list[Plan]":
        """The plan that counts for each board at a moment, of those that have one."""
        found = {}
        for plan in self._newest_adopted():
            if plan.cycle.begins(plan.board) <= at:
                found.setdefault(plan.board_id, plan)
        return list(found.values())

    def _newest_adopted(self):
        """Adopted ones, that of the last cycle first, and of one cycle the one adopted last."""
        adopted = self.filter(state=rules.ADOPTED_PLAN).select_related("cycle", "purse", "board")
        return adopted.order_by("-cycle__starts_on", "-decided_at", "-pk")

    def on_vote(self):
        """Those whose adoption enough members have asked for, and that are not decided yet."""
        pending = Vote.objects.filter(subject_type=Plan._meta.label_lower).called()
        return self.filter(pk__in=pending.values("subject_id"))

    def under_way(self):
        """Those that are made, or wait for the board's decision."""
        return self.filter(state__in=[rules.BEGUN, rules.COUNTED])


class Plan(models.Model):
    """In which order the board's priorities come in a cycle, and how much of its money each of them gets."""

    class State(models.TextChoices):
        BEGUN = rules.BEGUN, _("Being made")
        COUNTED = rules.COUNTED, _("Counted, not decided yet")
        ADOPTED = rules.ADOPTED_PLAN, _("Adopted")
        REJECTED = rules.REJECTED_PLAN, _("Not adopted: the board said no")
        OVERTAKEN = rules.OVERTAKEN, _("Overtaken: it never counted")

    asks = _("Should the money be divided like this?")
    right = "right.priorities"
    residents_too = True  # it binds the money of a whole cycle: residents' ballots alone need the majority, too

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="plans")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="plans")
    purse = models.ForeignKey(Purse, on_delete=models.PROTECT, related_name="plans")
    charter = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="plans")  # in force when it was begun
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State, default=State.BEGUN)
    decision = models.OneToOneField(Vote, null=True, on_delete=models.PROTECT, related_name="plan")
    decided_at = models.DateTimeField(null=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="adopted") | Q(decision__isnull=False, decided_at__isnull=False),
                name="priorities_plan_adopted_by_a_vote",
            ),
        ]

    def __str__(self):
        with translation.override(self.language):
            return gettext("Plan for %(cycle)s") % {"cycle": self.cycle}

    def get_absolute_url(self):
        return reverse("plan", args=[self.board.slug, self.pk])

    @property
    def language(self) -> str:
        """It is put in the language of its board."""
        return self.board.language

    @property
    def currency(self) -> str:
        """The money it divides."""
        return self.purse.currency

    @property
    def counted_by(self) -> str:
        """How members' divisions become one: by the charter in force when it was begun."""
        return self.charter["plan.count"]

    @property
    def votes(self):
        """Votes on its adoption, newest first."""
        return Vote.objects.on(self)

    @property
    def all_votes(self):
        """Votes on its adoption and on the two steps to it, newest first."""
        on = Vote.objects.on
        return on(self) | on(self.ranking) | on(self.division)

    ground = None  # what a page has read once; actions read anew, under their locks

    def read_once(self) -> "Plan":
        """For a page, which asks much about one moment: read its parts, and what was given of them, only once."""
        self.ground = self.parts_and_held()
        if self.state in (rules.BEGUN, rules.COUNTED):
            self.newest_purse = self._newest_purse()
        return self

    newest_purse = None

    def _newest_purse(self) -> Purse:
        """What the fund said last of the board's money in its cycle."""
        return Purse.objects.filter(board=self.board_id, cycle=self.cycle_id).first()

    def parts_and_held(self) -> tuple[list["PlanPart"], Counter]:
        """Its parts in order, and what was given of their priorities in its cycle, or is voted on."""
        if self.ground:
            return self.ground
        words = Priority.objects.filter(live=True).select_related("locale")
        parts = list(self.parts.in_order().prefetch_related(Prefetch("priority__translations", queryset=words)))
        return parts, committed([part.priority for part in parts], self.cycle.begins(self.board))

    def bounds(self) -> dict[str, tuple[int, int]]:
        """The least and the most that each priority may get, in whole units: by the charter, and by what was given."""
        (parts, held), unit = self.parts_and_held(), coins(self.currency)
        limits = {"floor": self.charter["plan.floor"], "ceiling": self.charter["plan.ceiling"]}
        return {
            part.key: rules.bounds(pot=self.purse.pot, committed=-(-held[part.priority_id] // unit), **limits)
            for part in parts
        }

    def holds(self):
        """Whether the board has the money, and nothing in the plan is below what was given already; else why not."""
        newest = self.newest_purse or self._newest_purse()
        parts, held = self.parts_and_held()
        return rules.may_adopt(
            has=newest.amount if newest.currency == self.currency else None,
            needs=self.purse.amount,
            short=[
                part.priority.title
                for part in parts
                if part.amount is not None and part.amount < held[part.priority_id]
            ],
        )

    def may_be_put(self, at):
        """Whether the board may vote on its adoption now."""
        is_decided = self.state not in (rules.BEGUN, rules.COUNTED)
        return rules.may_put_plan(state=self.state, holds=YES if is_decided else self.holds())

    def ballot_text(self) -> dict:
        """Everything a yes adopts: the order, the sums in both ways of counting, and which of them counts."""
        return {
            "plan": self.pk,
            "cycle": self.cycle.name,
            "starts_on": self.cycle.starts_on.isoformat(),
            "ends_on": self.cycle.ends_on.isoformat(),
            "sum": self.purse.amount,
            "currency": self.currency,
            "decided_by": self.purse.decided_by,
            "counted_by": self.counted_by,
            "parts": [part.as_facts() for part in self.parts.in_order()],
        }

    @staticmethod
    def in_words(facts) -> list[dict]:
        """What a vote on it pinned, priority by priority."""
        lines = [{"label": gettext("All in all"), "text": money(facts["sum"], facts["currency"])}]
        for part in facts["parts"]:
            label = f"{part['rank']}. {part['title']}"
            lines.append(
                {"label": label, "language": part["language"], "text": money(part["amount"], facts["currency"])}
            )
        return lines


class PlanPartQuerySet(models.QuerySet):
    def in_order(self):
        """As the board put them; before it has, as they were adopted."""
        return self.select_related("priority__locale", "priority__board", "adoption").order_by(
            F("rank").asc(nulls_last=True), "pk"
        )


class PlanPart(models.Model):
    """One priority in a plan: its place, what it would get in each way of counting, and what it gets.

    Place and sums are empty until the board has voted on them, and are then written once.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="parts")
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="planned")
    adoption = models.ForeignKey(Adoption, on_delete=models.PROTECT, related_name="planned")
    rank = models.PositiveIntegerField(null=True)
    average = models.PositiveBigIntegerField(null=True)  # in cents, like the other two
    median = models.PositiveBigIntegerField(null=True)
    amount = models.PositiveBigIntegerField(null=True)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "priority"], name="priorities_planned_once"),
            models.UniqueConstraint(fields=["plan", "rank"], name="priorities_one_priority_a_place"),
        ]

    def __str__(self):
        return f"{self.plan}: {self.title}"

    @property
    def key(self) -> str:
        """What ballots and files call it."""
        return f"p{self.priority_id}"

    @property
    def title(self) -> str:
        """Its name, as the board adopted it."""
        return json.loads(self.adoption.text)["title"]

    def as_facts(self) -> dict:
        """What a vote on the plan pins of it."""
        plain = ("rank", "average", "median", "amount")
        return {field: getattr(self, field) for field in plain} | {
            "priority": self.priority.slug,
            "title": self.title,
            "language": self.priority.language,
            "adoption": self.adoption.hash,
        }

    def as_option(self) -> dict:
        """What stands for it on a ballot: the words the board adopted."""
        return {
            "key": self.key,
            "title": self.title,
            "language": self.priority.language,
            "text": {"priority": self.priority.slug, "title": self.title, "adoption": self.adoption.hash},
            "subject": self.priority,
        }


def planned(priority, at=None) -> tuple[Plan | None, PlanPart | None]:
    """The plan in force for a priority's board, and the priority's part in it, if it has one."""
    plan = Plan.objects.in_force(priority.board, at or clock.now())
    return plan, plan and plan.parts.filter(priority=priority).first()


def planned_sums(priorities, plans) -> dict[int, tuple[int, str]]:
    """What plans in force set aside for these priorities, cents and currency by number: 0 where one names it not.

    plans: as `in_force_of_all` has them. Priorities of boards without one are left out.
    """
    plans = {plan.board_id: plan for plan in plans}
    parts = PlanPart.objects.filter(plan__in=plans.values(), priority__in=priorities).values_list("priority", "amount")
    sums = dict(parts)
    return {
        one.pk: (sums.get(one.pk) or 0, plans[one.board_id].currency) for one in priorities if one.board_id in plans
    }


# What a plan is about never changes: its state goes on, and the board's decision is written once.
MOVES = " OR ".join(
    f"(OLD.state = '{now}' AND NEW.state = '{then}')" for now, ends in rules.PLAN_MOVES.items() for then in sorted(ends)
)
ABOUT = ("id", "board_id", "cycle_id", "purse_id", "charter_id", "by_id", "at")
append_only(
    "priorities_plan",
    except_update=f"({MOVES}) AND NOT ({changed(*ABOUT)})",
)
SUMS = ("average", "median", "amount")
append_only(
    "priorities_planpart",
    except_update=f"NOT ({changed('id', 'plan_id', 'priority_id', 'adoption_id')}) AND ("
    f"(OLD.rank IS NULL AND NEW.rank IS NOT NULL AND NOT ({changed(*SUMS)})) OR "
    f"(OLD.amount IS NULL AND NEW.amount IS NOT NULL AND NOT ({changed('rank')})))",
)
