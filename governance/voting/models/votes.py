"""A vote: one question put to one board, with the words it pins and those who asked for it.

What is put to a vote is a model with its board, what it `asks`, the `right` its votes rest on, a `question` where
`str` does not say it, a `notice_clause` and a `majority_clause` where they are its own, `ballot_text()`, `may_be_put`.
It may say whom it is about, by `organization` and `author_id`; of which such things it consists, by `consists_of()`,
and of what it is a part, by `belongs_to()`, both queries. It may say how it can be asked: `methods`, the `method` it
is asked by with its `parameters`, and `ballot_options()` (key, title, language, text, cost, subject) to choose from.
"""

import hashlib
import json
import secrets
import uuid

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.record import clock
from community.record.guards import Guard, ReplaceGuard, append_only, changed
from governance.boards.models import Board, Charter, Seat, Term

from .. import rules


def still_sits(at) -> Q:
    """Marks on a roll whose people still have their place: a seat on the board, or an alternate's."""
    seated = Term.objects.at(at).filter(seat__board=OuterRef("vote__board"), person=OuterRef("person"))
    return Q(Exists(seated)) | Q(alternate__until__gt=at)


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

    def touching(self, thing):
        """Votes on this thing, and those on what it is a part of."""
        found = Q(subject_type=thing._meta.label_lower, subject_id=thing.pk)
        if hasattr(thing, "belongs_to"):
            wholes = thing.belongs_to()
            found |= Q(subject_type=wholes.model._meta.label_lower, subject_id__in=wholes.order_by().values("pk"))
        return self.filter(found)

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
        """Open votes this person is on the roll of and has not voted in. Who stepped back or left is not waited for."""
        waits = apps.get_model("voting.RollEntry").objects.awaited().filter(vote=OuterRef("pk"), person=person)
        return self.open_at(at).filter(Exists(waits.filter(still_sits(at))))


