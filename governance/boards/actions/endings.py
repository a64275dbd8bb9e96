"""A term nears its end."""

from django.db import transaction

from community.record import clock, locks
from community.record.actions import enter

from .. import rules, verbs
from ..models import Reminder


@transaction.atomic
def remind(term, *, at=None) -> bool:
    """Tell a member that their term ends soon. Whether it was time to."""
    term = locks.fresh(term)
    at = at or clock.now()
    told = list(term.reminders.values_list("days", flat=True))
    due = rules.due_reminders(until=term.until, at=at, told=told)
    if not due:
        return False
    Reminder.objects.bulk_create(Reminder(term=term, days=days) for days in due if days not in told)
    enter(verbs.TERM_ENDING, term, about=[term.seat.board], at=at, days=due[0], ends=term.until.isoformat())
    return True
