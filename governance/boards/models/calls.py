"""How one gets a seat: calls and applications."""

import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.people.models import Place, Residency
from community.record import clock
from community.record.guards import append_only
from governance.boards.rules import may_put_application

from .tables import Board, BoardRole, Seat, Term

# Read aloud over a phone without mistakes: no I, L, O, U, 0 or 1.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


def reference_code() -> str:
    """Eight letters and figures in two groups, for a status page without an account."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _n in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class CallQuerySet(models.QuerySet):
    def open_at(self, at):
        """Calls that take applications at a moment: in their time, for a seat that nobody holds."""
        taken = Q(places=1, seat__in=Term.objects.at(at).values("seat"))
        return self.filter(opens_at__lte=at, closes_at__gt=at).exclude(taken)

    def of(self, board):
        """The calls for a board's seats, the nearest closing first."""
        return self.filter(seat__board=board).select_related("seat__board")


class Call(models.Model):
    """An open invitation to apply for one seat or for several of a kind, between two moments."""

    class Way(models.TextChoices):
        MOTION = "motion", _("The board votes")
        APPOINTMENT = "appointment", _("The clerk appoints, with a public reason")
        NOMINATION = "nomination", _("A community organization names somebody")
        ELECTION = "election", _("The residents elect")
        LOTTERY = "lottery", _("A civic lottery")

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="calls")
    way = models.CharField(_("how the seat is filled"), max_length=20, choices=Way, default=Way.MOTION)
    places = models.PositiveIntegerField(_("how many seats"), default=1, validators=[MinValueValidator(1)])
    # What the people drawn should look like: [{"category", "value", "least", "most"}]; public, never about one person.
    quotas = models.JSONField(default=list, blank=True)
    words = models.TextField(_("what the seat asks and gives"), max_length=2000)
    language = models.CharField(max_length=12, default="en")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["closes_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="boards_call_opens_before_it_closes"),
            models.CheckConstraint(condition=Q(places__gte=1), name="boards_call_has_a_place"),
        ]

    def __str__(self):
        return f"{self.seat.board}: {self.seat}"

    def get_absolute_url(self):
        return self.seat.board.get_absolute_url()

    def seats_at(self, at) -> list[Seat]:
        """The seats this call still fills at a moment: vacant ones of its kind, the one it names first."""
        seated = self.applications.filter(state=Application.State.SEATED)
        if self.way == self.Way.LOTTERY:  # whoever was drawn and left again is replaced from the same pool
            seated = seated.filter(person__in=self.seat.board.terms_at(at).values("person"))
        left = self.places - seated.count()
        if left <= 0:
            return []
        alike = self.seat.board.seats.at(at).filter(kind=self.seat.kind)
        vacant = alike.exclude(pk__in=Term.objects.at(at).values("seat")).select_related("board")
        return sorted(vacant, key=lambda seat: (seat.pk != self.seat_id, seat.number))[:left]


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, person, at=None):
        """A sent application is seen by its author, the board's clerk and the board's members."""
        if not person.is_authenticated:
            return self.none()
        at = at or clock.now()
        kept = BoardRole.objects.at(at).filter(person=person, role=BoardRole.Role.CLERK).values("board")
        seated = Term.objects.at(at).filter(person=person).values("seat__board")
        others = Q(call__seat__board__in=kept) | Q(call__seat__board__in=seated)
        return self.filter(Q(person=person) | others & ~Q(state=Application.State.STARTED))

    def held_by(self, person, kept=()):
        """The applications that are somebody's own: by their account, or kept in mind by their browser."""
        mine = Q(pk__in=kept)
        return self.filter(mine | Q(person=person) if person.is_authenticated else mine)

    def undecided(self):
        """Applications that wait: for the board, or for the clerk to seat the chosen."""
        return self.filter(state__in=Application.UNDECIDED)

    def sent(self):
        """Applications that were sent and not withdrawn."""
        return self.exclude(state__in=[Application.State.STARTED, Application.State.WITHDRAWN])

    def in_order(self):
        """What waits first, in the order it was sent; then what is decided, the newest first."""
        waits = Case(When(state__in=Application.UNDECIDED, then="sent_at"))
        return self.alias(waits=waits).order_by(F("waits").asc(nulls_last=True), "-sent_at", "pk")


