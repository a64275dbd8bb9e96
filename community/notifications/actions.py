"""What happens to what one was told: it is read."""

from django.db import transaction

from community.record import clock

from .models import Notification


@transaction.atomic
def read(person, *, up_to: int, at=None) -> int:
    """Mark as read what somebody was told, up to a number: what came after they looked stays unread."""
    unread = Notification.objects.filter(person=person, read_at=None, pk__lte=up_to)
    return unread.update(read_at=at or clock.now())
