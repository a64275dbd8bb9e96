"""The table itself: boards, their charter, the seats, and who holds them from when until when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.people.models import Person
from community.record.guards import Guard, append_only, changed
from community.record.periods import no_overlap
from governance.boards.charters import CLAUSES
from governance.boards.rules import Balance


class BoardQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Boards are public: everybody may see every board."""
        return self

    def kept_by(self, person, at):
        """Boards of which this person is the clerk now."""
        return self.filter(
            Q(roles__until=None) | Q(roles__until__gt=at),
            roles__person=person,
            roles__role=BoardRole.Role.CLERK,
            roles__since__lte=at,
        ).distinct()


class Board(models.Model):
    """A table of residents and partners who decide what a funder's money is for."""

    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(unique=True, max_length=80)
    purpose = models.TextField(_("what it decides"), max_length=1000)
    language = models.CharField(max_length=12, default="en")
    time_zone = models.CharField(max_length=64, blank=True)
    founded_at = models.DateTimeField()
    founding_until = models.DateTimeField()

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("board", args=[self.slug])

    @property
    def zone(self) -> str:
        """The time zone its dates are shown in."""
        return self.time_zone or settings.TIME_ZONE

    def charter_at(self, at) -> "Charter":
        """The charter in force at a moment."""
        return self.charters.filter(in_force_from__lte=at).order_by("-version").first() or self.charters.get(version=1)

    def terms_at(self, at):
        """The terms that fill this board's seats at a moment."""
        return Term.objects.at(at).filter(seat__board=self)

    def balance(self, at) -> Balance:
        """Who holds the table at a moment, in figures."""
        charter = self.charter_at(at)
        kinds = list(self.terms_at(at).values_list("seat__kind", flat=True))
        return Balance(
            residents=kinds.count(Seat.Kind.RESIDENT),
            filled=len(kinds),
            total=self.seats.at(at).count(),
            floor=charter["seats.floor"],
            promised_on=charter["seats.promise_on"],
        )

    def seats_person(self, person, at) -> bool:
        """Whether this person holds a seat here at a moment."""
        return person.is_authenticated and self.terms_at(at).filter(person=person).exists()

    def has_role(self, person, role, at) -> bool:
        """Whether this person has a role here at a moment, such as clerk."""
        return person.is_authenticated and self.roles.at(at).filter(person=person, role=role).exists()

    def voting_terms(self, at):
        """The terms whose holders vote: not those who went to work for the fund, or whose account is closed."""
        terms = self.terms_at(at).filter(person__is_staff=False, person__is_active=True)
        return terms.select_related("seat", "person").order_by("seat__number", "pk")

    def members_at(self, at) -> list:
        """The people who hold a seat here at a moment."""
        return [term.person for term in self.terms_at(at).select_related("person")]

    def people_in(self, role, at) -> list:
        """The people who have a role here at a moment, such as the clerks."""
        return [given.person for given in self.roles.at(at).filter(role=role).select_related("person")]

    def seated_or_chosen(self, at):
        """The people who hold a seat here, will hold one, or were chosen and wait to be seated."""
        seated = Q(terms__seat__board=self, terms__until__gt=at)
        chosen = Q(applications__call__seat__board=self, applications__state="carried")
        return Person.objects.filter(seated | chosen).distinct()

    def is_founding(self, at) -> bool:
        """Whether the board's first terms still run, so that staff may fill seats with a reason."""
        return at < self.founding_until


