"""Votes: one question, a roll of people, a box of ballots, a tally.

What can be put to a vote is a model of this room or of a room around it with its board, the question
it `asks`, and two methods: `ballot_text()`, the facts a vote pins, and `may_be_put(at)`, a Verdict. A
thing whose name is not for everybody has a `question` of its own, said once it is put to the vote. Its
table and key are kept here; the room it belongs to listens for the certified result.
"""

import json
import uuid

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.record.guards import Guard, append_only, changed
from community.record.models import canonical, digest_of
from governance.boards.models import Board, Charter, Seat

from . import rules


class MotionQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Motions are public."""
        return self


class Motion(models.Model):
    """Something a member proposes the board should decide, in a sentence or two."""

    asks = _("Does the board agree to this?")

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="motions")
    text = models.CharField(_("motion"), max_length=300)
    why = models.TextField(_("reason"), max_length=4000, blank=True)
    language = models.CharField(max_length=12, default="en")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="motions")
    at = models.DateTimeField()

    objects = MotionQuerySet.as_manager()

    def __str__(self):
        return self.text

    def ballot_text(self) -> dict:
        """The words that are voted on."""
        return {"motion": self.text, "why": self.why}

    def may_be_put(self, at):
        """A motion can always be put."""
        return rules.YES


def votable(kind: str, pk, person):
    """A thing with a board that can be put to the vote, by its kind and number, if this person may see it."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return None
    if not hasattr(model, "ballot_text"):
        return None
    thing = model._default_manager.visible_to(person).filter(pk=pk).first()
    return thing if thing and thing.board else None


class VoteQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Votes are public: that they are held, on what, and by whom. Counts only once certified."""
        return self

    def open_at(self, at):
        """Votes that take ballots at a moment."""
        return self.filter(state=Vote.State.OPENED, opens_at__lte=at, closes_at__gt=at)

    def on(self, thing):
        """Votes on this thing."""
        return self.filter(subject_type=thing._meta.label_lower, subject_id=thing.pk)

    def in_order(self):
        """Open votes first, then called, then asked for, the nearest moment first; then decided, newest first."""
        state = Vote.State
        order = (state.OPENED, state.CLOSED, state.CALLED, state.MOVED, state.CERTIFIED)
        rank = Case(*(When(state=one, then=Value(n)) for n, one in enumerate(order)))
        nearest = Case(When(state=state.OPENED, then="closes_at"), When(state=state.CALLED, then="opens_at"))
        return self.order_by(rank, nearest, F("tally__certified_at").desc(nulls_last=True), "-pk")

    def called(self):
        """Votes that enough members asked for and that are not decided yet."""
        return self.filter(state__in=[Vote.State.CALLED, Vote.State.OPENED, Vote.State.CLOSED])

    def awaiting(self, person, at):
        """Open votes this person is on the roll of and has not voted in."""
        return self.open_at(at).filter(roll__person=person, roll__voted=False)


class Vote(models.Model):
    """One question put to one board, open between two moments, counted once."""

    class State(models.TextChoices):
        MOVED = rules.MOVED, _("Asked for by a member")
        CALLED = rules.CALLED, _("Called, opens after its notice")
        OPENED = rules.OPENED, _("Opened")
        CLOSED = rules.CLOSED, _("Closed, being counted")
        CERTIFIED = rules.CERTIFIED, _("Decided")

    class Mode(models.TextChoices):
        OPEN = "open", _("Open: names and choices are published")
        SECRET = "secret", _("Secret: nobody sees who chose what")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="votes")
    charter = models.ForeignKey(Charter, null=True, on_delete=models.PROTECT, related_name="votes")
    question = models.CharField(max_length=300)
    language = models.CharField(max_length=12, default="en")
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    subject_text = models.TextField()
    subject_hash = models.CharField(max_length=64)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.OPEN)
    state = models.CharField(max_length=20, choices=State, default=State.MOVED)
    ends_when_all_voted = models.BooleanField(default=False)
    called_at = models.DateTimeField(null=True)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    passed = models.BooleanField(null=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="voting_vote_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(opens_at__lt=F("closes_at")),
                name="voting_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(state="moved", called_at=None)
                | (~Q(state="moved") & Q(called_at__isnull=False, opens_at__isnull=False)),
                name="voting_called_has_times",
            ),
            models.CheckConstraint(
                condition=Q(state="certified", passed__isnull=False) | (~Q(state="certified") & Q(passed=None)),
                name="voting_outcome_with_certification",
            ),
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"],
                condition=~Q(state="certified"),
                name="voting_one_pending_vote_on_a_thing",
            ),
        ]

    def __str__(self):
        return self.question

    def get_absolute_url(self):
        return reverse("vote", args=[self.pk])

    @property
    def subject(self):
        """The thing voted on, as it is now. What the vote decides is the pinned text."""
        return apps.get_model(self.subject_type)._default_manager.get(pk=self.subject_id)

    def has_changed(self, subject) -> bool:
        """Whether the thing says something else by now than the words that were put."""
        return digest_of(canonical(subject.ballot_text())) != self.subject_hash

    @property
    def asks(self) -> str:
        """What a yes means, as a question about the thing as it was put."""
        return apps.get_model(self.subject_type).asks % self.pinned

    @property
    def pinned(self) -> dict:
        """The facts of the subject as they were put: these are voted on, whatever changes later."""
        return json.loads(self.subject_text)

    @property
    def seats_a_resident(self) -> bool:
        """Whether it gives a resident a seat: such a vote is the way back for a board out of balance."""
        return self.pinned.get("seat_kind") == Seat.Kind.RESIDENT

    def standing_of(self, person, at) -> dict:
        """The facts `rules.may_cast` asks for, about this person at this moment."""
        mark = self.roll.filter(person=person).first() if person.is_authenticated else None
        return {
            "state": self.state,
            "opens": self.opens_at,
            "closes": self.closes_at,
            "at": at,
            "is_on_roll": mark is not None,
            "has_cast": bool(mark and mark.voted),
        }

    def is_open_at(self, at) -> bool:
        """Whether it takes ballots at a moment: opened, and inside its times."""
        return self.state == self.State.OPENED and self.opens_at <= at < self.closes_at

    def stage(self, at) -> str:
        """Where it stands: asked for, called, blocked, open, being counted, passed or failed."""
        if self.state == self.State.CERTIFIED:
            return "passed" if self.passed else "failed"
        if self.state == self.State.CALLED:
            # Due votes are opened within seconds; one that stays called past its time was not allowed to.
            return "called" if at < self.opens_at else "blocked"
        if self.state in (self.State.OPENED, self.State.CLOSED):
            return "open" if self.is_open_at(at) else "counting"
        return "asked"


class Mover(models.Model):
    """A member who asked for a vote. Two are enough, and nobody can refuse them."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="movers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["vote", "person"], name="voting_move_once")]

    def __str__(self):
        return f"{self.person} asked for {self.vote}"


