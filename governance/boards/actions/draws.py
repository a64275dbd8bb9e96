"""The draw itself: secrets are revealed, or a public source is entered, and with the last one the panel is drawn."""

from django.db import transaction

from community.people.words import clean
from community.record import clock
from community.record.actions import enter
from community.record.verdict import insist

from .. import rules, verbs
from ..lottery import redraw
from ..models import Application, Lottery
from .answers import answer_all
from .lotteries import hold, is_clerk

State = Lottery.State


def reveal_verdict(lottery, *, by, secret=None):
    """Whether this person may reveal this secret now, and if not, why. Without a secret: whether they may at all."""
    made = lottery.commitments.filter(person=by).first() if by.is_authenticated else None
    return rules.may_reveal(
        state=str(lottery.state),
        has_committed=made is not None,
        has_revealed=made is not None and bool(made.secret),
        is_right=secret is None or (made is not None and _digest(secret) == made.digest),
    )


def _digest(secret: str) -> str:
    try:
        return redraw.commitment(secret)
    except (redraw.Malformed, UnicodeEncodeError):
        return ""


@transaction.atomic
def reveal(lottery, *, by, secret, at=None) -> Lottery:
    """Reveal the secret one committed to. With the last one the panel is drawn, in the same act."""
    lottery = hold(lottery)
    at = at or clock.now()
    insist(reveal_verdict(lottery, by=by, secret=secret))
    mine = lottery.commitments.get(person=by)
    mine.secret, mine.revealed_at = secret.strip(), at
    mine.save(update_fields=["secret", "revealed_at"])
    enter(verbs.REVEALED, lottery, by=by, about=[lottery.board], at=at, digest=mine.digest)
    if not lottery.commitments.filter(secret="").exists():
        _draw(lottery, list(lottery.commitments.values_list("secret", flat=True)), at)
    return lottery


def enter_source_verdict(lottery, *, by, at, words):
    """Whether this person may enter what the public source said now, and if not, why."""
    return rules.may_enter_source(
        is_clerk=is_clerk(lottery.board, by, at),
        state=str(lottery.state),
        has_source=bool(lottery.source),
        speaks=lottery.source_at,
        at=at,
        words=words,
    )


@transaction.atomic
def enter_source(lottery, *, by, words, at=None) -> Lottery:
    """Enter what the public source said, once. The panel is drawn in the same act."""
    lottery = hold(lottery)
    at = at or clock.now()
    insist(enter_source_verdict(lottery, by=by, at=at, words=words))
    lottery.source_said = " ".join(words.split())
    enter(verbs.SOURCE_SAID, lottery, by=by, about=[lottery.board], at=at, said=lottery.source_said)
    _draw(lottery, [lottery.source_said], at)
    return lottery


def _draw(lottery, secrets, at) -> None:
    """Draw the panel that the file and the secrets give, and answer everybody. Nobody chooses anything here."""
    drawn = redraw.draw(lottery.text, secrets)
    lottery.state, lottery.seed, lottery.number, lottery.drawn_at = State.DRAWN, drawn.seed, drawn.number, at
    lottery.save(update_fields=["state", "seed", "number", "drawn_at", "source_said"])
    tickets = {ticket.token: ticket for ticket in lottery.tickets.select_related("application")}
    named = redraw.read(lottery.text)["lottery"]
    chosen = [tickets[token] for token in sorted(tickets) if redraw.mark(named, drawn.number, token) in drawn.panel]
    for ticket in chosen:
        ticket.is_drawn = True
        ticket.save(update_fields=["is_drawn"])
    enter(
        verbs.DRAWN, lottery, about=[lottery.board, lottery.call], at=at,
        file=drawn.file_hash, seed=drawn.seed, number=drawn.number, seats=len(chosen),
    )  # fmt: skip
    carried = [ticket.application for ticket in chosen if _is_willing(ticket.application)]
    for application in carried:
        application.state = Application.State.CARRIED
        application.save(update_fields=["state"])
    if lottery.after is None:
        answer_all(lottery.call, at=at)
    else:  # the others were answered after the first draw, and stay in the pool
        for application in carried:
            enter(verbs.ANSWERED, application, about=[lottery.board], at=at)


def _is_willing(application) -> bool:
    """Whether somebody who is drawn still wants to be: not when they took it back or were put off since."""
    in_pool = application.state in (Application.State.WAITING, Application.State.NOT_CHOSEN)
    return in_pool and not (application.is_deferred and application.state == Application.State.WAITING)


def give_up_verdict(lottery, *, by, at, why):
    """Whether this person may declare now that the lottery waits in vain, and if not, why."""
    return rules.may_give_up(
        is_clerk=is_clerk(lottery.board, by, at),
        state=str(lottery.state),
        reveal_by=lottery.reveal_by,
        at=at,
        why=why,
    )


@transaction.atomic
def give_up(lottery, *, by, why, at=None) -> Lottery:
    """Declare in public that a secret was not revealed in time. Nothing is drawn; another lottery may be prepared."""
    lottery = hold(lottery)
    at = at or clock.now()
    insist(give_up_verdict(lottery, by=by, at=at, why=why))
    missing = sorted(lottery.commitments.filter(secret="").values_list("digest", flat=True))
    lottery.state, lottery.fault, lottery.ended_at, lottery.ended_why = State.FAILED, "not_revealed", at, clean(why)
    lottery.save(update_fields=["state", "fault", "ended_at", "ended_why"])
    about = [lottery.board, lottery.call]
    enter(verbs.GIVEN_UP, lottery, by=by, why=lottery.ended_why, about=about, at=at, missing=missing)
    return lottery
