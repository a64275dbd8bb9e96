"""A member says how close they are to an item; who is too close steps back, and alternates are called."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist
from community.rooms import actions as rooms
from governance.boards.models import Alternate, Grade, Term
from governance.boards.rules import Balance

from .. import closeness, rules, verbs
from ..models import Disclosure, RollEntry, Vote
from ..reading import votable, votable_kind


def stands_by(board, person, at) -> bool:
    """Whether somebody votes here, or may be called to."""
    return board.seats_person(person, at) or (
        person.is_authenticated and board.alternates.at(at).filter(person=person).exists()
    )


def left_verdict(thing, person, at, *, vote=None):
    """Whether this member has not left the item, and if they have, why they do nothing about it."""
    return rules.may_act_on(grade=closeness.of_one(thing, person, at, vote=vote).grade)


def disclose_verdict(thing, person, at, *, grade=None, vote=None, close=None):
    """Whether this person may say now how close they are, or that they are so close, and if not, why.

    vote, close: the vote under way and how close they are, where the caller has read them already.
    """
    if close is None:
        vote = vote or closeness.pending_vote(thing)
    is_member = close is not None or stands_by(thing.board, person, at)
    if is_member:
        close = close or closeness.of_one(thing, person, at, vote=vote)
    is_open = vote is not None and vote.state == Vote.State.OPENED
    mark = vote.roll.filter(person=person).first() if is_open and is_member else None
    return rules.may_disclose(
        is_member=is_member,
        is_decided=_is_decided(thing, vote, at),
        is_open=is_open,
        has_voted=bool(mark and mark.voted),
        has_said=bool(close and close.said),
        now=close.grade if close else Grade.NONE,
        least=close.least if close else Grade.NONE,
        grade=grade,
    )


def _is_decided(thing, vote, at) -> bool:
    """Whether the vote on a thing is over; nothing is decided before the first."""
    if vote is None:
        return Vote.objects.on(thing).exists()
    return vote.state == Vote.State.CLOSED or (vote.state == Vote.State.OPENED and at >= vote.closes_at)


def objection(room, person, at=None):
    """Why somebody may not write about an item: they left it. The room of anything else is open to them."""
    model = votable_kind(room.subject_type)
    if model is None:
        return rules.YES
    # Most people have nothing to do with most items: that is asked first, so that talk stays quick.
    said = Disclosure.objects.filter(
        subject_type=room.subject_type, subject_id=room.subject_id, person=person, grade=Grade.LEAVES
    )
    wrote = hasattr(model, "author_id") and model._default_manager.filter(pk=room.subject_id, author=person)
    if not (person.ties.leading_out().exists() or said.exists() or (wrote and wrote.exists())):
        return rules.YES
    at = at or clock.now()
    thing = votable(room.subject_type, room.subject_id, person)
    if thing is None or not stands_by(thing.board, person, at):
        return rules.YES
    return left_verdict(thing, person, at, vote=closeness.pending_vote(thing))


@transaction.atomic
def disclose(thing, *, by, grade, why, at=None) -> Disclosure:
    """Say in public how close one is to an item. Who is close steps back from its vote at once."""
    locks.hold(thing.board)
    locks.hold(thing)
    vote = closeness.pending_vote(thing)
    if vote:
        # Alone, without voters: of a ballot and a step back at the same moment exactly one holds.
        vote = locks.fresh(vote)
    _hold_room(thing)
    at = at or clock.now()
    insist(disclose_verdict(thing, by, at, grade=grade, vote=vote))
    said = _keep(thing, by, grade, why=clean(why), at=at, by=by, vote=vote)
    if vote and vote.state == Vote.State.OPENED and grade >= Grade.TALKS:
        _step_back(vote, by, at)
    return said


def _hold_room(thing) -> None:
    """Rooms are locked before the record: who leaves an item leaves its room, who is called comes in."""
    if room := rooms.room_for(thing):
        locks.hold(room)


def _keep(thing, person, grade, *, at, vote, by=None, why="", source=Disclosure.Source.SAID) -> Disclosure:
    """Write down how close somebody is, in the record too. Who left the item leaves its room."""
    board = thing.board
    room = rooms.room_for(thing)
    if room and grade == Grade.LEAVES:
        rooms.step_out(room, person, at=at)
    said = Disclosure.objects.create(
        board=board,
        subject_type=thing._meta.label_lower,
        subject_id=thing.pk,
        person=person,
        grade=grade,
        why=why,
        source=source,
        at=at,
    )
    verb = verbs.STEPPED_BACK if grade >= Grade.TALKS else verbs.DISCLOSED
    facts = {"person": str(person.public_id), "grade": int(grade), "source": str(source)}
    enter(verb, thing, by=by, why=why, about=[board, vote, person], at=at, **facts)
    return said


def _step_back(vote, person, at) -> None:
    """Take somebody off those who vote; where too few are left, alternates are called."""
    vote.roll.filter(person=person, voted=False, recused=False).update(recused=True)
    plan = standing(vote, at)
    if plan.called:
        call_in(vote, plan.called, at)
    if vote.ends_when_all_voted and not vote.roll.awaited().exists():
        from .counting import finish

        transaction.on_commit(lambda: finish(vote), robust=True)


def step_back_everywhere(person, *, at=None) -> None:
    """Somebody declared a tie: they step back from the open votes it touches, unless they have voted.

    Never from a secret one: who steps back then and who does not would tell everybody who has voted.
    """
    open_now = Vote.objects.open_at(at or clock.now()).filter(mode=Vote.Mode.OPEN)
    marks = RollEntry.objects.awaited().filter(person=person, vote__in=open_now)
    for mark in marks.select_related("vote__board"):
        step_back(mark.vote, person, at=at)


@transaction.atomic
def step_back(vote, person, *, at=None) -> None:
    """By a tie they declared, somebody steps back from an open vote in which they have not voted."""
    thing = vote.subject
    locks.hold(vote.board)
    locks.hold(thing)
    vote = locks.fresh(vote)
    _hold_room(thing)
    at = at or clock.now()
    close = closeness.of_one(thing, person, at, vote=vote)
    waits = vote.is_open_at(at) and vote.roll.awaited().filter(person=person).exists()
    if waits and close.grade >= Grade.TALKS:
        _keep(thing, person, close.grade, at=at, vote=vote, source=Disclosure.Source.TIE)
        _step_back(vote, person, at)


# --- Who may vote on it --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """Who may vote: how close each member is, those who step back, and the alternates who are called.

    free: in figures, with the called. Where too few are left nobody is called.
    """

    terms: list[Term]
    close: dict
    balance: Balance
    free: rules.Free
    called: list[Alternate]

    def is_away(self, person) -> bool:
        """Whether this person steps back."""
        return self.close[person.pk].grade >= Grade.TALKS


def before_opening(vote, at) -> Standing:
    """Who could vote if the vote opened now: its members, without those who are too close to the item."""
    charter, terms = vote.board.charter_at(at), list(vote.board.voting_terms(at))
    thing, balance = vote.subject, vote.board.balance(at)
    close = closeness.of(thing, [term.person for term in terms], at, charter=charter, vote=vote)
    away = [term for term in terms if close[term.person_id].grade >= Grade.TALKS]
    stay = [term for term in terms if term not in away]
    free = rules.Free(
        voters=Counter(term.seat.kind for term in stay),
        seats=len(terms),
        away=len(away),
        floor=charter["seats.floor"],
        quorum=charter["vote.quorum"],
        asks_floor=asks_floor(vote, balance),
    )
    on_it = [term.person_id for term in terms]
    free, called = _called(vote, thing, free, Counter(term.seat.kind for term in away), on_it, charter, at)
    return Standing(terms, close, balance, free, called)


def asks_floor(vote, balance) -> bool:
    """Whether residents must hold the floor for it: not to give a resident a seat, nor to recommend."""
    return not (vote.seats_a_resident or balance.is_minority_voice)


def free_of(vote, balance) -> rules.Free:
    """Who may vote on an open vote, in figures, from its roll."""
    marks = list(vote.roll.values_list("seat_kind", "recused", "alternate"))
    return rules.Free(
        voters=Counter(kind for kind, is_away, _alternate in marks if not is_away),
        seats=sum(alternate is None for _kind, _is_away, alternate in marks),
        # An alternate who steps back holds no seat, and is missed all the same.
        away=sum(is_away for _kind, is_away, _alternate in marks),
        floor=vote.charter["seats.floor"],
        quorum=vote.charter["vote.quorum"],
        asks_floor=asks_floor(vote, balance),
    )


def standing(vote, at) -> Standing:
    """Who may vote on an open vote now, and which alternates would have to be called."""
    marks = list(vote.roll.values_list("seat_kind", "recused", "alternate", "person"))
    missing = Counter(kind for kind, is_away, alternate, _pk in marks if is_away and alternate is None)
    missing.subtract(kind for kind, is_away, alternate, _pk in marks if alternate and not is_away)
    on_it = [pk for *_rest, pk in marks]
    balance = vote.board.balance(at)
    free, called = _called(vote, vote.subject, free_of(vote, balance), missing, on_it, vote.charter, at)
    return Standing([], {}, balance, free, called)


def _called(vote, thing, free, missing, on_it, charter, at) -> tuple[rules.Free, list[Alternate]]:
    """The alternates who are called so that it holds, in their order; none where it holds or cannot."""
    if free.holds:
        return free, []
    seated = vote.board.terms_at(at).values("person")
    found = vote.board.alternates.at(at).filter(person__is_active=True, person__is_staff=False)
    found = list(
        found.exclude(Q(person__in=on_it) | Q(person__in=seated)).select_related("person").order_by("rank", "pk")
    )
    close = closeness.of(thing, [one.person for one in found], at, charter=charter, vote=vote)
    found = [one for one in found if close[one.person_id].grade < Grade.TALKS]
    places = rules.call_up(free=free, missing=missing, alternates=[one.kind for one in found])
    called = [found[place] for place in places or []]
    for one in called:
        free = free.joined_by(one.kind)
    return free, called


def write_roll(vote, plan: Standing, at) -> None:
    """Freeze the roll: everybody with a seat, and who of them steps back."""
    _hold_room(vote.subject)
    RollEntry.objects.bulk_create(
        RollEntry(
            vote=vote,
            person=term.person,
            seat_number=term.seat.number,
            seat_kind=term.seat.kind,
            recused=plan.is_away(term.person),
        )
        for term in plan.terms
    )


def tell_opening(vote, plan: Standing, at) -> None:
    """Minute who steps back by a tie or because it is their own, and call the alternates."""
    thing = vote.subject
    for term in plan.terms:
        close = plan.close[term.person_id]
        # Who has said it themself is in the record already.
        if plan.is_away(term.person) and not (close.said and close.said.grade == close.grade):
            # Where they said it of a part, it is their own word here, too.
            by = term.person if close.source == Disclosure.Source.SAID else None
            _keep(thing, term.person, close.grade, at=at, vote=vote, by=by, source=close.source)
    call_in(vote, plan.called, at)


def call_in(vote, alternates, at) -> None:
    """Put alternates on a vote's roll, tell them, and let them write where only members do."""
    room = rooms.room_for(vote.subject)
    for one in alternates:
        RollEntry.objects.create(vote=vote, person=one.person, seat_kind=one.kind, alternate=one)
        if room and room.writable_by == room.Writers.MEMBERS:
            rooms.join(room, one.person, since=at, until=vote.closes_at, at=at)
        enter(
            verbs.ALTERNATE_CALLED,
            vote,
            about=[vote.board, vote.subject, one.person],
            at=at,
            person=str(one.person.public_id),
            kind=str(one.kind),
            rank=one.rank,
        )