class RollEntry(models.Model):
    """Somebody who may vote, with the seat they held at opening. It never says when they voted."""

    class Channel(models.TextChoices):
        WEB = "web", pgettext_lazy("channel", "Here")
        PAPER = "paper", pgettext_lazy("channel", "On paper")
        ASSISTED = "assisted", pgettext_lazy("channel", "With help")

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="roll")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="roll_entries"
    )
    seat_number = models.PositiveIntegerField()
    seat_kind = models.CharField(max_length=20, choices=Seat.Kind)
    voted = models.BooleanField(default=False)
    channel = models.CharField(max_length=10, choices=Channel, blank=True)

    class Meta:
        ordering = ["seat_number"]
        verbose_name_plural = "roll entries"
        constraints = [
            models.UniqueConstraint(fields=["vote", "person"], name="voting_on_the_roll_once"),
            models.UniqueConstraint(fields=["vote", "seat_number"], name="voting_one_ballot_a_seat"),
        ]

    def __str__(self):
        return f"seat {self.seat_number}"


class Choice(models.TextChoices):
    """What a ballot can say."""

    FOR = rules.FOR, pgettext_lazy("ballot", "Yes")
    AGAINST = rules.AGAINST, pgettext_lazy("ballot", "No")
    ABSTAIN = rules.ABSTAIN, pgettext_lazy("ballot", "Abstain")


class Ballot(models.Model):
    """One person's answer. Its key is random and it bears no time, so that order tells nothing.

    In an open vote it is tied to the roll and published with its name after certification.
    In a secret vote (coming with its own table) nothing ties it to anybody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="ballots")
    roll = models.OneToOneField(RollEntry, null=True, on_delete=models.PROTECT, related_name="ballot")
    choice = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(choice__in=rules.CHOICES), name="voting_choice_is_one_of_three")
        ]

    def __str__(self):
        return "a ballot"

    @property
    def said(self) -> str:
        """Its choice in the reader's language."""
        return Choice(self.choice).label


class Tally(models.Model):
    """The count with its arithmetic, written once, when the vote is certified."""

    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, related_name="tally")
    text = models.TextField()
    certified_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "tallies"

    def __str__(self):
        return f"tally of {self.vote_id}"

    @property
    def facts(self) -> dict:
        """The sums, read back."""
        return json.loads(self.text)


append_only("voting_ballot")
append_only("voting_tally")
append_only("voting_mover")
# A mark on the roll goes from not voted to voted, and nothing else about it ever changes.
append_only(
    "voting_rollentry",
    except_update="NEW.voted AND NOT OLD.voted "
    f"AND NOT ({changed('id', 'vote_id', 'person_id', 'seat_number', 'seat_kind')})",
)
STEPS = " OR ".join(
    f"(OLD.state = '{now}' AND NEW.state = '{then}')" for now in rules.MOVES for then in rules.MOVES[now]
)
PINNED = "id uuid board_id question language subject_type subject_id subject_text subject_hash mode ends_when_all_voted"
Guard(
    "voting_vote_stays",
    "voting_vote",
    "UPDATE",
    "what is voted on never changes, an open vote keeps its times, and no step leads back",
    f"OLD.state = 'certified' OR {changed(*PINNED.split())} OR NOT (NEW.state = OLD.state OR {STEPS}) "
    "OR (OLD.state <> 'moved' AND OLD.state <> 'called' "
    f"AND ({changed('called_at', 'opens_at', 'closes_at', 'charter_id')}))",
)
