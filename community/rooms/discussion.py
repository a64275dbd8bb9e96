"""What a page shows of a room: the last messages, who may read and write, the form or why there is none."""

from dataclasses import dataclass

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import get_language

from community.record.verdict import Verdict

from . import actions as rooms
from . import lines, rules
from .forms import MessageForm
from .models import Room
from .moderation import moderates
from .routing import socket_path


@dataclass
class Discussion:
    """A room as one person sees it now. `before` leads to earlier messages; without it, it is live."""

    room: Room
    person: object
    count: int
    before: int | None = None
    form: MessageForm | None = None
    refused: Verdict | None = None

    def __post_init__(self):
        room, person = self.room, self.person
        inside = not room.is_public and person.is_authenticated and room.holds(person)
        self.may_read = rules.may_read(is_public=room.is_public, is_member=inside)
        self.lines = []
        if self.may_read:
            self.lines = lines.before(room, self.before or room.last_seq + 1, self.count)
        self.may_write = rooms.may_write(room, person)
        self.form = self.form or MessageForm()
        self.moderates = moderates(room, person)

    @property
    def is_live(self) -> bool:
        """Whether this is the end of the discussion, where new messages appear."""
        return self.before is None or self.before > self.room.last_seq

    @property
    def last(self) -> int:
        """The number of the last message shown."""
        return self.lines[-1].seq if self.lines else 0

    @property
    def earlier(self) -> str:
        """Where the messages before these are, if there are any."""
        first = self.lines[0].seq if self.lines else 0
        return f"{self.room.get_absolute_url()}?before={first}#end" if first > 1 else ""

    @property
    def sign_in(self) -> str:
        """Where a visitor signs in to write; nothing for whoever is signed in, and in a closed room."""
        return resolve_url(settings.LOGIN_URL) if self.room.is_open and not self.person.is_authenticated else ""

    @property
    def socket(self) -> str:
        return socket_path(self.room.pk, get_language())

    @property
    def messages_url(self) -> str:
        return reverse("room_messages", args=[self.room.pk])
