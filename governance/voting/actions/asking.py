"""A vote is asked for, and with enough members it is called."""

from datetime import timedelta

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.models import canonical, digest_of
from community.record.verdict import all_of, insist
from governance.boards import actions as boards
from governance.boards.models import Removal

from .. import rules, verbs
from ..models import Motion, Mover, Option, Question, Vote
from .recusals import left_verdict
from .steps import become


def motion_verdict(board, person, at):
    """Whether this person may propose a motion to this board now, and if not, why."""
    return rules.may_move(is_member=board.seats_person(person, at), subject=rules.YES, is_pending=False)


@transaction.atomic
def propose_motion(board, *, by, text, why="", language="en", method=rules.MOTION, at=None, **how) -> Vote:
    """A member proposes a motion of their own and asks for a vote on it. how: as `move` takes it."""
    at = at or clock.now()
    insist(motion_verdict(board, by, at))
    words = {"text": text.strip(), "why": clean(why), "language": language, "method": method}
    return move(board, Motion.objects.create(board=board, by=by, at=at, **words), by=by, at=at, **how)


@transaction.atomic
def propose_question(board, *, by, text, choices, method, seats=1, why="", language="en", at=None, **how) -> Vote:
    """A member asks the board to choose from several, and asks for a vote on it. how: as `move` takes it."""
    at = at or clock.now()
    insist(motion_verdict(board, by, at))
    insist(rules.may_offer(method=method, titles=choices, seats=seats))
    words = {"text": text.strip(), "why": clean(why), "language": language, "choices": [one.strip() for one in choices]}
    question = Question.objects.create(board=board, by=by, at=at, method=method, seats=seats, **words)
    return move(board, question, by=by, at=at, **how)


def removal_verdict(term, person, at, why="…"):
    """Whether this person may ask the board to end this term now, and if not, why."""
    asked = Removal.objects.filter(term=term).values("pk")
    votes = Vote.objects.filter(subject_type=Removal._meta.label_lower, subject_id__in=asked)
    return rules.may_move(
        is_member=term.seat.board.seats_person(person, at),
        subject=boards.removal_verdict(term, by=person, why=why, at=at),
        is_pending=votes.exclude(state=Vote.State.CERTIFIED).exists(),
    )


@transaction.atomic
def propose_removal(term, *, by, why, language="en", at=None) -> Vote:
    """A member asks for a vote on ending the term of another. That member is told at once."""
    board = term.seat.board
    locks.hold(board)
    at = at or clock.now()
    insist(removal_verdict(term, by, at, why))
    return move(board, boards.ask_removal(term, by=by, why=why, language=language, at=at), by=by, at=at)


def move_verdict(board, subject, person, at, *, is_pending=None):
    """Whether this person may ask for a vote on this thing now, and if not, why. is_pending: where it is known."""
    if is_pending is None:
        is_pending = Vote.objects.on(subject).exclude(state=Vote.State.CERTIFIED).exists()
    is_member = board.seats_person(person, at)
    return rules.may_move(
        is_member=is_member,
        closeness=left_verdict(subject, person, at) if is_member else rules.YES,
        subject=subject.may_be_put(at),
        is_pending=is_pending,
    )


def _put(subject) -> tuple[str, dict, list[dict]]:
    """The method a thing is asked by, its switches, and what there is to choose from."""
    options = subject.ballot_options() if hasattr(subject, "ballot_options") else []
    method = getattr(subject, "method", rules.MOTION)
    return method, rules.with_switches(method, getattr(subject, "parameters", {})), options


def _pin_options(vote, options) -> None:
    """Keep each option's words and cost as they are now: later edits are not voted on."""
    rows = []
    for place, option in enumerate(options):
        text, thing = canonical(option.get("text", {"title": option["title"]})), option.get("subject")
        rows.append(
            Option(
                vote=vote,
                key=option["key"],
                place=place,
                title=option["title"][:300],
                language=option.get("language", vote.language),
                text=text,
                hash=digest_of(text),
                cost=option.get("cost"),
                subject_type=thing._meta.label_lower if thing else "",
                subject_id=thing.pk if thing else None,
            )
        )
    Option.objects.bulk_create(rows)