class Application(models.Model):
    """Somebody asks for a seat, in their own words; with an account or without one."""

    class State(models.TextChoices):
        STARTED = "started", _("Being written")
        WAITING = "waiting", _("Waiting for the board")
        CARRIED = "carried", _("Chosen by the board, to be seated by the clerk")
        SEATED = "seated", _("Seated")
        NOT_CHOSEN = "not_chosen", _("Not chosen this time")
        WITHDRAWN = "withdrawn", _("Taken back")

    class Need(models.TextChoices):
        CHILDCARE = "childcare", _("Childcare")
        INTERPRETER = "interpreter", _("An interpreter")
        TRANSPORT = "transport", _("A way to get there")
        CAPTIONS = "captions", _("Captions or sign language")
        STEPS = "steps", _("A place without steps")
        EVENING = "evening", _("Evenings only")
        PHONE = "phone", _("Taking part by phone")

    class PayWay(models.TextChoices):
        CARD = "card", _("A prepaid card")
        TRANSFER = "transfer", _("A bank transfer")
        DONATE = "donate", _("Give it to a group in the neighborhood")
        NONE = "none", _("No pay")

    UNDECIDED = (State.WAITING, State.CARRIED)

    asks = _("Should this person hold seat %(seat)s?")
    right = "right.seats"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    name = models.CharField(_("your name"), max_length=120, blank=True)
    contact = models.CharField(_("how we reach you"), max_length=200, blank=True)
    why = models.TextField(_("why you want this seat"), max_length=4000, blank=True)
    call_me = models.BooleanField(default=False)  # they would rather say it than write it
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proof = models.CharField(max_length=20, choices=Residency.Proof, blank=True)
    household = models.CharField(max_length=64, blank=True)  # a keyed digest; the street itself is kept nowhere
    needs = models.JSONField(default=list, blank=True)
    pay_way = models.CharField(max_length=20, choices=PayWay, blank=True)
    nominated_by = models.CharField(max_length=200, blank=True)
    is_deferred = models.BooleanField(default=False)  # put off to the next draw, at their own wish
    language = models.CharField(max_length=12, default="en")
    code = models.CharField(max_length=9, unique=True, default=reference_code)
    state = models.CharField(max_length=20, choices=State, default=State.STARTED)
    carried_by = models.BigIntegerField(null=True, blank=True)  # the vote that chose this person
    started_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "person"], condition=~Q(state="withdrawn"), name="boards_apply_once"
            ),
            models.CheckConstraint(
                condition=Q(state="started") | Q(sent_at__isnull=False) & ~Q(name=""),
                name="boards_application_sent_by_somebody",
            ),
        ]

    def __str__(self):
        return gettext("Application %(number)s") % {"number": self.pk}

    def get_absolute_url(self):
        """Where those who decide read it. Its author is led from there to a page of their own."""
        return reverse("board_applicant", args=[self.call.seat.board.slug, self.pk])

    def get_public_url(self):
        """The board's page: the application's own is for those concerned."""
        return self.board.get_absolute_url()

    @property
    def board(self) -> Board:
        """The board whose seat this is about."""
        return self.call.seat.board

    @property
    def question(self) -> str:
        """What a vote on it is called: a vote on a person says whom it is about."""
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it can still be taken back: it waits, or stays in the pool of a lottery."""
        is_reserve = self.state == self.State.NOT_CHOSEN and self.call.way == Call.Way.LOTTERY
        return is_reserve or self.state in self.UNDECIDED

    @property
    def needs_in_words(self) -> list:
        """What this person needs to take part, in the reader's language."""
        return [label for value, label in self.Need.choices if value in self.needs]

    def ballot_text(self) -> dict:
        """What a vote on this application pins: whom, for which seat."""
        return {
            "application": self.pk,
            "name": self.name,
            "seat": self.call.seat.number,
            "seat_kind": self.call.seat.kind,
        }

    def may_be_put(self, at):
        """Whether the board may vote on this application now."""
        call, waits = self.call, self.state == self.State.WAITING
        return may_put_application(is_waiting=waits, way=str(call.way), kind=str(call.seat.kind))


class Review(models.Model):
    """What one member thinks of an application, from 0 to 4 with a sentence, before they know whose it is."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(validators=[MaxValueValidator(4)])
    words = models.TextField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "reviewer"], name="boards_review_once"),
            models.CheckConstraint(condition=Q(score__lte=4), name="boards_review_from_0_to_4"),
        ]

    def __str__(self):
        return f"{self.application}, {self.reviewer}"


append_only("boards_review")
