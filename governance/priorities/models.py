"""Priorities: what residents ask for, staff publish and boards adopt.

Only the row in its source language *is* the priority: every key and address leads to it. A translation
is another row that lends its words. What the board adopted is kept, word for word, in an Adoption.
"""

import json

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from community.people.models import Community
from community.record import clock, locks
from community.record.actions import enter
from community.record.guards import append_only
from community.record.models import canonical, digest_of
from community.record.verdict import insist
from community.rooms import actions as rooms
from governance.boards.models import Board
from governance.voting.models import Vote

from . import rules, verbs


class SuggestionQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Suggestions are public."""
        return self


class Suggestion(models.Model):
    """What somebody asks for, in three plain fields. Staff cannot decline it for the board."""

    asks = _("Does the board want this, in these words?")

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="suggestions", verbose_name=_("board"))
    need = models.TextField(_("What is needed?"), max_length=2000)
    who = models.TextField(_("Who needs it?"), max_length=1000)
    what = models.TextField(_("What would help?"), max_length=2000)
    source = models.CharField(_("where these words come from"), max_length=300, blank=True)
    language = models.CharField(max_length=12, default="en")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="suggestions")
    at = models.DateTimeField()
    tabled_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return self.need if len(self.need) <= 90 else f"{self.need[:89]}…"

    def get_absolute_url(self):
        return reverse("suggestion", args=[self.pk])

    def ballot_text(self) -> dict:
        """The words the board votes on."""
        return {"need": self.need, "who": self.who, "what": self.what}

    def may_be_put(self, at):
        """Whether the board may vote on it now."""
        return rules.may_put_suggestion(is_on_table=self.tabled_at is not None)


class Backing(models.Model):
    """A member who puts a suggestion on the board's table."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="backings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["suggestion", "person"], name="priorities_back_once")]

    def __str__(self):
        return f"{self.person} backs {self.suggestion_id}"


class PriorityQuerySet(models.QuerySet):
    def originals(self):
        """The rows that are priorities, without the rows that only lend words in another language."""
        return self.filter(original=None)

    def visible_to(self, person):
        """Published priorities are public, whatever the board decided about them. Staff see drafts too."""
        shown = self.originals()
        return shown if getattr(person, "is_staff", False) else shown.filter(live=True)