def secrecy_verdict(charter, method, subject=None):
    """Whether a vote by this charter can be secret, and if not, why. subject: the thing, where there is one already."""
    asks_residents = getattr(subject, "residents_too", False) or charter["vote.residents_too"]
    return rules.may_hide(
        asks_residents=bool(asks_residents), is_advice=method != rules.MOTION, movers=charter["vote.movers"]
    )


def method_verdict(subject, mode, at):
    """Whether this thing can be asked in its way, openly or in secret, and if not, why."""
    method, parameters, options = _put(subject)
    titles = {option["key"]: option["title"] for option in options}
    costs = {option["key"]: option["cost"] for option in options if option.get("cost")}
    verdict = rules.may_ask_by(
        method=method,
        keys=[option["key"] for option in options],
        costs=costs,
        parameters=parameters,
        allowed=getattr(subject, "methods", (rules.MOTION,)),
    )
    if verdict:
        verdict = rules.may_be_counted(rules.Paper(method, titles, costs, parameters))
    may_hide = secrecy_verdict(subject.board.charter_at(at), method, subject) if mode == Vote.Mode.SECRET else rules.YES
    return all_of(verdict, may_hide)


@transaction.atomic
def move(board, subject, *, by, mode=Vote.Mode.OPEN, ends_when_all_voted=False, at=None) -> Vote:
    """A member asks for a vote. The words put are pinned now: later edits are not voted on."""
    # One move at a time on a board: two proposals must not both count on the same money.
    locks.hold(board)
    locks.hold(subject)
    subject.refresh_from_db()
    at = at or clock.now()
    insist(move_verdict(board, subject, by, at))
    insist(method_verdict(subject, mode, at))
    (method, parameters, options), text = _put(subject), canonical(subject.ballot_text())
    vote = Vote.objects.create(
        board=board,
        question=getattr(subject, "question", str(subject))[:300],
        language=getattr(subject, "language", board.language),
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_text=text,
        subject_hash=digest_of(text),
        mode=mode,
        method=method,
        parameters=canonical(parameters),
        ends_when_all_voted=ends_when_all_voted,
    )
    _pin_options(vote, options)
    Mover.objects.create(vote=vote, person=by)
    bound = rules.commitment(vote.seed)  # to the order that will break ties
    enter(verbs.MOVED, vote, by=by, about=[board, subject], at=at, text=vote.subject_hash, seed=bound)
    if board.charter_at(at)["vote.movers"] <= 1:
        _call(vote, by=by, at=at)
    return vote


@transaction.atomic
def second(vote, *, by, at=None) -> Vote:
    """Another member joins in. With enough of them the vote is called, and its notice begins."""
    # The same locks as moving: what can be put may have changed since the first member asked.
    locks.hold(vote.board)
    subject = vote.subject
    locks.hold(subject)
    subject.refresh_from_db()
    vote = locks.fresh(vote)
    at = at or clock.now()
    insist(second_verdict(vote, by, at))
    insist(subject.may_be_put(at))
    Mover.objects.create(vote=vote, person=by)
    enter(verbs.SECONDED, vote, by=by, about=[vote.board, subject], at=at)
    if vote.movers.count() >= vote.board.charter_at(at)["vote.movers"]:
        _call(vote, by=by, at=at)
    return vote


def second_verdict(vote, person, at):
    """Whether this person may join in asking for this vote now, and if not, why."""
    is_member = vote.state == Vote.State.MOVED and vote.board.seats_person(person, at)
    return rules.may_second(
        state=vote.state,
        is_member=is_member,
        closeness=left_verdict(vote.subject, person, at, vote=vote) if is_member else rules.YES,
        has_moved=person.is_authenticated and vote.movers.filter(person=person).exists(),
    )


def _call(vote, *, by, at) -> None:
    """The notice begins. Until the clerk sets other times, the vote opens when it is over."""
    charter = vote.board.charter_at(at)
    become(vote, Vote.State.CALLED)
    vote.called_at = at
    vote.opens_at = at + timedelta(days=charter[vote.notice_clause])
    vote.closes_at = vote.opens_at + timedelta(days=charter["vote.days"])
    vote.save()
    times = {"opens": vote.opens_at.isoformat(), "closes": vote.closes_at.isoformat()}
    enter(verbs.CALLED, vote, by=by, about=[vote.board, vote.subject], at=at, **times)
