"""How one gets a seat: calls and applications."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.record import clock
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
        return self.filter(opens_at__lte=at, closes_at__gt=at).exclude(seat__in=Term.objects.at(at).values("seat"))

    def of(self, board):
        """The calls for a board's seats, the nearest closing first."""
        return self.filter(seat__board=board).select_related("seat__board")


class Call(models.Model):
    """An open invitation to apply for one seat, between two moments."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="calls")
    words = models.TextField(_("what the seat asks and gives"), max_length=2000)
    language = models.CharField(max_length=12, default="en")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["closes_at"]
        constraints = [
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="boards_call_opens_before_it_closes")
        ]

    def __str__(self):
        return f"{self.seat.board}: {self.seat}"

    def get_absolute_url(self):
        return self.seat.board.get_absolute_url()


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, person, at=None):
        """An application is seen by its author, the board's clerk and the board's members."""
        if not person.is_authenticated:
            return self.none()
        at = at or clock.now()
        kept = BoardRole.objects.at(at).filter(person=person, role=BoardRole.Role.CLERK).values("board")
        seated = Term.objects.at(at).filter(person=person).values("seat__board")
        return self.filter(Q(person=person) | Q(call__seat__board__in=kept) | Q(call__seat__board__in=seated))

    def undecided(self):
        """Applications that wait: for the board, or for the clerk to seat the chosen."""
        return self.filter(state__in=Application.UNDECIDED)

    def in_order(self):
        """What waits first, in the order it was sent; then what is decided, the newest first."""
        waits = Case(When(state__in=Application.UNDECIDED, then="sent_at"))
        return self.alias(waits=waits).order_by(F("waits").asc(nulls_last=True), "-sent_at")


class Application(models.Model):
    """Somebody asks for a seat, in their own words."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for the board")
        CARRIED = "carried", _("Chosen by the board, to be seated by the clerk")
        SEATED = "seated", _("Seated")
        NOT_CHOSEN = "not_chosen", _("Not chosen this time")

    UNDECIDED = (State.WAITING, State.CARRIED)

    asks = _("Should this person hold seat %(seat)s?")
    right = "right.seats"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    name = models.CharField(_("your name"), max_length=120)
    contact = models.CharField(_("how we reach you"), max_length=200, blank=True)
    why = models.TextField(_("why you want this seat"), max_length=4000)
    language = models.CharField(max_length=12, default="en")
    code = models.CharField(max_length=9, unique=True, default=reference_code)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    carried_by = models.BigIntegerField(null=True, blank=True)  # the vote that chose this person
    sent_at = models.DateTimeField()

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at"]
        constraints = [models.UniqueConstraint(fields=["call", "person"], name="boards_apply_once")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("board_application", args=[self.call.seat.board.slug, self.code])

    def get_public_url(self):
        """The board's page: the application's own, with its code in the address, is for those concerned."""
        return self.board.get_absolute_url()

    @property
    def board(self) -> Board:
        """The board whose seat this is about."""
        return self.call.seat.board

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
        return may_put_application(is_waiting=self.state == self.State.WAITING)