class Charter(models.Model):
    """The board's rules in figures: one version, in force from a moment, never changed afterwards."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="charters")
    version = models.PositiveIntegerField()
    in_force_from = models.DateTimeField()
    clauses = models.JSONField()
    amendment = models.OneToOneField(
        "boards.Amendment", null=True, on_delete=models.PROTECT, related_name="made"
    )  # what made this version; the first one was founded with the board

    class Meta:
        ordering = ["board", "-version"]
        constraints = [models.UniqueConstraint(fields=["board", "version"], name="boards_charter_version")]

    def __str__(self):
        return f"{self.board}, charter {self.version}"

    def __getitem__(self, key):
        """What a clause sets, by its stable key. One that is younger than this charter has its usual value."""
        if key in self.clauses:
            return self.clauses[key]
        kind = key.removeprefix("seats.")
        return self.board.seats.filter(kind=kind).count() if kind in Seat.Kind.values else CLAUSES[key]

    def get_absolute_url(self):
        return reverse("charter_version", args=[self.board.slug, self.version])


class DatedQuerySet(models.QuerySet):
    def at(self, at):
        """Those in force at a moment: from `since` up to, not including, `until`."""
        return self.filter(Q(until=None) | Q(until__gt=at), since__lte=at)

    def during(self, since, until):
        """Those in force at any moment of a time, however short."""
        return self.filter(Q(until=None) | Q(until__gt=since), since__lt=until)


class BoardRole(models.Model):
    """A duty for a board without a vote of its own: clerk, chair or officer, from a date until a date."""

    class Role(models.TextChoices):
        CLERK = "clerk", _("Clerk")
        CHAIR = "chair", _("Chair")
        OFFICER = "officer", _("Programme officer")

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="roles")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="board_roles")
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="boards_role_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["board", "person", "role"], condition=Q(until=None), name="boards_role_once"
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"


class SeatQuerySet(models.QuerySet):
    def at(self, at):
        """Seats the table has at a moment: those that a later charter has not taken away."""
        return self.filter(Q(until=None) | Q(until__gt=at))

    def with_last_end(self, at):
        """Seats with, as `last_end`, when the newest term that has ended did; nothing where nobody sat yet."""
        return self.annotate(last_end=Max("terms__until", filter=Q(terms__until__lte=at)))


class Seat(models.Model):
    """A place at the table, for a resident, a partner organisation or the public sector."""

    class Kind(models.TextChoices):
        RESIDENT = "resident", _("Resident")
        PARTNER = "partner", _("Partner organization")
        PUBLIC = "public", _("Public sector")

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="seats")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=160, blank=True)
    since = models.DateTimeField(null=True, blank=True)  # when a charter with more seats added it, after the founding
    until = models.DateTimeField(null=True, blank=True)  # when a charter with fewer seats took it away

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["board", "number"]
        constraints = [models.UniqueConstraint(fields=["board", "number"], name="boards_seat_number")]

    def __str__(self):
        return self.name or f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self):
        return self.board.get_absolute_url()

    def holder_at(self, at) -> "Term | None":
        """The term that fills this seat at a moment."""
        return self.terms.at(at).select_related("person").first()


class Term(models.Model):
    """Somebody holds a seat from a date until a date: how they were chosen, and why it ended."""

    class Chosen(models.TextChoices):
        MOTION = "motion", _("Chosen by a motion of the board")
        FOUNDING = "founding", _("Chosen by staff")
        APPOINTED = "appointed", _("Appointed by the clerk")
        NOMINATED = "nominated", _("Named by a community organization")
        ELECTED = "elected", _("Elected by the residents")
        LOT = "lot", _("Drawn by lot")

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="terms")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="terms")
    since = models.DateTimeField()
    until = models.DateTimeField()
    chosen = models.CharField(max_length=20, choices=Chosen)
    why = models.TextField(max_length=1000, blank=True)
    seated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_why = models.TextField(max_length=1000, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["seat__number", "-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="boards_term_ends_after_it_begins"),
        ]

    def __str__(self):
        return f"{self.person}, {self.seat}"

    def get_absolute_url(self):
        return self.seat.board.get_absolute_url()


class Reminder(models.Model):
    """A member was told that their term ends in so many days. Told once each."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="reminders")
    days = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "days"], name="boards_reminded_once")]

    def __str__(self):
        return f"{self.term}, {self.days} days"


append_only("boards_charter")
# A seat's history is never rewritten, only ended: the one change a term sees is an earlier end.
append_only(
    "boards_term",
    except_update="NEW.until < OLD.until "
    f"AND NOT ({changed('id', 'seat_id', 'person_id', 'since', 'chosen', 'why', 'seated_by_id')})",
)
no_overlap("boards_term", "seat_id")
Guard(
    "boards_seat_kind_stays",
    "boards_seat",
    "UPDATE",
    "a seat keeps its board and kind, and ends once",
    f"{changed('kind', 'board_id', 'number')} OR (OLD.until IS NOT NULL AND {changed('until')})",
)
