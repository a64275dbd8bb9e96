"""Somebody applies for a seat: an application is begun, answered, sent, scored, taken back or put off.

It needs no account. Who holds an application is known by their account or their browser's session;
the code leads back to it, and is said to nobody else.
"""

from datetime import timedelta

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import all_of, insist

from .. import rules, verbs
from ..models import Application, Portrait, Review
from ..portraits import NEIGHBORHOOD, asked_by, household_of

State = Application.State
TYPED = {"name", "contact", "why", "call_me", "place", "proof", "needs", "pay_way", "language"}


def _known(person):
    """The person, when there is one who is signed in."""
    return person if person is not None and person.is_authenticated else None


def apply_verdict(call, person, at, application=None):
    """Whether somebody may apply now, and if not, why. The page and the action ask the same.

    application: what they have begun already. The same name and number a second time is the same person.
    """
    person, sent = _known(person), call.applications.sent()
    has_applied = person is not None and sent.filter(person=person).exists()
    if application and application.contact:
        has_applied |= sent.filter(name__iexact=application.name, contact__iexact=application.contact).exists()
    return rules.may_apply(
        opens=call.opens_at,
        closes=call.closes_at,
        at=at,
        seat_is_vacant=bool(call.seats_at(at)),
        has_applied=has_applied,
        holds_seat=person is not None and call.seat.board.seats_person(person, at),
        works_for_fund=person is not None and person.is_staff,
    )


@transaction.atomic
def begin(call, *, by=None, language="en", at=None, **typed) -> Application:
    """Begin an application. Nothing is sent, and nobody but the one who writes it sees it."""
    locks.hold(call)
    at = at or clock.now()
    insist(apply_verdict(call, by, at))
    if _known(by) and (begun := call.applications.filter(person=by, state=State.STARTED).first()):
        return answer(begun, language=language, **typed)
    application = Application.objects.create(
        call=call, person=_known(by), language=language, state=State.STARTED, started_at=at
    )
    Portrait.objects.create(application=application)
    return answer(application, language=language, **typed)


@transaction.atomic
def answer(application, *, street="", about=None, **typed) -> Application:
    """Keep what somebody typed at one question, also when the call has closed meanwhile.

    street: kept as a digest that tells only whether two people share a home. about: what they say about
    themself, for the draw alone.
    """
    application = locks.fresh(application)
    insist(rules.may_answer(is_started=application.state == State.STARTED))
    unknown = typed.keys() - TYPED
    if unknown:
        raise TypeError(f"an application has no {', '.join(sorted(unknown))}")
    for field, value in typed.items():
        setattr(application, field, clean(value) if field == "why" else value)
    if street:
        application.household = household_of(street)
    application.save()
    _describe(application, about or {})
    return application


def _describe(application, about) -> None:
    """Keep the answers that the call's quotas need, and no other."""
    wanted = {category.key: dict(category.values) for category in asked_by(application.call)}
    if application.place_id:
        about = {NEIGHBORHOOD: str(application.place_id)} | about
    portrait = application.portrait
    for key, value in about.items():
        portrait.answers.pop(key, None)
        if value in wanted.get(key, {}):
            portrait.answers[key] = value
    portrait.save(update_fields=["answers"])


def send_verdict(application, person, at):
    """Whether this application may be sent now, and if not, why."""
    return all_of(
        rules.may_answer(is_started=application.state == State.STARTED),
        apply_verdict(application.call, person, at, application),
        rules.may_send(
            is_started=application.state == State.STARTED,
            has_name=bool(application.name),
            has_words=bool(application.why),
            wants_call=application.call_me,
            has_contact=bool(application.contact),
        ),
    )


@transaction.atomic
def send(application, *, by=None, at=None) -> Application:
    """Send an application. The record says that somebody applied, and nothing about them."""
    locks.hold(application.call)
    application = locks.fresh(application)
    at = at or clock.now()
    insist(send_verdict(application, by or application.person, at))
    application.person = application.person or _known(by)
    application.state, application.sent_at = State.WAITING, at
    application.save(update_fields=["person", "state", "sent_at"])
    enter(verbs.APPLIED, application, about=[application.board], at=at)
    return application


@transaction.atomic
def apply(call, *, by=None, why, name="", contact="", language="en", at=None, **typed) -> Application:
    """Begin an application, answer it and send it in one go."""
    at, name = at or clock.now(), name or (by.name if _known(by) else "")
    begun = begin(call, by=by, language=language, at=at, why=why, name=name, contact=contact, **typed)
    return send(begun, by=by, at=at)


@transaction.atomic
def withdraw(application, *, at=None) -> Application:
    """Take an application back. Who applied needs no reason."""
    application = locks.fresh(application)
    insist(rules.may_withdraw(is_undecided=application.is_open))
    application.state = State.WITHDRAWN
    application.save(update_fields=["state"])
    enter(verbs.WITHDRAWN, application, about=[application.board], at=at)
    return application


def defer_verdict(application):
    """Whether this application may be put off to the next draw, and if not, why."""
    return rules.may_defer(
        is_waiting=application.state == State.WAITING,
        is_lottery=application.call.way == application.call.Way.LOTTERY,
        is_deferred=application.is_deferred,
    )


@transaction.atomic
def defer(application, *, at=None) -> Application:
    """Put oneself off to the next draw: not drawn now, and still in the pool."""
    application = locks.fresh(application)
    insist(defer_verdict(application))
    application.is_deferred = True
    application.save(update_fields=["is_deferred"])
    enter(verbs.DEFERRED, application, about=[application.board], at=at)
    return application


def review_verdict(application, *, by, score, words, at):
    """Whether this person may score this application so, and if not, why."""
    return rules.may_review(
        is_member=application.board.seats_person(by, at),
        is_own=application.person_id == by.pk,
        is_waiting=application.state == State.WAITING,
        has_scored=by.is_authenticated and application.reviews.filter(reviewer=by).exists(),
        way=str(application.call.way),
        score=score,
        words=words,
    )


@transaction.atomic
def review(application, *, by, score, words, at=None) -> Review:
    """Score an application, once and for good, before one is told whose it is."""
    application = locks.fresh(application)
    at = at or clock.now()
    insist(review_verdict(application, by=by, score=score, words=words, at=at))
    made = Review.objects.create(application=application, reviewer=by, score=score, words=clean(words), at=at)
    enter(verbs.REVIEWED, application, by=by, about=[application.board], at=at)
    return made


def write_down_verdict(application, *, by, at):
    """Whether this person may write down what the applicant said on the phone, and if not, why."""
    return rules.may_write_down(
        is_clerk=application.board.has_role(by, "clerk", at),
        wants_call=application.call_me,
        is_waiting=application.state == State.WAITING,
        has_words=bool(application.why),
    )


@transaction.atomic
def write_down(application, *, by, why, at=None) -> Application:
    """The clerk called, and writes down why somebody wants the seat."""
    application = locks.fresh(application)
    at = at or clock.now()
    insist(write_down_verdict(application, by=by, at=at))
    application.why = clean(why)
    application.save(update_fields=["why"])
    enter(verbs.WRITTEN_DOWN, application, by=by, about=[application.board], at=at)
    return application


@transaction.atomic
def drop_unsent(*, at=None) -> int:
    """Drop applications that were begun long ago and never sent, with everything typed in them."""
    at = at or clock.now()
    old = Application.objects.filter(state=State.STARTED, started_at__lte=at - timedelta(days=rules.UNSENT_DAYS))
    dropped = old.count()
    old.delete()
    return dropped
