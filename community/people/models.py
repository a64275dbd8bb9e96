"""People: who they are, where they live and, privately, which communities they belong to."""

import hashlib
import uuid

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.record.guards import append_only, changed

RECORDED = ("community.", "governance.")  # the wings whose things the record speaks of


class PersonManager(BaseUserManager):
    """Makes people. An e-mail is optional: somebody can hold a seat without one."""

    def create_user(self, email=None, password=None, *, name="", **fields):
        """A person with an e-mail (or none) and an unusable password unless one is given."""
        person = self.model(email=self.normalize_email(email).lower() or None if email else None, name=name, **fields)
        person.set_password(password)
        person.save(using=self._db)
        if person.email:
            # The first code they type confirms the address; without this row they would type two.
            EmailAddress.objects.create(user=person, email=person.email, primary=True)
        return person

    def create_superuser(self, email, password=None, *, name="", **fields):
        """The administrator of an installation."""
        return self.create_user(email, password, name=name or email, is_staff=True, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who takes part. Known in public by a name and a random id, never by an e-mail."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    title = models.CharField(_("role in public"), max_length=120, blank=True)
    is_staff = models.BooleanField(_("works for the fund"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="people_email_any_case")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.email = self.email or None  # an empty text would collide with the next one
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("person", args=[self.public_id])

    def has_perm(self, perm, obj=None):
        """Nobody deletes what the record speaks of, not even an administrator: it is ended or taken back."""
        app, _dot, codename = perm.partition(".")
        if codename.startswith("delete_") and app in apps.app_configs:
            return not apps.get_app_config(app).name.startswith(RECORDED) and super().has_perm(perm, obj)
        return super().has_perm(perm, obj)

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0]

    @property
    def device_key(self) -> str:
        """What a device calls somebody it keeps something for: no name to read."""
        return hashlib.sha256(f"device:{self.public_id}".encode()).hexdigest()[:12]

    @property
    def initials(self) -> str:
        """Two letters for a seat in the picture of the table."""
        words = [w for w in self.name.replace("Dr ", "").split() if w]
        return "".join(w[0] for w in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


class Place(models.Model):
    """A neighbourhood somebody can live in."""

    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Residency(models.Model):
    """Where a person lives, since when, and how anybody knows. Ended, never overwritten."""

    class Proof(models.TextChoices):
        OWN_WORD = "own_word", _("My own word")
        BILL = "bill", _("A bill")
        SCHOOL = "school", _("A school letter")
        CLINIC = "clinic", _("A clinic card")
        NEIGHBOUR = "neighbour", _("A neighbour vouches")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="residencies")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    proof = models.CharField(max_length=20, choices=Proof, default=Proof.OWN_WORD)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "residencies"
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(until=None), name="people_one_home_at_a_time")
        ]

    def __str__(self):
        return f"{self.person} in {self.place}"


class Community(models.Model):
    """A community of focus: the people most affected, whose majority is enforced."""

    name = models.CharField(_("name"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("community of focus")
        verbose_name_plural = _("communities of focus")
        ordering = ["name"]

    def __str__(self):
        return self.name


class CityShare(models.Model):
    """How large a share of the city a community is, by a published source. Kept by staff, shown beside the boards."""

    community = models.ForeignKey(Community, verbose_name=_("community"), on_delete=models.PROTECT, related_name="+")
    percent = models.DecimalField(
        _("percent of the city"),
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    source = models.CharField(_("source"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1900), MaxValueValidator(2200)])

    class Meta:
        verbose_name = _("share of the city")
        verbose_name_plural = _("shares of the city")
        ordering = ["community__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["community"], name="people_one_share_a_community"),
            models.CheckConstraint(condition=models.Q(percent__range=(0, 100)), name="people_share_is_a_percentage"),
        ]

    def __str__(self):
        return f"{self.community}: {self.percent} %"


class SelfDescription(models.Model):
    """What a person tells about themself, privately. Written by them, shown to nobody else, ever."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="self_description")
    communities = models.ManyToManyField(Community, blank=True)
    words = models.TextField(_("in my own words"), blank=True, max_length=1000)

    def __str__(self):
        return pgettext_lazy("private", "private").__str__()


class DraftQuerySet(models.QuerySet):
    def typed(self, person, form) -> dict:
        """What this person has typed into this form and not sent; nothing when there is no draft."""
        draft = self.filter(person=person, form=form).first()
        return draft.fields if draft else {}


class Draft(models.Model):
    """What somebody has typed into a long form and not sent yet. Seen by them alone."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=120)
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "form"], name="people_one_draft_a_form")]

    def __str__(self):
        return f"{self.form} of {self.person}"


class CardQuerySet(models.QuerySet):
    def live(self, at):
        """Cards that still let somebody in."""
        return self.filter(used_at=None, revoked_at=None, issued_at__lte=at, until__gt=at)


class Card(models.Model):
    """A way in for somebody without e-mail: a code on paper that works once. Only its digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cards")
    digest = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(revoked_at=None), name="people_one_card_at_a_time"
            ),
            models.CheckConstraint(condition=models.Q(until__gt=models.F("issued_at")), name="people_card_has_time"),
        ]

    def __str__(self):
        return f"Card {self.pk}"

    def get_absolute_url(self):
        return reverse("my_way_in")


# A card is used once and made worthless once; nothing else about it ever changes.
append_only(
    "people_card",
    except_update=f"OLD.revoked_at IS NULL AND ({changed('used_at', 'revoked_at')}) "
    f"AND (OLD.used_at IS NULL OR NOT ({changed('used_at')})) "
    f"AND NOT ({changed('id', 'person_id', 'digest', 'issued_by_id', 'issued_at', 'until')})",
)
