"""What falls due by the clock: an answer that was not given is late, and says so."""

from community.record import clock

from . import actions
from .models import Answer


def note_late_answers(at=None) -> int:
    """Tell, once each, which answers are late."""
    at = at or clock.now()
    late = Answer.objects.owed().filter(due_at__lte=at, late_told=False)
    return sum(actions.note_late(answer, at=at) for answer in late)


DUE = [note_late_answers]
