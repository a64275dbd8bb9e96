"""Priorities: drafted by staff, published for a board, in force in the words the board adopted."""

import uuid
from datetime import UTC

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.template.response import TemplateResponse
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
from community.record.models import canonical, digest_of
from community.record.verdict import insist
from community.rooms import actions as rooms
from governance.boards.models import Board
from governance.voting.models import Vote

from .. import reading, rules, verbs
from .adoptions import Adoption
from .lists import PriorityQuerySet
from .suggestions import Suggestion

# Not part of a draft: what happened to the priority as a whole is never undone by an older revision.
HAPPENED = ("original_id", "live_revision_id", "last_published_at", "expired", "words_hash", "is_decided")
# What a translation does not have: it lends words, it decides nothing.
DECIDES = ("board_id", "suggestion_id", "amount", "opens_at", "closes_at", "go_live_at", "expire_at")
TAKEN = {"suggestion", "suggestions"}  # addresses under /priorities/ that are pages of their own


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

    class Stage(models.TextChoices):
        DRAFT = rules.DRAFT, _("Draft, not published")
        WAITING = rules.WAITING, _("Not adopted: it waits for the board")
        REJECTED = rules.REJECTED, _("Not adopted: the board said no")
        ADOPTED = rules.ADOPTED, _("Adopted: proposals later")
        OPEN = rules.OPEN, _("Adopted: takes proposals")
        CLOSED = rules.CLOSED, _("Adopted: proposals closed")

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
    right = "right.priorities"

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
    # The fingerprint of the published words; of a translation, of the words it translates.
    words_hash = models.CharField(max_length=64, blank=True, editable=False)
    # Whether a board has decided about it: from then on it stays in public.
    is_decided = models.BooleanField(default=False, editable=False)

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
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(original=None),
                name="priorities_one_address_each",
                violation_error_message=_("Another priority has this address already."),
            ),
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
        if not self.slug:
            # A title in letters that addresses don't have still needs one.
            self.slug = slugify(self.title)[:100] or f"priority-{uuid.uuid4().hex[:8]}"
        super().full_clean(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.slug in TAKEN:
            raise ValidationError({"slug": _("This address belongs to another page. Choose another one.")})
        if self.opens_at and self.closes_at and self.opens_at >= self.closes_at:
            raise ValidationError({"closes_at": _("Proposals end after they begin. Choose a later moment.")})

    def get_absolute_url(self):
        return reverse("priority", args=[(self.original or self).slug])

    @property
    def language(self) -> str:
        """The language its words are written in. Before a draft is first saved, the site's."""
        return self.locale.language_code if self.locale_id else settings.LANGUAGE_CODE

    def with_content_json(self, content):
        """A revision as a priority: its words are the draft's, what happened stays as it is."""
        draft = super().with_content_json(content)
        for field in HAPPENED:
            setattr(draft, field, getattr(self, field))
        return draft

    def copy_for_translation(self, locale, exclude_fields=None):
        """A row of words in another language. It starts unpublished and decides nothing."""
        copy = super().copy_for_translation(locale, exclude_fields)
        copy.original, copy.slug = self.original or self, self.slug
        copy.live = copy.locked = copy.expired = copy.has_unpublished_changes = False
        copy.locked_by = copy.locked_at = None
        for field in (*DECIDES, "live_revision_id", "first_published_at", "last_published_at"):
            setattr(copy, field, None)
        copy.words_hash, copy.is_decided = "", False
        return copy

    # --- publication: the one door, whoever opens it --------------------------------------

    def faults(self) -> dict:
        """What stands between these words and their publication: a sentence for each field."""
        if self.original_id:
            return {}
        row = Priority.objects.filter(pk=self.pk).first() or self
        return rules.missing_answers(
            has_board=self.board_id is not None,
            answers={field: getattr(self, field) for field in rules.LENS},
            is_from_resident=self.origin == self.Origin.RESIDENT,
            has_suggestion=self.suggestion_id is not None and not self.suggestion.by.is_staff,
            gives_money=self.instrument != self.Instrument.CONNECTIONS,
            has_sum=self.amount is not None,
        ) | rules.moved(
            was_published=row.first_published_at is not None,
            changed_board=row.board_id != self.board_id,
            changed_address=row.slug != self.slug,
        )

    @transaction.atomic
    def publish(self, revision, user=None, *, at=None, **kwargs):
        """Publish a revision. It is a draft for the board until the board adopts it."""
        locks.hold(self)
        # Read again now that nobody else can publish: the one we were handed may be old.
        revision = self.revisions.get(pk=revision.pk)
        insist(rules.may_publish(faults=revision.as_object().faults()))
        super().publish(revision, user=user, **kwargs)
        self.refresh_from_db()
        if self.live_revision_id != revision.pk:
            return  # It was put on the schedule; the clock comes through this door again.
        published = Priority.objects.select_related("original").get(pk=self.pk)
        source = published.original or published
        self.words_hash = source.text_hash
        # Wagtail's own clock knows the present only.
        dates = {"first_published_at": min(self.first_published_at, at), "last_published_at": at} if at else {}
        Priority.objects.filter(pk=self.pk).update(words_hash=self.words_hash, **dates)
        if published is not source:
            facts = {"language": self.language, "text": self.words_hash}
            enter(verbs.TRANSLATED, source, by=user, about=[source.board], at=at, **facts)
            return
        rooms.open_for(published, published.title, readable_by="everyone", writable_by="signed_in", at=at)
        facts = {"revision": revision.pk, "text": self.words_hash}
        enter(verbs.PUBLISHED, published, by=user, about=[published.board], at=at, **facts)

    @transaction.atomic
    def unpublish(self, set_expired=False, commit=True, user=None, log_action=True):
        """Take a published draft back. What the board decided on stays."""
        locks.hold(self)
        row = Priority.objects.get(pk=self.pk)
        insist(rules.may_unpublish(is_before_board=row.is_decided or row.votes.exists()))
        super().unpublish(set_expired=set_expired, commit=commit, user=user, log_action=log_action)
        if row.live and self.original_id is None:
            enter(verbs.UNPUBLISHED, self, by=user, about=[self.board])

    # --- what the board decided --------------------------------------------------------------

    @property
    def votes(self):
        """Votes on this priority, newest first."""
        return Vote.objects.on(self)

    @property
    def in_force(self) -> "Adoption | None":
        """The adoption in force: the newest words the board said yes to."""
        return next((adoption for adoption in self.adoptions.all() if adoption.is_adopted), None)

    def ballot_text(self) -> dict:
        """Everything the board decides on, as published: the words, the money, the dates."""
        plain = ("title", *rules.LENS, "success", "bound", "area", "origin", "instrument", "amount", "currency")
        return {
            "priority": self.slug,
            **{field: getattr(self, field) for field in plain},
            "communities": sorted(community.name for community in self.communities.all()),
            "board": self.board.slug if self.board else None,
            "opens_at": self.opens_at.astimezone(UTC).isoformat() if self.opens_at else None,
            "closes_at": self.closes_at.astimezone(UTC).isoformat() if self.closes_at else None,
        }

    @property
    def text_hash(self) -> str:
        """The fingerprint of these words."""
        return digest_of(canonical(self.ballot_text()))

    @property
    def is_adopted_as_is(self) -> bool:
        """Whether the published words are the very words in force."""
        adoption = self.in_force
        return adoption is not None and adoption.hash == self.words_hash

    def may_be_put(self, at):
        """Whether the board may vote on the published words now."""
        is_live = self.live and self.original_id is None
        return rules.may_put(is_live=is_live, is_adopted_as_is=self.is_adopted_as_is)

    def may_receive(self, at=None):
        """Whether proposals are taken now: adopted, and between the dates the board adopted."""
        adoption = self.in_force
        return rules.may_receive(
            is_adopted=adoption is not None,
            opens=adoption and adoption.opens_at,
            closes=adoption and adoption.closes_at,
            at=at or clock.now(),
        )

    def stage(self, at) -> str:
        """Where it stands at a moment."""
        adoption, newest = self.in_force, next(iter(self.adoptions.all()), None)
        return rules.stage(
            is_live=self.live,
            is_adopted=adoption is not None,
            is_rejected=newest is not None and newest.hash == self.words_hash,
            opens=adoption and adoption.opens_at,
            closes=adoption and adoption.closes_at,
            at=at,
        )

    # --- preview ---------------------------------------------------------------------------------

    def serve_preview(self, request, mode_name):
        """The page as it would be read, in the language it is written in."""
        with translation.override(self.language):
            return TemplateResponse(request, "priorities/preview.html", reading.of_draft(self)).render()