def new_seed() -> str:
    """128 bits that nobody can guess, as text."""
    return secrets.token_hex(16)


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

    class Method(models.TextChoices):
        MOTION = "motion", _("Yes or no")
        CONSENT = "consent", _("Consent: does anybody see harm in it?")
        GRADIENTS = "gradients", _("Gradients of agreement")
        APPROVAL = "approval", _("Approval: name all that you can live with")
        SCORE = "score", _("Points")
        IRV = "irv", _("Ranked choice, one wins")
        STV = "stv", _("Ranked choice, several win")
        POT = "pot", _("A pot: which proposals the money pays for")
        RANKING = "ranking", _("Ranking: in which order")
        DIVISION = "division", _("Division of a pot: how much for each")

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
    method = models.CharField(max_length=12, choices=Method, default=Method.MOTION)
    parameters = models.TextField(default="{}")  # the method's switches
    seed = models.CharField(max_length=32, default=new_seed, editable=False)  # told when it opens; see rules.tie_order
    rules_text = models.TextField(blank=True)  # all that counts for it, frozen when it opens
    rules_hash = models.CharField(max_length=64, blank=True)
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

    def kept_as(self, person) -> str:
        """What a device calls the choices it keeps of this vote for one person: no name to read."""
        of_vote = hashlib.sha256(f"kept:{self.uuid}:{person.public_id}".encode()).hexdigest()[:20]
        return f"ballot-{person.device_key}-{of_vote}"

    @property
    def subject(self):
        """The thing voted on, as it is now. What the vote decides is the pinned text."""
        return self.kind._default_manager.get(pk=self.subject_id)

    @property
    def kind(self) -> type[models.Model]:
        """The model of the thing voted on: it says what a yes means and which clauses count for it."""
        return apps.get_model(self.subject_type)

    @property
    def right(self) -> str:
        """The clause that says whether the board decides this, recommends it, or is only asked."""
        return self.kind.right

    @property
    def notice_clause(self) -> str:
        """The clause that says how long its notice is."""
        return getattr(self.kind, "notice_clause", "vote.notice_days")

    @property
    def majority_clause(self) -> str:
        """The clause that says how many of the yes and no ballots must say yes."""
        return getattr(self.kind, "majority_clause", "vote.majority")

    @property
    def is_secret(self) -> bool:
        """Whether nobody sees who chose what."""
        return self.mode == self.Mode.SECRET

    @property
    def advises(self) -> bool:
        """Whether it decides nothing by itself."""
        return rules.METHODS[self.method].advises

    @property
    def residents_too(self) -> bool:
        """Whether residents' ballots alone need the majority too: by the charter, or because the thing asks for it."""
        charter = self.charter or self.board.charter_at(clock.now())
        return bool(getattr(self.kind, "residents_too", False) or charter["vote.residents_too"])

    @property
    def by_charter(self) -> str:
        """What its pinned charter makes of it, asked in this way: a decision, a recommendation or a question."""
        return rules.by_charter(self.charter, self.right, self.method)

    @property
    def locked(self) -> dict:
        """What was frozen when it opened: rules, options, roll, times. Empty before."""
        return json.loads(self.rules_text) if self.rules_text else {}

    @property
    def paper(self) -> rules.Paper:
        """What can be answered in it. The order of ties is known once it is open."""
        options = list(self.options.all()) if rules.METHODS[self.method].options else []
        return rules.Paper(
            method=self.method,
            options={option.key: option.title for option in options},
            costs={option.key: option.cost for option in options if option.cost},
            parameters=json.loads(self.parameters),
            order=tuple(self.locked.get("order", ())),
        )

    @property
    def box(self):
        """The ballots that count: the newest of each person in an open vote, all of a secret one."""
        if self.is_secret:
            return self.secret_ballots.all()
        return self.ballots.newest()

    @property
    def winners(self) -> list:
        """The options that won in a vote that passed, in the order in which they did."""
        won = self.tally.facts["result"].get("winners", ()) if self.passed and self.method != rules.MOTION else ()
        by_key = {option.key: option for option in self.options.all()} if won else {}
        return [by_key[key] for key in won]

    @property
    def level(self) -> str:
        """What it was by its charter when it was counted: a decision, a recommendation or a question."""
        return self.tally.facts.get("level", rules.DECIDES)

    @property
    def binds(self) -> bool:
        """Whether the board said yes and had the right to decide it."""
        return bool(self.passed) and self.level == rules.DECIDES

    def has_changed(self, subject) -> bool:
        """Whether the thing says something else by now than the words that were put."""
        now, put = subject.ballot_text(), self.pinned
        return {fact: now.get(fact) for fact in put} != put  # a fact that is told only since then is no change

    @property
    def asks(self) -> str:
        """What a yes means, as a question about the thing as it was put."""
        return self.kind.asks % self.pinned

    @property
    def pinned(self) -> dict:
        """The facts of the subject as they were put: these are voted on, whatever changes later."""
        return json.loads(self.subject_text)

    @property
    def seats_a_resident(self) -> bool:
        """Whether it gives a resident a seat: such a vote is the way back for a board out of balance."""
        return self.pinned.get("seat_kind") == Seat.Kind.RESIDENT

    def mark_of(self, person, at):
        """This person's mark on the roll, if they are on it, with whether they still have their place at a moment."""
        if not person.is_authenticated:
            return None
        # As `still_sits` says it for many people at once; of one person it is asked for a third less.
        seats = Term.objects.at(at).filter(seat__board=self.board_id, person=person)
        marks = self.roll.filter(person=person).annotate(is_seated=Exists(seats), stands_in=F("alternate__until"))
        if mark := marks.order_by().first():
            mark.still_sits = mark.is_seated or bool(mark.stands_in and mark.stands_in > at)
        return mark

    def standing_of(self, person, at) -> dict:
        """The facts `rules.may_cast` asks for, about this person at this moment."""
        return self.standing(self.mark_of(person, at), at)

    def standing(self, mark, at) -> dict:
        """The same facts of a mark on the roll that was read already, or of nobody on it."""
        return {
            "state": self.state,
            "opens": self.opens_at,
            "closes": self.closes_at,
            "at": at,
            "is_on_roll": mark is not None,
            "has_cast": bool(mark and mark.voted),
            "is_secret": self.is_secret,
            "is_away": bool(mark and mark.recused),
            "still_sits": bool(mark and mark.still_sits),
        }

    def is_open_at(self, at) -> bool:
        """Whether it takes ballots at a moment: opened, and inside its times."""
        return self.state == self.State.OPENED and self.opens_at <= at < self.closes_at

    def stage(self, at) -> str:
        """Where it stands: asked for, called, blocked, open, being counted, passed or failed."""
        if self.state == self.State.CERTIFIED:
            return ("counted" if self.advises else "passed") if self.passed else "failed"
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


append_only("voting_mover")
STEPS = " OR ".join(
    f"(OLD.state = '{now}' AND NEW.state = '{then}')" for now in rules.MOVES for then in rules.MOVES[now]
)
PINNED = (
    "id uuid board_id question language subject_type subject_id subject_text subject_hash mode method parameters "
    "ends_when_all_voted seed"
)
Guard(
    "voting_vote_stays",
    "voting_vote",
    "UPDATE",
    "what is voted on never changes, an open vote keeps its times, and no step leads back",
    f"OLD.state = 'certified' OR {changed(*PINNED.split())} OR NOT (NEW.state = OLD.state OR {STEPS}) "
    "OR (OLD.state <> 'moved' AND OLD.state <> 'called' "
    f"AND ({changed('called_at', 'opens_at', 'charter_id')})) "
    f"OR (NOT (OLD.state = 'called' AND NEW.state = 'opened') AND ({changed('rules_text', 'rules_hash')})) "
    f"OR (OLD.state = 'closed' AND ({changed('closes_at')}))",
)
ReplaceGuard("voting_vote_no_replace", "voting_vote", "INSERT", "a vote is not put in the place of another")