class Priority(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """What money should go to: the need, who carries it, and who decides. Nothing opens before the board adopts it."""

    class Origin(models.TextChoices):
        RESIDENT = "resident", _("A resident asked for it")
        BOARD = "board", _("The board asked for it")
        SITE = "site", _("A partner site asked for it")
        STAFF = "staff", _("Staff asked for it")

    class Instrument(models.TextChoices):
        GRANT = "grant", _("Grant: money that is given")
        LOAN = "loan", _("Loan: money you pay back")
        CONNECTIONS = "connections", _("Connections: people, not money")

    class Area(models.TextChoices):
        WORK = "work", _("Work and jobs")
        ECONOMY = "economy", _("Local economy")
        TRANSIT = "transit", _("Homes and transit")
        EDUCATION = "education", _("Education")
        HEALTH = "health", _("Health")
        HOUSING = "housing", _("Housing")

    asks = _("Should money go to this, in these words?")

    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(_("address"), max_length=120, blank=True)
    need = models.TextField(_("What is the need?"), max_length=4000, blank=True)
    burdened = models.TextField(_("Who is burdened?"), max_length=4000, blank=True)
    benefits = models.TextField(_("Who benefits?"), max_length=4000, blank=True)
    history = models.TextField(_("What history lies behind it?"), max_length=4000, blank=True)
    success = models.TextField(_("What is success?"), max_length=4000, blank=True)
    bound = models.TextField(_("Who is bound by the decision?"), max_length=1000, blank=True)
    area = models.CharField(_("issue area"), max_length=20, choices=Area, blank=True)
    communities = ParentalManyToManyField(
        Community, blank=True, related_name="priorities", verbose_name=_("communities of focus")
    )
    board = models.ForeignKey(
        Board,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="priorities",
        verbose_name=_("board"),
    )
    origin = models.CharField(_("origin"), max_length=20, choices=Origin, default=Origin.STAFF)
    suggestion = models.ForeignKey(
        Suggestion,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="priorities",
        verbose_name=_("the resident’s suggestion"),
    )
    amount = models.PositiveBigIntegerField(_("sum"), null=True, blank=True)  # in cents
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    instrument = models.CharField(_("kind of money"), max_length=20, choices=Instrument, default=Instrument.GRANT)
    opens_at = models.DateTimeField(_("proposals from"), null=True, blank=True)
    closes_at = models.DateTimeField(_("proposals until"), null=True, blank=True)
    original = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="translations"
    )

    objects = models.Manager.from_queryset(PriorityQuerySet)()

    search_fields = [
        index.SearchField("title"),
        index.SearchField("need"),
        index.AutocompleteField("title"),
        index.FilterField("live"),
        index.FilterField("board"),
        index.FilterField("locale"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["-pk"]
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        constraints = [
            *getattr(TranslatableMixin.Meta, "constraints", []),
            models.UniqueConstraint(fields=["slug", "locale"], name="priorities_slug_in_a_language"),
            models.CheckConstraint(
                name="priorities_live_is_complete",
                condition=Q(live=False)
                | Q(original__isnull=False)
                | (
                    Q(board__isnull=False)
                    & ~Q(need="")
                    & ~Q(burdened="")
                    & ~Q(benefits="")
                    & ~Q(history="")
                    & (~Q(origin="resident") | Q(suggestion__isnull=False))
                ),
            ),
            models.CheckConstraint(
                name="priorities_opens_before_it_closes",
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(opens_at__lt=F("closes_at")),
            ),
        ]

    def __str__(self):
        return self.title

    def full_clean(self, *args, **kwargs):
        self.slug = self.slug or slugify(self.title)[:120]
        super().full_clean(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("priority", args=[(self.original or self).slug])

    @property
    def language(self) -> str:
        """The language its words are written in."""
        return self.locale.language_code

    def copy_for_translation(self, locale, exclude_fields=None):
        """A row of words in another language. It starts unpublished and decides nothing."""
        copy = super().copy_for_translation(locale, exclude_fields)
        copy.original, copy.live, copy.slug = self.original or self, False, self.slug
        return copy

    def in_words_of(self, language) -> "Priority":
        """The published translation in a language, or this row when there is none yet."""
        if language == self.language:
            return self
        return self.translations.filter(live=True, locale__language_code=language).first() or self

    # --- publication: the one door, whoever opens it --------------------------------------

    def missing_answers(self) -> dict:
        """What must be filled in before publication, by field."""
        if self.original_id:
            return {}
        return rules.missing_answers(
            has_board=self.board_id is not None,
            answers={field: getattr(self, field) for field in rules.LENS},
            is_from_resident=self.origin == self.Origin.RESIDENT,
            has_suggestion=self.suggestion_id is not None,
        )

    @transaction.atomic
    def publish(self, revision, user=None, **kwargs):
        """Publish a revision. It is a draft for the board until the board adopts it."""
        locks.hold(self)
        insist(rules.may_publish(missing=revision.as_object().missing_answers()))
        super().publish(revision, user=user, **kwargs)
        self.refresh_from_db()
        if self.original_id is None:
            rooms.open_for(self, self.title, readable_by="everyone", writable_by="signed_in")
            enter(verbs.PUBLISHED, self, by=user, about=[self.board], revision=revision.pk, text=self.text_hash)

    @transaction.atomic
    def unpublish(self, set_expired=False, commit=True, user=None, log_action=True):
        """Take a published draft back. What the board decided on stays."""
        locks.hold(self)
        insist(rules.may_unpublish(is_adopted=self.adoptions.exists() or self.votes.exists()))
        super().unpublish(set_expired=set_expired, commit=commit, user=user, log_action=log_action)
        if self.original_id is None:
            enter(verbs.UNPUBLISHED, self, by=user, about=[self.board])

    # --- what the board decided --------------------------------------------------------------

    @property
    def votes(self):
        """Votes on this priority, newest first."""
        return Vote.objects.on(self)

    @property
    def in_force(self) -> "Adoption | None":
        """The adoption in force: the newest words the board said yes to."""
        return next((one for one in self.adoptions.all() if one.is_adopted), None)

    def ballot_text(self) -> dict:
        """Everything the board decides on, as published: the words, the money, the dates."""
        return {
            "priority": self.slug,
            "revision": self.live_revision_id,
            **{f: getattr(self, f) for f in ("title", *rules.LENS, "success", "bound", "area", "origin", "instrument")},
            "communities": sorted(community.name for community in self.communities.all()),
            "board": self.board.slug if self.board else None,
            "amount": self.amount,
            "currency": self.currency,
            "opens_at": self.opens_at.isoformat() if self.opens_at else None,
            "closes_at": self.closes_at.isoformat() if self.closes_at else None,
        }

    @property
    def text_hash(self) -> str:
        """The fingerprint of the published words."""
        return digest_of(canonical(self.ballot_text()))

    def may_be_put(self, at):
        """Whether the board may vote on the published words now."""
        adoption = self.in_force
        return rules.may_put(is_live=self.live, is_adopted_as_is=bool(adoption and adoption.hash == self.text_hash))

    def may_receive(self, at=None):
        """Whether proposals are taken now: adopted, and between the dates the board adopted."""
        adoption = self.in_force
        terms = adoption.terms if adoption else {}
        return rules.may_receive(
            is_adopted=adoption is not None,
            opens=terms.get("opens_at"),
            closes=terms.get("closes_at"),
            at=at or clock.now(),
        )

    def stage(self, at) -> str:
        """Where it stands: draft, waiting, rejected, adopted, open or closed."""
        if not self.live:
            return "draft"
        adoption = self.in_force
        if adoption is None:
            decided = next(iter(self.adoptions.all()), None)
            return "rejected" if decided and decided.hash == self.text_hash else "waiting"
        terms = adoption.terms
        if terms["opens_at"] and at < terms["opens_at"]:
            return "adopted"
        return "closed" if terms["closes_at"] and at >= terms["closes_at"] else "open"

    # --- preview ---------------------------------------------------------------------------------

    def get_preview_template(self, request, mode_name):
        return "priorities/priority.html"

    def get_preview_context(self, request, mode_name):
        from .views import priority_context

        with translation.override(self.language):
            return priority_context(request, self, is_preview=True)


class Adoption(models.Model):
    """What the board decided about the exact words it voted on: adopted or rejected. Kept for good."""

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="adoptions")
    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, related_name="adoption")
    text = models.TextField()
    hash = models.CharField(max_length=64)
    is_adopted = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.priority}: {'adopted' if self.is_adopted else 'rejected'}"

    @property
    def terms(self) -> dict:
        """The adopted words, money and dates, read back; dates as moments."""
        terms = json.loads(self.text)
        for name in ("opens_at", "closes_at"):
            terms[name] = models.DateTimeField().to_python(terms[name]) if terms[name] else None
        return terms


append_only("priorities_adoption")
append_only("priorities_backing")
