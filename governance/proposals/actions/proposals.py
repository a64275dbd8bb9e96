"""What happens to proposals: start, change, send, take back, decide."""

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.models import canonical, digest_of
from community.record.verdict import all_of, insist
from community.rooms import actions as rooms

from .. import rules, verbs
from ..models import Proposal, Version, left_for, most_of

WRITTEN = ("title", "what", "why", "amount", "currency", "organization", "language")


def _write_version(proposal, at) -> Version | None:
    """Keep the words and the sum as they are now, if they say something new."""
    text = canonical({field: getattr(proposal, field) for field in WRITTEN})
    newest, fingerprint = proposal.version, digest_of(text)
    if newest and newest.hash == fingerprint:
        return None
    number = newest.number + 1 if newest else 1
    return Version.objects.create(proposal=proposal, number=number, text=text, hash=fingerprint, at=at)


def ask_verdict(priority, amount):
    """Whether this sum fits what the board adopted, or what the priority has in its plan, and if not, why."""
    return rules.may_ask(amount=amount, priority_amount=most_of(priority))


@transaction.atomic
def start(priority, *, by, title, what, why, amount, organization="", language="en", at=None) -> Proposal:
    """Anyone signed in starts a proposal to a priority the board adopted. It is a draft, seen by its author."""
    locks.hold(priority)
    at = at or clock.now()
    insist(priority.may_receive(at))
    insist(ask_verdict(priority, amount))
    proposal = Proposal.objects.create(
        priority=priority,
        author=by,
        title=title.strip(),
        what=clean(what),
        why=clean(why),
        amount=amount,
        currency=priority.in_force.currency,
        organization=organization.strip(),
        language=language,
        made_at=at,
    )
    enter(verbs.STARTED, proposal, by=by, about=[priority], at=at)
    return proposal


@transaction.atomic
def change(proposal, *, by, at=None, **words) -> Proposal:
    """The author changes words or sum until the board decides. A vote that was asked for keeps its version.

    Versions are kept from sending on: what a draft said before is its author's own affair.
    """
    locks.hold(proposal.priority)
    proposal = locks.fresh(proposal)
    at = at or clock.now()
    insist(change_verdict(proposal, by))
    insist(ask_verdict(proposal.priority, words.get("amount", proposal.amount)))
    for field, value in words.items():
        setattr(proposal, field, clean(value) if field in ("what", "why") else value)
    proposal.save(update_fields=list(words))
    version = None if proposal.state == Proposal.State.DRAFT else _write_version(proposal, at)
    if version:
        enter(
            verbs.CHANGED,
            proposal,
            by=by,
            about=[proposal.priority],
            at=at,
            version=version.number,
            text=version.hash,
        )
    return proposal


def change_verdict(proposal, person):
    """Whether this person may change this proposal now, and if not, why."""
    is_author = person.is_authenticated and proposal.author_id == person.pk
    return rules.may_change(state=proposal.state, is_author=is_author)


def send_verdict(proposal, person, at):
    """Whether this person may send this proposal now, and if not, why."""
    return rules.may_send(
        state=proposal.state,
        is_author=person.is_authenticated and proposal.author_id == person.pk,
        receives=proposal.priority.may_receive(at),
        asks=all_of(
            ask_verdict(proposal.priority, proposal.amount), rules.may_draw(is_same_money=proposal.is_same_money)
        ),
    )


@transaction.atomic
def send(proposal, *, by, at=None) -> Proposal:
    """The author sends the proposal to the board, under the adoption in force."""
    locks.hold(proposal.priority)
    proposal = locks.fresh(proposal)
    at = at or clock.now()
    priority = proposal.priority
    insist(send_verdict(proposal, by, at))
    proposal.state, proposal.sent_at, proposal.adoption = Proposal.State.SENT, at, priority.in_force
    proposal.save(update_fields=["state", "sent_at", "adoption"])
    rooms.open_for(proposal, proposal.title, readable_by="everyone", writable_by="signed_in", at=at)
    version = _write_version(proposal, at)
    enter(
        verbs.SENT,
        proposal,
        by=by,
        about=[priority, priority.board],
        at=at,
        version=version.number,
        text=version.hash,
        amount=proposal.amount,
        currency=proposal.currency,
        adoption=proposal.adoption.hash,
    )
    return proposal


@transaction.atomic
def withdraw(proposal, *, by, why="", at=None) -> Proposal:
    """The author takes the proposal back. It stays readable."""
    locks.hold(proposal.board)
    proposal = locks.fresh(proposal)
    insist(withdraw_verdict(proposal, by))
    proposal.state = Proposal.State.WITHDRAWN
    proposal.save(update_fields=["state"])
    enter(verbs.WITHDRAWN, proposal, by=by, why=why, about=[proposal.priority], at=at)
    return proposal


def withdraw_verdict(proposal, person):
    """Whether this person may take this proposal back now, and if not, why."""
    return rules.may_withdraw(
        state=proposal.state,
        is_author=person.is_authenticated and proposal.author_id == person.pk,
        is_on_vote=proposal.votes.called().exists(),
    )


@transaction.atomic
def decide(proposal, *, vote, option=None, at=None) -> Proposal:
    """Write down what the board decided. What passed is what was put: a later change falls away.

    option: what stood for it in a vote that it won together with others.
    """
    proposal = locks.fresh(proposal)
    at = at or clock.now()
    then = Proposal.State.PASSED if vote.passed else Proposal.State.NOT_PASSED
    insist(rules.may_decide(state=proposal.state, then=then))
    pinned = option.facts if option else vote.pinned
    if vote.passed and not vote.binds:
        # The fund follows a recommendation: meanwhile the board may have given the money to something else.
        left = left_for(proposal.priority, beside=proposal, at=at)
        insist(rules.may_pass(amount=pinned["amount"], left=left.amount))
    put = proposal.versions.get(number=pinned["version"]).facts
    for field in WRITTEN if vote.passed else ():
        setattr(proposal, field, put[field])
    proposal.state, proposal.decision = then, vote
    proposal.save(update_fields=["state", "decision", *WRITTEN])
    _write_version(proposal, at)
    verb = verbs.PASSED if vote.passed else verbs.NOT_PASSED
    enter(
        verb,
        proposal,
        about=[proposal.priority, vote, vote.board],
        at=at,
        vote=vote.pk,
        text=option.hash if option else vote.subject_hash,
    )
    return proposal
