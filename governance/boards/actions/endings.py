"""A term nears its end, and the board takes a seat from a member."""

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist

from .. import rules, verbs
from ..models import Reminder, Removal, Term
from .terms import _cut


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


def removal_verdict(term, *, by, why, at):
    """Whether the board can be asked to end this term now, and if not, why."""
    return rules.may_ask_removal(is_own=by.pk == term.person_id, has_ended=term.until <= at, why=why)


@transaction.atomic
def ask_removal(term, *, by, why, language="en", at=None) -> Removal:
    """Write down why a member's term should end, and tell that member at once. The vote is asked for with it."""
    at, why = at or clock.now(), clean(why)
    insist(removal_verdict(term, by=by, why=why, at=at))
    removal = Removal.objects.create(term=term, why=why, language=language, by=by, at=at)
    enter(verbs.REMOVAL_ASKED, removal, by=by, why=why, about=[removal.board, term, term.person], at=at)
    return removal


@transaction.atomic
def remove(removal, *, vote_id, at=None) -> Term:
    """The board decided by a vote that this term ends: it ends now."""
    locks.hold(removal.board)
    term = Term.objects.get(pk=removal.term_id)
    at = at or clock.now()
    if at < term.until:
        _cut(term, ends=max(at, term.since), why=removal.why, by=None, at=at, vote=vote_id)
    return term
