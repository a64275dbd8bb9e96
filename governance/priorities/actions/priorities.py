"""What happens to suggestions and priorities. Publishing is Priority.publish: Wagtail calls it too."""

from django.db import transaction
from django.utils.dateparse import parse_datetime

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist
from community.rooms import actions as rooms

from .. import rules, verbs
from ..models import Adoption, Backing, Priority, Suggestion


@transaction.atomic
def suggest(board, *, by, need, who, what, source="", language="en", at=None) -> Suggestion:
    """Anyone signed in says what is needed, who needs it and what would help."""
    at = at or clock.now()
    suggestion = Suggestion.objects.create(
        board=board,
        need=clean(need),
        who=clean(who),
        what=clean(what),
        source=source,
        language=language,
        by=by,
        at=at,
    )
    rooms.open_for(suggestion, str(suggestion), readable_by="everyone", writable_by="signed_in", at=at)
    enter(verbs.SUGGESTED, suggestion, by=by, about=[board], at=at)
    return suggestion


def back_verdict(suggestion, person, at):
    """Whether this person may put this suggestion forward now, and if not, why."""
    return rules.may_back(
        is_member=suggestion.board.seats_person(person, at),
        has_backed=person.is_authenticated and suggestion.backings.filter(person=person).exists(),
        is_on_table=suggestion.tabled_at is not None,
    )


@transaction.atomic
def back(suggestion, *, by, at=None) -> Suggestion:
    """A member puts a suggestion forward. With enough members it is on the board's table for good."""
    suggestion = locks.fresh(suggestion)
    at = at or clock.now()
    insist(back_verdict(suggestion, by, at))
    Backing.objects.create(suggestion=suggestion, person=by)
    enter(verbs.BACKED, suggestion, by=by, about=[suggestion.board], at=at)
    if suggestion.backings.count() >= suggestion.board.charter_at(at)["suggestion.members"]:
        suggestion.tabled_at = at
        suggestion.save(update_fields=["tabled_at"])
        enter(verbs.TABLED, suggestion, by=by, about=[suggestion.board], at=at)
    return suggestion


@transaction.atomic
def decide(priority, *, vote, at=None) -> Adoption:
    """Write down what the board decided about the exact words it voted on."""
    locks.hold(priority)
    at = at or clock.now()
    terms = vote.pinned
    opens, closes = (parse_datetime(terms[moment] or "") for moment in ("opens_at", "closes_at"))
    adoption = Adoption.objects.create(
        priority=priority,
        vote=vote,
        text=vote.subject_text,
        hash=vote.subject_hash,
        is_adopted=vote.passed,
        at=at,
        amount=terms["amount"],
        currency=terms["currency"],
        opens_at=opens,
        closes_at=closes,
    )
    Priority.objects.filter(pk=priority.pk).update(is_decided=True)
    verb = verbs.ADOPTED if vote.passed else verbs.REJECTED
    enter(verb, priority, about=[vote, vote.board], at=at, text=vote.subject_hash, vote=vote.pk)
    return adoption
