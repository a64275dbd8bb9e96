"""Rooms: where people talk about one thing, who is in them, and what was said, in order."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.record import clock
from community.record.guards import append_only, changed
from community.record.models import type_of
from community.record.periods import no_overlap


class RoomQuerySet(models.QuerySet):
    def open_to(self, person, at=None):
        """Rooms this person may read. The page, the list of messages and the open socket all ask here."""
        public = Q(readable_by=Room.Readers.EVERYONE)
        if person is None or not person.is_authenticated:
            return self.filter(public)
        inside = RoomMember.objects.filter(room=OuterRef("pk"), person=person).present(at)
        return self.filter(public | Exists(inside))

    def about(self, subject):
        """The room in which this thing is discussed."""
        return self.filter(subject_type=type_of(subject), subject_id=subject.pk)


class Room(models.Model):
    """A place to talk about one thing. It says who may read and who may write, and numbers what is said."""

    class Readers(models.TextChoices):
        EVERYONE = "everyone", _("Everybody may read this discussion.")
        MEMBERS = "members", _("Only members of this room may read this discussion.")

    class Writers(models.TextChoices):
        SIGNED_IN = "signed_in", _("Anyone signed in may write.")
        MEMBERS = "members", _("Only members of this room may write.")

    title = models.CharField(max_length=300)
    # What is discussed, by kind and number, like a subject in the record: a room imports nothing above it.
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    subject_path = models.CharField(max_length=300, blank=True)
    readable_by = models.CharField(max_length=20, choices=Readers, default=Readers.EVERYONE)
    writable_by = models.CharField(max_length=20, choices=Writers, default=Writers.SIGNED_IN)
    # Both only grow, under the room's lock: an open page that knows older numbers has missed something.
    last_seq = models.PositiveBigIntegerField(default=0)
    hides = models.PositiveBigIntegerField(default=0)
    is_open = models.BooleanField(default=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id"], name="rooms_one_per_subject"),
            models.CheckConstraint(
                condition=Q(subject_id=None, subject_type="") | (Q(subject_id__isnull=False) & ~Q(subject_type="")),
                name="rooms_subject_whole_or_none",
            ),
            models.CheckConstraint(
                condition=Q(readable_by="everyone") | Q(writable_by="members"),
                name="rooms_writers_may_read",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("room", args=[self.pk])

    @property
    def is_public(self) -> bool:
        """Whether everybody may read here."""
        return self.readable_by == self.Readers.EVERYONE

    def holds(self, person, at=None) -> bool:
        """Whether this person is a member at this moment."""
        return self.members.filter(person=person).present(at).exists()


class RoomMemberQuerySet(models.QuerySet):
    def present(self, at=None):
        """Memberships that run at this moment; at the database's present one when none is given."""
        at = at or clock.Present()
        return self.filter(Q(until=None) | Q(until__gt=at), since__lte=at, person__is_active=True)


class RoomMember(models.Model):
    """A person's place in a room, from one moment until another. Ended, never removed."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="room_places")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = RoomMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="rooms_member_ends_after_beginning"
            ),
            models.UniqueConstraint(
                fields=["room", "person"], condition=Q(until=None), name="rooms_member_once_open_ended"
            ),
        ]

    def __str__(self):
        return f"{self.person} in {self.room}"


class MessageQuerySet(models.QuerySet):
    def visible_to(self, person, at=None):
        """Messages of the rooms this person may read."""
        return self.filter(room__in=Room.objects.open_to(person, at))


class Message(models.Model):
    """What somebody said in a room: numbered, kept, never rewritten. It can be hidden, with a reason."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="messages")
    seq = models.PositiveBigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages")
    text = models.TextField()
    language = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()
    # Made by the sender's form: the same message sent twice is stored once.
    key = models.UUIDField(default=uuid.uuid4)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    hidden_why = models.CharField(max_length=500, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["room", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="rooms_message_number_once"),
            models.UniqueConstraint(fields=["room", "by", "key"], name="rooms_message_sent_once"),
            models.CheckConstraint(condition=~Q(text=""), name="rooms_message_says_something"),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_by=None, hidden_why="")
                | (Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_why="")),
                name="rooms_message_hidden_by_somebody_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["room", "by", "at"], name="rooms_message_pace"),
            models.Index(fields=["room", "seq"], condition=Q(hidden_at__isnull=False), name="rooms_message_hidden"),
        ]

    def __str__(self):
        return f"{self.room} #{self.seq}"

    def get_absolute_url(self):
        return f"{self.room.get_absolute_url()}?before={self.seq + 1}#m{self.seq}"


no_overlap("rooms_roommember", "room_id", "person_id")
# The only change a message ever sees is that it is hidden.
append_only(
    "rooms_message",
    except_update="OLD.hidden_at IS NULL AND NEW.hidden_at IS NOT NULL "
    f"AND NOT ({changed('id', 'room_id', 'seq', 'by_id', 'text', 'language', 'at', 'key')})",
)
